"""An edition has no later name than the one that it follows, or the editions do not follow one another.

Readers take 2026.10 to be later than 2026.9. `handbook release` and `handbook ids reorder` keep the order; only a
file that was changed by hand breaks it, and what an edition says is not touched by that.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from handbook_build.diagnostics import Finding, Severity
from handbook_build.editions.upkeep import upkeep_of
from handbook_build.model.edition import edition_order
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB419", "edition-order", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    editions = handbook.ledger.editions
    # With an edition missing or a fork, the order is a finding already.
    for before, after in pairwise([None, *editions] if upkeep_of(handbook) else ()):
        if after is None:
            continue
        named = after.follows[0] if after.follows else ""
        earlier = before is None or edition_order(before.name) < edition_order(after.name)
        if named == (before.name if before else "") and earlier:
            continue
        follows = f"follows edition {named}" if named else "follows none"
        message = f"edition {after.name} {follows}, which breaks the order of editions"
        hint = "take `follows` back from version control, as it was released"
        yield Finding(after.location or handbook.settings.location, message, hint)
