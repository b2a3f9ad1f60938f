"""A handout takes more sides in standard print than it allows itself, on A4 or on US Letter.

`max-pages` in its front matter is the limit (1 when it is left out). A counsellor hands out one
sheet; what does not fit is better said shorter, or on a sheet of its own. US Letter is 18 mm
shorter than A4. What is told is what first does not fit when the explained words, which are only
printed where there is room, are left out already. With `sides: by-section` each section has one side,
and what is told is the first section that takes more, or for which no side is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from handbook_build.diagnostics import Finding, Severity
from handbook_build.locations import Location
from handbook_build.model.document import BY_SECTION, Document
from handbook_build.model.form import FORMS
from handbook_build.model.handbook import Handbook, Overflow
from handbook_build.model.nodes import NOWHERE

CODE, NAME, SEVERITY = "HB601", "handout-too-long", Severity.ERROR

PAPERS = {form.name: form.label for form in FORMS}


def check(handbook: Handbook) -> Iterator[Finding]:
    for handout in handbook.handouts:
        sheet = handbook.sheets.get(handout.id)
        for offset, overflows in groupby(sheet.overflows if sheet else (), key=lambda one: one.offset):
            yield _finding(handout, offset, list(overflows))


def _finding(handout: Document, offset: int, overflows: list[Overflow]) -> Finding:
    """One for all papers on which the same part does not fit."""
    limit = handout.front.max_pages
    sides = "its one side" if limit == 1 else f"its {limit} sides"
    by = " and ".join(f"{one.millimetres} mm on {PAPERS[one.form]}" for one in overflows)
    if not any(one.millimetres for one in overflows):
        return Finding(
            _place(handout, offset),
            f"the section “{overflows[0].part}” of the handout {handout.id} needs a side of its own, "
            f"and has none left: `max-pages` is {limit}",
            "raise `max-pages`, put sections together, or take out `sides: by-section`",
        )
    if handout.front.sides == BY_SECTION:
        return Finding(
            _place(handout, offset),
            f"the section “{overflows[0].part}” of the handout {handout.id} is too long for its one side, by {by}",
            "shorten it, use fewer lines, or take out `sides: by-section`",
        )
    return Finding(
        _place(handout, offset),
        f"the handout {handout.id} is too long for {sides}, by {by}: what first does not fit is “{overflows[0].part}”",
        "shorten it, use fewer lines, or raise `max-pages`",
    )


def _place(handout: Document, offset: int) -> Location:
    return handout.at("max-pages") if offset == NOWHERE else handout.locate(offset)
