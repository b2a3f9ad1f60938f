"""The only writer of outputs: a site is made in a staging folder, looked over, and swapped in whole.

Until the swap the old site stays as it was, whatever happens. The swap exchanges two folders in one
step where the system can (Linux, macOS); elsewhere the old folder is moved aside and the new one in,
which leaves a moment without a site, and a failure between the two steps moves the old one back.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import json
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from stat import S_ISREG
from urllib.parse import unquote

from handbook_build import __version__
from handbook_build.cache import Cache
from handbook_build.faults import MachineFault, WrongUse
from handbook_build.staging import WORKSHOP

# The file by which a site of ours is known, and may be replaced.
PASSPORT = "build.json"
GENERATOR = "handbook_build"


def cache_of(root: Path) -> Cache:
    """Where what costs time is kept between builds."""
    return Cache(root / WORKSHOP / "cache")


def refuse_foreign(root: Path, content: str, destination: Path) -> None:
    """Raises WrongUse when the output folder holds anything that no build of ours has made, or is to
    lie where the handbook's own files are."""
    place, source = destination.resolve(), (root / content).resolve()
    if root.resolve().is_relative_to(place) or place.is_relative_to(source) or source.is_relative_to(place):
        raise WrongUse(f"site_dir is {destination}, where the handbook itself is; set a folder of its own")
    if not destination.exists() and not destination.is_symlink():
        return
    if destination.is_symlink() or not destination.is_dir():
        raise WrongUse(f"{destination} is no folder, so the site cannot be written there; move it away")
    if not any(destination.iterdir()):
        return
    try:
        passport = json.loads((destination / PASSPORT).read_bytes())
    except (OSError, ValueError):
        passport = {}
    if not isinstance(passport, dict) or passport.get("generator") != GENERATOR:
        raise WrongUse(
            f"{destination} holds files that this tool did not make (it has no {PASSPORT} of ours); "
            "empty it, or set another site_dir in mkdocs.yml"
        )


def passport(facts: Mapping[str, object]) -> bytes:
    """The file that says what made the site."""
    said = {"generator": GENERATOR, "version": __version__, **facts}
    return (json.dumps(said, indent=2, ensure_ascii=False) + "\n").encode()


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


def publish(stage: Path, destination: Path) -> None:
    """Puts the staged site in the place of the old one. Raises MachineFault when it cannot."""
    stage.chmod(0o755)
    try:
        if not destination.exists():
            destination.parent.mkdir(parents=True, exist_ok=True)
            stage.rename(destination)
        elif not _exchange(stage, destination):
            _move(stage, destination)
    except OSError as error:
        raise MachineFault(f"the site could not be put in place: {error}") from error


def _move(stage: Path, destination: Path) -> None:
    aside = stage.with_name(f"{stage.name}-old")
    destination.rename(aside)
    try:
        stage.rename(destination)
    except OSError:
        aside.rename(destination)
        raise
    aside.rename(stage)


def _exchange(one: Path, other: Path) -> bool:
    """Exchanges two folders in one step; False where the system cannot."""
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform.startswith("linux"):
        return _call("renameat2", -100, first, -100, second, 2)
    if sys.platform == "darwin":
        return _call("renamex_np", first, second, 2)
    return False


def _call(name: str, *arguments: object) -> bool:
    """A call of the C library that answers 0 when it worked; False when it is not there or refuses."""
    try:
        function = getattr(ctypes.CDLL(ctypes.util.find_library("c"), use_errno=True), name)
    except (OSError, AttributeError, TypeError):
        return False
    result: int = function(*arguments)
    return result == 0
