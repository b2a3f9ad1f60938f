"""Two sheets of released editions bear the same code.

A code on paper has to lead to one sheet. `handbook release` gives no code twice; two branches that do not know of
each other may, once in millions. If the later edition is not published yet, take its file out and release it
again, with the other beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.edition import Edition, SheetRecord
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB418", "repeated-code", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    first: dict[str, tuple[Edition, SheetRecord]] = {}
    for edition in handbook.ledger.editions:
        for sheet in edition.sheets:
            other, taken = first.setdefault(sheet.code, (edition, sheet))
            if taken is sheet:
                continue
            place = edition.location or handbook.settings.location
            message = (
                f"the sheet `{sheet.id}` of edition {edition.name} bears the code {sheet.code}, "
                f"as `{taken.id}` of edition {other.name} does"
            )
            hint = "release the edition again before it is published; if it is, ask for the printed sheets back"
            yield Finding(place, message, hint)
