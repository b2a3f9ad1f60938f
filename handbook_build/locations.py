"""Where a thing stands in a source file.

Positions are one-based and count Unicode code points, as an author's editor shows them.
Adapters that need another count (zero-based, UTF-16) convert at their edge.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place between two characters: `line` and `column`, both from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """From `start` up to, not including, `end`."""

    start: Position
    end: Position


START = Range(Position(1, 1), Position(1, 1))


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A range in a file; `path` is relative to the handbook's root, with forward slashes."""

    path: str
    range: Range = START

    def __str__(self) -> str:
        return f"{self.path}:{self.range.start.line}:{self.range.start.column}"
