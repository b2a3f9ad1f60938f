"""The only writer of outputs: a site is made in a staging folder, looked over, and swapped in whole.

Until the swap the old site stays as it was, whatever happens. Nothing is taken away that no build of ours has made.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from stat import S_ISREG
from unicodedata import normalize
from urllib.parse import unquote

from handbook_build import __version__, stopping
from handbook_build.cache import Cache
from handbook_build.faults import MachineFault, WrongUse
from handbook_build.model.passport import GENERATOR, PASSPORT
from handbook_build.staging import WORKSHOP, above
from handbook_build.swapping import NOTE, flush, swap

# What systems put into a folder that somebody looks at or serves; nobody misses it. Names, and how others begin.
LITTER = frozenset((".ds_store", "thumbs.db", "desktop.ini", ".directory"))
LITTERING = ("._", ".nfs", ".fuse_hidden")


def cache_of(root: Path) -> Cache:
    """Where what costs time is kept between builds."""
    return Cache(root / WORKSHOP / "cache")


def refuse_foreign(root: Path, content: str, destination: Path) -> None:
    """Raises WrongUse when the output folder is none of ours and not empty, or cannot be exchanged, or is to lie where
    the handbook's own files are.
    """
    place, source, workshop = destination.resolve(), (root / content).resolve(), (root / WORKSHOP).resolve()
    above_ours = root.resolve().is_relative_to(place) or source.is_relative_to(place)
    if above_ours or place.is_relative_to(source) or place.is_relative_to(workshop):
        raise WrongUse(f"site_dir is {destination}, where the handbook itself is; set a folder of its own")
    if destination.is_symlink():
        raise WrongUse(f"{destination} is a link to {os.readlink(destination)}; name that folder as site_dir")
    if not destination.exists():
        return
    if not destination.is_dir():
        raise WrongUse(f"{destination} is no folder, so the site cannot be written there; move it away")
    if os.path.ismount(destination):
        raise WrongUse(_mounted(destination))
    if _passport_of(destination) is None and _entries(str(destination)):
        raise WrongUse(
            f"{destination} holds files that this tool did not make (it has no {PASSPORT} of ours); "
            "empty it, or set another site_dir in mkdocs.yml"
        )


def _mounted(destination: Path) -> str:
    return f"{destination} is a disk of its own, and a site is swapped in whole; set site_dir to a folder in it"


def refuse_strangers(destination: Path, known: Collection[str] | None, made: Collection[str]) -> None:
    """Raises WrongUse when somebody has put files of their own into the site, which would go with it.

    Which are ours its passport tells, and what is `known` of it. Where neither does, hidden files and the name of a
    host are strangers, unless they are also in the site that was `made` to take its place: no build makes those.
    """
    said = _passport_of(destination)
    if said is None:
        return
    files = said.get("files")
    if isinstance(files, dict) or known is not None:
        ours = {PASSPORT, *(files if isinstance(files, dict) else ()), *(known or ())}
        names = _strangers(destination, {_plain(name) for name in ours})
    else:
        ours = {_plain(name) for name in made}
        entries = sorted(one.name for one in _entries(str(destination)) if _plain(one.name) not in ours)
        names = [name for name in entries if name.startswith(".") or name == "CNAME"]
    if names:
        more = f" and {len(names) - 5} more" if len(names) > 5 else ""
        raise WrongUse(
            f"{destination} holds what no build has made: {', '.join(names[:5])}{more}. A new site would take its "
            "place; put into the content folder what is to be published, move the rest away, and build again"
        )


def _strangers(site: Path, ours: Collection[str]) -> list[str]:
    """What lies in a site that is not among these names; of a folder with nothing of ours in it, the folder."""
    folders = {part for name in ours for part in above(name)}
    found, waiting = [], [""]
    while waiting:
        folder = waiting.pop()
        for entry in _entries(f"{site}/{folder}"):
            address = f"{folder}{entry.name}"
            name = _plain(address)
            if name in ours:
                continue
            if not entry.is_dir(follow_symlinks=False):
                found.append(address)
            elif name in folders:
                waiting.append(f"{address}/")
            elif _entries(entry.path):
                found.append(f"{address}/")
    return sorted(found)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """What lies in a folder, but for litter. Raises MachineFault."""
    try:
        with os.scandir(folder) as entries:
            return [one for one in entries if one.name.lower() not in LITTER and not one.name.startswith(LITTERING)]
    except OSError as error:
        raise MachineFault(f"{folder} could not be looked at: {error.strerror}") from error


def _plain(name: str) -> str:
    """Disks that take two spellings of a name for one may give it back in another than it had."""
    return name.lower() if name.isascii() else normalize("NFC", name).casefold()


def _passport_of(site: Path) -> Mapping[str, object] | None:
    """What the passport of a site says; None where there is none of ours."""
    try:
        said = json.loads((site / PASSPORT).read_bytes())
    except (OSError, ValueError):
        return None
    return said if isinstance(said, dict) and said.get("generator") == GENERATOR else None


def passport(facts: Mapping[str, object]) -> bytes:
    """The file that says what made the site."""
    said = {"generator": GENERATOR, "version": __version__, **facts}
    # Names of files need not be text: what is none is written as JSON writes half a pair of surrogates.
    return (json.dumps(said, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def verify(stage: Path, addresses: Iterable[str]) -> None:
    """Raises MachineFault when a page or file that was to be made is missing or empty."""
    for address in addresses:
        file = unquote(f"{address}index.html" if not address or address.endswith("/") else address)
        if not _holds_something(f"{stage}/{file}"):
            raise MachineFault(f"{address or 'the home page'} was not written; the old site was kept")


def _holds_something(path: str) -> bool:
    try:
        state = os.stat(path)
    except OSError:
        return False
    return S_ISREG(state.st_mode) and state.st_size > 0


def publish(root: Path, stage: Path, destination: Path) -> None:
    """Puts the staged site in the place of the old one, which lies in the stage afterwards, if there was one. From then
    on nothing stops us until whoever called has kept account of it.

    Raises MachineFault when it cannot; the old site stands then.
    """
    try:
        stage.chmod(0o755)
        flush(stage)
        stopping.hold("the new site is in place")
        swap(stage, destination, root / WORKSHOP / NOTE)
    except OSError as error:
        reason = _mounted(destination) if error.errno == errno.EBUSY else error
        raise MachineFault(f"the site could not be put in place: {reason}") from error
