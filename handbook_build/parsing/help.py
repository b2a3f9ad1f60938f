"""`help.yml`: emergency numbers and helplines."""

from __future__ import annotations

from handbook_build.diagnostics import Finding
from handbook_build.model.document import Flaw
from handbook_build.model.help import SERVICE_KINDS, WAYS, HelpDirectory, Helpline
from handbook_build.model.source import Source
from handbook_build.parsing.fields import Field, anything, day, one_of, read_record, text
from handbook_build.parsing.typography import typographic
from handbook_build.parsing.yaml import ListValue, MapValue, read_yaml

FILE_FIELDS = (
    Field("checked", day, "when all of it was last gone through", True),
    Field("services", anything, "the list of services", True),
)
SERVICE_FIELDS = (
    Field("country", text, "the country as readers see it", True),
    Field("code", text, "its ISO code: GB", True),
    Field("service", text, "the name of the service", True),
    Field("kind", one_of(*SERVICE_KINDS), "what it is: " + ", ".join(SERVICE_KINDS), True),
    Field("number", text, "the number to ring, in quotation marks"),
    Field("by", one_of(*WAYS), "how the number is used: ring (when left out) or text"),
    Field("contact", text, "another way to reach it, in words"),
    Field("for", text, "who it is for"),
    Field("hours", text, "when it answers"),
    Field("cost", text, "what it costs"),
    Field("source", text, "where this was seen", True),
    Field("checked", day, "when it was seen", True),
)


def parse_help(source: Source) -> tuple[HelpDirectory, list[Flaw]]:
    """The directory; a service with a fault is left out, and the fault is a flaw."""
    value, flaws = read_yaml(source)
    if not isinstance(value, MapValue):
        if value is not None:
            flaws.append(Flaw("wrong-value", Finding(source.location(0), "help.yml holds no list of services")))
        return HelpDirectory(), flaws
    head = read_record(source, value, FILE_FIELDS, "help.yml")
    flaws += head.flaws
    services = value.find("services")
    lines: list[Helpline] = []
    for item in services.items if isinstance(services, ListValue) else ():
        if not isinstance(item, MapValue):
            finding = Finding(
                source.location(item.start, item.end), "this service is no mapping", "begin it with `- country: ...`"
            )
            flaws.append(Flaw("wrong-value", finding))
            continue
        record = read_record(source, item, SERVICE_FIELDS, "a service")
        flaws += record.flaws
        checked = record.day("checked")
        if not record.text("number") and not record.text("contact") and not record.flaws:
            finding = Finding(source.location(item.start), "a service has no number and no contact", "add one of them")
            flaws.append(Flaw("missing-key", finding))
        if record.flaws or checked is None:
            continue
        lines.append(
            Helpline(
                country=record.text("country"),
                code=record.text("code"),
                service=typographic(record.text("service")),
                kind=record.text("kind"),
                source=record.text("source"),
                checked=checked,
                location=source.location(item.start),
                number=record.text("number"),
                way=record.text("by") or WAYS[0],
                contact=typographic(record.text("contact")),
                audience=typographic(record.text("for")),
                hours=typographic(record.text("hours")),
                cost=typographic(record.text("cost")),
            )
        )
    return HelpDirectory(tuple(lines), head.day("checked")), flaws
