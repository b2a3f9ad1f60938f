"""A block is opened and never closed, or a closing line has nothing to close.

A block ends with a line of exactly as many slashes as it begins with. A block inside another has a
different number, by custom one more.

    /// example
    Maryam arrives late.
    ///
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB502", "unclosed-block", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
