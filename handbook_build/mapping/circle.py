"""The whole map for wide screens: the terms round an oval, their words upright beside it, relations through the middle.

The terms follow one another clockwise from the top, the second half up the left side. Every row of the picture has one
term on each side, so that no words meet, and the oval is as round as the words leave room for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, hypot, sqrt

from handbook_build.mapping.graph import BROADER, Graph
from handbook_build.mapping.lettering import HEAVY, shortened, width_of
from handbook_build.mapping.order import Place
from handbook_build.mapping.picture import Box, Label, Line, Picture, Point, path

WIDTH, SIZE, ROW = 1160.0, 16.0, 20.0
AIR, MARGIN = 15.0, 8.0
BETWEEN_FAMILIES, BETWEEN_GROUPS = 10.0, 26.0
LONGEST = 300.0
LEAST = 150.0
# How far a line bends inwards: at least, and how much more with the way between its ends.
BEND, FURTHER = 14.0, 0.5
GATHER = 0.5


@dataclass(frozen=True, slots=True)
class Oval:
    """Its half axes, the middle of the view being (0, 0)."""

    across: float
    down: float

    def at(self, y: float, side: int) -> Point:
        """The point in this height, on the right (1) or left (-1) side."""
        return side * self.across * sqrt(max(0.0, 1 - (y / self.down) ** 2)), y

    def inward(self, dot: Point, middle: Point, far: float) -> Point:
        """So far from a dot, at a right angle to the oval, but hardly past the middle of the view; moved towards
        the middle of its family, so that the lines of one family run together."""
        x, y = dot[0] / self.across**2, dot[1] / self.down**2
        steep = hypot(x, y) or 1.0
        far = min(far, 0.9 * hypot(*dot))
        return (
            dot[0] - x / steep * far + GATHER * (middle[0] - dot[0]),
            dot[1] - y / steep * far + GATHER * (middle[1] - dot[1]),
        )


def circle(graph: Graph, places: Sequence[Place], names: Mapping[str, str]) -> Picture:
    """The picture; `names` holds the words of each term by its id."""
    spots = _spots(places)
    wider = set(graph.parent.values())
    sizes = {place.id: SIZE * HEAVY if place.id in wider else SIZE for place in places}
    words = {name: shortened(names[name], size, LONGEST) for name, size in sizes.items()}
    widths = {name: width_of(words[name], size) for name, size in sizes.items()}
    oval = _oval(spots, widths)
    dots = {name: oval.at(y, side) for name, (y, side) in spots.items()}
    labels = tuple(
        _label(name, (names[name], words[name]), widths[name], dots[name], side, wider=name in wider)
        for name, (_, side) in spots.items()
    )
    return Picture(
        (-WIDTH / 2, -oval.down - MARGIN, WIDTH, 2 * (oval.down + MARGIN)),
        labels,
        tuple(_lines(graph, places, dots, oval)),
        tuple(_bands(places, dots, spots, oval)),
        (_ring(oval),),
    )


def _spots(places: Sequence[Place]) -> dict[str, tuple[float, int]]:
    """The height and the side of each term: down the right side, and back up the left."""
    sizes: dict[int, int] = {}
    for place in places:
        sizes[place.family] = sizes.get(place.family, 0) + 1
    along: list[float] = []
    end, before = 0.0, None
    for place in places:
        if before and before.family != place.family:
            apart = max(sizes[before.family], sizes[place.family]) > 1
            end += BETWEEN_GROUPS if before.group != place.group else BETWEEN_FAMILIES if apart else 0.0
        along.append(end + ROW / 2)
        end, before = end + ROW, place
    half = end / 2
    return {
        place.id: (way - half / 2, 1) if way <= half else (half * 1.5 - way, -1)
        for place, way in zip(places, along, strict=True)
    }


def _oval(spots: Mapping[str, tuple[float, int]], widths: Mapping[str, float]) -> Oval:
    """As high as the rows need, and as wide as the words let it be, but no wider than a circle."""
    down = max(LEAST, max((abs(y) for y, _ in spots.values()), default=0.0) + ROW * 0.6)
    across = down
    for name, (y, _) in spots.items():
        room = WIDTH / 2 - AIR - widths[name]
        across = min(across, room / max(0.05, sqrt(max(0.0, 1 - (y / down) ** 2))))
    return Oval(across, down)


def _label(name: str, words: tuple[str, str], width: float, dot: Point, side: int, *, wider: bool) -> Label:
    """`words` are the whole name and what of it is shown."""
    x, y = dot
    wide = width + AIR + 8
    box = Box(x - 8 if side > 0 else x + 8 - wide, y - ROW / 2 + 0.5, wide, ROW - 1)
    anchor = "start" if side > 0 else "end"
    return Label(name, words[0], words[1:], x + side * AIR, y + SIZE * 0.34, anchor, box, dot, wider)


def _lines(graph: Graph, places: Sequence[Place], dots: Mapping[str, Point], oval: Oval) -> list[Line]:
    """The longest first, so that short ones lie above them, and families above all."""
    middles = _middles(places, dots)
    family = {place.id: place.family for place in places}
    found: list[tuple[bool, float, Line]] = []
    for edge in graph.edges:
        start, end = dots[edge.source], dots[edge.target]
        far = hypot(start[0] - end[0], start[1] - end[1])
        inside = family[edge.source] == family[edge.target]
        one, other = (
            oval.inward(dot, dot if inside else middles[family[name]], BEND + FURTHER * far)
            for name, dot in ((edge.source, start), (edge.target, end))
        )
        way = path("M", start, "C", one, other, end)
        found.append((edge.kind == BROADER, -far, Line(edge.kind, edge.source, edge.target, way)))
    return [line for _, _, line in sorted(found, key=lambda one: one[:2])]


def _middles(places: Sequence[Place], dots: Mapping[str, Point]) -> dict[int, Point]:
    """Where the lines of each family gather."""
    members: dict[int, list[Point]] = {}
    for place in places:
        members.setdefault(place.family, []).append(dots[place.id])
    return {
        family: (fsum(x for x, _ in some) / len(some), fsum(y for _, y in some) / len(some))
        for family, some in members.items()
    }


def _ring(oval: Oval) -> str:
    half = ((oval.across, oval.down), " 0 0 1")
    return path("M", (0, -oval.down), "A", *half, (0, oval.down), "A", *half, (0, -oval.down), "Z")


def _bands(
    places: Sequence[Place], dots: Mapping[str, Point], spots: Mapping[str, tuple[float, int]], oval: Oval
) -> list[str]:
    """An arc of the oval behind each family of more than one."""
    members: dict[int, list[str]] = {}
    for place in places:
        members.setdefault(place.family, []).append(place.id)
    found: list[str] = []
    for names in members.values():
        first, last = dots[names[0]], dots[names[-1]]
        if len(names) > 1:
            large = " 0 1 1" if _more_than_half(names, spots) else " 0 0 1"
            found.append(path("M", first, "A", (oval.across, oval.down), large, last))
    return found


def _more_than_half(names: Sequence[str], spots: Mapping[str, tuple[float, int]]) -> bool:
    (first, _), (last, _) = spots[names[0]], spots[names[-1]]
    sides = [side for _, side in (spots[name] for name in names)]
    return sides[0] > 0 > sides[-1] and first < -last
