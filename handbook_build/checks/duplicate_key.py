"""A key stands twice in front matter or in a data file.

YAML and JSON readers keep the last one without a word, so one of the two values would be lost.
Keep the one that is meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB102", "duplicate-key", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
