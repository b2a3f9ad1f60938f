"""What must hold whatever happens, tried and counted: `python -m tests.trials`.

Each module here but this one, `__main__` and the test is a trial: its docstring says what is tried, and
`figures(long)` does it and yields what came of it. The short form runs with the tests; the long one, with
`--long`, is what `CONTRIBUTING.md` gives the figures of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One thing that was tried: what, what came of it, what it ought to be, and whether it is."""

    what: str
    found: str
    aim: str
    met: bool

    def __str__(self) -> str:
        return f"| {self.what} | {self.found} | {self.aim} | {'yes' if self.met else '**no**'} |"


@dataclass(frozen=True)
class Trial:
    """A trial by its name; `figures` takes whether the long form is wanted."""

    name: str
    about: str
    figures: Callable[[bool], Iterator[Figure]]


def trials() -> list[Trial]:
    """All of them, by name."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py"))
    return [_trial(name) for name in names if not name.startswith(("_", "test_"))]


def _trial(name: str) -> Trial:
    module = import_module(f"tests.trials.{name}")
    return Trial(name, (module.__doc__ or "").partition("\n")[0].rstrip("."), module.figures)
