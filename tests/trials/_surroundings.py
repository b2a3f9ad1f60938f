"""Where else a handbook can be built: on another day, in another folder, by another user, and so on.

Nothing of it may show in what is published. Each way of building it differently is a `Surroundings`.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path

from tests.needing import need
from tests.tiny import TODAY

PROJECT = Path(__file__).parent.parent.parent
# What a build is told by nobody but the one who tries.
KEPT = ("PATH", "PYTHONPYCACHEPREFIX", "VIRTUAL_ENV")
# Run by Python before the program: folders are listed in another order, and there are more or fewer cores.
AT_THE_START = """
import os, random

listed, scanned = os.listdir, os.scandir


def listdir(path="."):
    names = listed(path)
    random.Random(0).shuffle(names)
    return names


class scandir:
    def __init__(self, path="."):
        with scanned(path) as entries:
            self.entries = list(entries)
        random.Random(0).shuffle(self.entries)
        self.left = iter(self.entries)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.left)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.left = iter(())


if os.environ.get("TRY_SHUFFLED"):
    os.listdir, os.scandir = listdir, scandir
if cores := os.environ.get("TRY_CORES"):
    os.cpu_count = lambda: int(cores)
    os.sched_getaffinity = lambda _: set(range(int(cores)))
"""
Prepare = Callable[[Path], None]


@dataclass(frozen=True)
class Surroundings:
    """`variables` are set for the program, `python` are options of Python, and `through` is a program that starts it.

    `folder` is where the handbook lies, below one for the trial; what `prepare` does to it comes after the copying.
    `named` gives how the folder is named to the command, and from where.
    """

    name: str
    variables: Mapping[str, str] = field(default_factory=dict)
    python: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    folder: str = "handbook"
    prepare: tuple[Prepare, ...] = ()
    named: Callable[[Path], tuple[str, Path]] = lambda root: (str(root), Path("/"))
    umask: int = 0o022
    interpreter: str = sys.executable

    def also(self, *others: Surroundings) -> Surroundings:
        """These and others at once, as far as they go together."""
        every = (self, *others)
        return Surroundings(
            " and ".join(one.name for one in every),
            {name: value for one in every for name, value in one.variables.items()},
            tuple(option for one in every for option in one.python),
            tuple(word for one in every for word in one.through),
            next((one.folder for one in every if one.folder != USUAL.folder), USUAL.folder),
            tuple(step for one in every for step in one.prepare),
            next((one.named for one in every if one.named is not USUAL.named), USUAL.named),
            next((one.umask for one in every if one.umask != USUAL.umask), USUAL.umask),
            next((one.interpreter for one in every if one.interpreter != USUAL.interpreter), USUAL.interpreter),
        )


USUAL = Surroundings("as usual")


def lay(handbook: Path, where: Path, chosen: Surroundings) -> Path:
    """A copy of a handbook in these surroundings."""
    where.mkdir(parents=True)
    where.chmod(0o755)
    root = where / chosen.folder
    root.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(handbook, root, ignore=shutil.ignore_patterns("site", ".handbook"))
    for step in chosen.prepare:
        step(root)
    return root


def build(root: Path, chosen: Surroundings, *options: str) -> subprocess.CompletedProcess[str]:
    """Builds a handbook in these surroundings."""
    start = root.parent / "at-the-start"
    if not start.exists():
        start.mkdir()
        (start / "sitecustomize.py").write_text(AT_THE_START, encoding="utf-8")
    name, cwd = chosen.named(root)
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    variables = {**kept, **TODAY, "PYTHONPATH": f"{start}{os.pathsep}{PROJECT}", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    variables |= {"PYTHONHASHSEED": "0", **chosen.variables}
    command = [*chosen.through, chosen.interpreter, *chosen.python, "-m", "handbook_build", "build", *options]
    return subprocess.run(
        [*command, "--quiet", "--root", name],
        capture_output=True,
        timeout=1200,
        check=False,
        cwd=cwd,
        env={name: value for name, value in variables.items() if value != ABSENT},
        umask=chosen.umask,
        encoding="utf-8",
        errors="replace",
    )


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder, with a name for its bytes."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def first_difference(one: Path, other: Path) -> str:
    """How two files differ, where they do so first."""
    if not (one.exists() and other.exists()):
        return f"only in {one.parent if one.exists() else other.parent}"
    ours, theirs = one.read_bytes(), other.read_bytes()
    at = next((at for at, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]), -1)
    at = at if at >= 0 else min(len(ours), len(theirs))
    shown = slice(max(at - 20, 0), at + 40)
    return f"byte {at}: {ours[shown]!r} and {theirs[shown]!r}"


# Each of the surroundings

ABSENT = "absent"


def at(moment: str, name: str) -> Surroundings:
    """The clock says this, also to programs that are started: `+400d`, or `@2037-11-22 12:00:00`."""
    library = clock()
    return Surroundings(name, through=("env", f"LD_PRELOAD={library}", f"FAKETIME={moment}") if library else ())


@cache
def clock() -> str:
    """The library that moves the clock of a program; nothing where there is none, outside of CI."""
    found = [str(path) for path in Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")]
    if not found and os.environ.get("CI"):
        need(found, "libfaketime", "Debian has it as `libfaketime`")
    return found[0] if found else ""


def locales(folder: Path) -> list[str]:
    """Locales that sort, count and change the case of letters otherwise; made here where the machine has none."""
    folder.mkdir(exist_ok=True)
    made = []
    for name in ("de_DE", "tr_TR", "ar_SA"):
        command = ["localedef", "-i", name, "-f", "UTF-8", str(folder / f"{name}.UTF-8")]
        if shutil.which("localedef") and subprocess.run(command, capture_output=True, check=False).returncode == 0:
            made.append(f"{name}.UTF-8")
    return made


def in_locale(name: str, folder: Path) -> Surroundings:
    return Surroundings(f"the locale {name}", {"LC_ALL": name, "LANG": name, "LOCPATH": str(folder)})


def as_nobody() -> list[Surroundings]:
    """As another user, without a home. Who is not root can be no other; Python may lie where only root can go."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        return []
    reach = ("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")
    through = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *reach)
    variables = {"HOME": "/nonexistent", "USER": "nobody", "LOGNAME": "nobody"}
    return [Surroundings("the user nobody", variables, through=through, prepare=(_given_to_nobody,), umask=0o077)]


