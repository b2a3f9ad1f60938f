"""Two outcomes of a page have the same name, so a question that asks it asks both.

Names of outcomes are known on their page only; another page may have the same one.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.document import Document
from handbook_build.model.teaching import Outcome, outcomes_of

CODE, NAME, SEVERITY = "HB508", "repeated-outcome", Severity.ERROR


def check_document(document: Document) -> Iterator[Finding]:
    first: dict[str, Outcome] = {}
    for outcome in outcomes_of(document) if not document.is_handout else ():
        other = first.setdefault(outcome.name, outcome) if outcome.name else outcome
        if other is not outcome:
            message = f"another outcome of this page has the name `{outcome.name}` ({other.location})"
            yield Finding(outcome.location, message, "give one of them another name")
