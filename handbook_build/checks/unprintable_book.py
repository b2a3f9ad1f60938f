"""The book cannot be printed.

Nothing is published until it can be, so that no release lacks its book.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB612", "unprintable-book", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    if handbook.book and handbook.book.problem:
        message = f"the book cannot be printed: {handbook.book.problem}"
        yield Finding(handbook.settings.location, message, handbook.book.hint)