def other_pythons() -> list[Surroundings]:
    """Other versions of Python that have the packages: `TRY_PYTHONS` names the programs, each with its path."""
    paths = filter(None, os.environ.get("TRY_PYTHONS", "").split(os.pathsep))
    return [Surroundings(f"the Python {Path(path).parent.parent.name}", interpreter=path) for path in paths]


def _given_to_nobody(root: Path) -> None:
    for path in (root.parent, root, *root.rglob("*")):
        os.chown(path, 65534, 65534)


def _other_modes_and_times(root: Path) -> None:
    chance = random.Random(0)
    for path in sorted(root.rglob("*")):
        path.chmod(0o700 if path.is_dir() else chance.choice((0o400, 0o644, 0o755)))
        moment = chance.randrange(1, 2_000_000_000)
        os.utime(path, (moment, moment))


def _written_in_another_order(root: Path) -> None:
    """Every file is written anew, so that a disk may list them otherwise."""
    paths = sorted((path for path in root.rglob("*") if path.is_file()), reverse=True)
    for path in paths:
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)


def _below_a_link(root: Path) -> tuple[str, Path]:
    """The same folder by a way that leads through a symbolic link."""
    link = root.parent / "a link"
    if not link.exists():
        link.symlink_to(root.parent, target_is_directory=True)
    return str(link / root.name), Path("/")


def every(locale_folder: Path) -> list[Surroundings]:
    """All that this machine has."""
    return [
        *(in_locale(name, locale_folder) for name in ("C", *locales(locale_folder))),
        Surroundings("no UTF-8 mode", {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
        Surroundings("the time zone of Kiritimati", {"TZ": "Pacific/Kiritimati"}),
        Surroundings("other seeds of hashes", {"PYTHONHASHSEED": "4242"}),
        # The clock comes second, since whoever becomes another user may not use what it shares.
        *as_nobody(),
        at("+400d", "400 days later"),
        Surroundings("another order of files", {"TRY_SHUFFLED": "1"}, prepare=(_written_in_another_order,)),
        Surroundings("one core", {"TRY_CORES": "1"}),
        Surroundings("nine cores", {"TRY_CORES": "9"}),
        Surroundings("other modes and times of files", prepare=(_other_modes_and_times,), umask=0o007),
        Surroundings("Python's -OO", python=("-OO",)),
        *other_pythons(),
        Surroundings("a folder with spaces and umlauts", folder="zwei Wörter/ein Buch & mehr"),
        Surroundings("a relative folder", named=lambda root: (f"../{root.parent.name}/{root.name}", root.parent)),
        Surroundings("a folder below a link", named=_below_a_link),
    ]
