"""The text uses a form that its entry in `terms.yml` marks as one to avoid.

The hint gives the preferred form where that can stand in word for word; otherwise it gives the
reason, and the sentence needs a person. Quotations are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook
from handbook_build.model.term import TermStatus

CODE, NAME, SEVERITY = "HB204", "deprecated-form", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    for use in handbook.uses:
        if use.term.status is TermStatus.DEPRECATED and not use.quoted:
            preferred = handbook.entry[use.entry].preferred
            hint = f"write `{preferred}`" if use.term.replace else f"reword the sentence; the term is `{preferred}`"
            yield Finding(use.location, f"`{use.text}` is a form to avoid: {use.term.reason}", hint)
