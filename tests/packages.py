"""The tool as a package: built from a copy of the checkout, and installed where nothing of the checkout is at hand."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.tiny import TODAY

PROJECT = Path(__file__).parent.parent
# What is in a checkout that was worked in, and belongs in no package.
LEFT_BEHIND = (
    ".git",
    ".venv",
    ".handbook",
    "site",
    "dist",
    "printed",
    "node_modules",
    "*.egg-info",
    "__pycache__",
    ".*_cache",
)


def checkout(folder: Path) -> Path:
    """A copy of the checkout, as git has it."""
    shutil.copytree(PROJECT, folder, ignore=shutil.ignore_patterns(*LEFT_BEHIND, ".hypothesis"))
    return folder


def build(source: Path, out: Path, *forms: str) -> dict[str, Path]:
    """Builds `--wheel`, `--sdist` or, without either, a wheel from an sdist; each by its ending."""
    command = [sys.executable, "-m", "build", "--no-isolation", *forms, "--outdir", str(out), str(source)]
    run(command, cwd=out.parent)
    return {path.name.rpartition(".")[2]: path for path in out.iterdir()}


def run(command: list[str], cwd: Path, code: int = 0) -> str:
    """What a program prints. Its environment has nothing of the checkout, so no part of that is found by chance."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "HANDBOOK_", "GITHUB_", "VIRTUAL_ENV"))
    }
    environment = {**kept, **TODAY, "NO_MKDOCS_2_WARNING": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    ran = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=1800, check=False, env=environment)
    assert ran.returncode == code, f"{' '.join(command)}: {ran.stdout}{ran.stderr}"
    return ran.stdout


@dataclass(frozen=True)
class Installed:
    """An environment of its own, into which packages are installed."""

    folder: Path

    @property
    def programs(self) -> Path:
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    @property
    def python(self) -> str:
        return str(self.programs / "python")

    @property
    def packages(self) -> Path:
        return next(self.folder.glob("lib/python*/site-packages"), self.folder / "Lib/site-packages")

    def pip(self, *arguments: str) -> str:
        """The pip of these tests, at work in that environment."""
        return run([sys.executable, "-m", "pip", "--python", self.python, *arguments], self.folder)

    def handbook(self, *arguments: str, cwd: Path, code: int = 0) -> str:
        return run([str(self.programs / "handbook"), *arguments], cwd, code)


def beside_our_packages(folder: Path) -> Installed:
    """An environment that finds the packages of this one, but not our own: an install of the tool is all it lacks."""
    run([sys.executable, "-m", "venv", "--without-pip", str(folder)], folder.parent)
    made = Installed(folder)
    # Named in a .pth file the folder comes last, and what its own .pth files add is not followed.
    (made.packages / "packages-of-the-tests.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return made


def from_the_lock(folder: Path, python: str = sys.executable) -> Installed:
    """An environment with what the lock names, and nothing else."""
    run([python, "-m", "venv", "--without-pip", str(folder)], folder.parent)
    made = Installed(folder)
    made.pip("install", "--quiet", "--require-hashes", "-r", str(PROJECT / "requirements/lock.txt"))
    return made


def handbook_elsewhere(folder: Path, name: str) -> Path:
    """A handbook of the tests, copied to where nothing else of the checkout is."""
    shutil.copytree(PROJECT / "tests" / name, folder)
    return folder


def site_of(installed: Installed, root: Path) -> Mapping[str, bytes]:
    """The site that an installed tool builds, asked from another folder."""
    installed.handbook("build", "--quiet", "--root", str(root), cwd=root.parent)
    return files_below(root / "site")


def files_below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
