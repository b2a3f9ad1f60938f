"""From marked HTML to the tree of a page: the marks become positions, citations and blocks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import accumulate, islice

from lxml import etree, html

from handbook_build.blocks import block_specs, question
from handbook_build.model.citation import Citation
from handbook_build.model.nodes import NOWHERE, Block, CitationNode, Element, Node, Nodes, Text, starts_of, walk
from handbook_build.parsing.block_heads import BlockHead
from handbook_build.parsing.notation import MARKS, Anchor, Marked, Private
from handbook_build.parsing.typography import typographic

# Elements inside a line: a quotation mark at their edge belongs to the words around them.
INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup u var".split()
)
# Elements whose text stays as it was written.
VERBATIM = frozenset(["code", "pre", "kbd", "samp", "script", "style", "textarea"])
# Elements in elements. No page that is meant comes near it.
DEEPEST = 100
# A private-use character by its number, which would be read as a mark.
_REFERENCE = re.compile(
    r"&#(?:0*(?:98[3-9]\d{3}|99\d{4}|10\d{5}|11[01]\d{4})(?!\d)|[xX]0*(?:[fF]|10)[\da-fA-F]{4}(?![\da-fA-F]));?",
    re.ASCII,
)
# A control character by its number, which no page can show and no XML can hold.
_CONTROL = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|127)(?!\d)|[xX]0*(?:[0-8bBcCeEfF]|1[\da-fA-F]|7[fF])(?![\da-fA-F]));?",
    re.ASCII,
)


def read_tree(text: str, marked: Marked) -> tuple[Nodes, int]:
    """The nodes of an HTML fragment made from `marked`, and where words begin that are in none of them, if there are
    any: a quotation mark or a comment that is never closed takes all that follows it.

    Raises RecursionError when it is nested deeper than all that is made of a page can follow.
    """
    text = _REFERENCE.sub(lambda found: marked.mark(Private(unescape(found[0]))), text)
    text = _CONTROL.sub("\ufffd", text)
    reader = _Reader(marked)
    parser = html.HTMLParser(encoding="utf-8", remove_pis=True, huge_tree=True)
    document = html.document_fromstring(f"<div>{text}</div>".encode(), parser=parser)
    body = document.find("body")
    nodes: list[Node] = []
    if body is not None:
        wrapper = body[0]
        nodes += reader.children(wrapper, False)
        # What the HTML reader moved out of the wrapper, because a stray `</div>` closed it.
        if wrapper.tail:
            nodes += reader.text(wrapper.tail, False)
        for stray in list(body)[1:]:
            nodes += reader.node(stray, False)
    return tuple(nodes), reader.lost(text)


def _first_mark(text: str) -> tuple[str, str, str]:
    """What stands before the first mark of a text, the mark, and what stands after it."""
    found = MARKS.search(text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


def _words(nodes: Nodes) -> str:
    """The words of a title, in which a picture is what it says."""
    return "".join(
        node.text if isinstance(node, Text) else node.get("alt")
        for node in walk(nodes)
        if isinstance(node, (Text, Element))
    )


_GAP = re.compile(r"\n[ \t]*\n")
_DOTS = re.compile(r"(?<!\.)\.\.\.(?!\.)")


@dataclass
class _Reader:
    """Reads the nodes in order; `before` is the last character of the line so far."""

    marked: Marked
    before: str = ""
    depth: int = 0
    met: set[str] = field(default_factory=set)

    def lost(self, text: str) -> int:
        """Where the first words of a text begin that were not met in reading it; nowhere when all were."""
        places = (self.marked.by_mark[one] for one in MARKS.findall(text) if one not in self.met)
        return next((one for one in places if isinstance(one, int)), NOWHERE)

    def children(self, parent: etree._Element, verbatim: bool) -> Iterator[Node]:
        self.depth += 1
        if self.depth > DEEPEST:
            raise RecursionError(f"more than {DEEPEST} elements stand in one another")
        if parent.text:
            yield from self.text(parent.text, verbatim)
        for child in parent:
            yield from self.node(child, verbatim)
        self.depth -= 1

    def node(self, source: etree._Element, verbatim: bool) -> Iterator[Node]:
        """The node made from an element, and the text after it."""
        if isinstance(source.tag, str):
            inside = verbatim or source.tag in VERBATIM
            if source.tag not in INLINE:
                self.before = ""
            name = source.get("data-block")
            # Raw HTML may name a block that there is not.
            if name in block_specs():
                yield self.block(name, source)
            else:
                yield self.element(source, tuple(self.children(source, inside)))
            if source.tag not in INLINE:
                self.before = ""
        if source.tail:
            yield from self.text(source.tail, verbatim)

    def element(self, source: etree._Element, children: Nodes) -> Element:
        values = {str(key): str(value) for key, value in source.attrib.items()}
        # A link or picture is where its address is; anything else, where its first value is.
        first = [values[key] for key in ("href", "src") if key in values]
        places = (self._offset(value) for value in (*first, *values.values()))
        offset = next((place for place in places if place != NOWHERE), NOWHERE)
        attributes = tuple((self.plain(key), self.plain(value)) for key, value in values.items())
        # A name that is never closed, as in `<div><d`, was taken for a word.
        return Element(self.plain(str(source.tag)), attributes, children, offset)

    def block(self, name: str, source: etree._Element) -> Block:
        """A block with its title, which is its first child, and the options that its head gave."""
        title = next((child for child in source if child.get("data-title") is not None), None)
        head = None
        words = ""
        if title is not None:
            before, mark, after = _first_mark(title.text or "")
            self.met.add(mark)
            head = self.marked.by_mark.get(mark)
            title.text = before + ("" if isinstance(head, BlockHead) else mark) + after
            words = _words(tuple(self.children(title, False))).strip()
            source.remove(title)
        known = head if isinstance(head, BlockHead) else BlockHead(name, NOWHERE)
        children = tuple(self.children(source, False))
        if name == "question":
            children = tuple(map(question.with_written_boxes, children))
        return Block(name, words or block_specs()[name].default_title, known.options, children, known.start)

    def text(self, marked: str, verbatim: bool) -> Iterator[Node]:
        """Text without its marks, cut where citations stand."""
        pieces = MARKS.split(marked)
        marks = MARKS.findall(marked)
        self.met.update(marks)
        anchors = [self.marked.by_mark[mark] for mark in marks]
        places = [one for one in anchors if isinstance(one, int)]
        if len(places) < len(anchors):
            yield from self.mixed(pieces, anchors, verbatim)
        elif words := "".join(pieces):
            here = [end - 1 for end in islice(accumulate(map(len, pieces)), len(places))]
            yield self.plain_text(words, here, places, verbatim)

    def mixed(self, pieces: list[str], anchors: list[Anchor], verbatim: bool) -> Iterator[Node]:
        """The pieces of a text between its marks, of which some stand for citations or for signs of the author's."""
        *before, last = pieces
        words: list[str] = []
        here: list[int] = []
        there: list[int] = []
        length = 0
        for piece, anchor in zip(before, anchors, strict=True):
            words.append(piece)
            length += len(piece)
            if isinstance(anchor, int):
                here.append(length - 1)
                there.append(anchor)
            elif isinstance(anchor, Private):
                words.append(anchor.character)
                length += 1
            elif isinstance(anchor, Citation):
                if verbatim:
                    words.append(anchor.raw)
                    length += len(anchor.raw)
                    continue
                if length:
                    yield self.plain_text("".join(words), here, there, verbatim)
                words, here, there, length = [], [], [], 0
                self.before = ")"
                yield CitationNode(anchor)
            else:
                # A block that is none in this place, such as raw HTML: its options stand here again.
                words.append(anchor.taken)
                length += len(anchor.taken)
        words.append(last)
        if rest := "".join(words):
            yield self.plain_text(rest, here, there, verbatim)

    def plain_text(self, words: str, here: list[int], there: list[int], verbatim: bool) -> Text:
        """A text whose words stand at these offsets here, and there in the source."""
        if not verbatim:
            if dots := [found.start() for found in _DOTS.finditer(words)]:
                # Three characters become one, so what stands after them moves up by two.
                here = [at - 2 * bisect_left(dots, at) for at in here]
                words = _DOTS.sub("…", words)
            words = typographic(words, self.before)
        self.before = words[-1]
        return Text(words, starts_of(here, there))

    def plain(self, marked: str) -> str:
        """An attribute's value without marks; a citation in it is text again."""
        if marked.isascii():
            return marked
        # A gap between paragraphs is in no value that is meant: its quotation mark was closed by one much later.
        if not _GAP.search(marked):
            self.met.update(MARKS.findall(marked))

        def written(anchor: object) -> str:
            if isinstance(anchor, Private):
                return anchor.character
            return anchor.raw if isinstance(anchor, Citation) else ""

        return MARKS.sub(lambda match: written(self.marked.by_mark[match[0]]), marked)

    def _offset(self, marked: str) -> int:
        """Where a value begins in the source: its first word, less what stands before it."""
        mark = None if marked.isascii() else MARKS.search(marked)
        anchor = self.marked.by_mark[mark[0]] if mark else None
        return anchor - (mark.start() - 1) if mark and isinstance(anchor, int) else NOWHERE
