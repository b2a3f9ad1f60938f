"""Two passages of running text say what one term means.

    [A rupture is a strain in the alliance.]{defines=rupture}

Two definitions drift apart, and a reader who meets both wonders which one holds. Keep the better one, and
let the other page lead to it or use the word without defining it.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook, MarkedDefinition

CODE, NAME, SEVERITY = "HB213", "repeated-definition", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    first: dict[str, MarkedDefinition] = {}
    for defined in handbook.marked_definitions:
        other = first.setdefault(defined.term, defined)
        if other is not defined:
            yield Finding(
                defined.location,
                f"`{defined.term}` is defined here a second time (first at {other.location}: “{_short(other.text)}”)",
                "keep one of the two; the other can use the word without defining it",
            )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rsplit(" ", 1)[0] + " …"
