"""A detail of the practice holds a character that no font here has.

All sheets of the practice would have a hole there. Write it in another way. Latin, Greek, Cyrillic, Arabic and
Hebrew letters, Vietnamese, and emoji can be printed.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB626", "unprintable-practice", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
