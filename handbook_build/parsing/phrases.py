"""`phrases.yml`: what people type who look for a place, and words that they use for one another."""

from __future__ import annotations

from handbook_build.diagnostics import Finding
from handbook_build.model.document import Flaw
from handbook_build.model.seeking import Phrases, Saying, Sought
from handbook_build.model.source import Source
from handbook_build.parsing.fields import Field, Kind, Wrong, kind, matching, one_line, records, several, text, texts
from handbook_build.parsing.records import read_records, scalars
from handbook_build.parsing.yaml import ListValue, MapValue, Value

# The ids of the glossary's entries begin with `term-`.
place = matching(
    r"^[A-Za-z](-?[A-Za-z0-9])*$",
    "which is no id",
    "write the id of a page, a section or a handout, or `term-` and the id of a term",
    types=("string", "boolean"),
)
_group = {"type": "array", "items": text.schema, "minItems": 2}


@kind({"type": "array", "items": _group})
def _groups(value: Value) -> object:
    """A list of lists of two words or more."""
    hint = "write one list of words a line: - [mother, mum, mam]"
    if not isinstance(value, ListValue):
        return Wrong("is no list", hint)
    read = [texts(one) if isinstance(one, ListValue) else () for one in value.items]
    if any(not isinstance(one, tuple) or len(one) < 2 for one in read):
        return Wrong("holds an entry that is no list of two words or more", hint)
    return tuple(read)


# What people say, unread: `read_sayings` reads each with its place.
sayings = Kind(lambda value: value, several(text.schema, least=1))

PHRASE_FIELDS = (
    Field("to", place, "the id of the page, section or handout, or `term-` and the id of a term", True),
    Field("says", sayings, "what people type who look for it", True),
)
FILE_FIELDS = (
    Field("phrases", records(PHRASE_FIELDS), "the list of phrases", True),
    Field("alike", _groups, "groups of single words that people use for one another: - [mother, mum, mam]"),
)


def parse_phrases(source: Source) -> tuple[Phrases, list[Flaw]]:
    """The phrases in the order of the file."""
    entries, flaws, head = read_records(source, FILE_FIELDS, PHRASE_FIELDS, "an entry of phrases")
    sought = tuple(
        Sought(record.text("to"), read_sayings(source, item, flaws), record.locations["to"])
        for item, record in entries
        if record.text("to")
    )
    groups = head.values.get("alike", ())
    return Phrases(sought, groups if isinstance(groups, tuple) else ()), flaws


def read_sayings(source: Source, item: MapValue, flaws: list[Flaw]) -> tuple[Saying, ...]:
    """What stands under `says`; an empty list is a flaw."""
    value = item.find("says")
    found = scalars(source, item, "says", flaws)
    if isinstance(value, ListValue) and not value.items:
        finding = Finding(source.location(value.start), "`says` is an empty list", "write what people type")
        flaws.append(Flaw("wrong-value", finding))
    return tuple(Saying(one_line(one), source.location(one.start, one.end)) for one in found)
