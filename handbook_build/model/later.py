"""Values that are read from where they are kept when somebody first asks for one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, TypeVar

Value = TypeVar("Value", covariant=True)


class Later(Sequence[Value]):
    """As good as the tuple that `read` gives, and equal to it."""

    def __init__(self, read: Callable[[], Sequence[Value]]) -> None:
        self._read = read

    @cached_property
    def all(self) -> tuple[Value, ...]:
        return tuple(self._read())

    def __iter__(self) -> Iterator[Value]:
        return iter(self.all)

    def __getitem__(self, at: Any) -> Any:
        return self.all[at]

    def __len__(self) -> int:
        return len(self.all)

    def __eq__(self, other: object) -> bool:
        return self.all == (other.all if isinstance(other, Later) else other)

    def __repr__(self) -> str:
        return repr(self.all)
