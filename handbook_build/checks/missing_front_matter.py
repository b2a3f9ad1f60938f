"""A page or handout has no front matter, or never closes it.

Front matter stands at the very top between two lines of three hyphens. Without it no line of the
page is taken for metadata and none is lost, but the page has no id to link to and no summary.
The pages of an ordinary MkDocs site need none: `pages: ordinary`, below `- handbook:` in mkdocs.yml.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB106", "missing-front-matter", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
