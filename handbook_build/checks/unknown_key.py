"""Front matter, a data file or a work has a key that means nothing here.

It is most often a slip of the pen (`sumary`), and its value would be lost in silence. The message
names the nearest key that exists. What CSL-JSON has no field for belongs under `custom`.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB103", "unknown-key", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
