"""One order of all terms, from which every picture of the whole map is drawn.

A family (a term and what stands below it) stays together, and families stand next to those to which they have
most relations, so that lines stay short. The order is found by joining chains of families end to end, the
closest first, as Kruskal's algorithm joins trees; then neighbours change places as long as that saves length.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handbook_build.mapping.graph import Graph

# Each round looks at every pair of neighbours once, so that the time stays in proportion to the terms.
ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Place:
    """Where a term stands in the order: in which family, how deep, and in which group of joined families."""

    id: str
    depth: int
    family: int
    group: int


def ordered(graph: Graph) -> tuple[Place, ...]:
    """The places of all terms that have a relation."""
    children: dict[str, list[str]] = {}
    for name in graph.terms:
        if name in graph.parent:
            children.setdefault(graph.parent[name], []).append(name)
    roots = [name for name in graph.terms if name not in graph.parent]
    families = [_below(root, children) for root in roots]
    groups = _groups(graph, families)
    row = {name: at for at, name in enumerate(name for group in groups for one in group for name, _ in families[one])}
    by_neighbours = {name: sorted(below, key=lambda one: _pull(one, graph, row)) for name, below in children.items()}
    return tuple(
        Place(name, depth, one, number)
        for number, group in enumerate(groups)
        for one in group
        for name, depth in _below(roots[one], by_neighbours)
    )


def _below(root: str, children: Mapping[str, Sequence[str]]) -> list[tuple[str, int]]:
    """A term and all that stands below it, each with its depth; without recursion, since chains may be long."""
    found: list[tuple[str, int]] = []
    stack = [(root, 0)]
    while stack:
        name, depth = stack.pop()
        found.append((name, depth))
        stack.extend((one, depth + 1) for one in reversed(children.get(name, ())))
    return found


def _pull(name: str, graph: Graph, row: Mapping[str, int]) -> float:
    """Where a term would stand if only its relations counted."""
    rows = [row[other] for other in graph.related[name]]
    return sum(rows) / len(rows) if rows else row[name]


Weights = list[dict[int, int]]


def _groups(graph: Graph, families: Sequence[Sequence[tuple[str, int]]]) -> list[list[int]]:
    """Families in order, by groups that no relation joins; the largest group first."""
    family = {name: at for at, members in enumerate(families) for name, _ in members}
    weights: Weights = [{} for _ in families]
    for edge in graph.edges:
        one, other = family[edge.source], family[edge.target]
        if one != other:
            weights[one][other] = weights[one].get(other, 0) + 1
            weights[other][one] = weights[other].get(one, 0) + 1
    sizes = [len(members) for members in families]
    groups = [_settled(list(chain.families), weights, sizes) for chain in _chains(weights, sizes)]
    return sorted(groups, key=lambda group: (-sum(sizes[one] for one in group), min(group)))


@dataclass
class Chain:
    """Families in a row, from `start` to `end`; the numbers count terms."""

    families: deque[int]
    start: float
    end: float


@dataclass
class Chains:
    """All chains while they are being joined; `middle` is where each family has its middle in its chain."""

    weights: Weights
    of: list[Chain]
    middle: list[float] = field(default_factory=list)

    def join(self, one: int, other: int) -> None:
        """Joins the chains of two families, at the ends that leave the lines between them shortest."""
        long, short = self.of[one], self.of[other]
        if long is short:
            return
        if len(long.families) < len(short.families):
            long, short = short, long
        ends = ((after, turned) for after in (True, False) for turned in (False, True))
        after, turned = min(ends, key=lambda end: self._length(long, short, *end))
        moved = {name: self._moved(name, long, short, after, turned) for name in short.families}
        # Put on one by one from the nearest, the families of a chain come to stand in its own order or turned.
        for name in sorted(moved, key=lambda name: moved[name], reverse=not after):
            (long.families.append if after else long.families.appendleft)(name)
            self.middle[name] = moved[name]
            self.of[name] = long
        size = short.end - short.start
        long.start, long.end = (long.start, long.end + size) if after else (long.start - size, long.end)

    def _moved(self, name: int, long: Chain, short: Chain, after: bool, turned: bool) -> float:
        """Where the middle of a family of the short chain comes to stand."""
        way = short.end - self.middle[name] if turned == after else self.middle[name] - short.start
        return long.end + way if after else long.start - way

    def _length(self, long: Chain, short: Chain, after: bool, turned: bool) -> float:
        return sum(
            weight * abs(self._moved(name, long, short, after, turned) - self.middle[other])
            for name in short.families
            for other, weight in self.weights[name].items()
            if self.of[other] is long
        )


def _chains(weights: Weights, sizes: Sequence[int]) -> list[Chain]:
    chains = Chains(weights, [Chain(deque([one]), 0, size) for one, size in enumerate(sizes)], [n / 2 for n in sizes])
    total = [sum(others.values()) for others in weights]

    def closeness(pair: tuple[int, int]) -> tuple[float, int, tuple[int, int]]:
        # A family that knows only one other goes next to it before anything stands between.
        one, other = pair
        return -weights[one][other] / min(total[one], total[other]), total[one] + total[other], pair

    pairs = [(one, other) for one, others in enumerate(weights) for other in others if one < other]
    for one, other in sorted(pairs, key=closeness):
        chains.join(one, other)
    return list({id(chain): chain for chain in chains.of}.values())


def _settled(group: list[int], weights: Weights, sizes: Sequence[int]) -> list[int]:
    """Neighbours change places while that makes the lines shorter in all."""
    middle: dict[int, float] = {}
    end = 0.0
    for one in group:
        middle[one] = end + sizes[one] / 2
        end += sizes[one]
    for _ in range(ROUNDS):
        changed = False
        for at in range(len(group) - 1):
            left, right = group[at], group[at + 1]
            if _gain(left, right, middle, weights, sizes) > 0:
                group[at], group[at + 1] = right, left
                middle[left], middle[right] = middle[left] + sizes[right], middle[right] - sizes[left]
                changed = True
        if not changed:
            break
    return group


def _gain(left: int, right: int, middle: Mapping[int, float], weights: Weights, sizes: Sequence[int]) -> float:
    """How much shorter the lines become when two neighbours change places; the line between them stays as long."""

    def saved(one: int, besides: int, step: float) -> float:
        return sum(
            weight * (abs(middle[other] - middle[one]) - abs(middle[other] - middle[one] - step))
            for other, weight in weights[one].items()
            if other != besides
        )

    return saved(left, right, sizes[right]) + saved(right, left, -sizes[left])
