"""`practice.toml`: the practice that gives the handouts out."""

from __future__ import annotations

from handbook_build.model.document import Flaw
from handbook_build.model.practice import CrisisLine, Practice
from handbook_build.model.source import Source
from handbook_build.parsing.fields import Field, Record, mapping, matching, read_record, text, texts
from handbook_build.parsing.toml import read_toml
from handbook_build.parsing.typography import typographic
from handbook_build.parsing.yaml import MapValue

_number = matching("[0-9]", "in which no digit stands", "write it as people ring it", types=("string", "number"))
_email = matching(r"^[^@\s]+@[^@\s]+\.[^@\s.]+$", "which is no mail address", "write one address: desk@example.org")
_web = matching(r"^https?://[^\s/]+\S*$", "which is no address of a website", "write it whole: https://example.org")
_picture = matching(
    r"^(?!(.*/)?\.\.?/)[^/\\:][^\\:]*\.(svg|png|jpg|jpeg)$",
    "which is no picture below the handbook's folder",
    "write its path from there, with forward slashes: content/images/logo.svg",
)
_colour = matching(r"^#[0-9A-Fa-f]{6}$", "which is no colour", "write red, green and blue, two digits each: #2f6f73")
_country = matching(r"^[A-Z]{2}$", "which is no code of a country", "write the two letters of ISO 3166: GB")
_language = matching(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "which is no language", "write its tag: en-GB")

CRISIS_LINE_FIELDS = (
    Field("name", text, "who answers", True),
    Field("number", _number, "the number to ring, in quotation marks", True),
    Field("hours", text, "when it answers"),
)
PRACTICE_FIELDS = (
    Field("name", text, "the name of the practice", True),
    Field("address", texts, 'its address, line by line: ["1 High Street", "Anytown"]'),
    Field("telephone", _number, "its number, in quotation marks"),
    Field("email", _email, "its mail address"),
    Field("web", _web, "the address of its website"),
    Field("hours", texts, "when it can be reached, in one line or several"),
    Field("logo", _picture, "its logo: the path of a picture from the handbook's folder"),
    Field("colour", _colour, "the colour of its sheets: #2f6f73"),
    Field("country", _country, "the two letters of its country: GB"),
    Field("language", _language, "the language of its sheets: en-GB"),
    Field("crisis-line", mapping(CRISIS_LINE_FIELDS), "who answers when the practice does not"),
)


def parse_practice(source: Source) -> tuple[Practice | None, list[Flaw]]:
    """The practice, or None while it has no name; a detail that cannot be read is left out, and is a flaw."""
    value, flaws = read_toml(source)
    if value is None:
        return None, flaws
    record = read_record(source, value, PRACTICE_FIELDS, "practice.toml")
    flaws += record.flaws
    crisis_line = _crisis_line(source, record, flaws)
    if not record.text("name"):
        return None, flaws
    practice = Practice(
        name=typographic(record.text("name")),
        location=record.locations["name"],
        address=tuple(map(typographic, record.texts("address"))),
        telephone=record.text("telephone"),
        email=record.text("email"),
        web=record.text("web"),
        hours=tuple(map(typographic, record.texts("hours"))),
        logo=record.text("logo"),
        logo_location=record.locations.get("logo"),
        colour=record.text("colour"),
        country=record.text("country"),
        language=record.text("language"),
        crisis_line=crisis_line,
    )
    return practice, flaws


def _crisis_line(source: Source, practice: Record, flaws: list[Flaw]) -> CrisisLine | None:
    """The crisis line; one with a fault is left out, since half of it would mislead."""
    value = practice.values.get("crisis-line")
    if not isinstance(value, MapValue):
        return None
    record = read_record(source, value, CRISIS_LINE_FIELDS, "the crisis line")
    flaws += record.flaws
    if record.flaws:
        return None
    return CrisisLine(typographic(record.text("name")), record.text("number"), typographic(record.text("hours")))
