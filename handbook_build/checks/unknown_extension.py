"""`mkdocs.yml` asks for a Markdown extension that the handbook does not run.

A page must read the same everywhere, and a build must not run or read what it was not asked to. So
the dialect is fixed, and only extensions of Markdown and PyMdown that read no files can be added.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB114", "unknown-extension", Severity.WARNING


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
