"""What was made before from the very same is not made again: kept on disk for the next build, and in memory as long as
a preview runs.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from handbook_build.cache import NOTHING_KEPT, Cache, digest
from handbook_build.isolation import Stopped, Work, isolated
from handbook_build.keeping import Unreadable, from_bytes, to_bytes
from handbook_build.program import mark

Made = TypeVar("Made")
# What they are called in the cache.
KIND = "parsed"


@dataclass
class Memory:
    """Values of the model. With `stays` they are held in memory, too, so that the very same value is given
    out again, with all that was since worked out about it.
    """

    cache: Cache = NOTHING_KEPT
    stays: bool = False
    _held: dict[str, Any] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)
    # What was made ahead and nobody has asked for yet.
    _ahead: dict[tuple[str, ...], Any] = field(default_factory=dict)

    def ahead(self, wanted: Iterable[tuple[tuple[str, ...], Work]]) -> dict[tuple[str, ...], Stopped]:
        """Makes what is not known yet apart from this process; gives what came to nothing, by what it is made from."""
        missing = [(made_from, work) for made_from, work in wanted if not self._knows(made_from)]
        stopped: dict[tuple[str, ...], Stopped] = {}
        answers = isolated([work for _, work in missing])
        for (made_from, _), answer in zip(missing, answers, strict=True):
            (stopped if isinstance(answer, Stopped) else self._ahead)[made_from] = answer
        return stopped

    def _knows(self, made_from: tuple[str, ...]) -> bool:
        if self.cache.folder is None and not self.stays:
            return False
        key = digest(mark(), *made_from)
        return key in self._held or self.cache.has(KIND, key)

    def of(self, made_from: tuple[str, ...], make: Callable[[], Made]) -> Made:
        """What is known under the name of all that it is made from; else what `make` gives, which is known from now."""
        if made_from in self._ahead:
            found: Made = self._ahead.pop(made_from)
            return self.of(made_from, lambda: found)
        if self.cache.folder is None and not self.stays:
            return make()
        key = digest(mark(), *made_from)
        self._used.add(key)
        if key in self._held:
            held: Made = self._held[key]
            return held
        made = self._kept(key, make)
        if self.stays:
            self._held[key] = made
        return made

    def later(self, made_from: tuple[str, ...], make: Callable[[], Made]) -> Callable[[], Made]:
        """The same, when somebody asks for it; what is kept stays until then."""
        self._used.add(digest(mark(), *made_from))
        return functools.cache(lambda: self.of(made_from, make))

    def _kept(self, key: str, make: Callable[[], Made]) -> Made:
        data = self.cache.read(KIND, key)
        if data is not None:
            with contextlib.suppress(Unreadable):
                kept: Made = from_bytes(data)
                return kept
        made = make()
        if self.cache.folder is not None:
            # What is nested too deeply to be written down is made again the next time.
            with contextlib.suppress(RecursionError):
                self.cache.write(KIND, key, to_bytes(made))
        return made

    def forget_others(self) -> None:
        """Drops what nobody asked for since the last time."""
        self.cache.keep_only(KIND, self._used)
        self._held = {key: made for key, made in self._held.items() if key in self._used}
        self._used = set()


class Shelf:
    """Many values in one file, each under the name of all that it was made from; what is there need not be made."""

    def __init__(self, cache: Cache, kind: str) -> None:
        self._cache, self._kind = cache, kind
        self._there = self._read()
        self._wanted: dict[str, bytes] = {}

    @property
    def is_kept(self) -> bool:
        """Whether what is put there is still there the next time."""
        return self._cache.folder is not None

    def _read(self) -> dict[str, bytes]:
        data = self._cache.read(self._kind, mark())
        if data is not None:
            with contextlib.suppress(Unreadable):
                there = from_bytes(data)
                if isinstance(there, dict) and all(isinstance(one, bytes) for one in there.values()):
                    return dict(there)
        return {}

    def get(self, name: str) -> Any:
        """The value of this name, or None."""
        data = self._there.get(name)
        if data is not None:
            with contextlib.suppress(Unreadable):
                value = from_bytes(data)
                self._wanted[name] = data
                return value
        return None

    def of(self, name: str, make: Callable[[], Made]) -> Made:
        """The value of this name; where there is none, what `make` gives, which has this name from now."""
        found: Made | None = self.get(name)
        if found is None:
            found = make()
            self.put(name, found)
        return found

    def put(self, name: str, value: object) -> None:
        # What is nested too deeply to be written down is made again the next time.
        with contextlib.suppress(RecursionError):
            self._wanted[name] = to_bytes(value)

    def keep(self) -> None:
        """Writes down what was put there or asked for since it was opened, and nothing else."""
        if self._wanted != self._there:
            self._cache.write(self._kind, mark(), to_bytes(self._wanted))
            self._cache.keep_only(self._kind, {mark()})
