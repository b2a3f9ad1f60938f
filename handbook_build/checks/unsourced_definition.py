"""A definition does not say where it comes from.

`source` names the works it rests on; the single word `handbook` says that it is our own plain
wording and states no fact that would need one.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB207", "unsourced-definition", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    for entry in handbook.entries:
        if entry.definition and not entry.sources:
            yield Finding(
                entry.at("definition"),
                f"the definition of `{entry.preferred}` has no source",
                "add `source: [key]`, or `source: handbook` for our own wording",
            )
