"""What students can do after each page, as a table: one line for each outcome, with the sections that teach it and the
questions that ask it, divided by semicolons."""

from __future__ import annotations

import csv
import io

from handbook_build.linking.addresses import public_address, target_address
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.model.teaching import Outcome, Question, taught_on

COLUMNS = ("number", "page", "title", "outcome", "a student can", "taught in", "asked by", "url")


def export(handbook: Handbook) -> str:
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    for path in handbook.outcomes:
        document = handbook.by_path[path]
        writer.writerows(_line(handbook, document, *taught) for taught in taught_on(document))
    return table.getvalue()


def _line(handbook: Handbook, page: Document, outcome: Outcome, asking: tuple[Question, ...]) -> tuple[str, ...]:
    target = handbook.targets.get(page.id)
    return (
        page.front.number,
        page.id,
        page.front.title,
        outcome.name,
        outcome.text,
        "; ".join(one.label for one in handbook.taught_in(asking)),
        "; ".join(one.title for one in asking),
        public_address(handbook, target_address(target)) if target else "",
    )
