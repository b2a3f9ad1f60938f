"""Two works are likely to be by the same person, whose name is written in two ways.

A style that tells people apart by their initials would take them for two, and print both with initials. It is a
suspicion, which `handbook references check` reports when it is asked. Write the name in its fullest form everywhere;
if these are two people, waive this in the record with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from handbook_build.diagnostics import Finding, Severity
from handbook_build.interchange.csl import MAKERS, family, part, people
from handbook_build.interchange.likeness import folded
from handbook_build.model.citation import Item
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY, ASKED = "HB345", "varying-name", Severity.WARNING, True


def check(handbook: Handbook) -> Iterator[Finding]:
    found: dict[str, dict[tuple[str, str], Item]] = {}
    for item in handbook.items:
        for role in MAKERS:
            for person in people(item.fields, role):
                if name := family(person):
                    found.setdefault(folded(name), {}).setdefault((name, part(person, "given")), item)
    for names in found.values():
        for (one, first), (other, second) in combinations(names, 2):
            if _may_be_one(first, second) and (one, first) != (other, second):
                item, earlier = names[other, second], names[one, first]
                message = f"`{item.id}` names `{other}, {second}`, and `{earlier.id}` names `{one}, {first}`"
                yield Finding(item.location, message, "if this is one person, write the name in one way")


def _may_be_one(one: str, other: str) -> bool:
    """Whether two given names agree as far as both go: `Carl R.`, `C. R.`, `Carl`."""
    first, second = folded(one).split(), folded(other).split()
    return bool(first and second) and all(
        mine.startswith(yours) or yours.startswith(mine) for mine, yours in zip(first, second, strict=False)
    )
