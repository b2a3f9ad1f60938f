"""Two entries of the termbase have the same id.

Only one of the two definitions could be shown. Merge them, or give one of them another id.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook
from handbook_build.model.term import TermEntry

CODE, NAME, SEVERITY = "HB202", "duplicate-term", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    first: dict[str, TermEntry] = {}
    for entry in handbook.entries:
        if entry.id in first:
            yield Finding(
                entry.location,
                f"the term `{entry.id}` is defined a second time (first at {first[entry.id].location})",
                "merge the two entries, or give one of them another id",
            )
        first.setdefault(entry.id, entry)
