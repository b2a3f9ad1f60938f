"""What this program is: a mark that changes with its code, its theme and the packages that it rests on.

Whatever is kept between builds is kept under this mark too, so nothing that another version made is ever used.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent
# What comes with the package, or lies beside it in a checkout.
THEME = "overrides"


@cache
def mark() -> str:
    """64 hexadecimal digits. Every file counts by its name, its size and when it was last written; packages count by
    their names and versions, as pip writes them down.
    """
    total = hashlib.sha256(f"{sys.version}\n{sys.platform}\n".encode())
    for folder in (PACKAGE, _theme()):
        for name, size, written in sorted(_files(str(folder))):
            total.update(f"{name}\0{size}\0{written}\n".encode("utf-8", "surrogateescape"))
    for place in sys.path:
        total.update("\n".join(_installed(place)).encode("utf-8", "surrogateescape"))
    return total.hexdigest()


def _theme() -> Path:
    return PACKAGE / THEME if (PACKAGE / THEME).is_dir() else PACKAGE.parent / THEME


def contents() -> str:
    """64 hexadecimal digits for the names and bytes of all files of the program: the same wherever it is installed."""
    own = {name: f"{PACKAGE}{name}" for name, _, _ in _files(str(PACKAGE)) if not name.startswith(f"/{THEME}/")}
    theme = {f"/{THEME}{name}": f"{_theme()}{name}" for name, _, _ in _files(str(_theme()))}
    total = hashlib.sha256()
    for name, path in sorted({**own, **theme}.items()):
        if name.endswith(".pyc"):
            continue
        with open(path, "rb") as file:
            data = file.read()
        total.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    return total.hexdigest()


def versions(names: Iterable[str]) -> dict[str, str]:
    """The version of each of these packages that is installed, by its name in small letters with hyphens."""
    found: dict[str, str] = {}
    for place in sys.path:
        for folder in _installed(place):
            name, _, version = folder.removesuffix(".dist-info").removesuffix(".egg-info").partition("-")
            found.setdefault(name.lower().replace("_", "-").replace(".", "-"), version)
    return {name: found[name] for name in names if name in found}


def _files(folder: str, below: str = "") -> Iterator[tuple[str, int, int]]:
    """(path below the folder, bytes, nanoseconds) of each file; not of what Python compiled."""
    try:
        found = list(os.scandir(folder))
    except OSError:
        return
    for one in found:
        name = f"{below}/{one.name}"
        if one.is_dir():
            if one.name != "__pycache__":
                yield from _files(one.path, name)
        else:
            state = one.stat()
            yield name, state.st_size, state.st_mtime_ns


def _installed(folder: str) -> list[str]:
    try:
        return sorted(name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info")))
    except OSError:
        return []
