"""A handout cannot be printed: no font here has one of its characters, or a picture is broken.

Nothing is published until it can be, so that no half sheet is ever handed out.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB603", "unprintable-handout", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    for handout in handbook.handouts:
        sheet = handbook.sheets.get(handout.id)
        if sheet and sheet.problem:
            yield Finding(handout.top, f"the handout {handout.id} cannot be printed: {sheet.problem}", sheet.hint)
