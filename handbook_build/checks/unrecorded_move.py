"""A section stands on another page than in the last edition, or a page or handout has another address, and
`changes.yml` does not say so.

Old links lead on all the same. The entry tells readers why; without it, `handbook release` refuses. Write it with
`handbook ids moved`. Sections that moved with their page need none.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.editions.upkeep import named, upkeep_of
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB414", "unrecorded-move", Severity.WARNING


def check(handbook: Handbook) -> Iterator[Finding]:
    upkeep = upkeep_of(handbook)
    for moved in upkeep.moved if upkeep else ():
        then, now = moved.then, moved.now
        was, is_ = (then.page, now.page) if now.kind == "section" else (then.address, now.address)
        where = f"on the page `{was}`" if now.kind == "section" else f"at `{was or '/'}`"
        there = f"on `{is_}`" if now.kind == "section" else f"at `{is_ or '/'}`"
        message = f"the {named(now)} stood {where} in edition {moved.edition.name}, and stands {there}"
        yield Finding(handbook.targets[now.id].location, message, f"record it: `{moved.command}`")
