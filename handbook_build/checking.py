"""The checks, with what they found in documents kept for the next time."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from handbook_build.cache import Cache, digest
from handbook_build.checks import Report, run_checks
from handbook_build.keeping import Unreadable, from_bytes, named, to_bytes
from handbook_build.model.handbook import Handbook
from handbook_build.program import mark

KIND = "findings"
# What was found in each document, by its mark.
Found = dict[str, tuple[Any, ...]]


def checked(handbook: Handbook, cache: Cache) -> Report:
    """What all usual checks find. In a document that is as it was they look again only when they know other things."""
    kept = _Kept(_read(cache))
    report = run_checks(handbook, kept=kept)
    if cache.folder is not None:
        cache.write(KIND, mark(), to_bytes(kept.of({document.mark for document in handbook.documents})))
        cache.keep_only(KIND, {mark()})
    return report


def _read(cache: Cache) -> dict[str, Found]:
    """What was found before, by the name of all that it was found with."""
    data = cache.read(KIND, mark())
    if data is not None:
        with contextlib.suppress(Unreadable):
            there = from_bytes(data)
            if isinstance(there, dict) and all(map(_is_found, there.values())):
                return dict(there)
    return {}


def _is_found(there: object) -> bool:
    return isinstance(there, dict) and all(isinstance(one, tuple) for one in there.values())


@dataclass
class _Kept:
    """Hands out what was found before, and what is added to it."""

    there: dict[str, Found]
    wanted: dict[str, Found] = field(default_factory=dict)
    # With the value itself, since an identity is that of another value once a value is gone.
    names: dict[int, tuple[object, str]] = field(default_factory=dict)

    def __call__(self, made_from: object) -> Found:
        name = self.name_of(made_from)
        return self.wanted.setdefault(name, self.there.get(name, {}))

    def name_of(self, value: object, depth: int = 2) -> str:
        """A name that is the same for equal values. Several checks know the same things: those get theirs once."""
        if id(value) not in self.names:
            parts = value if isinstance(value, tuple) and depth else None
            made = digest(*(self.name_of(one, depth - 1) for one in parts)) if parts else digest(named(value))
            self.names[id(value)] = value, made
        return self.names[id(value)][1]

    def of(self, marks: Collection[str]) -> dict[str, Found]:
        """What is known now of the documents with these marks."""
        return {
            name: {mark: one for mark, one in found.items() if mark in marks} for name, found in self.wanted.items()
        }
