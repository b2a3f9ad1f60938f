"""`terms.yml`: the termbase, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import prod

from handbook_build.diagnostics import Finding
from handbook_build.model.document import AUDIENCES, Flaw
from handbook_build.model.source import Source
from handbook_build.model.term import RELATIONS, Difference, LinkPolicy, Relation, Term, TermEntry, TermStatus
from handbook_build.parsing.fields import (
    Field,
    Record,
    Wrong,
    forms,
    identifier,
    is_empty,
    kind,
    one_line,
    one_of,
    placed_texts,
    read_record,
    records,
    some_of,
    text,
    texts,
    truth,
)
from handbook_build.parsing.records import nested, read_records, scalars
from handbook_build.parsing.typography import typographic
from handbook_build.parsing.yaml import ListValue, MapValue, Scalar, Value

MOST_CHOICES = 500
LONGEST_FORM = 200


# The limit is one that a schema cannot say.
@kind(texts.schema)
def _phrases(value: Value) -> object:
    """Phrases in which `a/b` stands for either word."""
    read = texts(value)
    for phrase in read if isinstance(read, tuple) else ():
        if prod(word.count("/") + 1 for word in str(phrase).split()) > MOST_CHOICES:
            return Wrong(f"holds a phrase that stands for more than {MOST_CHOICES} others", "write fewer choices in it")
    return read


ADMITTED_FIELDS = (
    Field("form", text, "another form that may be used", True),
    Field("link", one_of(*(policy.value for policy in LinkPolicy)), "when running text links this form"),
)
DEPRECATED_FIELDS = (
    Field("form", text, "the form to avoid", True),
    Field("reason", text, "why it is avoided", True),
    Field("replace", truth, "true when the preferred form can stand in word for word"),
)
DIFFERENCE_FIELDS = (
    Field("from", identifier, "the id of the entry that it is confused with", True),
    Field("how", text, "how the two differ, in words that read well from either entry", True),
)
ENTRY_FIELDS = (
    Field("id", identifier, "the id of the concept; it never changes", True),
    Field("formerly", texts, "ids that it had before, which still lead here"),
    Field("preferred", text, "the form to use", True),
    Field("admitted", forms(ADMITTED_FIELDS), "other forms that may be used"),
    Field("deprecated", forms(DEPRECATED_FIELDS), "forms to avoid, each with its reason"),
    Field("american", placed_texts, "American spellings, kept for search"),
    Field("irregular", texts, "inflected forms that adding s, es or 's does not make"),
    Field("other-senses", _phrases, "phrases in which one of the forms means something else; a/b is either"),
    Field("definition", text, "what it means, in at most 25 plain words", True),
    Field("audience", some_of(*AUDIENCES), "for whom the definition is written (everyone when left out)"),
    Field("client-definition", text, "the definition for clients, where `definition` is not for them"),
    Field("scope-note", text, "how the word is used here, and what it does not mean"),
    Field(
        "differs",
        records(DIFFERENCE_FIELDS, "write `- from: ...` and under it `how: ...`"),
        "entries that people confuse with this one, and how the two differ",
    ),
    Field("source", texts, "keys of works, or `handbook` for our own plain wording"),
    *(Field(name, placed_texts, f"ids of {name} concepts") for name in RELATIONS),
    Field(
        "link",
        one_of(*(policy.value for policy in LinkPolicy)),
        "when running text links: first, asked or never",
        default=LinkPolicy.FIRST.value,
    ),
)
FILE_FIELDS = (Field("terms", records(ENTRY_FIELDS), "the list of terms", True),)


def parse_terms(source: Source) -> tuple[tuple[TermEntry, ...], list[Flaw]]:
    """The entries of a termbase in the order of the file."""
    entries, flaws, _ = read_records(source, FILE_FIELDS, ENTRY_FIELDS, "a term")
    found = [
        _entry(source, item, record, flaws)
        for item, record in entries
        if record.text("id") and record.text("preferred")
    ]
    return tuple(found), flaws


def _entry(source: Source, item: MapValue, record: Record, flaws: list[Flaw]) -> TermEntry:
    relations = tuple(
        Relation(kind, one_line(scalar), source.location(scalar.start, scalar.end))
        for kind in RELATIONS
        for scalar in scalars(source, item, kind, flaws)
    )
    terms = tuple(_terms(source, item, record, flaws))
    for term in terms:
        if len(term.form) > LONGEST_FORM:
            message = f"this form has more than {LONGEST_FORM} letters"
            flaws.append(Flaw("wrong-value", Finding(term.location, message, "write a word or a few")))
    return TermEntry(
        id=record.text("id"),
        terms=tuple(term for term in terms if len(term.form) <= LONGEST_FORM)
        or (replace(terms[0], form=record.text("id")),),
        definition=typographic(record.text("definition")),
        location=record.locations["id"],
        locations=record.locations,
        sources=record.texts("source"),
        scope_note=typographic(record.text("scope-note")),
        relations=relations,
        differences=tuple(_differences(source, record, flaws)),
        irregular=record.texts("irregular"),
        other_senses=record.texts("other-senses"),
        link=LinkPolicy(record.text("link") or LinkPolicy.FIRST.value),
        audience=record.texts("audience"),
        client_definition=typographic(record.text("client-definition")),
        formerly=record.texts("formerly"),
    )


def _terms(source: Source, item: MapValue, record: Record, flaws: list[Flaw]) -> Iterator[Term]:
    """The forms of an entry: preferred, admitted, American, to avoid."""
    yield Term(record.text("preferred"), TermStatus.PREFERRED, record.locations["preferred"])
    for form, written in _forms(source, item, "admitted", ADMITTED_FIELDS, flaws):
        policy = written.text("link")
        link = LinkPolicy(policy) if policy else None
        yield Term(form, TermStatus.ADMITTED, written.locations["form"], replace=True, link=link)
    for scalar in scalars(source, item, "american", flaws):
        place = source.location(scalar.start, scalar.end)
        yield Term(one_line(scalar), TermStatus.AMERICAN, place, replace=True)
    for form, written in _forms(source, item, "deprecated", DEPRECATED_FIELDS, flaws):
        reason = typographic(written.text("reason"))
        yield Term(
            form, TermStatus.DEPRECATED, written.locations["form"], reason, written.values.get("replace") is True
        )


def _forms(
    source: Source, item: MapValue, key: str, fields: Sequence[Field], flaws: list[Flaw]
) -> Iterator[tuple[str, Record]]:
    """The forms of a list; each is a mapping, or a text where a form needs nothing beside it."""
    value = item.find(key)
    plain = not any(field.required for field in fields[1:])
    for part in value.items if isinstance(value, ListValue) else () if value is None else (value,):
        if isinstance(part, Scalar) and plain and not is_empty(part):
            place = source.location(part.start, part.end)
            yield one_line(part), Record({}, {"form": place})
        elif isinstance(part, MapValue):
            record = read_record(source, part, fields, "a form")
            flaws += record.flaws
            if record.text("form"):
                yield record.text("form"), record
        else:
            message = f"`{key}` holds an entry that is no form"
            hint = "write words" if plain else "write `- form: ...` and under it `reason: ...`"
            flaws.append(Flaw("wrong-value", Finding(source.location(part.start, part.end), message, hint)))


def _differences(source: Source, entry: Record, flaws: list[Flaw]) -> Iterator[Difference]:
    for _, record in nested(source, entry, "differs", DIFFERENCE_FIELDS, "a difference", flaws):
        if record.text("from") and record.text("how"):
            yield Difference(record.text("from"), typographic(record.text("how")), record.locations["from"])
