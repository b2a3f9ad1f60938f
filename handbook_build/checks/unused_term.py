"""A term is defined, and no page or handout uses any of its forms.

An entry that nobody meets is work for whoever keeps it. Use it, or take it out; if it is there for
pages still to come, waive this with that reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB203", "unused-term", Severity.WARNING
OF_PAGES = True


def check(handbook: Handbook) -> Iterator[Finding]:
    used = {name for document in handbook.documents for name in document.gist.used}
    for entry in handbook.entry.values():
        if entry.id not in used:
            yield Finding(
                entry.location,
                f"no page or handout uses the term `{entry.preferred}`",
                "use it, or take the entry out",
            )
