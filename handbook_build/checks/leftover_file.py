"""A file is the copy that an editor, a merge or a program that shares files left beside another.

    rupture.md.orig    rupture.md~    rupture (conflicted copy 2026-11-22).md    rupture.sync-conflict-20261122.md

It is not read and not published, since it may hold what was never meant for readers. Take over what is right in it,
and delete it.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB123", "leftover-file", Severity.WARNING


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
