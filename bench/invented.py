"""A handbook that nobody wrote, large enough to measure with: pages of invented sentences and a termbase.

The same numbers give the same handbook, byte for byte. Every term stands in the text at least once, the
first ones often, as common and rare words do; one use in six is a plural or a possessive, so the same pages
serve with few terms, with many and with none.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

SEED = 22_11_2026
SECTIONS = 8
SETTINGS = "# allow public-address: it is published nowhere\nsite_name: Invented\ndocs_dir: content\n"
SETTINGS += "theme: {name: material, font: false}\nplugins: [search, handbook]\n"

_SMALL = "the a of and to in it that for on with as at by from or but not this when which they we you one some".split()
_ONSETS = "b br c cl d dr f fl g gr h j l m n p pl pr qu r s st t tr v w".split()
_VOWELS = "a e i o u ai ea oo".split()
_CODAS = "b ck d f l ll m n nd nt p r rd rn t th".split()


@dataclass(frozen=True, slots=True)
class Entry:
    """A term; relations are numbers of entries, which may be left out of a smaller termbase."""

    number: int
    preferred: str
    admitted: str
    deprecated: str
    american: str
    definition: str
    broader: int | None
    asked: bool

    @property
    def id(self) -> str:
        return self.preferred.replace(" ", "-")


@dataclass(frozen=True, slots=True)
class Use:
    """A term in running text: the number of its entry, the words as written, whether they may be linked."""

    entry: int
    text: str
    linkable: bool


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation: the key of a work."""

    work: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another page."""

    page: str
    title: str


Piece = str | Use | Cite | Link


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    paragraphs: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Page:
    id: str
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Invented:
    """Pages, and the entries that stand in them."""

    pages: tuple[Page, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Notation:
    """How a program wants to have written what is more than words."""

    term: Callable[[Use], str]
    work: Callable[[Cite], str] = lambda cite: f"[@{cite.work}]"
    page: Callable[[Link], str] = lambda link: f"See [{link.title}]({file_name(link.page)})."


OURS = Notation(lambda use: use.text)


def file_name(page: str) -> str:
    """The first page is the home page."""
    return "index.md" if page == "page-0" else f"{page}.md"


@cache
def invent(pages: int, words: int, terms: int) -> Invented:
    """So many pages of so many words, in which so many terms are used."""
    chance = random.Random(SEED)
    vocabulary = _vocabulary(chance, 6_000 + 3 * terms)
    common, rare = vocabulary[:6_000], vocabulary[6_000:]
    entries = tuple(_entries(chance, common, rare, terms))
    weights = [1 / rank for rank in range(1, terms + 1)]
    drawn = chance.choices(range(terms), weights, k=pages * words // 50) if terms else []
    plan = [*range(terms), *drawn]
    chance.shuffle(plan)
    share = [plan[at::pages] for at in range(pages)]
    text = _Text(chance, common, entries)
    return Invented(tuple(text.page(number, words, share[number]) for number in range(pages)), entries)


def write_handbook(invented: Invented, folder: Path, terms: int) -> None:
    """The handbook in a folder: all pages, and a termbase of the first `terms` entries (none: no termbase)."""
    content = folder / "content"
    content.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    for name, text in markdown(invented, OURS, ids=True).items():
        (content / name).write_text(text, encoding="utf-8")
    if terms:
        (content / "terms.yml").write_text("".join(termbase(invented, terms)), encoding="utf-8")


def markdown(invented: Invented, notation: Notation, *, ids: bool) -> dict[str, str]:
    """Each page by its file name. Of the uses of an entry in one section, the first that may be linked is
    written as a term; with `ids`, headings say their ids."""
    return {file_name(page.id): "".join(_page(page, notation, ids=ids)) for page in invented.pages}


def _page(page: Page, notation: Notation, *, ids: bool) -> Iterator[str]:
    yield f"---\nid: {page.id}\ntitle: {page.title}\nsummary: What this page says.\nkind: concept\n"
    yield "audience: [client]\n---\n"
    yield "" if ids else f"\n# {page.title}\n"
    for section in page.sections:
        yield f"\n## {section.title}{f' {{#{section.id}}}' if ids else ''}\n"
        seen: set[int] = set()
        for paragraph in section.paragraphs:
            words = [_written(piece, notation, seen) for piece in paragraph]
            yield f"\n{' '.join(words)}\n"


def _written(piece: Piece, notation: Notation, seen: set[int]) -> str:
    match piece:
        case Cite():
            return notation.work(piece)
        case Link():
            return notation.page(piece)
        case Use() if piece.linkable and piece.entry not in seen:
            seen.add(piece.entry)
            return notation.term(piece)
        case Use():
            return piece.text
        case _:
            return piece


def termbase(invented: Invented, terms: int) -> Iterator[str]:
    """The first entries as `terms.yml`."""
    entries = invented.entries[:terms]
    narrower: dict[int, list[str]] = {}
    for entry in entries:
        if entry.broader is not None:
            narrower.setdefault(entry.broader, []).append(entry.id)
    yield "terms:\n"
    for entry in entries:
        yield f"  - id: {entry.id}\n    preferred: {entry.preferred}\n"
        if entry.admitted:
            yield f"    admitted: [{entry.admitted}]\n"
        if entry.deprecated:
            yield f"    deprecated:\n      - form: {entry.deprecated}\n        reason: a dated name\n"
            yield "        replace: true\n"
        if entry.american:
            yield f"    american: [{entry.american}]\n"
        yield f'    definition: "{entry.definition}"\n    source: handbook\n'
        if entry.broader is not None:
            yield f"    broader: [{entries[entry.broader].id}]\n"
        if entry.number in narrower:
            yield f"    narrower: [{', '.join(narrower[entry.number])}]\n"
        beside = entry.number ^ 1
        if beside < terms and beside != entry.broader and entries[beside].broader != entry.number:
            yield f"    related: [{entries[beside].id}]\n"
        if entry.asked:
            yield "    link: asked\n"


def _vocabulary(chance: random.Random, size: int) -> list[str]:
    """Words that are no words, each once, and no plural among them."""
    found: dict[str, None] = {}
    while len(found) < size:
        syllables = chance.randint(2, 3)
        parts = [chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(syllables)]
        found.setdefault("".join(parts) + chance.choice(_CODAS))
    return list(found)


def _entries(chance: random.Random, common: list[str], rare: list[str], terms: int) -> Iterator[Entry]:
    """Terms of one to three words; the longer ones are made of words that the text uses too."""
    new = iter(rare)

    def form() -> str:
        length = chance.choices((1, 2, 3), (8, 12, 2))[0]
        before = [chance.choice(common) for _ in range(length - 1)]
        return " ".join((*before, next(new)))

    for number in range(terms):
        definition = " ".join(_sentence(chance, common, chance.randint(10, 22)))
        yield Entry(
            number,
            preferred=form(),
            admitted=form() if chance.random() < 0.3 else "",
            deprecated=form() if chance.random() < 0.1 else "",
            american=form() if chance.random() < 0.05 else "",
            definition=definition,
            broader=(number - 1) // 8 if number % 16 else None,
            # The commonest are everyday words, as `client` is.
            asked=number < 8 or chance.random() < 0.1,
        )


def _sentence(chance: random.Random, common: list[str], length: int) -> list[str]:
    weights = _weights(len(common))
    drawn = chance.choices(common, cum_weights=weights, k=length)
    words = [chance.choice(_SMALL) if chance.random() < 0.45 else word for word in drawn]
    return [words[0].capitalize(), *words[1:-1], f"{words[-1]}."]


@cache
def _weights(size: int) -> list[float]:
    return list(accumulate(1 / rank for rank in range(10, size + 10)))


@dataclass(frozen=True)
class _Text:
    chance: random.Random
    common: list[str]
    entries: tuple[Entry, ...]

    def page(self, number: int, words: int, uses: list[int]) -> Page:
        name = f"page-{number}"
        sections = tuple(
            Section(
                f"{name}-{at}",
                " ".join(self.chance.choices(self.common, k=3)).capitalize(),
                tuple(self.paragraphs(words // SECTIONS, uses[at::SECTIONS])),
            )
            for at in range(SECTIONS)
        )
        return Page(name, f"Page {number}", sections)

    def paragraphs(self, words: int, uses: list[int]) -> Iterator[tuple[Piece, ...]]:
        """Paragraphs of about sixty words, over which the uses are spread evenly."""
        stock = [word for _ in range(words // 14) for word in _sentence(self.chance, self.common, 14)]
        step = len(stock) / (len(uses) + 1)
        places = {round((at + 1) * step): use for at, use in enumerate(uses)}
        pieces: list[Piece] = []
        for at, word in enumerate(stock):
            if at in places:
                pieces.append(self.use(places[at]))
            pieces.append(word)
            if word.endswith(".") and len(pieces) >= 56:
                yield tuple(pieces)
                pieces = []
        if pieces:
            yield tuple(pieces)

    def use(self, number: int) -> Use:
        entry = self.entries[number]
        form = entry.admitted if entry.admitted and self.chance.random() < 0.3 else entry.preferred
        return Use(number, form + self.chance.choices(("", "s", "'s"), (10, 1, 1))[0], not entry.asked)
