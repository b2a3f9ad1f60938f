"""The index of search: for each word, the places that it stands for and how much it says of them.

A place is a page, a section, a handout or an entry of the glossary. Two things speak for it: its own words, weighed by
BM25F (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework", 3.6) and kept in a few steps, and what
people say who look for it (`phrases.yml`), kept saying by saying, so that a question is held against whole questions.
All that depends on the question is done in the browser, by `overrides/assets/javascripts/finder.js`.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log

from handbook_build.searching.packing import letters_of
from handbook_build.searching.words import Kinship, words_of

# Of BM25F: how soon more of one word says no more, and how much a long place is held against it.
SOON, LENGTH = 1.4, 0.6
# What a word in the title of a place is worth, and in that of the page around it, beside one in its text.
TITLE, AROUND = 6.0, 1.5
# In how many steps a weight is kept, and what a word must be worth at a place, rare as it is, to be kept there if it
# has better ones.
STEPS = 6
FAINTEST, BEST = 2.0, 7
# A word in more than this share of all sayings is left out of them, and in more than a few.
COMMONEST, FEW = 0.045, 40
# By how many of its words, the rarest, a saying is kept.
MOST = 4
# The parts of one in which weights of places and rarities of words are kept.
WEIGHTS, EIGHTHS = 40, 8
# The form of the index, which the program that reads it must know.
FORM = 1


@dataclass(frozen=True)
class SearchedPage:
    """A page: its address from the site's root, its title, its number and part as readers see them, its summary."""

    address: str
    title: str
    number: str = ""
    part: str = ""
    summary: str = ""


@dataclass(frozen=True)
class Place:
    """Where a search can lead: the number of its page in the list of pages, the id there (none for the whole page),
    its title, its own words, what a result shows of them in place of the page's summary, and what people say who look
    for it.

    `weight` is below 1 for what most people do not look for.
    """

    page: int
    id: str
    title: str
    text: str
    lead: str = ""
    says: tuple[str, ...] = ()
    weight: float = 1.0


@dataclass
class _Kind:
    """Words that count as one: their forms, what each place that has them weighs, in how many sayings they are, and
    where they stand at all.
    """

    forms: set[str] = field(default_factory=set)
    weights: dict[int, float] = field(default_factory=dict)
    said: int = 0
    places: set[int] = field(default_factory=set)
    rarity: float = 0.0


class _Words:
    """All words that are read, by their kind."""

    def __init__(self, kinship: Kinship) -> None:
        self.kinds: defaultdict[str, _Kind] = defaultdict(_Kind)
        self._kinship = kinship
        self._known: dict[str, str] = {}

    def read(self, text: str) -> list[str]:
        """The kinds of the words of a text, in their order."""
        words = words_of(text)
        for word in words:
            if word not in self._known:
                self._learn(word)
        return [self._known[word] for word in words]

    def _learn(self, word: str) -> None:
        self._known[word] = kind = self._kinship.of(word)
        self.kinds[kind].forms.add(word)


def search_index(
    pages: Sequence[SearchedPage], places: Sequence[Place], alike: Iterable[Sequence[str]], kinship: Kinship
) -> dict[str, object]:
    """The index as plain values, for JSON. `alike` are words that people use for one another."""
    words = _Words(kinship)
    kinds = words.kinds
    around = [pages[place.page].title if place.id else "" for place in places]
    _weigh(
        kinds,
        [
            (Counter(words.read(place.text)), {*words.read(place.title)}, {*words.read(above)})
            for place, above in zip(places, around, strict=True)
        ],
    )
    sayings = [[{*words.read(saying)} for saying in place.says] for place in places]
    for at, said in enumerate(sayings):
        for kind in (kind for saying in said for kind in saying):
            kinds[kind].places.add(at)
    common, sayings = _telling_words(sayings)
    for kind in (kind for said in sayings for saying in said for kind in saying):
        kinds[kind].said += 1
    shared = [[*dict.fromkeys(words.read(" ".join(group)))] for group in alike]
    for one in kinds.values():
        one.rarity = _rarity(len(one.places), len(places))
        one.weights = _telling(one)
    # Words that lead nowhere are not kept, but that a common word is one must be known. The most frequent have the
    # lowest numbers.
    known = common.union(*shared)
    kept = [kind for kind, one in kinds.items() if one.weights or one.said or kind in known]
    order = sorted(kept, key=lambda kind: (-kinds[kind].said - len(kinds[kind].weights), kind))
    number = {kind: at for at, kind in enumerate(order)}
    return {
        "form": FORM,
        "pages": [[page.address, page.title, page.number, page.part, page.summary] for page in pages],
        "places": [_named(place, pages[place.page]) for place in places],
        "weights": letters_of(round(WEIGHTS * place.weight) for place in places),
        "words": "\n".join(" ".join(sorted(kinds[kind].forms)) for kind in order),
        "rare": letters_of(round(EIGHTHS * kinds[kind].rarity) for kind in order),
        "text": " ".join(_steps(kinds[kind].weights) for kind in order),
        "says": " ".join(_sayings(said, number) for said in sayings),
        "alike": [letters_of(sorted(number[one] for one in group)) for group in shared if len(group) > 1],
    }


