"""`coverage.yml`: what the handbook means to cover, group by group."""

from __future__ import annotations

from handbook_build.diagnostics import Finding
from handbook_build.model.document import Flaw
from handbook_build.model.plan import PLAN_KINDS, PlanGroup, PlanItem
from handbook_build.model.source import Source
from handbook_build.parsing.fields import Field, Record, anything, one_of, read_record, text, texts
from handbook_build.parsing.records import mappings, read_records
from handbook_build.parsing.typography import typographic
from handbook_build.parsing.yaml import ListValue, MapValue

GROUP_FIELDS = (
    Field("group", text, "the name of the group: Outline", True),
    Field("kind", one_of(*PLAN_KINDS), "what its items are: topics (when left out), terms or claims"),
    Field("items", anything, "the list of items", True),
)
ITEM_FIELDS = (
    Field("id", text, "a code, or the id of a term or claim", True),
    Field("title", text, "what is to be covered"),
    Field("sections", texts, "ids of the pages or sections that cover it"),
    Field("later", text, "when it will come, while no section covers it"),
)


def parse_plan(source: Source) -> tuple[tuple[PlanGroup, ...], list[Flaw]]:
    """The groups in the order of the file."""
    records, flaws, _ = read_records(source, "coverage", GROUP_FIELDS, "a group")
    return tuple(_group(source, item, record, flaws) for item, record in records if record.text("group")), flaws


def _group(source: Source, item: MapValue, record: Record, flaws: list[Flaw]) -> PlanGroup:
    listed = item.find("items")
    if listed is not None and not isinstance(listed, ListValue):
        message = "`items` is no list"
        place = source.location(listed.start, listed.end)
        flaws.append(Flaw("wrong-value", Finding(place, message, "write `items:` and a list below it")))
    found = []
    for part in mappings(source, listed, "id", flaws) if isinstance(listed, ListValue) else ():
        read = read_record(source, part, ITEM_FIELDS, "an item")
        flaws += read.flaws
        if read.text("id"):
            found.append(
                PlanItem(
                    id=read.text("id"),
                    title=typographic(read.text("title")),
                    location=read.locations["id"],
                    sections=read.texts("sections"),
                    later=typographic(read.text("later")),
                    sections_location=read.locations.get("sections"),
                )
            )
    return PlanGroup(
        typographic(record.text("group")), record.text("kind") or "topics", tuple(found), record.locations["group"]
    )
