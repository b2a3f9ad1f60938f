"""A waiver allows a finding that is not there.

What it was for has been mended, or has moved away from it. Take it out, so that it does not hide the
next one.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB116", "unused-waiver", Severity.WARNING


def check(handbook: Handbook) -> Iterator[Finding]:
    """Found by the runner, which alone knows what the other checks found and what was waived."""
    yield from ()
