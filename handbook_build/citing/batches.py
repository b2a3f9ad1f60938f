"""Which works and citations go to the citation processor together.

Two styles give initials to every first author whose family name another one shares, and the time that takes
grows with the square of the number of first authors in a call. So a large bibliography is cut into calls:

- Names that have nothing out of the ordinary get their forenames from here (`forenames.py`). Works of which no other
  has the name and year go in calls in which nothing is compared, the others where they may get letters after the
  year, or more names before "et al.": quick, since all names in them differ already.
- The few that remain bring along some others of the family name, which show that initials are needed, or that they
  would not help.

The first call has all works and no citation: it gives the order of the list, and the references that need no letter.
That the text is the same as if all had gone together is a property test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from handbook_build.citing.forenames import Cited, Forenames
from handbook_build.citing.marks import are_marked, has_marks
from handbook_build.citing.works import Work, Works
from handbook_build.model.citation import Citation, Item

# First authors in a call: few enough to be quick, enough to make starting a program worth it.
MOST_AUTHORS = 120
# The share of them that works of one part of the alphabet take; the rest is for those they are cited with.
SHARE = 0.25
# Up to so many times as many, one call with everything costs less than several.
WHOLE = 2.0
# What starting a program costs, as the number of first authors whose comparing takes as long.
START = 60
# In calls to which forenames are given, comparing takes as long for so many times as many.
QUICKER = 4
# Works that depend on no other whose citations go together: a new citation costs one such call.
PART = 500


@dataclass(frozen=True)
class Batch:
    """One call: the works it needs, the citations it formats, the works whose references it gives.

    `forenames`: what is printed before the first author's family name, by the id of a work; None where that is left
    to the citation processor.
    """

    items: tuple[Item, ...]
    citations: tuple[Citation, ...] = ()
    references: tuple[str, ...] = ()
    compares: bool = True
    forenames: Mapping[str, str] | None = None


def is_large(works: Works, most: int = MOST_AUTHORS) -> bool:
    """Whether a bibliography has so many first authors that several calls may cost less than one."""
    return len({work.author for work in works.all}) > most * WHOLE


def batches(works: Works, citations: Sequence[Citation], forenames: Forenames, most: int = MOST_AUTHORS) -> list[Batch]:
    """All calls. The first one holds every work, in the order in which they are given."""
    calls = cut(works, citations, forenames, most)
    author = {work.item.id: work.author for work in works.all}
    # Where nearly all depend on each other, each call would bring nearly all along.
    if sum(_cost(call, author) for call in calls if call.compares) < START**2 + len(set(author.values())) ** 2:
        return calls
    return [everything([work.item for work in works.all], citations)]


def everything(items: Sequence[Item], citations: Sequence[Citation]) -> Batch:
    """One call that does all."""
    return Batch(tuple(items), tuple(citations), tuple(item.id for item in items))


def cut(works: Works, citations: Sequence[Citation], forenames: Forenames, most: int) -> list[Batch]:
    """Several calls, whatever they cost, in each of which about so many first authors are compared."""
    cited = Cited(works, forenames)
    kind = {work.item.id: _kind(works, cited, work) for work in works.all}
    alone = [work for work in works.sorted if kind[work.item.id] == ALONE]
    part = {work.item.id: number // PART for number, work in enumerate(alone)}
    groups: dict[int, list[Citation]] = {ALONE: [], ALIKE: [], OTHER: []}
    for citation in citations:
        groups[OTHER if are_marked(citation) else max(kind[one.key] for one in citation.items)].append(citation)
    quick: dict[int, list[Citation]] = {}
    for citation in groups[ALONE]:
        quick.setdefault(part[citation.items[0].key], []).append(citation)

    def alike(some: Iterable[Work]) -> list[Work]:
        return [works.all[at] for at in frozenset[int]().union(*map(works.alike, some))]

    named = _Calls(works, alike, most * QUICKER)
    named.fill(work for work in works.sorted if kind[work.item.id] == ALIKE)
    named.cite(groups[ALIKE])
    others = _Calls(works, works.needed, most)
    others.fill(work for work in works.sorted if kind[work.item.id] == OTHER)
    others.cite(groups[OTHER])
    # In a reference nothing but the letter of its year depends on others.
    unlettered = tuple(work.item.id for work in works.all if len(works.alike(work)) == 1)
    listed = Batch(tuple(work.item for work in works.all), (), unlettered, compares=False)
    return [
        listed,
        *(_quick(works, cited, group) for group in quick.values()),
        *(call.batch(works, cited) for call in named.all),
        *(call.batch(works) for call in others.all),
    ]


# What the look of a work depends on: on nothing but its author's name; on works that it may look the same as, too;
# on what only the citation processor can tell.
ALONE, ALIKE, OTHER = range(3)


def _kind(works: Works, cited: Cited, work: Work) -> int:
    alike = works.alike(work)
    if works.needs(work) == {work.at} and not has_marks(work.item):
        return ALONE
    others = [works.all[at] for at in alike]
    if any(cited.forename(one) is None for one in others) or cited.are_told_apart(others):
        return OTHER
    return ALIKE if len(alike) > 1 else ALONE


def _cost(call: Batch, author: Mapping[str, str]) -> float:
    """What one call takes, in a measure that serves to compare calls with each other."""
    authors = len({author[item.id] for item in call.items})
    return START**2 + (authors if call.forenames is None else authors / QUICKER) ** 2


def _together(one: set[str], other: set[str], most: float) -> bool:
    """Whether the authors of two calls had better be compared in one: they are few, or much the same."""
    both = one | other
    return not one or len(both) <= most or len(both) ** 2 <= len(one) ** 2 + len(other) ** 2


def _quick(works: Works, names: Cited, citations: Sequence[Citation]) -> Batch:
    """A call for citations of works that look like no other."""
    cited = sorted({works.by_key[one.key].at for citation in citations for one in citation.items})
    items = tuple(works.all[at].item for at in cited)
    return Batch(items, tuple(citations), compares=False, forenames=_forenames(works, names, cited))


def _forenames(works: Works, names: Cited, some: Iterable[int]) -> dict[str, str]:
    return {works.all[at].item.id: text for at in some if (text := names.forename(works.all[at]))}


class _Call:
    """A call that is being filled; works are known by their place among all."""

    def __init__(self) -> None:
        self.own: list[int] = []
        self.works: set[int] = set()
        self.authors: set[str] = set()
        self.citations: list[Citation] = []

    def take(self, works: Iterable[Work]) -> None:
        for work in works:
            self.works.add(work.at)
            self.authors.add(work.author)

    def batch(self, works: Works, names: Cited | None = None) -> Batch:
        # In the order of all works, which decides where two would have the same place.
        items = tuple(works.all[at].item for at in sorted(self.works))
        forenames = _forenames(works, names, self.works) if names else None
        return Batch(items, tuple(self.citations), tuple(works.all[at].item.id for at in self.own), True, forenames)


class _Calls:
    """The calls in which works are compared."""

    def __init__(self, works: Works, needed: Callable[[Iterable[Work]], list[Work]], most: int) -> None:
        self.works, self.needed, self.most = works, needed, most
        # Calls that share works stand together; `home` says where those of a work stand.
        self.calls: list[list[_Call]] = []
        self.home: dict[str, int] = {}

    def fill(self, works: Iterable[Work]) -> None:
        """Deals works out, neighbours in the alphabet to one call; those whose years may get letters are in it."""
        call, authors = _Call(), set[str]()
        for work in works:
            near = {one.author for one in self.needed((work,))}
            if not _together(authors, near, self.most * SHARE):
                self.calls.append([call])
                call, authors = _Call(), set()
            authors |= near
            self.home[work.item.id] = len(self.calls)
            if len(self.works.alike(work)) > 1:
                call.take(self.needed((work,)))
                call.own.append(work.at)
        self.calls.append([call])

    def cite(self, citations: Iterable[Citation]) -> None:
        """Adds each citation to the call of one of its works; where it does not fit, to others beside that one.

        So a new citation on a page changes the calls of its own works, and the others stay in the cache.
        """
        for citation in citations:
            needed = self.needed(self.works.by_key[cited.key] for cited in citation.items)
            homes = dict.fromkeys(self.home[one.key] for one in citation.items if one.key in self.home)
            authors = {work.author for work in needed}
            if not homes:
                self.calls.append([_Call()])
            home = min(homes, key=lambda home: len(authors - self.calls[home][-1].authors), default=-1)
            calls = self.calls[home]
            if not _together(calls[-1].authors, authors, self.most):
                calls.append(_Call())
            calls[-1].take(needed)
            calls[-1].citations.append(citation)

    @property
    def all(self) -> list[_Call]:
        return [call for calls in self.calls for call in calls if call.works]
