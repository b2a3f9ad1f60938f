"""`help.yml`: emergency numbers and helplines."""

from __future__ import annotations

from datetime import date

from handbook_build.diagnostics import Finding
from handbook_build.locations import Location
from handbook_build.model.document import Flaw
from handbook_build.model.help import SERVICE_KINDS, WAYS, HelpDirectory, Helpline
from handbook_build.model.source import Source
from handbook_build.parsing.fields import Field, Record, day, matching, one_of, read_record, records, text
from handbook_build.parsing.records import nested
from handbook_build.parsing.typography import typographic
from handbook_build.parsing.yaml import MapValue, read_yaml

# Digits as they are written in the west, in Arabic, in Persian, in Hindi and in Bengali.
_DIGITS = r"0-9\u0660-\u0669\u06F0-\u06F9\u0966-\u096F\u09E6-\u09EF"
# Pages make a link of it that a telephone rings: other words, or a second number, would be rung as part of it. Without
# quotation marks it is a number to an editor, with a full stop in it or before it, or below zero.
_number = matching(
    rf"^[+(*#.]*[{_DIGITS}][{_DIGITS} ().*#\u00A0\u202F\u2010-\u2013-]*$",
    "which is not one number",
    "write its digits alone; other words belong into `contact` or `hours`, and a second number is a service of its own",
    types=("string", "number"),
    schema={"minimum": 0},
)
# The id of its heading is made of it, and practices name it: GB, or GB-SCT for a part of a country.
_code = matching(
    r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$",
    "which is no code of a country",
    "write the two letters of ISO 3166: GB",
)

SERVICE_FIELDS = (
    Field("country", text, "the country as readers see it", True),
    Field("code", _code, "its ISO code: GB", True),
    Field("service", text, "the name of the service", True),
    Field("kind", one_of(*SERVICE_KINDS), "what it is: " + ", ".join(SERVICE_KINDS), True),
    Field("number", _number, "the number to ring, in quotation marks"),
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
    flaws += _two_names(lines)
    return HelpDirectory(tuple(lines), head.day("checked")), flaws


def _two_names(lines: list[Helpline]) -> list[Flaw]:
    """Countries that are called differently from line to line: pages would show each of them as a country of its own,
    with the services of both.
    """
    names: dict[str, str] = {}
    return [
        Flaw(
            "wrong-value",
            Finding(
                line.location,
                f"`{line.code}` is {line.country} here and {names[line.code]} above",
                "write one name for one code",
            ),
        )
        for line in lines
        if names.setdefault(line.code, line.country) != line.country
    ]


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
