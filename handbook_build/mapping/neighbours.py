"""The map of one concept: what it belongs to above it, what it includes below, what to see also at its side.

Drawn for a phone: 400 units wide, words of 17 on one line or two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handbook_build.mapping.graph import BROADER, RELATED
from handbook_build.mapping.lettering import HEAVY, fitted
from handbook_build.mapping.picture import Box, Label, Line, Note, Picture, path

WIDTH, SIZE, LEADING = 400.0, 17.0, 20.0
EDGE = 2.0
SPINE, ALONE = 196.0, 280.0
SIDE = 246.0
INDENT, TRUNK = 32.0, 16.0
PADDING, TALL, TALLER = 8.0, 42.0, 54.0
APART, STEP, SAYING = 10.0, 50.0, 30.0
ARROW, GROWS = 7.0, 40.0

# A term by its id and its words.
Named = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A term with what stands round it."""

    term: Named
    broader: Sequence[Named] = ()
    narrower: Sequence[Named] = ()
    related: Sequence[Named] = ()


@dataclass(frozen=True, slots=True)
class Notes:
    """What is written once at each group of lines."""

    broader: str
    narrower: str
    related: str


def neighbourhood(around: Neighbours, notes: Notes) -> Picture:
    """The picture of one term."""
    left = EDGE if around.related else (WIDTH - ALONE) / 2
    wide = SPINE if around.related else ALONE
    column = _column(around.related, SIDE, WIDTH - EDGE - SIDE, SAYING) if around.related else ()
    spine = _spine(around, left, wide)
    (middle,) = (label for label in spine if label.id == around.term[0])
    height = max(_bottom(spine), _bottom(column))
    # The term stands at the middle of what is at its side, as far as the picture does not grow much by it.
    lower = (SAYING + _bottom(column)) / 2 - (middle.box.y + middle.box.height / 2) if column else 0.0
    down = min(max(0.0, lower), height + GROWS - _bottom(spine))
    aside = min(max(0.0, -lower), height - _bottom(column))
    height = max(height, _bottom(spine) + down)
    spine = tuple(_moved(label, down) for label in spine)
    column = tuple(_moved(label, aside) for label in column)
    return _drawn(around, notes, spine, column, (0, 0, WIDTH, height + 2 * EDGE))


def _spine(around: Neighbours, left: float, wide: float) -> tuple[Label, ...]:
    """From top to bottom: what the term belongs to, itself, what it includes."""
    inset = INDENT if len(around.broader) > 1 else 0.0
    above = _column(around.broader, left + inset, wide - inset, EDGE)
    top = _bottom(above) + STEP if above else EDGE
    middle = _boxed(around.term, left, top, wide, TALLER, SIZE * HEAVY)
    below = _column(around.narrower, left + INDENT, wide - INDENT, _bottom((middle,)) + STEP)
    return (*above, middle, *below)


def _column(terms: Sequence[Named], left: float, wide: float, top: float) -> tuple[Label, ...]:
    found: list[Label] = []
    for term in terms:
        found.append(_boxed(term, left, _bottom(found) + APART if found else top, wide, TALL))
    return tuple(found)


def _boxed(term: Named, left: float, top: float, wide: float, tall: float, size: float = SIZE) -> Label:
    name, words = term
    lines = fitted(words, size, wide - 2 * PADDING, most=3)
    height = tall + LEADING * (len(lines) - 1)
    first = top + (height - LEADING * (len(lines) - 1)) / 2 + SIZE * 0.34
    return Label(name, words, lines, left + wide / 2, first, "middle", Box(left, top, wide, height), leading=LEADING)


def _bottom(labels: Sequence[Label]) -> float:
    return labels[-1].box.y + labels[-1].box.height if labels else 0.0


def _moved(label: Label, down: float) -> Label:
    return replace(label, y=label.y + down, box=replace(label.box, y=label.box.y + down))


def _drawn(
    around: Neighbours,
    notes: Notes,
    spine: tuple[Label, ...],
    column: tuple[Label, ...],
    view: tuple[float, float, float, float],
) -> Picture:
    at = len(around.broader)
    above, middle, below = spine[:at], spine[at], spine[at + 1 :]
    lines: list[Line] = []
    arrows: list[str] = []
    said: list[Note] = []
    trunk = middle.box.x + TRUNK
    if above:
        for label in above:
            way, head = _upward(middle.box, label.box, trunk)
            lines.append(Line(BROADER, middle.id, label.id, way))
            arrows.append(head)
        said.append(Note(notes.broader, trunk + TRUNK, middle.box.y - STEP / 2 + SIZE * 0.34))
    if below:
        lines += [Line(BROADER, label.id, middle.id, _downward(middle.box, label.box, trunk)) for label in below]
        said.append(Note(notes.narrower, trunk + TRUNK, below[0].box.y - STEP / 2 + SIZE * 0.34))
    if column:
        lines += [Line(RELATED, middle.id, label.id, _aside(middle.box, label.box)) for label in column]
        said.append(Note(notes.related, column[0].box.x, column[0].box.y - PADDING - 2))
    labels = (*above, middle, *below, *column)
    return Picture(view, labels, tuple(lines), arrows=tuple(arrows), notes=tuple(said))


def _upward(middle: Box, box: Box, trunk: float) -> tuple[str, str]:
    """The way to a broader term, and the head of its arrow: straight up to one, round a corner to each of many."""
    if box.x == middle.x:
        tip = box.y + box.height + 2
        back = tip + ARROW + 2
        head = path("M", (trunk - ARROW, back), "L", (trunk, tip), "L", (trunk + ARROW, back))
        return path("M", (trunk, middle.y), "V", tip + 1), head
    y, tip = box.y + box.height / 2, box.x - 2
    head = path("M", (tip - ARROW, y - ARROW), "L", (tip, y), "L", (tip - ARROW, y + ARROW))
    return path("M", (trunk, middle.y), "V", y + 6, "Q", (trunk, y), (trunk + 6, y), "H", tip - 1), head


def _downward(middle: Box, box: Box, trunk: float) -> str:
    y = box.y + box.height / 2
    return path("M", (trunk, middle.y + middle.height), "V", y - 6, "Q", (trunk, y), (trunk + 6, y), "H", box.x)


def _aside(middle: Box, box: Box) -> str:
    start, end = (middle.x + middle.width, middle.y + middle.height / 2), (box.x, box.y + box.height / 2)
    between = (start[0] + end[0]) / 2
    return path("M", start, "C", (between, start[1]), (between, end[1]), end)
