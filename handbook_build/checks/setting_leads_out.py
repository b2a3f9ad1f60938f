"""`mkdocs.yml` names a folder that is not there, or that is not the handbook's own.

Only what lies in the handbook's folder is read, so that a handbook somebody else wrote cannot put your files into its
pages. Put the folder beside `mkdocs.yml`, and name it by its path from there.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB199", "setting-leads-out", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
