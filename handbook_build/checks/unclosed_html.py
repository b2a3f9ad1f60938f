"""A quotation mark or a comment in HTML is never closed, and takes what follows it on the page.

    <a href='https://example.org>The words of this link, and all below it, become a part of its address.

No page shows them any more, so nothing is published until it is closed. Markdown has no such trap.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB437", "unclosed-html", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
