"""A section (a heading of the second level) has no id of its own.

Sections are cited and linked for years, so their ids are written and not derived from words that
may change:

    ## What a break can feel like {#break-feelings}
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB107", "heading-without-id", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
