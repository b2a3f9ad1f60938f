"""Two works are likely to stand in the same journal or book, whose name is written in two ways.

A reader takes them for two, and searches for one find half. It is a suspicion, which `handbook references check`
reports when it is asked. Write the name as the journal writes it, in full, everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.interchange.csl import text
from handbook_build.interchange.likeness import folded, nearly_same
from handbook_build.model.citation import Item
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY, ASKED = "HB344", "varying-journal", Severity.WARNING, True


def check(handbook: Handbook) -> Iterator[Finding]:
    found: dict[str, list[Item]] = {}
    for item in handbook.items:
        if name := text(item.fields, "container-title"):
            found.setdefault(name, []).append(item)
    # The way that is used less often is the one to look at.
    names = sorted(found, key=lambda name: (-len(found[name]), -len(name)))
    for at, name in enumerate(names):
        for usual in names[:at]:
            if _is_same(name, usual) or _shared_issn(found[name]) & _shared_issn(found[usual]):
                first = found[name][0]
                message = f"`{first.id}` names `{name}`, and `{found[usual][0].id}` names `{usual}`"
                yield Finding(first.location, message, "if it is one journal, write its name in one way")
                break


def _is_same(one: str, other: str) -> bool:
    return nearly_same(_key(one), _key(other)) or _abridges(one, other) or _abridges(other, one)


def _key(name: str) -> str:
    """The letters of a name without its article, its hyphens and its spaces."""
    return re.sub(r"^the ", "", folded(name)).replace(" ", "")


def _abridges(short: str, full: str) -> bool:
    """Whether `J. Couns. Psychol.` may stand for `Journal of Counseling Psychology`."""
    if "." not in short:
        return False
    pieces = folded(short).split()
    words = [word for word in folded(full).split() if word not in ("of", "the", "and", "in", "for", "on", "de", "der")]
    return len(pieces) == len(words) > 1 and all(map(str.startswith, words, pieces))


def _shared_issn(items: list[Item]) -> frozenset[str]:
    return frozenset(number for item in items for number in text(item.fields, "ISSN").split())
