"""The whole map for narrow screens and for paper: one row a term, families as trees at the left, arcs at the right.

An arc is as wide as the root of the rows that it spans, so that short ones stay apart and long ones in the view.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt

from handbook_build.mapping.graph import BROADER, Edge, Graph
from handbook_build.mapping.lettering import HEAVY, fitted, width_of
from handbook_build.mapping.order import Place
from handbook_build.mapping.picture import Box, Label, Line, Picture, path

WIDTH, SIZE, ROW, LEADING = 400.0, 17.0, 32.0, 21.0
LEFT, INDENT, DEEPEST = 6.0, 17.0, 6
AXIS, AIR = 292.0, 10.0
NARROWEST, WIDEST = 13.0, WIDTH - AXIS - 8
BETWEEN_FAMILIES, BETWEEN_GROUPS = 12.0, 40.0
SHEET = 300.0


def arcs(graph: Graph, places: Sequence[Place], names: Mapping[str, str]) -> Picture:
    """The picture; `names` holds the words of each term by its id."""
    sizes: dict[int, int] = {}
    for place in places:
        sizes[place.family] = sizes.get(place.family, 0) + 1
    wider = set(graph.parent.values())
    labels: list[Label] = []
    bottom, before = 0.0, None
    for place in places:
        bottom += _gap(before, place, sizes)
        label = _label(place, names[place.id], bottom, wider=place.id in wider)
        labels.append(label)
        bottom, before = label.box.y + label.box.height, place
    at = {label.id: label for label in labels}
    depth = {place.id: place.depth for place in places}
    rows = {place.id: row for row, place in enumerate(places)}
    lines = [_stem(edge, at, depth) for edge in graph.edges if _in_family(edge, graph)]
    lines += _arcs([edge for edge in graph.edges if not _in_family(edge, graph)], at, rows)
    return Picture((0, 0, WIDTH, bottom), tuple(labels), tuple(lines), leaders=tuple(_leaders(labels)))


def sheets(picture: Picture) -> tuple[tuple[float, float], ...]:
    """The picture cut into pieces that a page can hold, each as its top and height: between rows, and between families
    where one begins late enough."""
    found: list[tuple[float, float]] = []
    top, family = 0.0, 0.0
    for label in picture.labels:
        row = label.box.y - 1
        if row + label.box.height - top > SHEET:
            cut = family if family > top + SHEET / 3 else row
            found.append((top, cut - top))
            top = cut
        if label.x == LEFT:
            family = row
    found.append((top, picture.view[3] - top))
    return tuple(found)


def _in_family(edge: Edge, graph: Graph) -> bool:
    return edge.kind == BROADER and graph.parent.get(edge.source) == edge.target


def _gap(before: Place | None, place: Place, sizes: Mapping[int, int]) -> float:
    if before is None or before.family == place.family:
        return 0.0
    if before.group != place.group:
        return BETWEEN_GROUPS
    return BETWEEN_FAMILIES if max(sizes[before.family], sizes[place.family]) > 1 else 0.0


def _x(depth: int) -> float:
    return LEFT + INDENT * min(depth, DEEPEST)


def _label(place: Place, words: str, top: float, *, wider: bool) -> Label:
    x = _x(place.depth)
    lines = fitted(words, SIZE * HEAVY if wider else SIZE, AXIS - 2 * AIR - x)
    height = ROW + LEADING * (len(lines) - 1)
    return Label(
        place.id,
        words,
        lines,
        x,
        top + ROW / 2 + SIZE * 0.34,
        "start",
        Box(x - 5, top + 1, AXIS + 9 - x + 5, height - 2),
        (AXIS, top + height / 2),
        wider,
        LEADING,
    )


def _leaders(labels: Sequence[Label]) -> list[str]:
    """From the end of the words to the dot, where there is a way to go."""
    found: list[str] = []
    for label in labels:
        size = SIZE * HEAVY if label.wider else SIZE
        start = label.x + max(width_of(line, size) for line in label.lines) + AIR
        if label.dot and start < label.dot[0] - 2 * AIR:
            found.append(path("M", (start, label.dot[1]), "H", label.dot[0] - AIR))
    return found


def _stem(edge: Edge, at: Mapping[str, Label], depth: Mapping[str, int]) -> Line:
    """From below the broader term down its margin, and round a corner to the narrower one."""
    child, parent = at[edge.source], at[edge.target]
    x = _x(depth[parent.id]) + 3
    start = parent.box.y + parent.box.height
    end = child.box.y + ROW / 2 - 1
    way = path("M", (x, start), "V", end - 6, "Q", (x, end), (x + 6, end), "H", max(child.x - 4, x + 8))
    return Line(BROADER, edge.source, edge.target, way)


def _arcs(edges: Sequence[Edge], at: Mapping[str, Label], rows: Mapping[str, int]) -> list[Line]:
    spans = [abs(rows[edge.source] - rows[edge.target]) for edge in edges]
    most = max(spans, default=1)
    found: list[Line] = []
    for edge, span in sorted(zip(edges, spans, strict=True), key=lambda pair: -pair[1]):
        share = sqrt((span - 1) / (most - 1)) if most > 1 else 0.0
        (x, start), (_, end) = sorted((_dot(at[edge.source]), _dot(at[edge.target])), key=lambda dot: dot[1])
        wide = min(NARROWEST + (WIDEST - NARROWEST) * share, max(NARROWEST, (end - start) * 0.6))
        way = path("M", (x, start), "A", (wide, (end - start) / 2), " 0 0 1", (x, end))
        found.append(Line(edge.kind, edge.source, edge.target, way))
    return found


def _dot(label: Label) -> tuple[float, float]:
    return label.dot or (label.x, label.y)
