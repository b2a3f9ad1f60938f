"""A key that must be there is missing.

A page needs `id`, `title`, `summary`, `kind` and `audience`; a handout needs `id`, `title`,
`summary`, `audience` and `section`; a term needs `id`, `preferred` and `definition`. `handbook new`
starts a file that has them all.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB105", "missing-key", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
