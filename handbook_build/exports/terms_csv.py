"""The termbase as a table: one line for each entry."""

from __future__ import annotations

import csv
import io

from handbook_build.model.handbook import Handbook
from handbook_build.model.term import RELATIONS, TermStatus

COLUMNS = ("id", "preferred", "admitted", "avoid", "american", "definition", "scope note", "source", *RELATIONS)


def export(handbook: Handbook) -> str:
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in handbook.entry.values():
        forms = [
            "; ".join(term.form for term in entry.forms(status))
            for status in (TermStatus.ADMITTED, TermStatus.DEPRECATED, TermStatus.AMERICAN)
        ]
        relations = ["; ".join(entry.related(kind)) for kind in RELATIONS]
        source = "; ".join(entry.sources)
        writer.writerow([entry.id, entry.preferred, *forms, entry.definition, entry.scope_note, source, *relations])
    return table.getvalue()
