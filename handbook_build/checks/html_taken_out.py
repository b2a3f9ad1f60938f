"""HTML that was allowed in place was taken out of the page even so.

What is allowed passes a sanitiser, which knows formulas (MathML), maps of pictures and notes for machines (microdata),
and nothing that runs, asks another host, or takes what a reader types: no script, handler, form, frame or style gets
through it, for no reason. Take it out of the text as well, so that whoever reads it knows what readers get.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB436", "html-taken-out", Severity.WARNING


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
