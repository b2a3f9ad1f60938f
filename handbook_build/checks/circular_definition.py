"""A definition uses the term that it defines.

Who does not know the word learns nothing from it. Say it in other words.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook
from handbook_build.terminology.matcher import matcher_of

CODE, NAME, SEVERITY = "HB206", "circular-definition", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    for entry in handbook.entries:
        matches = matcher_of(handbook.entries).find(entry.definition)
        own = next((match for match in matches if match.entry.id == entry.id), None)
        if own:
            used = entry.definition[own.start : own.end]
            yield Finding(
                entry.at("definition"),
                f"the definition of `{entry.preferred}` uses `{used}`",
                "say it without the term itself",
            )
