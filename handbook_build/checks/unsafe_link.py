"""A link would run a program or reach into the reader's own machine.

Only web, mail, telephone and text-message addresses, and links within the handbook, are safe to hand
to a reader. Any other is taken out of the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB407", "unsafe-link", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
