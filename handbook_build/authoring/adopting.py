"""An edition that another branch released under a name that is taken here: kept under the next name.

Its words and the codes on its printed sheets stay what they were.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from handbook_build.authoring.edits import Change
from handbook_build.authoring.releasing import check_name, edition_path
from handbook_build.editions.codes import code_of
from handbook_build.editions.records import Damaged, edition_text, read_edition
from handbook_build.editions.upkeep import upkeep_of
from handbook_build.faults import WrongUse
from handbook_build.locations import Location
from handbook_build.model.edition import Edition, SheetRecord, edition_order
from handbook_build.model.handbook import Handbook


def adopt(handbook: Handbook, data: bytes, name: str) -> Change:
    """The file of a further edition that says what `data` says, the file of another branch; nothing is written.

    Raises WrongUse when the data is no edition, is there already, or the ledger cannot take one of this name.
    """
    check_name(name)
    ledger = handbook.ledger
    latest = ledger.latest
    if latest is None or upkeep_of(handbook) is None:
        raise WrongUse("the ledger here is damaged or empty; put the file of one branch back whole, and then run this")
    try:
        theirs = read_edition(json.loads(data.decode("utf-8-sig")), Location(""))
    except (Damaged, ValueError, RecursionError) as error:
        why = str(error) if isinstance(error, Damaged) else "is no edition"
        raise WrongUse(f"what was given {why}; take the file of the other branch as it was released there") from error
    if there := next((one.name for one in ledger.editions if one.seal == theirs.seal), None):
        raise WrongUse(f"edition {there} says all of this already; nothing needs to be kept")
    if edition_order(name) <= edition_order(latest.name):
        raise WrongUse(f"{name} is not later than edition {latest.name}; give it the next name")
    adopted = replace(
        theirs,
        name=name,
        # An edition is never earlier than the one that it follows.
        released=max(theirs.released, latest.released),
        follows=(latest.name, latest.seal),
        sheets=tuple(_sheets(theirs, {code: sheet for code, (_, sheet) in ledger.codes.items()}, name)),
    )
    path = edition_path(handbook, name)
    return Change(path, b"", edition_text(adopted).encode("utf-8", "surrogatepass"))


def _sheets(theirs: Edition, taken: Mapping[str, SheetRecord], name: str) -> list[SheetRecord]:
    """Their sheets with their codes. A sheet that bears the same code here says the very same, and gets a new one."""
    codes = {*taken, *(sheet.code for sheet in theirs.sheets)}
    made: list[SheetRecord] = []
    for sheet in theirs.sheets:
        kept = sheet if sheet.code not in taken else replace(sheet, code=code_of(name, sheet.id, codes, sheet.other))
        codes.add(kept.code)
        made.append(kept)
    return made
