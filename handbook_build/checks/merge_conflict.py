"""A page holds the marks that version control leaves where two branches changed the same lines.

    <<<<<<< HEAD
    One way of saying it.
    =======
    Another way.
    >>>>>>> other-branch

Readers would see both, and the marks. Keep what is right, take the marks out, and look the page over once more.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.conflicts import CONFLICT, MERGE, conflict_in
from handbook_build.model.document import Document

CODE, NAME, SEVERITY = "HB117", "merge-conflict", Severity.ERROR
OF_PAGES = True


def check_document(document: Document) -> Iterator[Finding]:
    at = conflict_in(document.source.text)
    # One in the front matter is told by its reader.
    told = any(flaw.finding.message == CONFLICT for flaw in document.flaws)
    if at is not None and not told:
        yield Finding(document.source.location(at, at + 7), CONFLICT, MERGE)
