"""In which edition the words of now stand: what a page, a sheet and a citation say of themselves."""

from __future__ import annotations

from dataclasses import dataclass

from handbook_build.editions.now import parts_now, sections_now
from handbook_build.model.edition import Edition
from handbook_build.model.handbook import Handbook


@dataclass(frozen=True, slots=True)
class Standing:
    """The name under which words are cited, and the released edition that holds them, if one does."""

    name: str
    edition: Edition | None = None


def standing_of(handbook: Handbook, name: str) -> Standing:
    """The last edition when the part says now what it says there; else `draft after 2026.1`. Without any
    edition, what the settings name. A page stands in an edition when its sections do too.

    Raises KeyError when there is no such part.
    """
    return _standing(handbook, stands_in_last(handbook, name))


def standing_of_book(handbook: Handbook) -> Standing:
    """The same for the handbook as a whole: with one part changed, added or gone it is a draft."""
    latest = handbook.ledger.latest
    same = latest is not None and (
        {one.id: one.digest for one in latest.parts} == {one.id: one.digest for one in parts_now(handbook).values()}
    )
    return _standing(handbook, same)


def stands_in_last(handbook: Handbook, name: str) -> bool:
    """Whether the last edition has this part as it is now."""
    latest = handbook.ledger.latest
    if latest is None:
        return False
    part, before = parts_now(handbook)[name], latest.part.get(name)
    if before is None or before.digest != part.digest:
        return False
    if part.kind != "page":
        return True
    sections = sections_now(handbook).get(name, ())
    return [(one.id, one.digest) for one in sections] == [(one.id, one.digest) for one in latest.sections(name)]


def _standing(handbook: Handbook, same: bool) -> Standing:
    latest = handbook.ledger.latest
    if latest is None:
        return Standing(handbook.settings.edition)
    return Standing(latest.name, latest) if same else Standing(f"draft after {latest.name}")
