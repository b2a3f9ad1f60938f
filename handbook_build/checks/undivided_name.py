"""The name of a person is likely to stand in one piece, or to hold more than one person.

It is a suspicion, which `handbook references check` reports when it is asked. A style can only sort and shorten a
name whose parts are apart: `{"family": "Rogers", "given": "Carl R."}`; the name of a body stands under `literal`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.interchange.csl import MAKERS, Person, part, people
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY, ASKED = "HB342", "undivided-name", Severity.WARNING, True

_INITIALS = r"(?:[^\W\d_]\.[\s-]?)+"
_PERSON = re.compile(rf"[^\W\d_][\w'’-]+,\s*{_INITIALS}|{_INITIALS}\s*[^\W\d_][\w'’-]+")
_SEVERAL = re.compile(r"\bet\.? al\b|;|\s&\s|\band\b")


def check(handbook: Handbook) -> Iterator[Finding]:
    for item in handbook.items:
        for role in MAKERS:
            for person in people(item.fields, role):
                if why := _problem(person):
                    message = f"`{role}` of the work `{item.id}` holds {why}"
                    yield Finding(item.location, message, '{"family": "Rogers", "given": "Carl R."}, each on its own')


def _problem(person: Person) -> str:
    literal, family, given = (part(person, name) for name in ("literal", "family", "given"))
    if _PERSON.fullmatch(literal):
        return f"a person's name in one piece: {literal}"
    if "," in family or (family and not given and re.fullmatch(rf"{_INITIALS}\s*\S+|\S+\s+{_INITIALS}", family)):
        return f"a whole name as the family name: {family}"
    if _SEVERAL.search(f"{family} {given}") or re.search(r"\bet\.? al\b", literal):
        return f"more than one person in one name: {part(person, 'family', 'given', 'literal')}"
    return f"a digit in a person's name: {family} {given}" if re.search(r"\d", f"{family} {given}") else ""
