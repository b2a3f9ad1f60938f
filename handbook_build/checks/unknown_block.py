"""A block begins with a name that no block has.

Its lines would be printed as they stand, slashes and all. The message names the nearest block.
`handbook explain blocks` lists them.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB501", "unknown-block", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
