"""A file or folder cannot be read, or must not be: it is not UTF-8 text, it is a link that leads out
of the handbook, a pipe, or larger than any page should be.

It is left out of the handbook, and everything else is still checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB109", "unreadable-file", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
