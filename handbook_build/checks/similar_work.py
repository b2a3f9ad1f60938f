"""Two records are likely to describe one work: their titles are nearly the same, and their years are.

It is a suspicion, which `handbook references check` reports when it is asked. If it is one work, keep one record;
if these are two, such as a paper and the reply to it, waive this in the record with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.checks.duplicate_work import check as certain
from handbook_build.diagnostics import Finding, Severity
from handbook_build.interchange.likeness import Shelf, sign
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY, ASKED = "HB341", "similar-work", Severity.WARNING, True


def check(handbook: Handbook) -> Iterator[Finding]:
    shelf = Shelf()
    reported = {finding.location for finding in certain(handbook)}
    for item in handbook.items:
        one = sign(item.id, item.fields)
        if item.location not in reported and (found := shelf.like(one)):
            other, why = found
            place = handbook.item[other.name].location
            yield Finding(
                item.location, f"`{item.id}` has {why} as `{other.name}` ({place})", "keep one, if it is one work"
            )
        shelf.put(one)
