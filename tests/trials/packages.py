"""The package: the same bytes twice, and the same site wherever it is installed.

The long form installs from the lock alone, with every Python of 3.11 or later that this machine has.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.packages import Installed, beside_our_packages, build, checkout, files_below, from_the_lock, site_of
from tests.packages import handbook_elsewhere as elsewhere
from tests.tiny import handbook
from tests.trials import Figure

HANDBOOK = "cases/base"
VERSIONS = ("3.11", "3.12", "3.13", "3.14")


def figures(long: bool) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        yield from _figures(Path(folder), long=long)


def _figures(folder: Path, *, long: bool) -> Iterator[Figure]:
    first = build(checkout(folder / "checkout"), folder / "first")
    second = build(checkout(folder / "at another place"), folder / "second", "--wheel", "--sdist")
    other = [kind for kind in first if first[kind].read_bytes() != second[kind].read_bytes()]
    yield _none("packages that come out otherwise in another folder", other, len(first))
    ours = elsewhere(folder / "ours", HANDBOOK)
    built = handbook("build", "--quiet", "--root", str(ours))
    assert built.returncode == 0, built.stdout + built.stderr
    site = files_below(ours / "site")
    made = beside_our_packages(folder / "venv")
    made.pip("install", "--quiet", "--no-deps", "--no-index", str(first["whl"]))
    yield _none("files of a site that an installed package builds otherwise", *_other(made, folder / "here", site))
    if long:
        for version, python in _pythons().items():
            yield from _from_the_lock(folder, first["whl"], version, python, site)


def _from_the_lock(folder: Path, wheel: Path, version: str, python: str, site: Mapping[str, bytes]) -> Iterator[Figure]:
    made = from_the_lock(folder / f"venv-{version}", python)
    made.pip("install", "--quiet", "--no-deps", "--no-index", str(wheel))
    found = made.pip("check").strip()
    yield Figure(f"Python {version}: pip check", found, "nothing broken", "No broken requirements" in found)
    told = _other(made, folder / f"with-{version}", site)
    yield _none(f"Python {version}: files of a site that are otherwise", *told)
    made.pip("uninstall", "--quiet", "--yes", "working-relationship-handbook")
    left = [path for path in made.folder.rglob("*") if "handbook_build" in path.parts or path.name == "handbook"]
    yield _none(f"Python {version}: files that are left when it is uninstalled", left, 1)


def _other(installed: Installed, place: Path, site: Mapping[str, bytes]) -> tuple[list[str], int]:
    """The files of a site that an installed tool builds otherwise, of how many."""
    theirs = site_of(installed, elsewhere(place, HANDBOOK))
    return [name for name in sorted(site.keys() | theirs.keys()) if site.get(name) != theirs.get(name)], len(site)


def _none(what: str, found: Sequence[object], of: int) -> Figure:
    named = f" ({found[0]})" if found else ""
    return Figure(what, f"{len(found)} of {of}{named}", "0", not found and of > 0)


def _pythons() -> dict[str, str]:
    """The Pythons that this machine has, by version; one that is only named and does not run is none."""
    found = {f"{sys.version_info[0]}.{sys.version_info[1]}": sys.executable}
    for version in VERSIONS:
        program = shutil.which(f"python{version}")
        if program and version not in found and _runs(program):
            found[version] = program
    return dict(sorted(found.items()))


def _runs(program: str) -> bool:
    return subprocess.run([program, "-c", "import venv, ensurepip"], capture_output=True, check=False).returncode == 0
