"""An erratum says what is right, and the part as it stands does not say so.

Readers of today would go on reading the mistake. Correct the part, or, if it puts the matter in other words
now, let `right` quote them.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.editions.history import fate_of
from handbook_build.editions.upkeep import says, upkeep_of
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB417", "uncorrected-erratum", Severity.WARNING


def check(handbook: Handbook) -> Iterator[Finding]:
    upkeep = upkeep_of(handbook)
    ledger = handbook.ledger
    for erratum in ledger.errata if upkeep else ():
        known = [ledger.edition[name] for name in erratum.editions if name in ledger.edition]
        if upkeep is None or not known or erratum.id not in known[-1].part:
            continue
        now = fate_of(ledger, upkeep.now, known[-1], erratum.id).now
        if now and not any(says(part, erratum.right) for part in now):
            names = " and ".join(f"`{part.id}`" for part in now)
            verb = "does" if len(now) == 1 else "do"
            message = f"{names} {verb} not say “{erratum.right}”, which the erratum on `{erratum.id}` calls right"
            yield Finding(erratum.location or handbook.settings.location, message, "correct the words on the page")
