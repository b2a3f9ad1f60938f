"""What is made of a handbook, made once for it and kept while it is there.

A handbook never changes, and cannot be hashed, since it holds mappings; so it is known by its identity.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from handbook_build.model.handbook import Handbook

Made = TypeVar("Made")


def made_once(make: Callable[[Handbook], Made]) -> Callable[[Handbook], Made]:
    """The same function, which answers a second time with what it made the first."""
    everything: dict[int, tuple[weakref.ref[Handbook], Made]] = {}

    @wraps(make)
    def kept(handbook: Handbook) -> Made:
        name = id(handbook)
        found = everything.get(name)
        # Another handbook may lie where one was that is gone.
        if found is None or found[0]() is not handbook:

            def forget(_: object, everything: dict[int, tuple[weakref.ref[Handbook], Made]] = everything) -> None:
                everything.pop(name, None)

            found = everything[name] = (weakref.ref(handbook, forget), make(handbook))
        return found[1]

    return kept
