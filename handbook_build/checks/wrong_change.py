"""An entry of `changes.yml` cannot be so: no edition has its id, `into` names too many or too few or what is not
there, an id has two entries, or the handbook says otherwise (withdrawn, and still there).

Readers are led by these entries for good once an edition has filed them. `handbook ids` writes them, and
`handbook ids undo` takes one out.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.editions.upkeep import upkeep_of
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB415", "wrong-change", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    upkeep = upkeep_of(handbook)
    for wrong in upkeep.wrong if upkeep else ():
        yield Finding(wrong.change.location or handbook.settings.location, wrong.message, wrong.hint)
