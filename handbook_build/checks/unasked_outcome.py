"""A page says what a student can do after it, and none of its questions asks for that.

Then nobody finds out whether it was learnt, and the page of outcomes and questions has a gap. Name the outcome,
`[notice a withdrawal]{outcome=notice-withdrawal}`, and say under a question of the same page `asks: notice-withdrawal`.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.document import Document
from handbook_build.model.teaching import taught_on

CODE, NAME, SEVERITY = "HB507", "unasked-outcome", Severity.WARNING

UNNAMED = "`[the outcome]{outcome=a-name}`, and `asks: a-name` under a question of this page"


def check_document(document: Document) -> Iterator[Finding]:
    for outcome, asking in taught_on(document) if not document.is_handout else ():
        if not asking:
            asks = f"`asks: {outcome.name}` under a question of this page, or add a question"
            hint = f"write {asks if outcome.name else UNNAMED}"
            yield Finding(outcome.location, f"no question asks “{_short(outcome.text)}”", hint)


def _short(text: str) -> str:
    return shorten(text, 60, placeholder=" ...")
