"""A claim in `claims.yml` names no work, though it is more than practice wisdom.

`source: handbook` is for practice wisdom alone: what is shown, linked, mixed or contested rests on a
work.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.claim import Strength
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB709", "unsourced-claim", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    for claim in handbook.claims:
        if claim.strength is not Strength.PRACTICE_WISDOM and not claim.source_keys:
            yield Finding(
                claim.source_location or claim.location,
                f"the claim `{claim.id}` is {claim.strength.value} and names no work",
                "name the work it rests on, or make its strength `practice-wisdom`",
            )
