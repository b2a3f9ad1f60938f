"""A term names another as broader, narrower or related, and the other does not name it back.

Relations are read from both ends: what is broader from here is narrower from there. Add the other half.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB211", "one-sided-relation", Severity.WARNING
INVERSE = {"broader": "narrower", "narrower": "broader", "related": "related"}


def check(handbook: Handbook) -> Iterator[Finding]:
    for entry in handbook.entries:
        for relation in entry.relations:
            other = handbook.entry.get(relation.target)
            back = INVERSE[relation.kind]
            if other and other is not entry and entry.id not in other.related(back):
                yield Finding(
                    relation.location,
                    f"`{entry.id}` names `{other.id}` as {relation.kind}, and `{other.id}` does not name it as {back}",
                    f"add `{entry.id}` to `{back}` of `{other.id}`",
                )
