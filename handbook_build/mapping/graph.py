"""The relations of a termbase as one graph: each stated once, whichever of its two ends names it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from handbook_build.model.term import TermEntry

BROADER, RELATED = "broader", "related"


@dataclass(frozen=True, slots=True)
class Edge:
    """That `source` belongs to `target` (BROADER), or that the two are to be seen together (RELATED)."""

    kind: str
    source: str
    target: str


@dataclass(frozen=True)
class Graph:
    """Terms by their ids. `terms` are those with a relation, `alone` the others, both in the file's order.

    `broader` has all that a term belongs to, in the order in which it names them; `parent` is the one below
    which it stands in its family. Families have no circles, whatever the file says.
    """

    terms: tuple[str, ...]
    alone: tuple[str, ...]
    edges: tuple[Edge, ...]
    broader: Mapping[str, tuple[str, ...]]
    related: Mapping[str, tuple[str, ...]]
    parent: Mapping[str, str]


def graph_of(entries: Iterable[TermEntry]) -> Graph:
    """The graph of some entries. What leads to an unknown term, or to itself, is left out."""
    known: dict[str, TermEntry] = {}
    for entry in entries:
        known.setdefault(entry.id, entry)
    broader: dict[str, dict[str, None]] = {name: {} for name in known}
    related: dict[str, dict[str, None]] = {name: {} for name in known}
    for child, parent in _stated(known):
        broader[child][parent] = None
    for name, entry in known.items():
        for other in entry.related(RELATED):
            if other in known and other != name and other not in broader[name] and name not in broader[other]:
                related[name][other] = related[other][name] = None
    upward = {name: tuple(names) for name, names in broader.items()}
    place = {name: at for at, name in enumerate(known)}
    edges = [Edge(BROADER, name, other) for name, others in upward.items() for other in others]
    edges += [Edge(RELATED, name, other) for name in known for other in related[name] if place[name] < place[other]]
    joined = {name for edge in edges for name in (edge.source, edge.target)}
    return Graph(
        tuple(name for name in known if name in joined),
        tuple(name for name in known if name not in joined),
        tuple(edges),
        upward,
        {name: tuple(names) for name, names in related.items()},
        _parents(upward),
    )


def _stated(known: Mapping[str, TermEntry]) -> Iterator[tuple[str, str]]:
    """(child, parent) of each step up: first as the children name them, then as the parents do."""
    for entry in known.values():
        yield from ((entry.id, other) for other in entry.related(BROADER) if other in known and other != entry.id)
    for entry in known.values():
        yield from ((other, entry.id) for other in entry.related("narrower") if other in known and other != entry.id)


def _parents(broader: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The first broader term of each, except where following it would lead round in a circle."""
    parent: dict[str, str] = {}
    seen: set[str] = set()
    for name in broader:
        way: set[str] = set()
        while name not in seen and broader[name]:
            seen.add(name)
            way.add(name)
            above = broader[name][0]
            if above in way:
                break
            parent[name] = above
            name = above
    return parent
