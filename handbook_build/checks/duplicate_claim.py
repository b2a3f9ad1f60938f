"""Two claims of `claims.yml`, or two of `false-claims.yml`, have the same id.

Rename the newer of the two.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.locations import Location
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB711", "duplicate-claim", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    for claims in (handbook.claims, handbook.false_claims):
        first: dict[str, Location] = {}
        for claim in claims:
            other = first.setdefault(claim.id, claim.location)
            if other is not claim.location:
                yield Finding(claim.location, f"the id `{claim.id}` is taken ({other})", "rename the newer of the two")
