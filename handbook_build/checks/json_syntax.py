"""`references.json` is not valid JSON.

The works before the mistake are read, the works after it are not, so other findings may follow from
this one. Mend it first.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB111", "json-syntax", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
