"""A drawing, page of HTML or style sheet in the content folder could run a program, or bring in something from
elsewhere.

Such files are part of the site as they lie there, and whoever opens one by its address gets all that it holds: a
drawing with a script runs it. Save a drawing as plain SVG, without scripts, handlers, pieces of web pages and files of
other hosts; take scripts out of a page, or make it a page of the handbook. Until then it is not part of the site.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB435", "active-file", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
