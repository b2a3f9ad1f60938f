"""The words of a part as numbered passages, which is how they are frozen, compared and cited.

One walk over the tree gives both the passages and the tree with their numbers, so the number in the
margin of a page is always the one that the ledger knows.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from handbook_build.blocks import block_specs
from handbook_build.blocks.question import BOXES
from handbook_build.model.citation import Citation, CitationMode, CiteItem
from handbook_build.model.edition import Passage, Run
from handbook_build.model.nodes import Block, CitationNode, Element, Node, Nodes, TermLink, Text, text_of, walk

# The attribute that carries a passage's number on its way to a page.
NUMBER = "data-passage"

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# What holds words of its own, or other blocks.
_BLOCKS = _HEADINGS | frozenset(
    "address article aside blockquote caption center dd details div dl dt fieldset figcaption figure footer form "
    "header hr legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_KINDS = {"li": "item", "dd": "item", "dt": "item", "pre": "code"}
# Words of no author: scripts, drawings, fields to fill in.
_UNREAD = frozenset(("script", "style", "svg", "input", "textarea", "template"))
_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True)
class Speech:
    """How the words are said that are not the author's own: a citation, and a link that has no words."""

    citation: Callable[[Citation], str] = lambda citation: citation.raw
    link: Callable[[str], str] = lambda address: ""


PLAIN = Speech()


def passages_of(nodes: Nodes, speech: Speech = PLAIN) -> tuple[Passage, ...]:
    """The passages of a part, numbered from 1 in reading order."""
    reader = _Reader(speech)
    reader.blocks(nodes)
    return tuple(reader.passages)


def numbered(nodes: Nodes) -> Nodes:
    """The same tree, in which each element that begins a numbered passage bears its number."""
    return _Reader(PLAIN).blocks(nodes)


def numbered_on(parts: Iterable[Nodes]) -> Iterator[Nodes]:
    """Several trees that are one part, each with numbers that go on where those before it ended."""
    reader = _Reader(PLAIN)
    return (reader.blocks(nodes) for nodes in parts)


