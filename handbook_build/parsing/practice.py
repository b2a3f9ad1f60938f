"""`practice.toml`: the practice that gives the handouts out. Every detail may be left out."""

from __future__ import annotations

from unicodedata import category

from handbook_build.diagnostics import Finding
from handbook_build.locations import Location
from handbook_build.model.document import Flaw
from handbook_build.model.practice import CrisisLine, Practice
from handbook_build.model.source import Source
from handbook_build.parsing.fields import (
    Field,
    Kind,
    Record,
    Schema,
    Wrong,
    mapping,
    matching,
    read_record,
    schema_of,
    text,
    texts,
)
from handbook_build.parsing.toml import read_toml
from handbook_build.parsing.typography import typographic
from handbook_build.parsing.yaml import MapValue, Scalar, Value

# What is longer is no detail of a practice any more, and no sheet has room for it.
LONGEST, MOST_LINES = 200, 8


def _bounded(kind: Kind) -> Kind:
    """A text of this kind with no more characters than a sheet can show."""

    def read(value: Value) -> object:
        result = kind(value)
        if isinstance(result, str) and not _is_seen(result):
            return Wrong("holds nothing that can be seen", "write a text, or take the key out")
        if isinstance(result, str) and len(result) > LONGEST:
            return Wrong(f"has {len(result)} characters", f"a sheet has room for {LONGEST}; write it shorter")
        return result

    return Kind(read, {**kind.schema, "maxLength": LONGEST})


def _few_lines() -> Kind:
    """One line or several, no more and no longer than a sheet can show."""
    line = _bounded(text)

    def read(value: Value) -> object:
        result = texts(value)
        if not isinstance(result, tuple):
            return result
        if len(result) > MOST_LINES:
            return Wrong(f"has {len(result)} lines", f"a sheet has room for {MOST_LINES}; put some together")
        if not all(map(_is_seen, result)):
            return Wrong("holds a line in which nothing can be seen", "write in it, or take it out")
        longest = max(map(len, result), default=0)
        if longest > LONGEST:
            return Wrong(f"has a line of {longest} characters", f"a sheet has room for {LONGEST}; write it shorter")
        return result

    array = {"type": "array", "items": line.schema, "maxItems": MOST_LINES}
    return Kind(read, {"anyOf": [line.schema, array]})


def _is_seen(words: str) -> bool:
    """Whether it holds more than blanks and marks of no width, which would leave an empty place on the sheet."""
    return any(category(character)[0] in "LNPS" for character in words)


def _number(pattern: str, what: str, hint: str) -> Kind:
    """A number to ring. In quotation marks, since without them its noughts and spaces are lost."""
    kind = _bounded(matching(pattern, what, hint))

    def read(value: Value) -> object:
        if isinstance(value, Scalar) and not value.quoted:
            return Wrong("stands without quotation marks", f'write it in quotation marks: "{value.text}"')
        return kind(value)

    return Kind(read, kind.schema)


_words, _lines = _bounded(text), _few_lines()
_telephone = _number("[0-9]", "in which no digit stands", "write it as people ring it")
# Somebody may ring it in great need: whatever is no part of the number stands elsewhere.
_crisis_number = _number(
    r"^[+(]*[0-9][0-9 ()+./*#\u2010-\u2013-]*$",
    "which is more than a number",
    "write digits alone, as people ring them; other words belong into `name` or `hours`",
)
_email = _bounded(
    matching(r"^[^@\s]+@[^@\s]+\.[^@\s.]+$", "which is no mail address", "write one address: desk@example.org")
)
_web = _bounded(
    matching(r"^https?://[^\s/]+\S*$", "which is no address of a website", "write it whole: https://example.org")
)
_picture = matching(
    r"^(?!(.*/)?\.\.?/)[^/\\:][^\\:]*\.([sS][vV][gG]|[pP][nN][gG]|[jJ][pP][eE]?[gG])$",
    "which is no picture below the folder of this file",
    "write the path of an SVG, PNG or JPEG from there, with forward slashes: images/logo.svg",
)
_colour = matching(r"^#[0-9A-Fa-f]{6}$", "which is no colour", "write red, green and blue, two digits each: #2f6f73")
_country = matching(r"^[A-Z]{2}$", "which is no code of a country", "write the two letters of ISO 3166: GB")

CRISIS_LINE_FIELDS = (
    Field("name", _words, "who answers", True),
    Field("number", _crisis_number, "the number to ring, in quotation marks", True),
    Field("hours", _words, "when it answers"),
)
PRACTICE_FIELDS = (
    Field("name", _words, "the name of the practice"),
    Field("address", _lines, 'its address, line by line: ["1 High Street", "Anytown"]'),
    Field("telephone", _telephone, "its number, in quotation marks"),
    Field("email", _email, "its mail address"),
    Field("web", _web, "the address of its website"),
    Field("hours", _lines, "when it can be reached, in one line or several"),
    Field("logo", _picture, "its logo, SVG, PNG or JPEG: the path of the picture from the folder of this file"),
    Field("colour", _colour, "the colour of its sheets: #2f6f73"),
    Field("country", _country, "the two letters of its country, whose emergency numbers are printed: GB"),
    Field("crisis-line", mapping(CRISIS_LINE_FIELDS), "who answers when the practice does not"),
)
# The name is what is read aloud where the logo stands.
PRACTICE_SCHEMA: Schema = {**schema_of(PRACTICE_FIELDS), "dependentRequired": {"logo": ["name"]}}


def parse_practice(source: Source) -> tuple[Practice | None, list[Flaw]]:
    """The practice, or None when the text is no TOML; a detail that cannot be read is left out, and is a flaw."""
    value, flaws = read_toml(source)
    if value is None:
        return None, flaws
    record = read_record(source, value, PRACTICE_FIELDS, "a practice")
    flaws += record.flaws
    written = {key.text: key for key, _ in value.entries}
    if "logo" in written and "name" not in written:
        place = source.location(written["logo"].start, written["logo"].end)
        hint = "write the name of the practice: it is what is read aloud where the logo stands"
        flaws.append(Flaw("missing-key", Finding(place, "a logo needs the key `name` beside it", hint)))
    crisis_line, places = _crisis_line(source, record, flaws)
    practice = Practice(
        name=typographic(record.text("name")),
        location=source.location(0),
        address=tuple(map(typographic, record.texts("address"))),
        telephone=record.text("telephone"),
        email=record.text("email"),
        web=record.text("web"),
        hours=tuple(map(typographic, record.texts("hours"))),
        logo=record.text("logo"),
        colour=record.text("colour"),
        country=record.text("country"),
        crisis_line=crisis_line,
        locations={**record.locations, **places},
    )
    return practice, flaws


def _crisis_line(source: Source, practice: Record, flaws: list[Flaw]) -> tuple[CrisisLine | None, dict[str, Location]]:
    """The crisis line and where its details stand; one with a fault is left out, since half of it would mislead."""
    value = practice.values.get("crisis-line")
    if not isinstance(value, MapValue):
        return None, {}
    record = read_record(source, value, CRISIS_LINE_FIELDS, "the crisis line")
    flaws += record.flaws
    if record.flaws:
        return None, {}
    places = {f"crisis-line.{key}": place for key, place in record.locations.items()}
    line = CrisisLine(typographic(record.text("name")), record.text("number"), typographic(record.text("hours")))
    return line, places
