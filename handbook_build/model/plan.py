"""The plan of a handbook: what it means to cover, and which sections do."""

from __future__ import annotations

from dataclasses import dataclass, field

from handbook_build.locations import Location

# What the items of a group are: things that sections cover, or entries of the termbase or ledger.
PLAN_KINDS = ("topics", "terms", "claims")


@dataclass(frozen=True, slots=True)
class PlanItem:
    """Something to cover. `sections` are ids of pages or sections; `later` says when it will come."""

    id: str
    title: str
    location: Location = field(compare=False)
    sections: tuple[str, ...] = ()
    later: str = ""
    sections_location: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class PlanGroup:
    """Items of one kind: the codes of an outline, the topics of a syllabus."""

    title: str
    kind: str
    items: tuple[PlanItem, ...]
    location: Location = field(compare=False)
