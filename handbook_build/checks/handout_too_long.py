"""A handout takes more sides of A4 in standard print than it allows itself.

`max-pages` in its front matter is the limit (1 when it is left out). A counsellor hands out one
sheet; what does not fit is better said shorter, or on a sheet of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB601", "handout-too-long", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    for handout in handbook.handouts:
        sheet = handbook.sheets.get(handout.id)
        limit = handout.front.max_pages
        if sheet and sheet.pages > limit:
            sides = "side" if limit == 1 else "sides"
            yield Finding(
                handout.at("max-pages"),
                f"the handout {handout.id} takes {sheet.pages} sides of A4; its limit is {limit} {sides}",
                "shorten it, use fewer lines, or raise `max-pages`",
            )
