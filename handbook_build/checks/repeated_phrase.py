"""A phrase stands twice for one place in `phrases.yml`.

Capitals, accents, apostrophes and punctuation make no other phrase of it: search does not see them.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.locations import Location
from handbook_build.model.handbook import Handbook
from handbook_build.searching.words import words_of

CODE, NAME, SEVERITY = "HB424", "repeated-phrase", Severity.WARNING


def check(handbook: Handbook) -> Iterator[Finding]:
    first: dict[tuple[str, ...], Location] = {}
    for sought in handbook.phrases.sought:
        for saying in sought.says:
            other = first.setdefault((sought.to, *words_of(saying.words)), saying.location)
            if other is not saying.location:
                yield Finding(
                    saying.location, f"`{saying.words}` stands there already ({other})", "take one of the two out"
                )
