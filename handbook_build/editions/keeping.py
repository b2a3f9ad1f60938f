"""What is made of a handbook or a section of it, made once and kept while that is there.

They never change, and cannot be hashed quickly or at all, since they hold trees and mappings; so each is known by its
identity.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Thing = TypeVar("Thing")
Made = TypeVar("Made")


def made_once(make: Callable[[Thing], Made]) -> Callable[[Thing], Made]:
    """The same function, which answers a second time with what it made the first."""
    everything: dict[int, tuple[weakref.ref[Thing], Made]] = {}

    @wraps(make)
    def kept(thing: Thing) -> Made:
        name = id(thing)
        found = everything.get(name)
        # Another thing may lie where one was that is gone.
        if found is None or found[0]() is not thing:

            def forget(_: object, everything: dict[int, tuple[weakref.ref[Thing], Made]] = everything) -> None:
                everything.pop(name, None)

            found = everything[name] = (weakref.ref(thing, forget), make(thing))
        return found[1]

    return kept
