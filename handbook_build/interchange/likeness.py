"""Whether two records are likely to describe one work."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from handbook_build.interchange.csl import Record, date_parts, family, part, people, plain, text

# Of two titles: how many of their words they share, and how alike they are letter by letter.
SHARED, ALIKE = 0.6, 0.92
# Shorter words that differ by a letter are often two words.
LONG = 12
# What tells two editions, volumes or kinds of one title apart.
_APART = ("edition", "volume", "issue")
# A title of so many words is hardly ever that of two works.
TELLING = 5


@dataclass(frozen=True)
class Sign:
    """What of a record is compared with others; `title` without capitals, accents, marks or markup."""

    name: str
    doi: str
    year: str
    title: str
    main_title: str
    first_family: str
    record: Mapping[str, object] = field(compare=False)

    @property
    def words(self) -> frozenset[str]:
        return frozenset(self.title.split())


def sign(name: str, record: Record) -> Sign:
    """The signs of a record, which is called `name`."""
    authors = people(record, "author") or people(record, "editor")
    first = family(authors[0]) or part(authors[0], "literal") if authors else ""
    title = plain(text(record, "title"))
    issued = date_parts(record, "issued")
    return Sign(
        name,
        text(record, "DOI").lower(),
        str(issued[0]) if issued else "",
        folded(title),
        folded(re.split(r"[:.?!–—]\s", title)[0]),
        folded(first),
        record,
    )


def folded(words: str) -> str:
    """Words without capitals, accents and marks."""
    decomposed = unicodedata.normalize("NFKD", words.casefold().replace("&", " and "))
    bare = "".join(one for one in decomposed if not unicodedata.combining(one))
    return " ".join(re.findall(r"\w+", bare))


@dataclass
class Shelf:
    """Works among which others are looked for; each is put in with `put`."""

    _by_doi: dict[str, Sign] = field(default_factory=dict)
    _by_year: dict[str, list[tuple[frozenset[str], Sign]]] = field(default_factory=dict)

    def put(self, one: Sign) -> None:
        if one.doi:
            self._by_doi.setdefault(one.doi, one)
        self._by_year.setdefault(one.year, []).append((one.words, one))

    def like(self, one: Sign) -> tuple[Sign, str] | None:
        """A work that is likely the same, and what the two share."""
        if one.doi and (other := self._by_doi.get(one.doi)):
            return other, "the same DOI"
        words = one.words
        for others, other in self._by_year.get(one.year, ()):
            shared = len(words & others)
            if shared and shared >= SHARED * min(len(words), len(others)) and _is_like(one, other):
                return (
                    other,
                    "the same title and year" if one.title == other.title else "nearly the same title and year",
                )
        return None


def _is_like(one: Sign, other: Sign) -> bool:
    if (one.doi and other.doi) or any(_differs(one.record, other.record, name) for name in _APART):
        return False
    # "Part 1" and "Part 2" are two works, however alike their titles are.
    if _numbers(one.title) != _numbers(other.title):
        return False
    if one.first_family != other.first_family:
        # One may have a slip in the name; but many a chapter is called "Introduction".
        return one.title == other.title and len(one.title.split()) >= TELLING
    if one.title == other.title:
        return bool(one.title)
    whole_and_main = one.title == other.main_title or other.title == one.main_title
    if whole_and_main and min(len(one.title.split()), len(other.title.split())) > 2:
        return True
    return SequenceMatcher(None, one.title, other.title, autojunk=False).ratio() >= ALIKE


def _numbers(title: str) -> list[str]:
    return re.findall(r"\d+|\b(?:i{1,3}|iv|vi{0,3}|ix)\b", title)


def _differs(one: Record, other: Record, name: str) -> bool:
    """Whether both have a field and it is not the same."""
    values = [folded(text(record, name)) for record in (one, other)]
    return all(values) and values[0] != values[1]


def nearly_same(one: str, other: str) -> bool:
    """Whether two long words differ by one letter at most: changed, left out or put in."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1 or len(short) < LONG:
        return False
    same = next((at for at, (mine, yours) in enumerate(zip(short, long, strict=False)) if mine != yours), len(short))
    return short[same + (len(short) == len(long)) :] == long[same + 1 :]
