"""A phrase in `phrases.yml`, or an alarm in `urgent.yml`, leads to an id that nothing has.

Whoever types those words would be led nowhere. Write the id of a page, a section or a handout, or `term-` and the id
of a term. An id that an edition has still leads on, but search needs the one of today.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from handbook_build.diagnostics import Finding, Severity
from handbook_build.editions.upkeep import ways_back
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB423", "phrase-without-place", Severity.ERROR
NEEDS = ("terms.yml",)


def check(handbook: Handbook) -> Iterator[Finding]:
    wanted = [(sought.to, sought.location) for sought in handbook.phrases.sought]
    wanted += [(alarm.to, alarm.to_location) for alarm in handbook.urgent.alarms if alarm.to and alarm.to_location]
    gone = [(name, place) for name, place in wanted if name not in handbook.targets]
    lost = ways_back(handbook) if gone else {}
    for name, place in gone:
        near = get_close_matches(name, handbook.targets, 1)
        nearest = f"did you mean `{near[0]}`?" if near else "write the id of a page, section, handout or term"
        hint = lost.get(name) or nearest
        yield Finding(place, f"nothing has the id `{name}`", hint)
