"""The checks, with what they found in documents kept for the next time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from handbook_build.cache import Cache, digest
from handbook_build.checks import Report, run_checks
from handbook_build.keeping import named
from handbook_build.memory import Shelf
from handbook_build.model.handbook import Handbook

KIND = "findings"


def checked(handbook: Handbook, cache: Cache) -> Report:
    """What all usual checks find. In a document that is as it was they look again only when they know other things."""
    kept = _Kept(Shelf(cache, KIND))
    report = run_checks(handbook, kept=kept)
    kept.keep({document.mark for document in handbook.documents})
    return report


@dataclass
class _Kept:
    """What was found in each document, by its mark, for each thing that it was found with."""

    shelf: Shelf
    found: dict[str, dict[str, tuple[Any, ...]]] = field(default_factory=dict)
    # With the value itself, since an identity is that of another value once a value is gone.
    names: dict[int, tuple[object, str]] = field(default_factory=dict)

    def __call__(self, made_from: object) -> dict[str, tuple[Any, ...]]:
        name = self.name_of(made_from)
        there = self.shelf.get(name)
        well = isinstance(there, dict) and all(isinstance(one, tuple) for one in there.values())
        self.found[name] = there if well else {}
        return self.found[name]

    def name_of(self, value: object, depth: int = 2) -> str:
        """A name that is the same for equal values. Several checks know the same things: those get theirs once."""
        if id(value) not in self.names:
            parts = value if isinstance(value, tuple) and depth else None
            made = digest(*(self.name_of(one, depth - 1) for one in parts)) if parts else digest(named(value))
            self.names[id(value)] = value, made
        return self.names[id(value)][1]

    def keep(self, marks: set[str]) -> None:
        """Writes down what was found in the documents with these marks."""
        for name, found in self.found.items():
            self.shelf.put(name, {mark: one for mark, one in found.items() if mark in marks})
        self.shelf.keep()
