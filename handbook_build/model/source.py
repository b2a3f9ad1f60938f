"""A file of the handbook as text, able to say where each character stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from handbook_build.locations import Location, Position, Range


@dataclass(frozen=True)
class Source:
    """The text of one file; `path` is relative to the handbook's root, with forward slashes."""

    path: str
    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        lengths = [len(line) + 1 for line in self.text.split("\n")]
        return list(accumulate(lengths[:-1], initial=0))

    def position(self, offset: int) -> Position:
        """The position of the character at `offset` (0 to the length of the text)."""
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def offset(self, position: Position) -> int:
        """The place of a position in the text, which is the way back from `position`."""
        starts = self._line_starts
        line = min(max(position.line, 1), len(starts))
        return min(starts[line - 1] + max(position.column, 1) - 1, len(self.text))

    def location(self, start: int, end: int | None = None) -> Location:
        """Where the text from `start` to `end` stands; one character when `end` is left out."""
        end = start + 1 if end is None else end
        first = self.position(start)
        starts = self._line_starts
        if start >= 0 and start <= end < (starts[first.line] if first.line < len(starts) else len(self.text)):
            # On the same line, as most places are.
            return Location(self.path, Range(first, Position(first.line, first.column + end - start)))
        return Location(self.path, Range(first, self.position(end)))

    def line(self, number: int) -> str:
        """Line `number` (from 1) without its line end; empty when there is no such line."""
        starts = self._line_starts
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] - 1 if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end]