def digest_of(title: str, summary: str, passages: Iterable[Passage]) -> str:
    """A fingerprint of what a part says: SHA-256, in hexadecimal.

    Two parts have the same one when their authors wrote the same words in the same order for the same
    readers, whatever citations look like, terms are linked, or targets of links are called.
    """
    said = [[passage.kind, passage.block, _marked(passage.runs)] for passage in passages]
    data = json.dumps([_spaced(title), _spaced(summary), said], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(data.encode("utf-8", "surrogatepass")).hexdigest()


def _marked(runs: Sequence[Run]) -> list[object]:
    """Words as texts, and what stands for a citation or a title as a list of its own."""
    result: list[object] = []
    for run in runs:
        last = result[-1] if result else None
        if run.mark:
            result.append([run.mark])
        elif isinstance(last, str):
            result[-1] = last + run.text
        else:
            result.append(run.text)
    return result


def citation_mark(citation: Citation) -> str:
    """A citation as data: `@rogers-1957, page 96; see @bordin-1979`."""
    mode = "narrative " if citation.mode is CitationMode.NARRATIVE else ""
    return mode + "; ".join(map(_item_mark, citation.items))


def _item_mark(item: CiteItem) -> str:
    key = f"{'-' if item.suppress_author else ''}@{item.key}"
    place = f", {item.label} {item.locator}" if item.locator else ""
    return _spaced(f"{item.prefix} {key}{place} {item.suffix}")


def _spaced(text: str) -> str:
    return _SPACES.sub(" ", text).strip(" ")


@dataclass
class _Reader:
    speech: Speech
    passages: list[Passage] = field(default_factory=list)
    count: int = 0
    block: str = ""
    kind: str = "paragraph"

    def blocks(self, nodes: Nodes) -> Nodes:
        """Reads what stands in a part, a block or a wrapper; gives it with numbers."""
        made: list[Node] = []
        loose: list[Node] = []
        for node in nodes:
            if _is_inline(node):
                loose.append(node)
                made.append(node)
                continue
            self.passage(self.kind, loose, 0)
            loose = []
            made.append(self.one(node))
        self.passage(self.kind, loose, 0)
        return tuple(made)

    def one(self, node: Node) -> Node:
        if isinstance(node, Block):
            return self.inside_block(node)
        if not isinstance(node, Element) or node.tag in _UNREAD:
            return node
        if node.tag == "table":
            return self.table(node)
        if node.tag == "blockquote":
            return self.quotation(node)
        if node.tag in _HEADINGS:
            self.passage("heading", node.children, 0)
            return node
        if (picture := _only_picture(node)) is not None:
            self.passage("picture", (Text(picture.get("alt")),), 0)
            return node
        return self.worded(node)

    def worded(self, node: Element) -> Element:
        """An element that may have words of its own, before, between and after the blocks in it."""
        kind = _KINDS.get(node.tag, self.kind)
        number = self.next() if any(map(_is_inline, node.children)) and _has_words(node.children) else 0
        outer, self.kind = self.kind, kind if kind == "item" else self.kind
        made: list[Node] = []
        own: list[Node] = []
        for child in node.children:
            if _is_inline(child):
                own.append(child)
                made.append(child)
                continue
            self.passage(kind, own, number)
            own = []
            made.append(self.one(child))
        self.passage(kind, own, number)
        self.kind = outer
        return _with_number(replace(node, children=tuple(made)), number)

    def quotation(self, node: Element) -> Element:
        outer, self.kind = self.kind, "quotation"
        made = self.worded(node)
        self.kind = outer
        return made

    def table(self, node: Element) -> Element:
        """A table is one passage; each of its rows is kept, with the table's number."""
        number = self.next()
        for row in (one for one in walk((node,)) if isinstance(one, Element) and one.tag in ("tr", "caption")):
            cells = [cell for cell in row.children if isinstance(cell, Element)] if row.tag == "tr" else [row]
            words: list[Node] = []
            for cell in cells:
                words += [Text(" | ")] if words else []
                words += cell.children
            self.passage("row", words, number)
        return _with_number(node, number)

    def inside_block(self, node: Block) -> Block:
        outer, self.block = self.block, node.name
        spec = block_specs()[node.name]
        # A title that every block of its kind has is the tool's word, and may change with it.
        self.passage("heading", (Text(node.title if node.title != spec.default_title else ""),), 0)
        made = replace(node, children=self.blocks(node.children))
        texts = {option.name for option in spec.options if option.kind == "text"}
        for name in sorted(texts & node.options.keys()):
            self.passage("paragraph", (Text(str(node.options[name])),), 0)
        self.block = outer
        return made

    def next(self) -> int:
        self.count += 1
        return self.count

    def passage(self, kind: str, nodes: Iterable[Node], number: int) -> None:
        runs = _tidy(self.runs(nodes))
        if runs:
            self.passages.append(Passage(kind, runs, number, self.block))

    def runs(self, nodes: Iterable[Node]) -> list[Run]:
        result: list[Run] = []
        for node in nodes:
            if isinstance(node, Text):
                result.append(Run(node.text))
            elif isinstance(node, CitationNode):
                result.append(Run(self.speech.citation(node.citation), citation_mark(node.citation)))
            elif isinstance(node, (TermLink, Block)):
                result += self.runs(node.children)
            elif node.tag == "br":
                result.append(Run(" "))
            elif node.tag == "img":
                result.append(Run(node.get("alt")))
            elif node.tag == "a" and not text_of(node.children).strip() and not _pictured(node):
                result.append(Run(self.speech.link(node.get("href")), node.get("href")))
            elif node.tag not in _UNREAD:
                apart = [Run(" ")] if node.tag in _BLOCKS else []
                result += [*apart, *self.runs(node.children), *apart]
        return result


def _is_inline(node: Node) -> bool:
    return isinstance(node, (Text, CitationNode, TermLink)) or (isinstance(node, Element) and node.tag not in _BLOCKS)


def _has_words(nodes: Iterable[Node]) -> bool:
    return any(
        (isinstance(node, Text) and node.text.strip())
        or isinstance(node, (CitationNode, TermLink))
        or (isinstance(node, Element) and _is_inline(node) and (node.tag in ("img", "a") or _has_words(node.children)))
        for node in nodes
    )


def _pictured(node: Element) -> bool:
    return any(isinstance(one, Element) and one.tag == "img" for one in walk(node.children))


def _only_picture(node: Element) -> Element | None:
    inner = [child for child in node.children if not (isinstance(child, Text) and not child.text.strip())]
    only = inner[0] if node.tag == "p" and len(inner) == 1 else None
    return only if isinstance(only, Element) and only.tag == "img" else None


def _with_number(node: Element, number: int) -> Element:
    return replace(node, attributes=(*node.attributes, (NUMBER, str(number)))) if number else node


def _tidy(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs with single spaces, none at the ends, texts joined, and a question's box taken away."""
    result: list[Run] = []
    for run in runs:
        text = _SPACES.sub(" ", run.text)
        if not result or result[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if not text and not run.mark:
            continue
        if result and not run.mark and not result[-1].mark:
            result[-1] = Run(result[-1].text + text)
        else:
            result.append(Run(text, run.mark))
    if result and not result[0].mark and result[0].text.startswith(BOXES):
        result[0] = Run(result[0].text[len(BOXES[0]) :])
    while result and not result[-1].mark and not result[-1].text.rstrip(" "):
        result.pop()
    if result and not result[-1].mark:
        result[-1] = Run(result[-1].text.rstrip(" "))
    return tuple(run for run in result if run.text or run.mark)
