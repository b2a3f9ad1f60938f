"""`jargon.yml`: words of the trade that a page should explain, or do without."""

from __future__ import annotations

from handbook_build.diagnostics import Finding
from handbook_build.model.document import Flaw
from handbook_build.model.jargon import Jargon
from handbook_build.model.source import Source
from handbook_build.parsing.fields import Field, read_record, texts
from handbook_build.parsing.yaml import MapValue, read_yaml

FILE_FIELDS = (
    Field("jargon", texts, "the list of words", True),
    Field("known", texts, "abbreviations that every reader knows: NHS"),
)


def parse_jargon(source: Source) -> tuple[Jargon, list[Flaw]]:
    """The words in the order of the file."""
    value, flaws = read_yaml(source)
    if not isinstance(value, MapValue):
        if not flaws:
            message, hint = "jargon.yml holds no list of words", "write `jargon:` and a list below it"
            flaws.append(Flaw("wrong-value", Finding(source.location(0), message, hint)))
        return Jargon(), flaws
    record = read_record(source, value, FILE_FIELDS, "jargon.yml")
    return Jargon(record.texts("jargon"), record.texts("known")), [*flaws, *record.flaws]
