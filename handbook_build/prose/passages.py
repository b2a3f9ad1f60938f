"""A document as passages of plain text: each paragraph, item, heading and row of a table, with who
reads it, what it cites, and which of its words are bound to a claim."""

from __future__ import annotations

import weakref
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from handbook_build.blocks import readers_of_blocks
from handbook_build.blocks.question import BOXES
from handbook_build.locations import Location
from handbook_build.model.document import Document
from handbook_build.model.nodes import Block, CitationNode, Element, Node, Text, offset_of, text_of
from handbook_build.prose.sentences import CITED, NAMED, sentence_ends

# What begins a passage of its own. A row of a table is one, since its cells make one statement.
PASSAGE_TAGS = frozenset(
    "p li dt dd tr caption figcaption summary blockquote h1 h2 h3 h4 h5 h6 div section ul ol dl "
    "table thead tbody".split()
)
UNREAD = frozenset(("code", "pre", "kbd", "samp", "script", "style"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Invented people and borrowed words state nothing about research.
INVENTED = frozenset(("example", "say", "bring"))
# Parts of a question whose wrong choices are meant to be wrong, and prompts for a group.
ASKED = frozenset(("question", "discuss"))
# What research says is for every reader, and written as for counsellors.
FOR = {**readers_of_blocks(), "evidence": "counsellor"}


@dataclass(frozen=True, slots=True)
class Binding:
    """Words from `start` to `end` of a passage that an author bound to a claim, or marked as false."""

    start: int
    end: int
    name: str
    location: Location


@dataclass(frozen=True)
class Passage:
    """A run of plain text. In `text` a citation is one sign, CITED or NAMED.

    `audience` is client, counsellor or trainer, and `only` the same where it stands in a block for that reader alone;
    `section` is the id of the section around it.
    `invented` tells an example or words to borrow, `quoted` a quotation, `choice` a choice of a
    question. `before` is where in the source the words before it end, as far as known.
    """

    document: Document
    section: str
    text: str
    audience: str
    tag: str = "p"
    pieces: tuple[tuple[int, Text], ...] = field(default=(), repr=False)
    cites: tuple[tuple[int, CitationNode], ...] = ()
    claims: tuple[Binding, ...] = ()
    refuted: tuple[Binding, ...] = ()
    before: int = 0
    invented: bool = False
    quoted: bool = False
    choice: bool = False
    asked: bool = False
    only: str = ""
    place: Location | None = None

    def locate(self, start: int, end: int) -> Location:
        """Where the words from `start` to `end` stand in the source."""
        at = bisect_right([offset for offset, _ in self.pieces], start) - 1
        near = self.before
        if at >= 0:
            offset, node = self.pieces[at]
            near = node.source_offset(start - offset)
            if start < offset + len(node.text):
                return self.document.locate(near, max(end - start, 1))
        elif self.place:
            return self.place
        # Words of digits alone have no place of their own: they stand after the words before them.
        words = self.text[start:end].strip()
        found = self.document.source.text.find(words, max(near - len(words), 0)) if words else -1
        return self.document.locate(found if found >= 0 else near, max(end - start, 1))

    @property
    def own_words(self) -> str:
        """The text without the box before a choice."""
        plain = self.text.lstrip()
        return plain[len(BOXES[0]) :] if self.choice and plain.startswith(BOXES) else self.text

    def refutes(self, start: int, end: int) -> bool:
        """Whether the words from `start` to `end` are marked as quoted and false."""
        return any(one.start <= start and end <= one.end for one in self.refuted)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences in order; a row of a table is one."""
        found: list[Sentence] = []
        start = 0
        for end in (len(self.text),) if self.tag == "tr" else sentence_ends(self.text):
            if self.text[start:end].strip():
                found.append(Sentence(self, start, end))
            start = end
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage, from `start` to `end` of its text."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]

    @property
    def words(self) -> str:
        """The sentence as a reader reads it, without the signs of its citations."""
        return " ".join(self.text.replace(CITED, " ").replace(NAMED, " ").split())

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the works it cites."""
        return tuple(
            item.key
            for offset, node in self.passage.cites
            if self.start <= offset < self.end
            for item in node.citation.items
        )

    @property
    def claims(self) -> tuple[Binding, ...]:
        """The claims to which it, or a part of it, is bound."""
        return tuple(one for one in self.passage.claims if one.start < self.end and one.end > self.start)

    def locate(self, start: int, end: int) -> Location:
        """Where the words from `start` to `end`, counted from the sentence's own start, stand."""
        return self.passage.locate(self.start + start, self.start + end)

    def refutes(self, start: int, end: int) -> bool:
        """Whether the words from `start` to `end`, counted from its own start, are marked as quoted and false."""
        return self.passage.refutes(self.start + start, self.start + end)

    @property
    def location(self) -> Location:
        """The first word of the sentence."""
        lead = len(self.text) - len(self.text.lstrip(f" \n\t{CITED}{NAMED}“‘\"'("))
        word = len(self.text[lead:].split(maxsplit=1)[0]) if self.text[lead:].split() else 1
        return self.locate(lead, lead + word)


# Many checks read the same passages: each document is read once, for as long as it is there.
_Kept = tuple[weakref.ref[Document], tuple[Passage, ...]]
_KEPT: dict[int, _Kept] = {}


def passages(document: Document) -> tuple[Passage, ...]:
    """The passages of a document in reading order, its title and summary first."""
    name = id(document)
    kept = _KEPT.get(name)
    if kept is None or kept[0]() is not document:

        def forget(_: object, everything: dict[int, _Kept] = _KEPT) -> None:
            everything.pop(name, None)

        kept = (weakref.ref(document, forget), tuple(_read(document)))
        _KEPT[name] = kept
    return kept[1]


def forget_passages() -> None:
    """Drops what was read of all documents, when nobody will ask for it any more: it is as large as these."""
    _KEPT.clear()


class _Around(NamedTuple):
    """What is known of a passage from what stands around it; the names are those of a passage."""

    section: str
    audience: str
    tag: str = "p"
    invented: bool = False
    quoted: bool = False
    choice: bool = False
    asked: bool = False
    only: str = ""


def _read(document: Document) -> Iterator[Passage]:
    reader = document.front.audience[0] if document.front.audience else "client"
    for key, words in (("title", document.front.title), ("summary", document.front.summary)):
        if words:
            tag = "h1" if key == "title" else "p"
            yield Passage(document, "", words, reader, tag, place=document.at(key))
    sections = _Sections(document)
    for section in document.sections:
        yield from sections.passages(_Around(section.id, reader, "h2"), section.heading)
        yield from sections.passages(_Around(section.id, reader), section.content)


@dataclass
class _Sections:
    """Reads the sections of a document in order; `last` is where in the source the words so far end."""

    document: Document
    last: int = 0

    def passages(self, around: _Around, nodes: Iterable[Node]) -> Iterator[Passage]:
        """Runs of inline nodes become passages; what is a passage of its own is gone into."""
        run: list[Node] = []
        for node in nodes:
            inner = self.inner(around, node)
            if inner is None:
                run.append(node)
                continue
            yield from self.one(around, run)
            run = []
            yield from inner
        yield from self.one(around, run)

    def inner(self, around: _Around, node: Node) -> Iterator[Passage] | None:
        """The passages of a node that makes its own, or None when it belongs to the running text."""
        if isinstance(node, Block):
            return self.block(around, node)
        if isinstance(node, Element) and node.tag == "tr":
            return self.row(around._replace(tag="tr"), node)
        if isinstance(node, Element) and (node.tag in PASSAGE_TAGS or _holds_passages(node)):
            quoted = around.quoted or node.tag in ("blockquote", "q")
            choice = around.choice or (node.tag == "li" and around.asked and _is_choice(node))
            return self.passages(around._replace(tag=node.tag, quoted=quoted, choice=choice), node.children)
        return None

    def block(self, around: _Around, block: Block) -> Iterator[Passage]:
        if block.name == "passage":
            # What it borrows is read where it stands.
            return
        inner = around._replace(
            audience=FOR.get(block.name, around.audience),
            invented=around.invented or block.name in INVENTED,
            asked=around.asked or block.name in ASKED,
            only=readers_of_blocks().get(block.name, around.only),
        )
        if block.title:
            place = self.document.locate(block.offset, len(block.name))
            yield self.made(inner._replace(tag="h4"), block.title, place=place)
        yield from self.passages(inner, block.children)

    def row(self, around: _Around, row: Element) -> Iterator[Passage]:
        """The cells of a row as one passage."""
        cells: list[Node] = []
        for cell in row.children:
            if isinstance(cell, Element):
                cells += [*cell.children, Text("; ")]
        yield from self.one(around, cells)

    def one(self, around: _Around, nodes: Sequence[Node]) -> Iterator[Passage]:
        if not nodes:
            return
        writer = _Writer(self.document)
        writer.write(nodes)
        if not writer.text.strip():
            return
        yield self.made(around, writer.text, writer)
        if writer.pieces:
            _, node = writer.pieces[-1]
            self.last = node.source_offset(len(node.text))

    def made(self, around: _Around, text: str, writer: _Writer | None = None, place: Location | None = None) -> Passage:
        return Passage(
            self.document,
            around.section,
            text,
            around.audience,
            around.tag,
            tuple(writer.pieces) if writer else (),
            tuple(writer.cites) if writer else (),
            tuple(writer.claims) if writer else (),
            tuple(writer.refuted) if writer else (),
            self.last,
            around.invented,
            around.quoted,
            around.choice,
            around.asked,
            around.only,
            place,
        )


def _holds_passages(node: Element) -> bool:
    return any(isinstance(child, Block) or (isinstance(child, Element) and child.tag == "p") for child in node.children)


def _is_choice(node: Element) -> bool:
    return text_of(node.children).lstrip().startswith(BOXES)


@dataclass
class _Writer:
    """Writes inline nodes as one text and keeps where each came from."""

    document: Document
    text: str = ""
    pieces: list[tuple[int, Text]] = field(default_factory=list)
    cites: list[tuple[int, CitationNode]] = field(default_factory=list)
    claims: list[Binding] = field(default_factory=list)
    refuted: list[Binding] = field(default_factory=list)

    def write(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            if isinstance(node, Text):
                if node.starts:
                    self.pieces.append((len(self.text), node))
                self.text += node.text
            elif isinstance(node, CitationNode):
                self.cites.append((len(self.text), node))
                self.text += NAMED if node.citation.mode.value == "narrative" else CITED
            elif isinstance(node, Element) and (node.tag in UNREAD or _is_footnote_mark(node)):
                self.text += " "
            elif isinstance(node, Element):
                self.element(node)
            else:
                self.write(node.children)

    def element(self, node: Element) -> None:
        start = len(self.text)
        if node.tag == "br":
            self.text += " "
        self.write(node.children)
        for name, kept in (("data-claim", self.claims), ("data-false", self.refuted)):
            if value := node.get(name):
                kept.append(Binding(start, len(self.text), value, self.document.locate(offset_of(node.children))))


def _is_footnote_mark(node: Element) -> bool:
    return node.tag == "sup" and any(
        isinstance(one, Element) and "footnote-ref" in one.classes for one in node.children
    )
