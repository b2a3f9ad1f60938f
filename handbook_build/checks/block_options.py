"""The options or the title of a block are wrong: unknown, missing, or of the wrong kind.

Options stand right under the opening line, four spaces in:

    /// lines | What helps me between sessions
        count: 2
    ///
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB503", "block-options", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
