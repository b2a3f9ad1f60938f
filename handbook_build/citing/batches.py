"""Which works and citations go to the citation processor together.

Its time grows faster than the number of works in one call, so a large handbook is cut into calls.
What a citation looks like depends on other works only where first authors share a family name: they
get initials, letters after the year, or more names. So each call brings along every work by a first
author of the same name, and the text is the same as if all had gone together.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from handbook_build.model.citation import Citation, Item

# Works in a call: few enough to be quick, enough to make starting a program worth it.
MOST_WORKS = 150


@dataclass(frozen=True)
class Batch:
    """One call: the works it needs, the citations it formats, the works whose references it gives."""

    items: tuple[Item, ...]
    citations: tuple[Citation, ...] = ()
    references: tuple[str, ...] = ()


def batches(items: Sequence[Item], citations: Sequence[Citation], most: int = MOST_WORKS) -> list[Batch]:
    """All calls, those for references first, in the order of the list of references."""
    if len(items) <= most:
        return [Batch(tuple(items), tuple(citations), tuple(item.id for item in items))]
    families: dict[str, list[Item]] = {}
    for item in items:
        families.setdefault(first_name(item), []).append(item)
    listed = [Batch(group, references=tuple(item.id for item in group)) for group in _filled(families, most)]
    by_key = {item.id: item for item in items}
    return [*listed, *_cited(citations, by_key, families, most)]


def first_name(item: Item) -> str:
    """The name under which a work is sorted: its first author's or editor's, or its title."""
    for role in ("author", "editor", "editor-translator"):
        people = item.fields.get(role)
        if isinstance(people, list) and people:
            name = people[0].get("family") or people[0].get("literal") or ""
            return _plain(str(name))
    return _plain(item.title)


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(character for character in decomposed if character.isalnum() or character == " ").split())


def _filled(families: Mapping[str, list[Item]], most: int) -> Iterator[tuple[Item, ...]]:
    """Families in order of name, as many to a call as fit; one that is too large goes alone."""
    call: list[Item] = []
    for name in sorted(families):
        if call and len(call) + len(families[name]) > most:
            yield tuple(call)
            call = []
        call += families[name]
    if call:
        yield tuple(call)


def _cited(
    citations: Iterable[Citation], by_key: Mapping[str, Item], families: Mapping[str, list[Item]], most: int
) -> Iterator[Batch]:
    works: dict[str, Item] = {}
    call: list[Citation] = []
    # Neighbours in the alphabet share families, so that few works go along twice.
    for citation in sorted(citations, key=lambda one: first_name(by_key[one.items[0].key])):
        needed = {item.id: item for cited in citation.items for item in families[first_name(by_key[cited.key])]}
        if call and len(works.keys() | needed.keys()) > most:
            yield Batch(tuple(works.values()), tuple(call))
            works, call = {}, []
        works |= needed
        call.append(citation)
    if call:
        yield Batch(tuple(works.values()), tuple(call))
