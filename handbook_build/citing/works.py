"""Works, and on which others each one's look in a citation depends."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from handbook_build.model.citation import Item

# What a reader sees of these begins with the author, when there is one, and has the year of `issued`.
_COMMON = frozenset(
    "article article-journal article-magazine article-newspaper book chapter document paper-conference post-weblog "
    "report thesis webpage".split()
)
_BESIDE = frozenset("author container-author editor editor-translator translator collection-editor".split())
_OTHER_DATES = ("original-date", "available-date", "event-date", "submitted", "status")
_TITLES = ("title", "title-short", "shortTitle", "container-title", "publisher", "authority", "genre", "number")
# Words of names that many share; a name of which nothing else is left keeps them.
_SMALL = frozenset("a an and de del den der di for in la le of on the to van von".split())


@dataclass(frozen=True)
class Work:
    """A work, its place among all, and what decides whether it can look like another.

    `words`: of the names under which it may be cited. `year`: of its date. `people`: who may be named first.
    `apart`: whether more than these decides, so that everything with a word of it goes along. `usual`: whether it
    is cited by its authors, or has no names at all.
    """

    at: int
    item: Item
    words: frozenset[str]
    year: str
    people: tuple[Mapping[str, object], ...]
    apart: bool
    usual: bool

    @cached_property
    def author(self) -> str:
        return json.dumps(self.people[0], sort_keys=True) if self.people else ""


@dataclass(frozen=True)
class _Person:
    """A first author: the family name with its particles, the first letter of the given name, one work."""

    family: str
    letter: str
    name: str
    work: int


class Works:
    """All works, and which of them each one depends on."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.all = [_work(at, item) for at, item in enumerate(items)]
        self.by_key = {work.item.id: work for work in self.all}
        self.by_word: dict[str, list[Work]] = {}
        self.people: dict[str, dict[str, _Person]] = {}
        self._needs: dict[int, frozenset[int]] = {}
        self._witnesses: dict[str, frozenset[int]] = {}
        for work in self.all:
            for word in work.words:
                self.by_word.setdefault(word, []).append(work)
            if work.people and not work.apart and "family" in work.people[0]:
                one = _person(work.people[0], work.at)
                for word in words_of(str(work.people[0]["family"])):
                    self.people.setdefault(word, {}).setdefault(one.name, one)

    @property
    def sorted(self) -> list[Work]:
        """The works with those together that depend on each other."""
        return sorted(self.all, key=lambda work: (min(work.words, default=""), work.author, work.year, work.at))

    def needed(self, works: Iterable[Work]) -> list[Work]:
        return [self.all[at] for at in frozenset[int]().union(*map(self.needs, works))]

    def needs(self, work: Work) -> frozenset[int]:
        """The places of all works that decide how this one looks, its own among them."""
        if work.at not in self._needs:
            alike = self.alike(work)
            shown = (self.witnesses(person) for at in alike for person in self.all[at].people)
            self._needs[work.at] = alike.union(*shown)
        return self._needs[work.at]

    def alike(self, work: Work) -> frozenset[int]:
        """The places of all works that may look the same, its own among them."""
        return frozenset(other.at for word in work.words for other in self.by_word[word] if _alike(work, other))

    def witnesses(self, person: Mapping[str, object]) -> frozenset[int]:
        """One work each of the people whose names may ask for this one's initials, or keep them from helping."""
        if "family" not in person:
            return frozenset()
        this = _person(person, 0)
        if this.name not in self._witnesses:
            others = {
                one.name: one
                for word in words_of(str(person["family"]))
                for one in self.people.get(word, {}).values()
                if one.name != this.name
            }
            same = [one.work for one in others.values() if one.letter == this.letter]
            different = [one for one in others.values() if one.letter != this.letter]
            # One is enough where the family name is the very same.
            enough = next(([one.work] for one in different if one.family == this.family), None)
            self._witnesses[this.name] = frozenset((*same, *(enough or [one.work for one in different])))
        return self._witnesses[this.name]


def _alike(one: Work, other: Work) -> bool:
    return one.apart or other.apart or one.year == other.year


def _work(at: int, item: Item) -> Work:
    roles = {name: value[0] for name, value in item.fields.items() if isinstance(value, list) and _is_named(value)}
    first = tuple(roles.values())
    year, plain_date = _year(item)
    plain_kind = item.type in _COMMON and roles.keys() <= _BESIDE
    author = roles.get("author")
    if plain_kind and author and name_words(author):
        return Work(at, item, name_words(author), year, (author,), not plain_date, usual=True)
    titles = (str(item.fields.get(name, "")) for name in _TITLES)
    words = frozenset[str]().union(*map(name_words, first), *map(words_of, titles))
    usual = plain_kind and not roles
    return Work(at, item, words or frozenset(("",)), year, first, apart=not usual or not plain_date, usual=usual)


def _is_named(people: Sequence[object]) -> bool:
    return bool(people) and isinstance(people[0], Mapping)


def _year(item: Item) -> tuple[str, bool]:
    """The year that a citation shows, and whether it is all that its date can show."""
    issued = item.fields.get("issued")
    other = any(item.fields.get(name) for name in _OTHER_DATES)
    if issued is None or item.year.strip().lower() == "n.d.":
        return "", not other
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    plain = isinstance(issued, Mapping) and issued.keys() == {"date-parts"} and isinstance(parts, list)
    return item.year, not other and plain and len(parts or ()) == 1 and item.year.isascii() and item.year.isdigit()


def name_words(person: Mapping[str, object]) -> frozenset[str]:
    return words_of(str(person.get("family") or person.get("literal") or ""))


def _person(person: Mapping[str, object], work: int) -> _Person:
    family = json.dumps([person.get(name) for name in ("family", "non-dropping-particle", "dropping-particle")])
    letter = plain_words(str(person.get("given") or "")).strip()[:1]
    return _Person(family, letter, json.dumps(person, sort_keys=True), work)


def words_of(text: str) -> frozenset[str]:
    """The words of a name; two names that look the same have the same."""
    words = frozenset(plain_words(text).split())
    return words - _SMALL or words


def plain_words(text: str) -> str:
    """A name or title without accents, case and signs."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = (character for character in decomposed if not unicodedata.combining(character))
    return "".join(character if character.isalnum() else " " for character in letters)
