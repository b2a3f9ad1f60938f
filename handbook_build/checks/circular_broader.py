"""A term is broader than itself, by way of others.

If alliance is a kind of relationship and relationship a kind of alliance, neither says what the other is.
Take out the relation that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB212", "circular-broader", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    # A term that is broader than itself alone is a finding of its own (unknown-relation).
    broader = {name: {*entry.related("broader")} - {name} for name, entry in handbook.entry.items()}
    while circle := _circle(broader):
        first, second = circle[:2]
        entry = handbook.entry[first]
        place = next(one.location for one in entry.relations if one.kind == "broader" and one.target == second)
        way = " → ".join(f"`{name}`" for name in circle)
        yield Finding(place, f"`broader` leads round in a circle: {way}", "take out the relation that is wrong")
        broader[first].discard(second)


def _circle(broader: Mapping[str, set[str]]) -> list[str]:
    """A way by `broader` from a term back to itself, or nothing; it begins with the first by name."""
    try:
        TopologicalSorter(broader).prepare()
    except CycleError as found:
        # The sorter names each term before those that it is broader than.
        way = found.args[1][:0:-1]
        at = way.index(min(way))
        return [*way[at:], *way[:at], way[at]]
    return []
