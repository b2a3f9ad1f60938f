"""What is made of a handbook or a section of it, made once and kept while that is there.

They never change, and cannot be hashed quickly or at all, since they hold trees and mappings; so each is known by its
identity.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import update_wrapper
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
Made = TypeVar("Made")


class MadeOnce(Generic[Thing, Made]):
    """A function that answers a second time with what it made the first."""

    def __init__(self, make: Callable[[Thing], Made]) -> None:
        self._make = make
        self._everything: dict[int, tuple[weakref.ref[Thing], Made]] = {}
        update_wrapper(self, make)

    def __call__(self, thing: Thing) -> Made:
        found = self._everything.get(id(thing))
        # Another thing may lie where one was that is gone.
        if found is None or found[0]() is not thing:
            return self._keep(thing, self._make(thing))
        return found[1]

    def hand_on(self, thing: Thing, other: Thing) -> None:
        """Has what was made of one thing stand for another, of which the same would be made."""
        found = self._everything.get(id(thing))
        if found is not None and found[0]() is thing:
            self._keep(other, found[1])

    def _keep(self, thing: Thing, made: Made) -> Made:
        name = id(thing)

        def forget(_: object, everything: dict[int, tuple[weakref.ref[Thing], Made]] = self._everything) -> None:
            everything.pop(name, None)

        self._everything[name] = (weakref.ref(thing, forget), made)
        return made


def made_once(make: Callable[[Thing], Made]) -> MadeOnce[Thing, Made]:
    """The same function as one that makes everything once."""
    return MadeOnce(make)
