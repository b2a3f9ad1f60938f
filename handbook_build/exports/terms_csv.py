"""The termbase as a table: one line for each entry. What an entry has several of stands in one field,
divided by semicolons."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from functools import partial

from handbook_build.model.handbook import Handbook
from handbook_build.model.term import RELATIONS, TermEntry, TermStatus


def _related(kind: str, entry: TermEntry) -> str:
    return _joined(entry.related(kind))


# By column: its field. A form that has more to tell is followed by that, after a colon.
COLUMNS: dict[str, Callable[[TermEntry], str]] = {
    "id": lambda entry: entry.id,
    "preferred": lambda entry: entry.preferred,
    "admitted": lambda entry: _forms(entry, TermStatus.ADMITTED),
    "avoid": lambda entry: _forms(entry, TermStatus.DEPRECATED),
    "why avoided": lambda entry: _joined(f"{term.form}: {term.reason}" for term in entry.terms if term.reason),
    "replaceable": lambda entry: _joined(term.form for term in entry.forms(TermStatus.DEPRECATED) if term.replace),
    "american": lambda entry: _forms(entry, TermStatus.AMERICAN),
    "irregular": lambda entry: _joined(entry.irregular),
    "other senses": lambda entry: _joined(entry.other_senses),
    "definition": lambda entry: entry.definition,
    "audience": lambda entry: _joined(entry.audience),
    "client definition": lambda entry: entry.client_definition,
    "scope note": lambda entry: entry.scope_note,
    "differs": lambda entry: _joined(f"{one.target}: {one.how}" for one in entry.differences),
    "source": lambda entry: _joined(entry.sources),
    **{kind: partial(_related, kind) for kind in RELATIONS},
    "link": lambda entry: entry.link.value,
    "links of forms": lambda entry: _joined(f"{term.form}: {term.link.value}" for term in entry.terms if term.link),
    "formerly": lambda entry: _joined(entry.formerly),
}


def export(handbook: Handbook) -> str:
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in handbook.entry.values():
        writer.writerow([field(entry) for field in COLUMNS.values()])
    return table.getvalue()


def _forms(entry: TermEntry, status: TermStatus) -> str:
    return _joined(term.form for term in entry.forms(status))


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(texts)
