"""Through twenty editions of random edits, every address ever released answers with the words once cited there."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest

from handbook_build.cache import Cache
from handbook_build.citing.bibliography import cite
from handbook_build.editions.records import edition_text
from handbook_build.exports.redirects import rules
from handbook_build.model.edition import Became, Change, Edition
from handbook_build.model.nodes import Element, Node, text_of, walk
from handbook_build.web.framed import permalinks
from handbook_build.web.framed.frozen import Comparisons, frozen
from handbook_build.web.framed.library import Library
from handbook_build.web.framed.page import FramedPage
from tests.tiny import BASE, SETTINGS, Tiny, page

WORDS = "a bond goal holds trust room time plan ends early late we you ask & <b> say".split()
EDITIONS, EDITS = 20, 12


@dataclass
class Simulation:
    """A handbook that somebody edits, and what is true of it: `stands_for` says which ids stand for one now."""

    chance: random.Random
    pages: dict[str, dict[str, str]] = field(default_factory=dict)
    folder: dict[str, str] = field(default_factory=dict)
    changes: dict[str, Change] = field(default_factory=dict)
    stands_for: dict[str, tuple[str, ...]] = field(default_factory=dict)
    released: set[str] = field(default_factory=set)
    made: int = 0
    edits: int = 0

    def new(self) -> str:
        self.made += 1
        return f"part-{self.made}"

    def words(self) -> str:
        return " ".join(self.chance.choices(WORDS, k=9)).replace("&", "and").replace("<b>", "less").capitalize() + "."

    def add_page(self) -> None:
        name = f"page-{self.new()}"
        self.pages[name] = {self.new(): self.words() for _ in range(3)}
        self.folder[name] = self.chance.choice(("one", "two"))

    def place(self, section: str) -> str:
        return next(name for name, sections in self.pages.items() if section in sections)

    def record(self, name: str, became: Became, *into: str) -> None:
        self.changes[name] = Change(name, became, into, f"Reason {self.edits}.")
        if became not in (Became.MOVED,):
            for one, ids in self.stands_for.items():
                replaced = [new for old in ids for new in (into if old == name else (old,))]
                self.stands_for[one] = tuple(dict.fromkeys(replaced))

    def edit(self) -> None:
        """One edit of a section that was released and that no other edit since has touched."""
        touched = {*self.changes, *(one for change in self.changes.values() for one in change.into)}
        free = [one for one in sorted(self.released - touched) if any(one in part for part in self.pages.values())]
        self.edits += 1
        if len(free) < 6 or self.chance.random() < 0.1:
            self.add_page()
            return
        name, other = self.chance.sample(free, 2)
        here = self.pages[self.place(name)]
        kind = self.chance.choice(("reword", "reword", "move", "rename", "split", "merge", "withdraw", "folder"))
        if kind == "reword":
            here[name] = self.words()
        elif kind == "move":
            there = self.chance.choice([one for one in self.pages.values() if one is not here])
            there[name] = here.pop(name)
            self.record(name, Became.MOVED)
        elif kind == "rename":
            new = self.new()
            here[new] = here.pop(name)
            self.record(name, Became.RENAMED, new)
        elif kind == "split":
            first, second = self.new(), self.new()
            here[first], here[second] = here.pop(name), self.words()
            self.record(name, Became.SPLIT, first, second)
        elif kind == "merge":
            self.pages[self.place(other)][other] += f" {here.pop(name)}"
            self.record(name, Became.MERGED, other)
        elif kind == "withdraw":
            here.pop(name)
            self.record(name, Became.WITHDRAWN)
        else:
            moved = self.place(name)
            self.folder[moved] = self.chance.choice(("one", "two", "three"))

    def write(self, made: Tiny) -> None:
        for path in made.root.glob("content/*/page-*.md"):
            path.unlink()
        for name, sections in self.pages.items():
            body = "\n\n".join(f"## Title of {one} {{#{one}}}\n\n{words}" for one, words in sections.items())
            made.write({f"content/{self.folder[name]}/{name}.md": page(name, body or "Nothing is left.")})

    def release(self, made: Tiny, number: int) -> None:
        self.write(made)
        handbook = made.load()
        parts = tuple(Library(handbook, cite(handbook, Cache(None))).archive.now.values())
        latest = handbook.ledger.latest
        follows = (latest.name, latest.seal) if latest else None
        day = date(2020, 1, 1) + timedelta(days=30 * number)
        edition = Edition(str(number), day, parts, changes=tuple(self.changes.values()), follows=follows)
        made.write({f"content/editions/{number}.json": edition_text(edition)})
        self.changes = {}
        for part in parts:
            self.released.add(part.id)
            self.stands_for.setdefault(part.id, (part.id,))
        self.released -= {*self.pages, "start"}


def shown(made: FramedPage) -> str:
    return text_of(made.body)


def numbered(made: FramedPage) -> dict[str, str]:
    """The words of each numbered passage by its id, without the number."""
    found: dict[str, str] = {}
    for node in walk(made.body):
        if isinstance(node, Element) and "numbered" in node.classes:
            said: list[Node] = [one for one in node.children if not (isinstance(one, Element) and "pn" in one.classes)]
            found[node.get("id")] = text_of(said)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_every_address_ever_released_answers_with_the_words_once_cited(seed: int, tmp_path: Path) -> None:
    life = Simulation(random.Random(seed))
    made = Tiny(tmp_path)
    made.write({**BASE, "mkdocs.yml": SETTINGS})
    for _ in range(4):
        life.add_page()
    for number in range(1, EDITIONS + 1):
        life.release(made, number)
        for _ in range(EDITS if number < EDITIONS else 0):
            life.edit()
    assert life.edits > 200
    handbook = made.load()
    assert len(handbook.ledger.editions) == EDITIONS
    library = Library(handbook, cite(handbook, Cache(None)))
    now = library.archive.now

    comparisons = Comparisons(library)
    then = [frozen(library, one, part, comparisons) for one in handbook.ledger.editions for part in one.parts]
    pages = {one.address: one for one in (*then, *permalinks.pages(library))}
    files = {address.removesuffix("index.html"): data.decode() for address, data in permalinks.files(library)}
    assert not pages.keys() & files.keys()
    kinds = set()
    for edition in handbook.ledger.editions:
        for part in edition.parts:
            then = pages[f"e/{edition.name}/s/{part.id}/"]
            said = numbered(then)
            assert [said[f"p{one.number}"] for one in part.passages if one.number] == [
                one.text for one in part.passages if one.number
            ]
            ids = [one for one in life.stands_for[part.id] if one in now]
            if part.kind != "section":
                continue
            words = shown(then)
            expected = (
                "Withdrawn"
                if not ids
                else "Split"
                if len(ids) > 1
                else "Changed since"
                if ids == [part.id] and now[part.id].digest != part.digest
                else "Unchanged"
                if ids == [part.id]
                else ""
            )
            kinds.add(expected)
            assert expected in words
            if expected != "Unchanged":
                assert "Unchanged" not in words or now[ids[0]].digest == part.digest
            for one in ids:
                assert now[one].title in words
    assert kinds >= {"Withdrawn", "Split", "Changed since", "Unchanged", ""}

    for name in life.stands_for:
        assert f"s/{name}/" in pages or f"s/{name}/" in files
        if name in now:
            assert f'href="../../{now[name].address}"' in files[f"s/{name}/"]
    standing = {part.address for part in now.values()}
    for place in library.archive.places:
        assert place in standing or place in files
    for rule in rules(handbook):
        assert rule.to[1:] in standing or rule.to[1:] in pages
        assert rule.address[1:] in files
