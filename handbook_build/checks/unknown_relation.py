"""A relation in `terms.yml` leads to an entry that is not there, or to the entry itself.

`broader`, `narrower` and `related` hold the ids of other entries, and so does `from` under `differs`.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB209", "unknown-relation", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    for entry in handbook.entries:
        named = [(one.target, one.kind, one.location) for one in entry.relations]
        named += [(one.target, "differs", one.location) for one in entry.differences]
        for target, kind, location in named:
            if target == entry.id:
                what = f"`{entry.id}` is {kind} to itself" if kind != "differs" else f"`{entry.id}` differs from itself"
                yield Finding(location, what, "take it out")
            elif target not in handbook.entry:
                near = get_close_matches(target, handbook.entry, 1)
                yield Finding(
                    location,
                    f"`{target}` ({kind} of `{entry.id}`) has no entry",
                    f"did you mean `{near[0]}`?" if near else "add the entry, or take the relation out",
                )
