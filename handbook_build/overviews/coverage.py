"""What the handbook covers of its plan, item by item, with the sections, and what is still to come."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from handbook_build.model.handbook import Handbook
from handbook_build.model.plan import PlanGroup, PlanItem


@dataclass(frozen=True, slots=True)
class Covered:
    """An item of the plan with the (id, number, title) of each section that covers it."""

    item: PlanItem
    title: str
    sections: tuple[tuple[str, str, str], ...]


def covered(handbook: Handbook) -> Iterator[tuple[PlanGroup, tuple[Covered, ...]]]:
    """Each group of the plan with its items in order."""
    for group in handbook.plan:
        yield group, tuple(_covered(handbook, group, item) for item in group.items)


def _covered(handbook: Handbook, group: PlanGroup, item: PlanItem) -> Covered:
    if group.kind == "terms":
        uses = (use for use in handbook.uses if use.entry == item.id)
        places = dict.fromkeys(use.section or handbook.by_path[use.document].id for use in uses)
        entry = handbook.entry.get(item.id)
        title = entry.preferred if entry else item.title
    elif group.kind == "claims":
        stated = (one for one in handbook.stated if one.claim == item.id)
        places = dict.fromkeys(one.section or handbook.by_path[one.document].id for one in stated)
        claim = handbook.claim.get(item.id)
        title = claim.statement if claim else item.title
    else:
        places, title = dict.fromkeys(item.sections), item.title
    targets = (handbook.targets.get(name) for name in places)
    return Covered(item, title, tuple((one.id, one.number, one.title) for one in targets if one))


def as_text(handbook: Handbook) -> str:
    """A list for each group, and a line on what is still to come."""
    lines: list[str] = []
    for group, items in covered(handbook):
        done = sum(1 for one in items if one.sections)
        lines += [f"{group.title}: {done} of {len(items)}", ""]
        width = max((len(one.item.id) for one in items), default=0)
        for one in items:
            places = ", ".join(f"{number or name} {title}" for name, number, title in one.sections[:3])
            more = f", and {len(one.sections) - 3} more" if len(one.sections) > 3 else ""
            where = places + more if places else f"still to come: {one.item.later}" if one.item.later else "nowhere yet"
            lines.append(f"  {one.item.id:<{width}}  {one.title}".rstrip())
            lines.append(f"  {'':<{width}}    {where}")
        lines.append("")
    if lines:
        return "\n".join(lines)
    if any(path.endswith("/coverage.yml") for path in handbook.sources):
        return "The plan in coverage.yml cannot be read or is empty: `handbook check` says more.\n"
    return "There is no plan: write content/coverage.yml.\n"


def as_json(handbook: Handbook) -> str:
    """The same as data."""
    groups = [
        {
            "group": group.title,
            "kind": group.kind,
            "items": [
                {
                    "id": one.item.id,
                    "title": one.title,
                    "sections": [dict(zip(("id", "number", "title"), place, strict=True)) for place in one.sections],
                    "later": "" if one.sections else one.item.later,
                }
                for one in items
            ],
        }
        for group, items in covered(handbook)
    ]
    return json.dumps({"coverage": groups}, indent=2, ensure_ascii=False) + "\n"
