"""What is tried: each module here but `shared.py` is a target.

Its docstring says what must hold; `tried(text)` raises an exception if it does not. `PIECES` are pieces of which
texts are put together, `LARGEST` is how many bytes a text may have, and `WATCHED` the packages beside ours whose lines
are watched.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

FOLDER = Path(__file__).parent.parent


@dataclass(frozen=True)
class Target:
    """One of them, by its name."""

    name: str
    about: str
    tried: Callable[[str], None]
    pieces: tuple[str, ...]
    largest: int

    @property
    def seeds(self) -> list[Path]:
        return files_of("seeds", self.name)

    @property
    def found(self) -> list[Path]:
        """What once broke it."""
        return files_of("found", self.name)


def files_of(folder: str, name: str) -> list[Path]:
    return sorted(path for path in (FOLDER / folder / name).glob("*") if path.is_file())


def names() -> list[str]:
    """All targets, by name."""
    here = Path(__file__).parent
    return sorted(path.stem for path in here.glob("*.py") if path.stem not in ("__init__", "shared"))


def target_of(name: str) -> Target:
    module = import_module(f"tests.fuzzing.targets.{name}")
    about = (module.__doc__ or "").partition("\n")[0].rstrip(".")
    return Target(name, about, module.tried, tuple(module.PIECES), module.LARGEST)
