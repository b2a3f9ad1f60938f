"""A title or a name is written in capital letters from end to end.

Catalogues do that, and a style cannot undo it. It is a suspicion, which `handbook references check` reports when it is
asked: a body may be called so. Write titles as a sentence, with a capital at the beginning and for names.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.interchange.csl import MAKERS, part, people
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY, ASKED = "HB343", "capital-letters", Severity.WARNING, True

# A shorter title may be an abbreviation alone, and a shorter name one of initials.
TITLE, FAMILY = 10, 4


def check(handbook: Handbook) -> Iterator[Finding]:
    hint = "write capitals only where a sentence has them"
    for item in handbook.items:
        for name in ("title", "container-title"):
            words = str(item.fields.get(name, ""))
            if len(words) >= TITLE and " " in words and words.isupper():
                yield Finding(item.location, f"`{name}` of the work `{item.id}` is all in capitals: {words[:60]}", hint)
        for role in MAKERS:
            for person in people(item.fields, role):
                family = part(person, "family")
                if len(family) >= FAMILY and family.isupper():
                    yield Finding(item.location, f"a name of the work `{item.id}` is all in capitals: {family}", hint)
