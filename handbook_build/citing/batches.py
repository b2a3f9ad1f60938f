"""Which works and citations go to the citation processor together.

Two styles give initials to every first author whose family name another one shares, and the time that takes
grows with the square of the number of first authors in a call. So a large bibliography is cut into calls, and
each brings along the works on which its own look depends:

- works that may look the same, since they share a name and the year: they get letters after the year, or more
  names before "et al.";
- for each first author some others of the family name, which show that initials are needed, or that they
  would not help.

Most works depend on no other, and go in calls in which nothing is compared. The first has all works and no citation:
it gives the order of the list, and the references that need no letter. That the text is the same as if all had gone
together is a property test.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from handbook_build.model.citation import Citation, Item

# First authors in a call: few enough to be quick, enough to make starting a program worth it.
MOST_AUTHORS = 150
# The share of them that works of one part of the alphabet take; the rest is for those they are cited with.
SHARE = 0.4
# Up to so many times as many, one call with everything costs less than several.
WHOLE = 1.6
# What starting a program costs, as the number of first authors whose comparing takes as long.
START = 60
# Works that depend on no other whose citations go together: a new citation costs one such call.
PART = 500


@dataclass(frozen=True)
class Batch:
    """One call: the works it needs, the citations it formats, the works whose references it gives."""

    items: tuple[Item, ...]
    citations: tuple[Citation, ...] = ()
    references: tuple[str, ...] = ()
    compares: bool = True


def batches(items: Sequence[Item], citations: Sequence[Citation], most: int = MOST_AUTHORS) -> list[Batch]:
    """All calls. The first one holds every work, in the order in which they are given."""
    works = _Works(items)
    if len({work.author for work in works.all}) <= most * WHOLE:
        return [Batch(tuple(items), tuple(citations), tuple(item.id for item in items))]
    alone = [work for work in works.sorted if works.needs(work) == {work.at}]
    part = {work.item.id: number // PART for number, work in enumerate(alone)}
    quick: dict[int, list[Citation]] = {}
    compared: list[Citation] = []
    for citation in citations:
        apart = all(cited.key in part for cited in citation.items)
        (quick.setdefault(part[citation.items[0].key], []) if apart else compared).append(citation)
    calls = _Calls(works, most)
    calls.fill(work for work in works.sorted if work.item.id not in part)
    calls.cite(compared)
    if sum(map(_cost, (call.authors for call in calls.all))) > _cost({work.author for work in works.all}):
        return [Batch(tuple(items), tuple(citations), tuple(item.id for item in items))]
    # In a reference nothing but the letter of its year depends on others.
    unlettered = tuple(work.item.id for work in works.all if len(works.alike(work)) == 1)
    listed = Batch(tuple(items), (), unlettered, compares=False)
    return [listed, *(_quick(works, group) for group in quick.values()), *(call.batch(works) for call in calls.all)]


def _cost(authors: set[str]) -> int:
    return START**2 + len(authors) ** 2


def _together(one: set[str], other: set[str], most: float) -> bool:
    """Whether the authors of two calls had better be compared in one: they are few, or much the same."""
    both = one | other
    return not one or len(both) <= most or len(both) ** 2 <= len(one) ** 2 + len(other) ** 2


def _quick(works: _Works, citations: Sequence[Citation]) -> Batch:
    """A call for citations of works that depend on no other."""
    cited = {works.by_key[one.key].at for citation in citations for one in citation.items}
    return Batch(tuple(works.all[at].item for at in sorted(cited)), tuple(citations), compares=False)


class _Call:
    """A call that is being filled; works are known by their place among all."""

    def __init__(self) -> None:
        self.own: list[int] = []
        self.works: set[int] = set()
        self.authors: set[str] = set()
        self.citations: list[Citation] = []

    def take(self, works: Iterable[_Work]) -> None:
        for work in works:
            self.works.add(work.at)
            self.authors.add(work.author)

    def batch(self, works: _Works) -> Batch:
        # In the order of all works, which decides where two would have the same place.
        items = tuple(works.all[at].item for at in sorted(self.works))
        return Batch(items, tuple(self.citations), tuple(works.all[at].item.id for at in self.own))


class _Calls:
    """The calls in which works are compared."""

    def __init__(self, works: _Works, most: int) -> None:
        self.works, self.most = works, most
        # Calls that share works stand together; `home` says where those of a work stand.
        self.calls: list[list[_Call]] = []
        self.home: dict[str, int] = {}

    def fill(self, works: Iterable[_Work]) -> None:
        """Deals works out, neighbours in the alphabet to one call; those whose years may get letters are in it."""
        call, authors = _Call(), set[str]()
        for work in works:
            near = {one.author for one in self.works.needed((work,))}
            if not _together(authors, near, self.most * SHARE):
                self.calls.append([call])
                call, authors = _Call(), set()
            authors |= near
            self.home[work.item.id] = len(self.calls)
            if len(self.works.alike(work)) > 1:
                call.take(self.works.needed((work,)))
                call.own.append(work.at)
        self.calls.append([call])

    def cite(self, citations: Iterable[Citation]) -> None:
        """Adds each citation to the call of one of its works; where it does not fit, to others beside that one.

        So a new citation on a page changes the calls of its own works, and the others stay in the cache.
        """
        for citation in citations:
            needed = self.works.needed(self.works.by_key[cited.key] for cited in citation.items)
            homes = dict.fromkeys(self.home[one.key] for one in citation.items if one.key in self.home)
            authors = {work.author for work in needed}
            calls = self.calls[min(homes, key=lambda home: len(authors - self.calls[home][-1].authors))]
            if not _together(calls[-1].authors, authors, self.most):
                calls.append(_Call())
            calls[-1].take(needed)
            calls[-1].citations.append(citation)

    @property
    def all(self) -> list[_Call]:
        return [call for calls in self.calls for call in calls if call.works]


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
class _Work:
    """A work, its place among all, and what decides whether it can look like another.

    `words`: of the names under which it may be cited. `year`: of its date. `people`: who may be named first.
    `apart`: whether more than these decides, so that everything with a word of it goes along.
    """

    at: int
    item: Item
    words: frozenset[str]
    year: str
    people: tuple[Mapping[str, object], ...]
    apart: bool

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


class _Works:
    """All works, and which of them each one depends on."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.all = [_work(at, item) for at, item in enumerate(items)]
        self.by_key = {work.item.id: work for work in self.all}
        self.by_word: dict[str, list[_Work]] = {}
        self.people: dict[str, dict[str, _Person]] = {}
        self._needs: dict[int, frozenset[int]] = {}
        self._witnesses: dict[str, frozenset[int]] = {}
        for work in self.all:
            for word in work.words:
                self.by_word.setdefault(word, []).append(work)
            if work.people and not work.apart and "family" in work.people[0]:
                one = _person(work.people[0], work.at)
                for word in _words(str(work.people[0]["family"])):
                    self.people.setdefault(word, {}).setdefault(one.name, one)

    @property
    def sorted(self) -> list[_Work]:
        """The works with those together that depend on each other."""
        return sorted(self.all, key=lambda work: (min(work.words, default=""), work.author, work.year, work.at))

    def needed(self, works: Iterable[_Work]) -> list[_Work]:
        return [self.all[at] for at in frozenset[int]().union(*map(self.needs, works))]

    def needs(self, work: _Work) -> frozenset[int]:
        """The places of all works that decide how this one looks, its own among them."""
        if work.at not in self._needs:
            alike = self.alike(work)
            shown = (self.witnesses(person) for at in alike for person in self.all[at].people)
            self._needs[work.at] = alike.union(*shown)
        return self._needs[work.at]

    def alike(self, work: _Work) -> frozenset[int]:
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
                for word in _words(str(person["family"]))
                for one in self.people.get(word, {}).values()
                if one.name != this.name
            }
            same = [one.work for one in others.values() if one.letter == this.letter]
            different = [one for one in others.values() if one.letter != this.letter]
            # One is enough where the family name is the very same.
            enough = next(([one.work] for one in different if one.family == this.family), None)
            self._witnesses[this.name] = frozenset((*same, *(enough or [one.work for one in different])))
        return self._witnesses[this.name]


