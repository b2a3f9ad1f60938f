"""An entry of `errata.yml` does not fit the editions that it names: an id, a sheet or an edition is unknown, or the
words that it calls wrong do not stand there.

Whoever holds that edition compares it with the erratum. Copy `wrong` from the page of the edition
(`e/2026.1/s/...`), a few words of one paragraph are enough.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from handbook_build.diagnostics import Finding, Severity
from handbook_build.editions.upkeep import says, upkeep_of
from handbook_build.model.edition import Erratum, Ledger
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB416", "wrong-erratum", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    if upkeep_of(handbook) is None:
        return
    for erratum in handbook.ledger.errata:
        for message, hint in _faults(handbook.ledger, erratum):
            yield Finding(erratum.location or handbook.settings.location, message, hint)


def _faults(ledger: Ledger, erratum: Erratum) -> Iterator[tuple[str, str]]:
    if erratum.id not in ledger.last_seen:
        yield f"no edition has the id `{erratum.id}`", _nearest(erratum.id, ledger.last_seen)
        return
    if not erratum.editions:
        yield f"the erratum on `{erratum.id}` names no edition", "name each that has the mistake: editions: [2026.1]"
    for name in erratum.editions:
        edition = ledger.edition.get(name)
        if edition is None:
            yield f"there is no edition {name}", _nearest(name, ledger.edition)
        elif erratum.id not in edition.part:
            has = ", ".join(one.name for one in ledger.editions if erratum.id in one.part)
            yield f"edition {name} has no `{erratum.id}`", f"these have it: {has}"
        elif not says(edition.part[erratum.id], erratum.wrong):
            hint = "copy some words of one paragraph from that edition"
            yield f"`{erratum.id}` does not say “{erratum.wrong}” in edition {name}", hint
    for sheet in erratum.handouts:
        released = {name for name, (_, part) in ledger.last_seen.items() if part.kind == "handout"}
        if sheet not in released:
            yield f"no edition has the handout `{sheet}`", _nearest(sheet, released)


def _nearest(name: str, names: Collection[str]) -> str:
    near = get_close_matches(name, names, 1)
    return f"did you mean `{near[0]}`?" if near else ""
