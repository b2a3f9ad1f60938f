"""A page, section or handout of an edition is gone, and nothing says what became of it.

Whoever cited it would not find it again. If its words stand under another id now, say so with `handbook ids
renamed`, `merged` or `split`; if they are said no more, `handbook ids withdrawn` with the reason, which readers
are shown. `handbook ids` lists all that is to be recorded. Or give the part its old id back.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.editions.upkeep import Lost, named, upkeep_of
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB412", "lost-id", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    upkeep = upkeep_of(handbook)
    changes = f"{handbook.settings.content}/editions/changes.yml"
    # What became of the id may stand in lines that cannot be read.
    is_unread = any(flaw.finding.location.path == changes for flaw in handbook.flaws)
    mend = f"first mend {changes}, of which not all can be read; " if is_unread else ""
    unnamed = {section.id for section in handbook.unnamed.values()}
    for lost in upkeep.lost if upkeep else ():
        edition, then = lost.edition, lost.then
        message = f"the {named(then)} of edition {edition.name} is not there, and nothing says what became of it"
        # At the edition, since nobody may allow that what was cited is lost.
        yield Finding(edition.location or handbook.settings.location, message, mend + _hint(lost, unnamed))


def _hint(lost: Lost, unnamed: Container[str]) -> str:
    withdrawn = f"if it is said no more: `{Lost(lost.edition, lost.then).command}`"
    if not lost.near:
        return withdrawn
    if lost.near[0].id in unnamed:
        here = f"much of it stands under “{lost.near[0].title}”, a heading without an id"
        return f"{here}: write `{{#{lost.then.id}}}` behind it"
    near = " and ".join(f"`{part.id}`" for part in lost.near)
    return f"much of it stands in {near}: `{lost.command}`; {withdrawn}"
