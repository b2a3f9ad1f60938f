"""`coverage.yml`: what the handbook means to cover, group by group."""

from __future__ import annotations

from handbook_build.model.document import Flaw
from handbook_build.model.plan import PLAN_KINDS, PlanGroup, PlanItem
from handbook_build.model.source import Source
from handbook_build.parsing.fields import Field, Record, one_of, records, text, texts
from handbook_build.parsing.records import nested, read_records
from handbook_build.parsing.typography import typographic

ITEM_FIELDS = (
    Field("id", text, "a code, or the id of a term or claim", True),
    Field("title", text, "what is to be covered"),
    Field("sections", texts, "ids of the pages or sections that cover it"),
    Field("later", text, "when it will come, while no section covers it"),
)
GROUP_FIELDS = (
    Field("group", text, "the name of the group: Outline", True),
    Field(
        "kind",
        one_of(*PLAN_KINDS),
        "what its items are: topics (when left out), terms or claims",
        default=PLAN_KINDS[0],
    ),
    Field("items", records(ITEM_FIELDS, "write `items:` and a list below it"), "the list of items", True),
)
FILE_FIELDS = (Field("coverage", records(GROUP_FIELDS), "the list of coverage", True),)


def parse_plan(source: Source) -> tuple[tuple[PlanGroup, ...], list[Flaw]]:
    """The groups in the order of the file."""
    groups, flaws, _ = read_records(source, FILE_FIELDS, GROUP_FIELDS, "a group")
    return tuple(_group(source, record, flaws) for _, record in groups if record.text("group")), flaws


def _group(source: Source, record: Record, flaws: list[Flaw]) -> PlanGroup:
    items = nested(source, record, "items", ITEM_FIELDS, "an item", flaws)
    return PlanGroup(
        title=typographic(record.text("group")),
        kind=record.text("kind") or PLAN_KINDS[0],
        items=tuple(_item(item) for _, item in items if item.text("id")),
        location=record.locations["group"],
    )


def _item(record: Record) -> PlanItem:
    return PlanItem(
        id=record.text("id"),
        title=typographic(record.text("title")),
        location=record.locations["id"],
        sections=record.texts("sections"),
        later=typographic(record.text("later")),
        sections_location=record.locations.get("sections"),
    )
