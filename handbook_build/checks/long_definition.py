"""A definition is longer than 25 words.

It is read beside a sentence that somebody was in the middle of, often on a phone. What does not fit
belongs in the scope note.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB210", "long-definition", Severity.WARNING
MOST_WORDS = 25


def check(handbook: Handbook) -> Iterator[Finding]:
    for entry in handbook.entries:
        words = len(entry.definition.split())
        if words > MOST_WORDS:
            yield Finding(
                entry.at("definition"),
                f"the definition of `{entry.preferred}` has {words} words",
                f"use at most {MOST_WORDS}; the rest belongs in `scope-note`",
            )