def _alike(one: _Work, other: _Work) -> bool:
    return one.apart or other.apart or one.year == other.year


def _work(at: int, item: Item) -> _Work:
    roles = {name: value[0] for name, value in item.fields.items() if isinstance(value, list) and _is_named(value)}
    first = tuple(roles.values())
    year, plain_date = _year(item)
    plain_kind = item.type in _COMMON and roles.keys() <= _BESIDE
    author = roles.get("author")
    if plain_kind and author and _name_words(author):
        return _Work(at, item, _name_words(author), year, (author,), not plain_date)
    titles = (str(item.fields.get(name, "")) for name in _TITLES)
    words = frozenset[str]().union(*map(_name_words, first), *map(_words, titles))
    return _Work(at, item, words or frozenset(("",)), year, first, bool(roles) or not plain_kind or not plain_date)


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


def _name_words(person: Mapping[str, object]) -> frozenset[str]:
    return _words(str(person.get("family") or person.get("literal") or ""))


def _person(person: Mapping[str, object], work: int) -> _Person:
    family = json.dumps([person.get(name) for name in ("family", "non-dropping-particle", "dropping-particle")])
    letter = plain_words(str(person.get("given") or "")).strip()[:1]
    return _Person(family, letter, json.dumps(person, sort_keys=True), work)


def _words(text: str) -> frozenset[str]:
    """The words of a name; two names that look the same have the same."""
    words = frozenset(plain_words(text).split())
    return words - _SMALL or words


def plain_words(text: str) -> str:
    """A name or title without accents, case and signs."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = (character for character in decomposed if not unicodedata.combining(character))
    return "".join(character if character.isalnum() else " " for character in letters)
