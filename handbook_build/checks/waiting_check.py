"""A data file could not be read, and some checks wait until it can be.

Without the file they would report every place that rests on it: with a termbase that is broken in one line, each term
of the handbook. Mend the file, and they run again.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB121", "waiting-check", Severity.WARNING


def check(_: Handbook) -> Iterator[Finding]:
    # Whoever runs the checks knows which of them waited.
    yield from ()
