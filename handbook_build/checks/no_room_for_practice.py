"""With the details of the practice a handout does not fit on its sides any more.

Without them it does. Shorten the longest of them: a name of several lines, an address, or hours that fill a line. The
sheet is not made until it fits, so that nobody hands out one whose last line stands alone on another side.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB627", "no-room-for-practice", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
