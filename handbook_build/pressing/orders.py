"""Which practices a run prints for, where it puts their sheets, and whether it may."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from handbook_build import __version__
from handbook_build.faults import MachineFault, WrongUse
from handbook_build.model.passport import GENERATOR
from handbook_build.pressing.ledger import LOCK, NAME
from handbook_build.staging import WORKSHOP, place_file

ENDING = ".toml"
# The file by which an output folder of ours is known.
PASSPORT = ".press.json"


@dataclass(frozen=True, slots=True)
class Order:
    """A practice's file, how it is called in what we say, and its folder below the output folder."""

    path: Path
    shown: str
    folder: str


@dataclass(frozen=True, slots=True)
class Shard:
    """One share of so many, for one machine of many; together they are the whole."""

    number: int = 1
    of: int = 1

    def has(self, folder: str) -> bool:
        """Whether the practice with this folder is in the share: by its name alone, so that it never moves."""
        name = normalize("NFC", folder).encode("utf-8", "surrogateescape")
        return int.from_bytes(hashlib.sha256(name).digest()[:8]) % self.of == self.number - 1


def parse_shard(text: str) -> Shard:
    """`3/16`. Raises ValueError, which says what is to be written."""
    found = re.fullmatch(r"([0-9]{1,5})/([0-9]{1,5})", text)
    number, of = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= number <= of:
        raise ValueError(f"{text!r} is no share; write its number and how many there are: 3/16")
    return Shard(number, of)


def orders(folder: Path, shown: str) -> list[Order]:
    """The practices of a folder and those below it, in order of their path. `shown` is how the folder was named.

    Raises WrongUse when there is none, or when two would share a folder of sheets.
    """
    if not folder.is_dir():
        raise WrongUse(f"{shown} is no folder; name one with a file for each practice, such as practices/")
    found = sorted(_files(folder, folder))
    if not found:
        raise WrongUse(f"there is no practice in {shown}: each is a file whose name ends in {ENDING}")
    made = [Order(folder / name, f"{shown.rstrip('/')}/{name}", name.removesuffix(ENDING)) for name in found]
    _refuse_shared(made)
    return made


def _files(folder: Path, top: Path) -> Iterator[str]:
    def closed(error: OSError) -> None:
        raise WrongUse(f"{error.filename} cannot be read: {error.strerror}") from error

    for place, folders, names in os.walk(folder, onerror=closed):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.endswith(ENDING) and not name.startswith(".") and name != ENDING:
                yield (Path(place) / name).relative_to(top).as_posix()


def _refuse_shared(made: list[Order]) -> None:
    """On many disks `Rowan` and `rowan` are one folder; and the sheets of `a` would lie beside those of `a/b`."""
    taken: dict[str, Order] = {}
    for order in made:
        name = normalize("NFC", order.folder).casefold()
        if name in taken:
            raise WrongUse(f"{taken[name].shown} and {order.shown} would share one folder; give one another name")
        taken[name] = order
    for name, order in taken.items():
        parts = name.split("/")
        for above in ("/".join(parts[:count]) for count in range(1, len(parts))):
            if above in taken:
                raise WrongUse(
                    f"the sheets of {order.shown} would lie among those of {taken[above].shown}; "
                    "give the file or the folder another name"
                )


def open_output(out: Path, root: Path, content: str, site: str, practices: Path) -> None:
    """Makes the output folder, or finds that it is one of ours.

    Raises WrongUse when it holds anything else or lies where the handbook or the practices are, and MachineFault
    when it cannot be written to.
    """
    refuse_own(out, root, content, site)
    place, files = out.resolve(), practices.resolve()
    if place.is_relative_to(files) or files.is_relative_to(place):
        raise WrongUse(f"{out} is where the practices are; name a folder of its own with --out")
    if out.exists() and not out.is_dir():
        raise WrongUse(f"{out} is no folder; name another with --out")
    try:
        if out.exists() and any(out.iterdir()) and not _is_ours(out):
            raise WrongUse(f"{out} holds files that no press run has made; name an empty folder with --out")
        if not (out / PASSPORT).exists():
            place_file(out / PASSPORT, json.dumps({"generator": GENERATOR, "version": __version__}).encode() + b"\n")
    except OSError as error:
        raise MachineFault(f"nothing can be written to {out}: {error.strerror}") from error


def refuse_own(out: Path, root: Path, content: str, site: str) -> None:
    """Raises WrongUse when the output folder is, holds or lies in one of the handbook's own."""
    place, home = out.resolve(), root.resolve()
    own = [(home / name).resolve() for name in (content, site, WORKSHOP, "overrides", "schemas")]
    if home.is_relative_to(place) or any(place.is_relative_to(one) for one in own):
        raise WrongUse(f"{out} is where the handbook itself is; name a folder of its own with --out")


def leftovers(out: Path, made: list[Order], shard: Shard) -> list[str]:
    """Folders of sheets whose practice has gone, in this share."""
    wanted = {order.folder for order in made}
    found = []
    for place, folders, names in os.walk(out):
        if NAME in names or LOCK in names:
            folders.clear()
            found.append(Path(place).relative_to(out).as_posix())
    return sorted(name for name in found if name not in wanted and name != "." and shard.has(name))


def _is_ours(out: Path) -> bool:
    try:
        passport = json.loads((out / PASSPORT).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(passport, dict) and passport.get("generator") == GENERATOR
