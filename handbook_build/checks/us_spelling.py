"""The text uses the American spelling of a term.

One spelling is kept through the whole handbook; the American one stays in `terms.yml` so that
search finds the page. Quotations are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook
from handbook_build.model.term import TermStatus

CODE, NAME, SEVERITY = "HB208", "us-spelling", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    for use in handbook.uses:
        if use.term.status is TermStatus.AMERICAN and not use.quoted:
            preferred = handbook.entry[use.entry].preferred
            yield Finding(use.location, f"`{use.text}` is the American spelling", f"the term is `{preferred}`")
