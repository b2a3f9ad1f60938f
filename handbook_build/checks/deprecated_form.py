"""The text uses a form that its entry in `terms.yml` marks as one to avoid.

The hint gives the preferred form where that can stand in word for word, and `handbook fix` writes it;
otherwise the hint gives the reason, and the sentence needs a person. Quotations are left alone; what
stands in quotation marks is found, and left to a person too.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook
from handbook_build.model.term import TermStatus
from handbook_build.terminology.rewording import edits_of

CODE, NAME, SEVERITY = "HB204", "deprecated-form", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    for document, use in handbook.slips:
        if use.term.status is TermStatus.DEPRECATED and not use.quoted:
            preferred = handbook.entry[use.entry].preferred
            hint = f"write `{preferred}`" if use.term.replace else f"reword the sentence; the term is `{preferred}`"
            if use.term.replace and use.kept:
                hint = f"write `{preferred}`, unless these are somebody's own words"
            edits = edits_of(document.source, handbook.entry[use.entry], use) if use.term.replace else ()
            yield Finding(use.location, f"`{use.text}` is a form to avoid: {use.term.reason}", hint, edits)
