"""A relation in `terms.yml` leads to an entry that is not there, or to the entry itself.

`broader`, `narrower` and `related` hold the ids of other entries.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB209", "unknown-relation", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    for entry in handbook.entries:
        for relation in entry.relations:
            if relation.target == entry.id:
                yield Finding(relation.location, f"`{entry.id}` is {relation.kind} to itself", "take it out")
            elif relation.target not in handbook.entry:
                near = get_close_matches(relation.target, handbook.entry, 1)
                yield Finding(
                    relation.location,
                    f"`{relation.target}` ({relation.kind} of `{entry.id}`) has no entry",
                    f"did you mean `{near[0]}`?" if near else "add the entry, or take the relation out",
                )
