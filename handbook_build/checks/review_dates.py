"""The next review of a page or handout is not after its last.

A reader trusts these dates. Set `next-review` when you set `reviewed`.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB801", "review-dates", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    for document in handbook.documents:
        front = document.front
        if front.reviewed and front.next_review and front.next_review <= front.reviewed:
            yield Finding(
                document.at("next-review"),
                f"the next review ({front.next_review}) is not after the last ({front.reviewed})",
                "set a later date",
            )
