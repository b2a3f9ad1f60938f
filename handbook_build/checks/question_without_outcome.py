"""A question asks no outcome, on a page that names what a student can do after it.

Say which it asks, `asks: notice-withdrawal` below `answer-in`, or name what it asks among the outcomes. A page whose
outcomes have no names is left alone, and so is a page without outcomes.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.document import Document
from handbook_build.model.teaching import outcomes_of, questions_of

CODE, NAME, SEVERITY = "HB509", "question-without-outcome", Severity.WARNING


def check_document(document: Document) -> Iterator[Finding]:
    names = [one.name for one in outcomes_of(document) if one.name]
    for question in questions_of(document) if names and not document.is_handout else ():
        if not question.asks:
            hint = f"write `asks:` with one of {', '.join(names)} below `answer-in`"
            yield Finding(question.location, "this question asks none of the outcomes of its page", hint)
