"""`help.yml`: emergency numbers and helplines."""

from __future__ import annotations

from datetime import date

from handbook_build.diagnostics import Finding
from handbook_build.locations import Location
from handbook_build.model.document import Flaw
from handbook_build.model.help import SERVICE_KINDS, WAYS, HelpDirectory, Helpline
from handbook_build.model.source import Source
from handbook_build.parsing.fields import Field, Record, day, one_of, read_record, records, text
from handbook_build.parsing.records import nested
from handbook_build.parsing.typography import typographic
from handbook_build.parsing.yaml import MapValue, read_yaml

SERVICE_FIELDS = (
    Field("country", text, "the country as readers see it", True),
    Field("code", text, "its ISO code: GB", True),
    Field("service", text, "the name of the service", True),
    Field("kind", one_of(*SERVICE_KINDS), "what it is: " + ", ".join(SERVICE_KINDS), True),
    Field("number", text, "the number to ring, in quotation marks"),
    Field("by", one_of(*WAYS), "how the number is used: ring (when left out) or text", default=WAYS[0]),
    Field("contact", text, "another way to reach it, in words"),
    Field("for", text, "who it is for"),
    Field("hours", text, "when it answers"),
    Field("cost", text, "what it costs"),
    Field("source", text, "where this was seen", True),
    Field("checked", day, "when it was seen", True),
)
# A service can be reached in at least one of these ways.
REACHED_BY = ("number", "contact")
FILE_FIELDS = (
    Field("checked", day, "when all of it was last gone through", True),
    Field("services", records(SERVICE_FIELDS, one_of_keys=REACHED_BY), "the list of services", True),
)


def parse_help(source: Source) -> tuple[HelpDirectory, list[Flaw]]:
    """The directory; a service with a fault is left out, and the fault is a flaw."""
    value, flaws = read_yaml(source)
    if not isinstance(value, MapValue):
        if not flaws:
            message, hint = (
                "help.yml holds no list of services",
                "write `checked: ...`, `services:` and a list below it",
            )
            flaws.append(Flaw("wrong-value", Finding(source.location(0), message, hint)))
        return HelpDirectory(), flaws
    head = read_record(source, value, FILE_FIELDS, "help.yml")
    flaws += head.flaws
    lines = []
    for item, record in nested(source, head, "services", SERVICE_FIELDS, "a service", flaws):
        if not record.flaws and not any(record.text(key) for key in REACHED_BY):
            finding = Finding(source.location(item.start), "a service has no number and no contact", "add one of them")
            flaws.append(Flaw("missing-key", finding))
        checked = record.day("checked")
        if not record.flaws and checked is not None:
            lines.append(_helpline(record, checked, source.location(item.start)))
    return HelpDirectory(tuple(lines), head.day("checked")), flaws


def _helpline(record: Record, checked: date, location: Location) -> Helpline:
    return Helpline(
        country=record.text("country"),
        code=record.text("code"),
        service=typographic(record.text("service")),
        kind=record.text("kind"),
        source=record.text("source"),
        checked=checked,
        location=location,
        number=record.text("number"),
        way=record.text("by") or WAYS[0],
        contact=typographic(record.text("contact")),
        audience=typographic(record.text("for")),
        hours=typographic(record.text("hours")),
        cost=typographic(record.text("cost")),
    )
