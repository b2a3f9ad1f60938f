"""A claim stands in `claims.yml`, and no sentence is bound to it.

Bind the sentences that state it, or take it out; if it is there for pages still to come, waive this
with that reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB710", "unused-claim", Severity.WARNING


def check(handbook: Handbook) -> Iterator[Finding]:
    bound = {statement.claim for statement in handbook.stated}
    for claim in handbook.claim.values():
        if claim.id not in bound:
            hint = "write [the sentence]{claim=" + claim.id + "}, or take the claim out"
            yield Finding(claim.location, f"no sentence is bound to the claim `{claim.id}`", hint)
