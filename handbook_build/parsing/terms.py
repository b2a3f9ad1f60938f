"""`terms.yml`: the termbase, entry by entry."""

from __future__ import annotations

from handbook_build.model.document import Flaw
from handbook_build.model.source import Source
from handbook_build.model.term import RELATIONS, LinkPolicy, Relation, Term, TermEntry, TermStatus
from handbook_build.parsing.fields import (
    Field,
    Record,
    Wrong,
    anything,
    identifier,
    one_of,
    read_record,
    text,
    texts,
    truth,
)
from handbook_build.parsing.records import read_records, scalars
from handbook_build.parsing.typography import typographic
from handbook_build.parsing.yaml import ListValue, MapValue, Value

DEPRECATED_FIELDS = (
    Field("form", text, "the form to avoid", True),
    Field("reason", text, "why it is avoided", True),
    Field("replace", truth, "true when the preferred form can stand in word for word"),
)


def _deprecated(value: Value) -> object:
    if isinstance(value, ListValue) and all(isinstance(item, MapValue) for item in value.items):
        return value
    return Wrong("is no list of forms", "write a list: - form: ... and under it reason: ...")


ENTRY_FIELDS = (
    Field("id", identifier, "the id of the concept; it never changes", True),
    Field("preferred", text, "the form to use", True),
    Field("admitted", anything, "other forms that may be used"),
    Field("deprecated", _deprecated, "forms to avoid, each with its reason"),
    Field("american", anything, "American spellings, kept for search"),
    Field("irregular", texts, "inflected forms that adding s, es or 's does not make"),
    Field("definition", text, "what it means, in at most 25 plain words", True),
    Field("scope-note", text, "how it differs from its neighbours"),
    Field("source", texts, "keys of works, or `handbook` for our own plain wording"),
    *(Field(kind, anything, f"ids of {kind} concepts") for kind in RELATIONS),
    Field("link", one_of(*(policy.value for policy in LinkPolicy)), "when running text links: first, asked or never"),
)


def parse_terms(source: Source) -> tuple[tuple[TermEntry, ...], list[Flaw]]:
    """The entries of a termbase in the order of the file."""
    records, flaws, _ = read_records(source, "terms", ENTRY_FIELDS, "a term")
    found = [
        _entry(source, item, record, flaws)
        for item, record in records
        if record.text("id") and record.text("preferred")
    ]
    return tuple(found), flaws


def _entry(source: Source, item: MapValue, record: Record, flaws: list[Flaw]) -> TermEntry:
    terms = [Term(record.text("preferred"), TermStatus.PREFERRED, record.locations["preferred"])]
    for key, status in (("admitted", TermStatus.ADMITTED), ("american", TermStatus.AMERICAN)):
        terms += [
            Term(scalar.text.strip(), status, source.location(scalar.start, scalar.end), replace=True)
            for scalar in scalars(source, item, key, flaws)
        ]
    deprecated = record.values.get("deprecated")
    for form in deprecated.items if isinstance(deprecated, ListValue) else ():
        if isinstance(form, MapValue):
            read = read_record(source, form, DEPRECATED_FIELDS, "a form to avoid")
            flaws += read.flaws
            if read.text("form"):
                replace = read.values.get("replace") is True
                place = read.locations["form"]
                terms.append(
                    Term(read.text("form"), TermStatus.DEPRECATED, place, typographic(read.text("reason")), replace)
                )
    relations = tuple(
        Relation(kind, scalar.text.strip(), source.location(scalar.start, scalar.end))
        for kind in RELATIONS
        for scalar in scalars(source, item, kind, flaws)
    )
    here = record.locations["id"]
    return TermEntry(
        id=record.text("id"),
        terms=tuple(terms),
        definition=typographic(record.text("definition")),
        location=here,
        definition_location=record.locations.get("definition", here),
        source_location=record.locations.get("source", here),
        sources=record.texts("source"),
        scope_note=typographic(record.text("scope-note")),
        relations=relations,
        irregular=record.texts("irregular"),
        link=LinkPolicy(record.text("link") or LinkPolicy.FIRST.value),
    )
