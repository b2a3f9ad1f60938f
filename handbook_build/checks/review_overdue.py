"""The day on which a page or handout should have been reviewed is past.

Read it again, mend what has changed, and set `reviewed` and `next-review`.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB803", "review-overdue", Severity.WARNING


def check(handbook: Handbook) -> Iterator[Finding]:
    for document in handbook.documents:
        last, due = document.front.reviewed, document.front.next_review
        # A next review before the last is a finding of its own (review-dates).
        if due and due < handbook.today and not (last and due <= last):
            yield Finding(
                document.at("next-review"),
                f"this was to be reviewed by {due}",
                "read it again, and set `reviewed` and `next-review`",
            )
