"""What a page teaches: its outcomes, its self-check questions, and which question asks which outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handbook_build.locations import Location
from handbook_build.model.document import Document
from handbook_build.model.nodes import Block, Element, Nodes, offset_of, text_of, walk

# The attribute of the words to which an author gave a name: `[name the three parts]{outcome=three-parts}`.
NAMED = "data-outcome"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something that a student can do after a page. `name` is known on that page only; it may have none."""

    name: str
    words: Nodes
    location: Location

    @property
    def text(self) -> str:
        return " ".join(text_of(self.words).split())


@dataclass(frozen=True, slots=True)
class Question:
    """A self-check question: its place among those of its page, from 1, and the names of the outcomes that it asks.

    `answer` is the id of the section that answers it, `offset` where it begins in the source.
    """

    number: int
    title: str
    asks: tuple[str, ...]
    answer: str
    offset: int
    location: Location


def outcomes_of(document: Document) -> Iterator[Outcome]:
    """The outcomes of a page, in reading order."""
    for block in (one for one in document.blocks if one.name == "outcomes"):
        for item in _items(block):
            inside = (node for node in walk(item.children) if isinstance(node, Element))
            name = next((node.get(NAMED) for node in inside if node.get(NAMED)), "")
            yield Outcome(name, item.children, document.locate(offset_of(item.children)))


def questions_of(document: Document) -> Iterator[Question]:
    """The self-check questions of a page, in reading order."""
    asked = (one for one in document.blocks if one.name == "question")
    for number, block in enumerate(asked, start=1):
        yield Question(
            number,
            block.title,
            block.names_option("asks"),
            block.text_option("answer-in"),
            block.offset,
            document.locate(block.offset, len(block.name)),
        )


def taught_on(document: Document) -> Iterator[tuple[Outcome, tuple[Question, ...]]]:
    """Each outcome of a page with the questions that ask it. The sections that answer them are where it is taught."""
    questions = tuple(questions_of(document))
    for outcome in outcomes_of(document):
        yield outcome, tuple(one for one in questions if outcome.name and outcome.name in one.asks)


def _items(block: Block) -> Iterator[Element]:
    """The items of the lists of a block, without those of lists inside them."""
    for node in block.children:
        if isinstance(node, Element) and node.tag in ("ul", "ol"):
            yield from (child for child in node.children if isinstance(child, Element) and child.tag == "li")
