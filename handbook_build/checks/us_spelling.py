"""The text uses the American spelling of a term.

One spelling is kept through the whole handbook; the American one stays in `terms.yml` so that
search finds the page. `handbook fix` writes the British one. Quotations are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook
from handbook_build.model.term import TermStatus
from handbook_build.terminology.rewording import british, edits_of

CODE, NAME, SEVERITY = "HB208", "us-spelling", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    for use in handbook.uses:
        if use.term.status is TermStatus.AMERICAN and not use.quoted:
            entry = handbook.entry[use.entry]
            spelled = british(entry, use.term)
            hint = f"the term is `{spelled.form if spelled else entry.preferred}`"
            yield Finding(use.location, f"`{use.text}` is the American spelling", hint, edits_of(handbook, use))
