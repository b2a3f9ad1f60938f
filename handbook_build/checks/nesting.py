"""A page is nested so deeply (lists in lists, quotations in quotations) that it cannot be read as
Markdown.

Its words are kept as plain paragraphs. Take levels out.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB112", "nesting", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
