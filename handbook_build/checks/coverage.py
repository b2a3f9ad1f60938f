"""The plan in `coverage.yml` names a section, term or claim that is not there, or says nothing of an
item that no section covers.

An item names the `sections` that cover it, or says under `later` when it will come. For terms and
claims the handbook itself knows where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from handbook_build.diagnostics import Finding, Severity
from handbook_build.editions.upkeep import ways_back
from handbook_build.model.handbook import Handbook
from handbook_build.model.plan import PlanGroup, PlanItem

CODE, NAME, SEVERITY = "HB805", "coverage", Severity.WARNING
NEEDS = ("terms.yml", "claims.yml")


def check(handbook: Handbook) -> Iterator[Finding]:
    named = {name for group in handbook.plan for item in group.items for name in item.sections}
    lost = ways_back(handbook) if any(name not in handbook.targets for name in named) else {}
    for group in handbook.plan:
        seen: set[str] = set()
        for item in group.items:
            if item.id in seen:
                yield Finding(item.location, f"`{item.id}` stands twice in the group {group.title}", "take one out")
            seen.add(item.id)
            yield from _sections(handbook, item, lost) if group.kind == "topics" else _entries(handbook, group, item)


def _sections(handbook: Handbook, item: PlanItem, lost: Mapping[str, str]) -> Iterator[Finding]:
    for name in item.sections:
        if name not in handbook.targets:
            near = get_close_matches(name, handbook.targets, 1)
            nearest = f"did you mean `{near[0]}`?" if near else "name a page or section by its id"
            hint = lost.get(name) or nearest
            yield Finding(item.sections_location or item.location, f"there is no section `{name}`", hint)
    if not item.sections and not item.later:
        yield Finding(
            item.location,
            f"no section covers `{item.id}`",
            "name its `sections`, or say under `later` when it will come",
        )


def _entries(handbook: Handbook, group: PlanGroup, item: PlanItem) -> Iterator[Finding]:
    known = handbook.entry if group.kind == "terms" else handbook.claim
    if item.id not in known and not item.later:
        file = "terms.yml" if group.kind == "terms" else "claims.yml"
        yield Finding(item.location, f"{file} has no `{item.id}`", "add it, or say under `later` when it will come")