def as_script(index: Mapping[str, object], name: str) -> str:
    """A script that gives the index to the page that loads it: it works from a folder too, where nothing is fetched."""
    held = json.dumps(index, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    # JSON in a text is read faster than a script, and holds nothing that is run.
    text = json.dumps(held, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"globalThis.{name}={text};\n"


def _named(place: Place, page: SearchedPage) -> list[object]:
    """A place as a result names it, without what goes without saying."""
    title = "" if place.title == page.title else place.title
    return [place.page, place.id, title, place.lead] if place.lead else [place.page, place.id, title]


def _weigh(kinds: Mapping[str, _Kind], fields: Sequence[tuple[Counter[str], set[str], set[str]]]) -> None:
    """Weighs each word for each place by BM25F, from 0 to 1, without how rare it is. Fields are the words in the text
    of a place, in its title, and in that of the page around it.
    """
    lengths = [sum(text.values()) for text, _, _ in fields]
    mean = sum(lengths) / len(lengths) if lengths else 1
    for at, (text, title, around) in enumerate(fields):
        norm = 1 - LENGTH + LENGTH * lengths[at] / max(mean, 1)
        for kind in text.keys() | title | around:
            often = text.get(kind, 0) / norm + TITLE * (kind in title) + AROUND * (kind in around)
            one = kinds[kind]
            one.weights[at] = often / (SOON + often)
            one.places.add(at)


def _telling(kind: _Kind) -> dict[int, float]:
    """Of the places that have a word, those of which it tells enough, and the best few in any case."""
    # Places were weighed in their order, so of two with the same weight the first stays first.
    best = sorted(kind.weights, key=kind.weights.__getitem__, reverse=True)
    return {
        at: kind.weights[at]
        for at in (*best[:BEST], *(one for one in best[BEST:] if kind.weights[one] * kind.rarity >= FAINTEST))
    }


def _telling_words(sayings: Sequence[Sequence[set[str]]]) -> tuple[set[str], list[list[set[str]]]]:
    """What stands in so many sayings that it tells nothing, and the sayings with the words that tell most."""
    seen = Counter(kind for said in sayings for saying in said for kind in saying)
    total = sum(map(len, sayings))
    common = {kind for kind, times in seen.items() if times > max(COMMONEST * total, FEW)}
    rarest = [[sorted(saying - common, key=lambda kind: (seen[kind], kind)) for saying in said] for said in sayings]
    return common, [[{*saying[:MOST]} for saying in said] for said in rarest]


def _rarity(holding: int, all_places: int) -> float:
    """How rare a word is: its inverse document frequency, above 0."""
    return log(1 + (all_places - holding + 0.5) / (holding + 0.5))


def _steps(weights: Mapping[int, float]) -> str:
    """The places of a word with its weight in each, as the distance from the place before and the step."""
    before = -1
    numbers = []
    for at in sorted(weights):
        step = max(1, min(STEPS, round(STEPS * weights[at])))
        numbers.append((at - before - 1) * STEPS + step - 1)
        before = at
    return letters_of(numbers)


def _sayings(said: Iterable[set[str]], number: Mapping[str, int]) -> str:
    """The sayings of a place, none twice: how many words each has, its first one by its number, and how far each of
    the others is from the one before.
    """
    made: list[int] = []
    for words in dict.fromkeys(tuple(sorted(number[kind] for kind in saying)) for saying in said):
        if words:
            made += [len(words), words[0], *(one - before - 1 for before, one in pairwise(words))]
    return letters_of(made)
