"""What a picture of terms is made of: labels and lines with their places, in the units of its own view."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle from its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Label:
    """A term where it stands: the lines of its words from the first baseline at (`x`, `y`), `leading` apart, set
    from the `anchor` (start, middle or end), the box in which it can be touched, and its dot, if it has one.

    `wider` says that other terms belong to it.
    """

    id: str
    words: str
    lines: tuple[str, ...]
    x: float
    y: float
    anchor: str
    box: Box
    dot: Point | None = None
    wider: bool = False
    leading: float = 20.0


@dataclass(frozen=True, slots=True)
class Line:
    """A relation as a line: its kind, the terms at its ends, and its way in SVG's notation of paths."""

    kind: str
    source: str
    target: str
    path: str


@dataclass(frozen=True, slots=True)
class Note:
    """Words that are no term: what a group of lines means. They begin at (`x`, `y`)."""

    words: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Picture:
    """The view is (left, top, width, height). `bands` hold families together, `leaders` lead from a label to its dot,
    `arrows` are the heads of lines."""

    view: tuple[float, float, float, float]
    labels: tuple[Label, ...] = ()
    lines: tuple[Line, ...] = ()
    bands: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    arrows: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


def path(*parts: str | float | Point) -> str:
    """A way in SVG's notation, numbers to a tenth: `path("M", (0, 1.25), "H", 4)` is `M0 1.2H4`."""
    written = ""
    for part in parts:
        if isinstance(part, str):
            written += part
            continue
        for number in part if isinstance(part, tuple) else (part,):
            gap = "" if not written or written[-1].isalpha() else " "
            written += gap + short(number)
    return written


def short(number: float) -> str:
    """A number to a tenth, without what need not be written."""
    return f"{number:.1f}".removesuffix(".0").replace("-0.0", "0")
