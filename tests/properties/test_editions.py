"""Up to twenty editions of a handbook that is edited at random: what was ever released answers, and tells no lie.

The handbook is kept twice: as files, which the real commands release, and as the plain `Book` below, which knows
nothing of them and remembers what was said when.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from handbook_build.authoring import identifiers, releasing
from handbook_build.cache import Cache
from handbook_build.citing.bibliography import cite
from handbook_build.exports import addresses
from handbook_build.faults import WrongUse
from handbook_build.model.edition import Became
from handbook_build.web.frames import BODY, HEAD, SUMMARY, TITLE, Shape
from handbook_build.web.site import Website
from tests.links import Site
from tests.tiny import Tiny

VOCABULARY = (
    "harbour lantern kettle window garden bridge letter winter basket orchard ladder market pillow river".split()
)
# How each style says the one work that is cited.
STYLES = {"apa": "(Rogers, 1957)", "chicago-author-date": "(Rogers 1957)", "harvard-cite-them-right": "(Rogers, 1957)"}
WORKS = """[{"id": "rogers-1957", "type": "book", "title": "On change", "publisher": "A house",
"author": [{"family": "Rogers", "given": "Carl"}], "issued": {"date-parts": [[1957]]}, "custom": {}}]"""
FOLDERS = ("first", "second", "third")
CITED, LINKED, TERM = "[@rogers-1957]", "[](#start)", "bond"
STAMP = "authors: [The editors]\nreviewed: 2026-11-22\nnext-review: 2027-05-22\n"


# ---- The handbook as its authors have it ----


@dataclass
class Piece:
    """A section, a page or a handout: each of `words` is a paragraph, as an author writes it."""

    id: str
    title: str
    words: list[str]


@dataclass
class Leaf(Piece):
    """A page with its sections; `file` is its name in `folder`."""

    folder: str = ""
    file: str = ""
    sections: list[Piece] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"{self.folder}/{self.file}/" if self.folder else ""


# What a part says, as its author wrote it: a page with what its sections say.
Raw = tuple[Any, ...]


@dataclass(frozen=True)
class Shown:
    """A part as an edition showed it: `words` as readers saw them; `paper` is what else its sheet said."""

    kind: str
    title: str
    words: tuple[str, ...]
    raw: Raw
    page: str
    address: str
    paper: Raw = ()


@dataclass
class Line:
    """What stands for a part of an edition now: ids, those withdrawn on the way, and what was recorded of it."""

    ids: list[str]
    gone: list[str] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)


@dataclass
class Book:
    """A handbook, and what is true of it. `stands` tells what became of the ids of the last edition since."""

    pages: list[Leaf] = field(default_factory=list)
    handouts: list[Piece] = field(default_factory=list)
    meaning: str = "What holds two people together."
    number: int = 100
    style: str = "apa"
    made: int = 0
    stands: dict[str, list[str]] = field(default_factory=dict)
    last: dict[str, Shown] = field(default_factory=dict)
    editions: dict[str, dict[str, Shown]] = field(default_factory=dict)
    lines: dict[tuple[str, str], Line] = field(default_factory=dict)
    given_up: dict[str, str] = field(default_factory=dict)
    codes: dict[str, tuple[str, str]] = field(default_factory=dict)

    # -- what there is --

    @property
    def sections(self) -> list[Piece]:
        return [section for page in self.pages for section in page.sections]

    def page_of(self, section: Piece) -> Leaf:
        return next(page for page in self.pages if section in page.sections)

    def free(self) -> list[Leaf]:
        """Pages that can be taken away: not the first, to which others link."""
        return self.pages[1:]

    def now(self) -> dict[str, Shown]:
        start = self.pages[0].title

        def said(words: list[str]) -> tuple[str, ...]:
            return tuple(
                one.replace(CITED, STYLES[self.style]).replace(LINKED, start).replace("[", "").replace("]", "")
                for one in words
            )

        found: dict[str, Shown] = {}
        for page in self.pages:
            below = tuple((one.title, tuple(one.words)) for one in page.sections)
            raw = (page.title, tuple(page.words), below)
            found[page.id] = Shown("page", page.title, said(page.words), raw, page.id, page.address)
            for one in page.sections:
                address = f"{page.address}#{one.id}"
                raw = (one.title, tuple(one.words))
                found[one.id] = Shown("section", one.title, said(one.words), raw, page.id, address)
        for one in self.handouts:
            explained = (self.meaning,) if any(TERM in words for words in one.words) else ()
            raw = (one.title, tuple(one.words))
            address = f"handouts/{one.id}/"
            found[one.id] = Shown("handout", one.title, said(one.words), raw, one.id, address, (explained, self.number))
        return found

    # -- edits --

    def fresh(self, what: str) -> str:
        self.made += 1
        return f"{what}{self.made}"

    def paragraph(self, seed: int) -> str:
        words = [VOCABULARY[(seed + at * (1 + seed % 3)) % len(VOCABULARY)] for at in range(9)]
        more = ("", f" {CITED}", f" See {LINKED}", f" A {TERM}")[seed % 4]
        return f"{' '.join(words).capitalize()}{more}."

    def new_section(self, seed: int) -> Piece:
        name = self.fresh("part-")
        return Piece(name, f"Title of {name}", [self.paragraph(seed), self.paragraph(seed + 1)])

    def replace(self, name: str, *into: str) -> None:
        """An id of now gives way to others. What no edition has leaves no trace but in what it stood for."""
        for ids in self.stands.values():
            if name in ids:
                ids[:] = dict.fromkeys(new for old in ids for new in (into if old == name else (old,)))

    def edit(self, kind: str, first: int, second: int) -> None:
        getattr(self, kind)(first, second)

    def reword(self, first: int, second: int) -> None:
        one = pick([*self.sections, *self.pages, *self.handouts], first)
        if one.words:
            at = second % len(one.words)
            one.words[at] = re.sub(r"^\S+", self.fresh("Word"), one.words[at])

    def rewrite(self, first: int, second: int) -> None:
        one = pick(self.sections, first)
        one.title = f"{self.fresh('Heading')} {self.fresh('again')}"
        one.words = [" ".join(self.fresh("other") + "ly" for _ in range(8)) + "."]

    def retitle(self, first: int, second: int) -> None:
        one = pick([*self.sections, *self.pages, *self.handouts], first)
        one.title = f"Title {self.fresh('number ')}"

    def rename(self, first: int, second: int) -> None:
        one = pick([*self.sections, *self.free(), *self.handouts], first)
        old = one.id
        one.id = self.fresh("H" if one in self.handouts else "renamed-")
        self.replace(old, one.id)

    def move(self, first: int, second: int) -> None:
        one = pick(self.sections, first)
        self.page_of(one).sections.remove(one)
        pick(self.pages, second).sections.append(one)

    def folder(self, first: int, second: int) -> None:
        if self.free():
            pick(self.free(), first).folder = FOLDERS[second % len(FOLDERS)]

    def split(self, first: int, second: int) -> None:
        one = pick(self.sections, first)
        other = self.new_section(second)
        other.words = [*one.words[1:], *other.words]
        one.words = one.words[:1]
        here = self.page_of(one).sections
        here.insert(here.index(one) + 1, other)
        old = one.id
        # Every second time the first of them keeps the id.
        one.id = old if second % 2 else self.fresh("half-")
        self.replace(old, one.id, other.id)

    def merge(self, first: int, second: int) -> None:
        one, other = pick(self.sections, first), pick(self.sections, second)
        if one is not other:
            self.page_of(one).sections.remove(one)
            other.words += one.words
            self.replace(one.id, other.id)

    def merge_pages(self, first: int, second: int) -> None:
        if self.free():
            one, other = pick(self.free(), first), pick(self.pages, second)
            if one is not other:
                self.pages.remove(one)
                other.words += one.words
                other.sections += one.sections
                self.replace(one.id, other.id)

    def withdraw(self, first: int, second: int) -> None:
        one = pick([*self.sections, *self.handouts], first)
        (self.handouts if one in self.handouts else self.page_of(one).sections).remove(one)
        self.replace(one.id)

    def restore(self, first: int, second: int) -> None:
        """An id that an edition gave up, or a draft took out, comes back on some page."""
        here = {*self.now()}
        lost = [name for name, kind in self.given_up.items() if kind == "section" and name not in here]
        lost += [name for name, shown in self.last.items() if shown.kind == "section" and not self.stands.get(name)]
        if lost:
            name = pick(lost, first)
            pick(self.pages, second).sections.append(Piece(name, f"Title of {name}", [self.paragraph(second)]))
            if name in self.stands:
                self.stands[name] = [name]

    def add(self, first: int, second: int) -> None:
        if second % 3 == 0:
            name = self.fresh("page-")
            self.pages.append(Leaf(name, f"Title of {name}", [self.paragraph(first)], "first", name))
        elif second % 3 == 1:
            name = self.fresh("H")
            self.handouts.append(Piece(name, f"Title of {name}", [self.paragraph(first)]))
        pick(self.pages, second).sections.append(self.new_section(first))

    def define(self, first: int, second: int) -> None:
        self.meaning = f"What holds {self.fresh('number ')} people together."

    def helpline(self, first: int, second: int) -> None:
        # Every second time the number that stood there before.
        self.number += 1 if first % 2 else -1

    def restyle(self, first: int, second: int) -> None:
        self.style = pick([*STYLES], first)

    def reorder(self, first: int, second: int) -> None:
        sections = pick(self.pages, first).sections
        sections.reverse()

    # -- what is to be recorded, and what is true after a release --

    def records(self) -> dict[str, tuple[str, list[str]]]:
        """What became of each id of the last edition that is not simply there: one entry each."""
        now, found = self.now(), dict[str, tuple[str, list[str]]]()
        for name, ids in self.stands.items():
            if ids == [name]:
                continue
            if not ids:
                found[name] = ("withdrawn", [])
            elif len(ids) > 1:
                found[name] = ("split", ids)
            else:
                before = [one for one, others in self.stands.items() if ids[0] in others]
                found[name] = ("merged" if ids[0] in self.last or len(before) > 1 else "renamed", ids)
        for name, shown in now.items():
            if name in found:
                continue
            if name in self.given_up:
                found[name] = ("restored", [])
            elif name in self.last and self.is_moved(self.last[name], shown):
                found[name] = ("moved", [])
        return found

    def is_moved(self, then: Shown, shown: Shown) -> bool:
        if shown.kind != "section":
            return then.address != shown.address
        return shown.page not in (then.page, *self.stands[then.page])

    def release(self, name: str, recorded: Mapping[str, tuple[str, list[str]]]) -> None:
        self.follow(recorded)
        self.last = self.now()
        self.editions[name] = deepcopy(self.last)
        self.stands = {one: [one] for one in self.last}
        for one in self.last:
            self.lines[name, one] = Line([one])

    def follow(self, recorded: Mapping[str, tuple[str, list[str]]]) -> None:
        """What stands for every part of every edition after these entries."""
        for line in self.lines.values():
            ids: list[str] = []
            for one in line.ids:
                became, into = recorded.get(one, ("", [one]))
                line.kinds.add(became)
                if became == "withdrawn":
                    line.gone.append(one)
                ids += into if became in ("renamed", "merged", "split", "withdrawn") else [one]
            for one in [one for one in line.gone if recorded.get(one, ("", []))[0] == "restored"]:
                line.gone.remove(one)
                ids.append(one)
            line.ids = list(dict.fromkeys(ids))
        for one, (became, into) in recorded.items():
            if became == "restored":
                self.given_up.pop(one)
            elif became != "moved" and one not in into:
                self.given_up[one] = self.last[one].kind


def pick(some: list[Any], at: int) -> Any:
    return some[at % len(some)]


def first_book() -> Book:
    """Eight pages, twenty sections and four handouts."""
    book = Book(pages=[Leaf("start", "Where to start", ["A plain beginning for everybody."])])
    for at in range(7):
        name = book.fresh("page-")
        book.pages.append(Leaf(name, f"Title of {name}", [book.paragraph(at)], FOLDERS[at % 2], name))
    for at in range(20):
        book.pages[(at * 3) % 8].sections.append(book.new_section(at))
    for at in range(4):
        name = book.fresh("H")
        book.handouts.append(Piece(name, f"Title of {name}", [book.paragraph(at), "Write it down."]))
    return book


# ---- The same handbook as files ----


def write(made: Tiny, book: Book) -> None:
    for path in made.root.glob("content/**/*.md"):
        path.unlink()
    style = f"plugins:\n  - search\n  - handbook: {{citation-style: {book.style}}}\n"
    files = {
        "mkdocs.yml": f"# allow public-address: tests are published nowhere\nsite_name: A book\n{style}",
        "content/references.json": WORKS,
        "content/terms.yml": f"terms:\n  - {{id: bond, preferred: {TERM}, source: handbook, link: first,"
        f" definition: {book.meaning}}}\n",
        "content/help.yml": f"checked: 2026-11-22\nservices:\n  - {{country: United Kingdom, code: GB, service: A line,"
        f' kind: listening, number: "{book.number}", source: a sign, checked: 2026-11-22}}\n',
    }
    for page in book.pages:
        body = "\n\n".join([*page.words, *(section(one) for one in page.sections)])
        files[f"content/{page.address.rstrip('/') or 'index'}.md"] = (
            f"---\nid: {page.id}\ntitle: {page.title}\nsummary: What it says.\nkind: concept\naudience: [client]\n"
            f"---\n\n{body}\n"
        )
    for one in book.handouts:
        body = "\n\n".join(one.words)
        files[f"content/handouts/{one.id}.md"] = (
            f"---\nid: {one.id}\ntitle: {one.title}\nsummary: What it is for.\naudience: [client]\nsection: start\n"
            f"{STAMP}---\n\n## To read\n\n{body}\n"
        )
    made.write(files)


def section(one: Piece) -> str:
    return "\n\n".join([f"## {one.title} {{#{one.id}}}", *one.words])


def record(made: Tiny, book: Book) -> dict[str, tuple[str, list[str]]]:
    """Records what became of ids, through what `handbook ids` calls, and gives it."""
    recorded = book.records()
    for name, (became, into) in recorded.items():
        entry = identifiers.record(made.root, made.load(), name, Became(became), into, f"Why {name} is {became}.")
        identifiers.write(made.root, entry)
    for name, shown in book.now().items():
        # What says something quite different under its own id is asked about.
        if name not in recorded and name in book.last and shown.raw != book.last[name].raw:
            asked = [one for one in releasing.unrecorded(made.load()) if f" `{name}` " in one]
            for _ in asked:
                entry = identifiers.record(made.root, made.load(), name, Became.REWRITTEN, (), f"Why {name} is new.")
                identifiers.write(made.root, entry)
    return recorded


def release(made: Tiny, book: Book, name: str) -> None:
    """Releases the handbook, through what `handbook release` calls; first without records, which must be refused."""
    write(made, book)
    asked = releasing.unrecorded(made.load())
    wanted = book.records()
    for one, (became, into) in wanted.items():
        # Nobody can see that a part gave words to another while it keeps its id.
        if one not in into:
            assert any(f" `{one}` " in line for line in asked), f"{one} is {became}, and a release would not ask"
    recorded = record(made, book)
    handbook = made.load()
    assert releasing.unrecorded(handbook) == []
    bibliography = cite(handbook, Cache(made.root / ".handbook/cache"))
    if book.last and book.now() == book.last and not recorded:
        # A page that cites in another style says other words, and a new number to ring is no part's own.
        with pytest.raises(WrongUse, match="nothing has changed"):
            releasing.release(handbook, bibliography, name, None)
        return
    new = releasing.release(handbook, bibliography, name, None)
    releasing.write(made.root, handbook, new)
    book.release(name, recorded)
    for sheet in new.edition.sheets:
        assert sheet.code not in book.codes, "a code was given twice"
        book.codes[sheet.code] = (name, sheet.id)


# ---- What a reader meets ----


class Answers:
    """The pages of a site by their address, whoever wrote them."""

    def __init__(self, pages: Mapping[str, str]) -> None:
        self._pages = pages
        self._read: dict[str, html.HtmlElement] = {}

    def __contains__(self, address: str) -> bool:
        return address in self._pages

    def page(self, address: str) -> html.HtmlElement:
        if address not in self._read:
            self._read[address] = html.document_fromstring(self._pages[address])
        return self._read[address]

    def ids(self, address: str) -> set[str]:
        return {str(one) for one in self.page(address).xpath("//@id")}

    def text(self, address: str) -> str:
        return " ".join(self.page(address).find("body").text_content().split())

    def title(self, address: str) -> str:
        return str(self.page(address).findtext(".//title"))

    def onward(self, address: str) -> list[str]:
        return [str(one) for one in self.page(address).xpath("//a[@data-onward]/@href")]


def without_engine(made: Tiny) -> Answers:
    """The site as far as we write it ourselves, in a frame of the plainest kind."""

    def frame(shape: Shape) -> str:
        return f"<!doctype html><html><head><title>{TITLE}</title>{HEAD}</head><body>{SUMMARY} {BODY}</body></html>"

    handbook = made.load()
    cited = cite(handbook, Cache(made.root / ".handbook/cache"))
    site = Website(handbook, cited, {}, frozenset(addresses(handbook)), None)
    pages = {
        address.removesuffix("index.html"): data.decode()
        for unit in site.small_units(frame)
        for address, data in unit.make().files
        if address.endswith("index.html")
    }
    for path in site.paths():
        address = "" if path == "index.md" else f"{path.removesuffix('.md').removesuffix('index')}/".replace("//", "/")
        pages[address] = f"<html><body>{site.page(path).body}</body></html>"
    return Answers(pages)


def built(made: Tiny) -> Answers:
    """The site as a reader would have it."""
    result = made.run("build")
    assert result.returncode == 0, result.stdout + result.stderr
    site = made.root / "site"
    return Answers(
        {path.parent.relative_to(site).as_posix().removeprefix(".").rstrip("/") + "/" * (path.parent != site): text
         for path in site.rglob("index.html") if (text := path.read_text(encoding="utf-8"))}
    )  # fmt: skip


def numbered(root: html.HtmlElement) -> list[str]:
    """The words of each numbered passage, in order, without the numbers."""
    found = []
    for one in root.xpath("//section[contains(@class, 'then')]//*[contains(@class, 'numbered')]"):
        (sign,) = one.xpath("./a[@class='pn']")
        found.append(one.text_content().removeprefix(sign.text))
    return found


def look(book: Book, site: Answers) -> None:
    """Holds every address against what the book remembers."""
    now = book.now()
    for name, parts in book.editions.items():
        assert f"e/{name}/" in site
        for part, shown in parts.items():
            frozen = f"e/{name}/s/{part}/"
            assert frozen in site
            assert f"s/{part}/" in site
            below = [one.words for one in parts.values() if one.kind == "section" and one.page == part]
            said = [*shown.words, *(words for one in below for words in one)] if shown.kind == "page" else shown.words
            assert numbered(site.page(frozen)) == [*said], f"{frozen} shows other words than it was released with"
            assert shown.title in site.title(frozen)
            if shown.kind == "handout":
                explained, number = shown.paper
                assert all(one in site.text(frozen) for one in (*explained, str(number)))
            assert_told(book, name, part, now, site.text(frozen))
            address, _, anchor = shown.address.partition("#")
            assert address in site, f"{shown.address} leads nowhere"
            assert not anchor or anchor in site.ids(address), f"{shown.address} leads to no place on its page"
    for part in {part for parts in book.editions.values() for part in parts} & now.keys():
        assert site.onward(f"s/{part}/") == [f"../../{now[part].address}"]
    for code, (name, part) in book.codes.items():
        assert_sheet(book, book.editions[name][part], book.lines[name, part], now, site.text(f"c/{code}/"))


def assert_told(book: Book, edition: str, part: str, now: Mapping[str, Shown], text: str) -> None:
    """A frozen page says what became of its part, and nothing else."""
    then, line = book.editions[edition][part], book.lines[edition, part]
    ids = [one for one in line.ids if one in now]
    if not ids:
        expected = ["Withdrawn in"]
    elif len(ids) > 1 or (ids != [part] and line.gone and "split" in line.kinds):
        # Of what was split, some may have been withdrawn since.
        expected = ["Split in"]
    elif ids != [part]:
        merged = {"split", "merged"} & line.kinds
        expected = ["Merged in"] if merged else ["Renamed in", *same_or_changed(then, now[ids[0]], moved=False)]
    else:
        here = now[part]
        expected = same_or_changed(then, here, moved=(then.page, then.address) != (here.page, here.address))
    said = [one for one in STATES if one in text]
    assert said == [one for one in STATES if one in expected], f"{part} of {edition} is {expected}: {text[:400]}"
    for one in ids:
        assert now[one].title in text


STATES = (
    "Withdrawn in",
    "Split in",
    "Merged in",
    "Renamed in",
    "Changed since",
    "Unchanged, and moved",
    "Unchanged.",
)


def same_or_changed(then: Shown, here: Shown, *, moved: bool) -> list[str]:
    if (then.raw, then.paper) != (here.raw, here.paper):
        return ["Changed since"]
    return ["Unchanged, and moved"] if moved else ["Unchanged."]


def assert_sheet(book: Book, then: Shown, line: Line, now: Mapping[str, Shown], text: str) -> None:
    here = [now[one] for one in line.ids if one in now]
    if not here:
        assert "This sheet is withdrawn" in text
        return
    (sheet,) = here
    same = (then.raw, then.paper, then.address) == (sheet.raw, sheet.paper, sheet.address)
    assert ("This sheet is current" in text) == same
    assert ("The numbers on this sheet have changed" in text) == (then.paper[1] != sheet.paper[1])
    assert "This sheet is withdrawn" not in text


# ---- The properties ----

KINDS = (
    "reword", "rewrite", "retitle", "rename", "move", "folder", "split", "merge", "merge_pages", "withdraw",
    "restore", "add", "define", "helpline", "restyle", "reorder",
)  # fmt: skip
EDITS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=9)


def stories(editions: int) -> st.SearchStrategy[list[list[tuple[str, int, int]]]]:
    """For each edition, and for the draft after the last, what is done before it."""
    return st.lists(EDITS, min_size=editions, max_size=editions)


def live(folder: Path, story: list[list[tuple[str, int, int]]]) -> Iterator[tuple[Tiny, Book]]:
    """The handbook after each release, and as the draft after them."""
    made, book = Tiny(folder), first_book()
    release(made, book, "1")
    yield made, book
    for at, edits in enumerate(story, 2):
        for kind, first, second in edits:
            if book.sections:
                book.edit(kind, first, second)
            else:
                book.add(first, second)
        if at <= len(story):
            release(made, book, str(at))
        else:
            write(made, book)
            book.follow(record(made, book))
        yield made, book


@settings(max_examples=max(3, settings.default.max_examples // 25))
@given(st.integers(2, 6).flatmap(stories))
def test_what_was_ever_released_answers_after_each_edition(story: list[list[tuple[str, int, int]]]) -> None:
    with TemporaryDirectory() as folder:
        for made, book in live(Path(folder), story):
            look(book, without_engine(made))


# A story of twenty editions shrinks too slowly to be worth it, so these are drawn without.
SEEDS = range(max(3, settings.default.max_examples // 50))


def long_story(seed: int, editions: int) -> list[list[tuple[str, int, int]]]:
    chance = random.Random(seed)
    return [
        [(chance.choice(KINDS), chance.randrange(31), chance.randrange(31)) for _ in range(chance.randint(1, 9))]
        for _ in range(editions)
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_released_in_twenty_editions_answers(seed: int, tmp_path: Path) -> None:
    *_, (made, book) = live(tmp_path, long_story(seed, 20))
    assert len(book.editions) > 15
    look(book, without_engine(made))


def test_the_whole_site_of_twelve_editions_answers(tmp_path: Path) -> None:
    *_, (made, book) = live(tmp_path, long_story(12, 12))
    look(book, built(made))
    site = Site(made.root / "site")
    assert site.broken() == []
    assert site.repeated_ids() == []
