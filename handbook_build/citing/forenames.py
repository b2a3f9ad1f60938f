"""Which first authors are cited with a forename, because another has the same family name.

This is the rule of CSL for "primary-name" and "primary-name-with-initials", for names that have nothing out of the
ordinary. How a forename is printed is asked of the citation processor; see `marks.py` for where it is put in.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from handbook_build.citing.marks import has_marks
from handbook_build.citing.works import Work, Works, words_of
from handbook_build.model.citation import Item


@dataclass(frozen=True)
class Printed:
    """How a style prints a forename before a family name: as initials, and in full."""

    initials: str
    full: str


@dataclass(frozen=True)
class Forenames:
    """How each forename is printed, and whether the style prints it in full when the initials do not help."""

    printed: Mapping[str, Printed] = field(default_factory=dict)
    in_full: bool = False


@dataclass(frozen=True)
class _Person:
    """A first author: the two names, and whatever else the record has, as text."""

    family: str
    given: str
    others: str
    is_plain: bool


def to_be_printed(items: Iterable[Item]) -> list[str]:
    """The forenames that may be asked for: those of all first authors with a plain name."""
    authors = (item.fields.get("author") for item in items)
    first = (people[0] for people in authors if isinstance(people, list) and people and isinstance(people[0], Mapping))
    return sorted({given for one in first if _is_plain(one) and (given := _text(one, "given"))})


class Cited:
    """How the works of a bibliography name their first authors in citations."""

    def __init__(self, works: Works, forenames: Forenames) -> None:
        self.forenames = forenames
        self._first = {work.at: _person(work) for work in works.all if work.usual}
        self._by_word: dict[str, set[_Person]] = {}
        self._decided: dict[_Person, str | None] = {}
        self._by_work: dict[int, str | None] = {}
        for person in filter(None, self._first.values()):
            for word in words_of(person.family):
                self._by_word.setdefault(word, set()).add(person)

    def forename(self, work: Work) -> str | None:
        """What is printed before the first author's family name, perhaps nothing; None when no rule here says."""
        if work.at not in self._by_work:
            self._by_work[work.at] = self._of(work)
        return self._by_work[work.at]

    def are_told_apart(self, works: Iterable[Work]) -> bool:
        """Whether some of these have first authors of one family name whose initials differ and are not printed."""
        bare = {person for work in works if not self.forename(work) and (person := self._first.get(work.at))}
        return any(
            one != two and one.family == two.family and not self._same_initials(one, two)
            for one, two in combinations(bare, 2)
        )

    def _of(self, work: Work) -> str | None:
        if not work.usual or has_marks(work.item):
            return None
        person = self._first[work.at]
        if person is None:
            return ""
        if person not in self._decided:
            self._decided[person] = self._decide(person)
        return self._decided[person]

    def _near(self, person: _Person) -> list[_Person]:
        """The others who share a word of the family name."""
        found = set[_Person]().union(*(self._by_word.get(word, ()) for word in words_of(person.family)))
        return [other for other in found if other != person]

    def _decide(self, person: _Person) -> str | None:
        near = self._near(person)
        if not near:
            return ""
        if not all(one.is_plain for one in (person, *near)):
            return None
        others = [one for one in near if one.family == person.family]
        if not others or not person.given:
            return ""
        others = [one for one in others if one.given]
        printed = self.forenames.printed
        if any(one.given not in printed for one in (person, *others)):
            return None
        own = printed[person.given]
        alike = [one for one in others if _letters(printed[one.given]) == _letters(own)]
        if not alike:
            return own.initials
        # Whether "A.-M." is the same as "A. M." and "Ann-Marie" is left to the citation processor.
        if any("-" in one.given or printed[one.given].initials != own.initials for one in (person, *alike)):
            return None
        if not self.forenames.in_full:
            return ""
        taken = {text for one in others for text in (printed[one.given].initials, printed[one.given].full)}
        return None if own.full in taken else own.full

    def _same_initials(self, person: _Person, other: _Person) -> bool:
        one, two = (self.forenames.printed.get(who.given) for who in (person, other))
        return one is not None and two is not None and one.initials == two.initials


def _letters(printed: Printed) -> str:
    return "".join(letter for letter in printed.initials.casefold() if letter.isalpha())


def _person(work: Work) -> _Person | None:
    """The first author; None for a body, or where there is none."""
    if not work.people or "family" not in work.people[0]:
        return None
    first = work.people[0]
    others = json.dumps(
        {name: value for name, value in first.items() if name not in ("family", "given")}, sort_keys=True
    )
    return _Person(_text(first, "family"), _text(first, "given"), others, _is_plain(first))


def _text(person: Mapping[str, object], part: str) -> str:
    # Either apostrophe is printed as the second.
    return str(person.get(part, "")).replace("'", "’")


def _is_plain(person: Mapping[str, object]) -> bool:
    """Whether a name is of Latin letters, each word of it with a capital, and has no parts but the two.

    Small words at its edges would be particles, and what follows a comma a suffix.
    """
    return person.keys() <= {"family", "given"} and all(
        isinstance(text, str) and all(map(_is_plain_word, text.split(" "))) for text in person.values()
    )


def _is_plain_word(word: str) -> bool:
    letters = "".join(letter for letter in word if letter not in ".-'’")
    return word[:1].isupper() and letters.isalpha() and (letters.isascii() or all(map(_is_latin, letters)))


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")
