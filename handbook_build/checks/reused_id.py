"""An id of an edition stands for another thing now: it was given up and is used again, it was a section and is a
handout, or the title and nearly all words are others.

A citation of the old thing would lead to the new one. Give the new one an id of its own, and record what
became of the old. If it is the same thing, say so: `handbook ids restored`, `moved` or `rewritten`.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.editions.upkeep import named, upkeep_of
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB413", "reused-id", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    upkeep = upkeep_of(handbook)
    for reused in upkeep.reused if upkeep else ():
        now = reused.now
        message = f"the id of the {named(now)} {reused.was}"
        same = f"; if it is the same, say so: `{reused.command}`" if reused.command else ""
        yield Finding(handbook.targets[now.id].location, message, f"give what is new an id of its own{same}")
