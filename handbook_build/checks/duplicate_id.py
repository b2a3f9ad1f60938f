"""Two pages, sections, handouts or terms have the same id.

An id is the permanent address of one thing. Rename the newer of the two.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook, Target

CODE, NAME, SEVERITY = "HB403", "duplicate-id", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    first: dict[str, Target] = {}
    for target in handbook.all_targets:
        other = first.setdefault(target.id, target)
        # Two entries with one id are a finding of their own (duplicate-term).
        if other is not target and target.kind != "term":
            yield Finding(
                target.location,
                f"the id `{target.id}` is taken ({other.location})",
                "rename the newer of the two",
            )
