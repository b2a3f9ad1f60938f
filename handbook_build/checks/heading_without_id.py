"""A section (a heading of the second level) has no id of its own.

Sections are cited and linked for years, so their ids are written and not derived from words that
may change:

    ## What a break can feel like {#break-feelings}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handbook_build.diagnostics import Finding, Severity
from handbook_build.editions.upkeep import upkeep_of
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB107", "heading-without-id", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    found = list(handbook.found(NAME))
    upkeep = upkeep_of(handbook) if found else None
    # By the id that a section has for this build alone.
    lost = {part.id: one for one in (upkeep.lost if upkeep else ()) for part in one.near}
    for finding in found:
        section = handbook.unnamed.get(finding.location)
        if section and (one := lost.get(section.id)):
            hint = f"write `## {section.title} {{#{one.then.id}}}`: so it is cited in edition {one.edition.name}"
            finding = replace(finding, hint=hint)
        yield finding
