"""Which words become links, measured on sentences that a person marked: terms/two-hundred-sentences.md says how."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from handbook_build.locations import Position
from handbook_build.model.handbook import Handbook
from handbook_build.model.source import Source
from handbook_build.model.term import TermUse
from tests.conftest import PROJECT
from tests.tiny import MakeTiny, page

FILE = Path(__file__).parent / "terms" / "two-hundred-sentences.md"
TRAPS = "Another sense"
LEAST_RECALL = 0.98

_HEADING_OR_ITEM = re.compile(r"^(?:## (?P<group>.+)|(?P<number>\d+)\. (?P<item>.*(?:\n .*)*))", re.MULTILINE)
_MARK = re.compile(r"(?:\[\[|\(\()(?P<words>(?:\[[^\]]+\]\{[^}]+\}|[^\[\]()|])+)(?:\|(?P<entry>[\w-]+))?(?:\]\]|\)\))")
_ASKED = re.compile(r"\[(.+)\]\{.+\}")
_MISSED = re.compile(r"\s*<!-- missed: .+? -->")

Place = tuple[Position, Position, str]


@dataclass(frozen=True)
class Mark:
    """Words that a person marked: from where to where in the sentence, and the entry they belong to."""

    start: int
    end: int
    entry: str
    linked: bool


@dataclass(frozen=True)
class Sentence:
    """A sentence of the file in Markdown, without its marks; `missed` when it is known that a link is missing."""

    number: int
    group: str
    text: str
    marks: tuple[Mark, ...]
    missed: bool


@dataclass(frozen=True)
class Linked:
    """The sentences, and what the linker made of them as a page of a handbook."""

    sentences: tuple[Sentence, ...]
    handbook: Handbook

    @property
    def uses(self) -> dict[Place, TermUse]:
        return {place_of(use): use for use in self.handbook.uses if use.section.startswith("s-")}

    def marked(self, kind: Callable[[Mark], bool]) -> dict[Place, Sentence]:
        """Where the marks of a kind stand on the page, each with its sentence."""
        source = self.handbook.sources["content/sentences.md"]
        return {
            place: one for one in self.sentences for place in places_of(tuple(filter(kind, one.marks)), one, source)
        }


@pytest.fixture(scope="module")
def sentences() -> tuple[Sentence, ...]:
    return read_sentences(FILE.read_text(encoding="utf-8"))


@pytest.fixture
def linked(tiny: MakeTiny, sentences: tuple[Sentence, ...]) -> Linked:
    """A handbook with our own terms and a page of the sentences, read and linked like any other."""
    terms = (PROJECT / "content/terms.yml").read_bytes()
    made = tiny({"content/terms.yml": terms, "content/sentences.md": page("sentences", body_of(sentences))})
    return Linked(sentences, made.load())


def test_no_link_is_false_and_hardly_one_is_missing(linked: Linked) -> None:
    marked = linked.marked(lambda mark: mark.linked)
    found = {place: use for place, use in linked.uses.items() if use.linked}
    false = [f"{use.section}: {use.text} ({use.entry})" for place, use in found.items() if place not in marked]
    missing = {place: one for place, one in marked.items() if place not in found}
    assert false == [], "links to a definition that does not fit"
    assert [f"s-{one.number}: {one.text}" for one in missing.values() if not one.missed] == [], "links that are missing"
    assert len(marked) - len(missing) >= LEAST_RECALL * len(marked), "too many links are known to be missing"


def test_a_link_that_is_known_to_be_missing_is_missing(linked: Linked) -> None:
    marked = linked.marked(lambda mark: mark.linked)
    found = {place for place, use in linked.uses.items() if use.linked}
    missed = {one.number for place, one in marked.items() if place not in found}
    assert {one.number for one in linked.sentences if one.missed} <= missed


def test_a_word_that_links_only_where_asked_is_recorded_all_the_same(linked: Linked) -> None:
    """The glossary and the checks count what uses a term, whether or not a reader meets a link."""
    unlinked = {place: use for place, use in linked.uses.items() if not use.linked}
    marked = linked.marked(lambda mark: not mark.linked)
    assert [f"s-{one.number}: {one.text}" for place, one in marked.items() if place not in unlinked] == []


def test_there_are_over_200_sentences_with_every_term_and_60_traps(linked: Linked) -> None:
    assert len(linked.sentences) > 200
    assert [one.number for one in linked.sentences] == list(range(1, len(linked.sentences) + 1))
    shown = {mark.entry for one in linked.sentences for mark in one.marks if mark.linked}
    assert shown == {entry.id for entry in linked.handbook.entries}
    traps = [one for one in linked.sentences if one.group == TRAPS and not any(mark.linked for mark in one.marks)]
    assert len(traps) >= 60


def read_sentences(text: str) -> tuple[Sentence, ...]:
    """The numbered sentences of a file, each with the heading above it."""
    group, found = "", []
    for part in _HEADING_OR_ITEM.finditer(text):
        group = part["group"] or group
        if part["number"]:
            found.append(read_sentence(int(part["number"]), group, part["item"]))
    return tuple(found)


def read_sentence(number: int, group: str, item: str) -> Sentence:
    """A sentence without its marks; lines below its first move to the margin."""
    written = re.sub(r"^ {1,5}", "", _MISSED.sub("", item), flags=re.MULTILINE)
    text, marks, end = "", [], 0
    for mark in _MARK.finditer(written):
        asked = _ASKED.fullmatch(mark["words"])
        words = asked[1] if asked else mark["words"].strip("*")
        text += written[end : mark.start()]
        start = len(text) + mark["words"].index(words)
        entry = mark["entry"] or "-".join(words.lower().split())
        marks.append(Mark(start, start + len(words), entry, mark[0].startswith("[[")))
        text += mark["words"]
        end = mark.end()
    return Sentence(number, group, text + written[end:], tuple(marks), bool(_MISSED.search(item)))


def body_of(sentences: tuple[Sentence, ...]) -> str:
    """The sentences, each in a section of its own, so that each use of a term is the first."""
    return "\n\n".join(f"{heading_of(one)}{one.text}" for one in sentences)


def heading_of(sentence: Sentence) -> str:
    return f"## Number {sentence.number} {{#s-{sentence.number}}}\n\n"


def places_of(marks: tuple[Mark, ...], sentence: Sentence, source: Source) -> list[Place]:
    start = source.text.index(heading_of(sentence)) + len(heading_of(sentence))
    ranges = [(source.location(start + mark.start, start + mark.end).range, mark.entry) for mark in marks]
    return [(one.start, one.end, entry) for one, entry in ranges]


def place_of(use: TermUse) -> Place:
    return use.location.range.start, use.location.range.end, use.entry
