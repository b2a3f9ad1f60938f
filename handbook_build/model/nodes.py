"""The body of a page as a small tree: text, elements, blocks, citations, term links.

The names of elements are those of HTML, since every reader of this code knows them; the tree
is no HTML text. Web pages, sheets and exports are all made from it.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from handbook_build.model.citation import Citation

NOWHERE = -1
# How offsets are packed: each in four bytes.
_OFFSETS: Final = "i"
_SIDE = re.compile(r"text-align:\s*(left|right|center);?")


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text; `starts` has the offset of each word here, then that of each in the source, as `starts_of` packs
    them: a large handbook has a million words.
    """

    text: str
    starts: bytes = b""

    def source_offset(self, offset: int) -> int:
        """Where the character at `offset` stands in the source, or NOWHERE."""
        if not self.starts:
            return NOWHERE
        starts = memoryview(self.starts).cast(_OFFSETS)
        words = len(starts) // 2
        # What stands before the first word is counted back from it.
        at = max(bisect_right(starts, offset, 0, words) - 1, 0)
        return max(starts[words + at] + offset - starts[at], 0)

    def cut(self, start: int, end: int) -> Text:
        """The part from `start` to `end`, which still knows where it stands."""
        starts = memoryview(self.starts).cast(_OFFSETS)
        words = len(starts) // 2
        first, last = bisect_left(starts, start, 0, words), bisect_left(starts, end, 0, words)
        here = [at - start for at in starts[first:last]]
        return Text(self.text[start:end], starts_of(here, starts[words + first : words + last]))


def starts_of(here: Iterable[int], there: Iterable[int]) -> bytes:
    """The offsets of words in a text, in order, and of the same words in the source."""
    return array(_OFFSETS, (*here, *there)).tobytes()


@dataclass(frozen=True, slots=True)
class Element:
    """An HTML element; `offset` is where it (or its address) stands in the source."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Node, ...] = ()
    offset: int = NOWHERE

    def get(self, name: str, default: str = "") -> str:
        """The value of an attribute."""
        for key, value in self.attributes:
            if key == name:
                return value
        return default

    @property
    def classes(self) -> tuple[str, ...]:
        return tuple(self.get("class").split())


@dataclass(frozen=True, slots=True)
class Block:
    """A passage with a meaning: for one audience, an example, lines to write on."""

    name: str
    title: str = ""
    options: Mapping[str, str | int] = field(default_factory=dict)
    children: tuple[Node, ...] = ()
    offset: int = NOWHERE

    def text_option(self, name: str, default: str = "") -> str:
        return str(self.options.get(name, default))

    def names_option(self, name: str) -> tuple[str, ...]:
        """The names that an option lists, with commas between them."""
        return tuple(filter(None, (one.strip() for one in self.text_option(name).split(","))))

    def number_option(self, name: str, default: int) -> int:
        value = self.options.get(name, default)
        return value if isinstance(value, int) else default


@dataclass(frozen=True, slots=True)
class CitationNode:
    """A citation where it stands in the text."""

    citation: Citation


@dataclass(frozen=True, slots=True)
class TermLink:
    """Words that lead to the entry of a term."""

    entry: str
    children: tuple[Node, ...]


Node = Text | Element | Block | CitationNode | TermLink
Nodes = tuple[Node, ...]


def side_of_cell(node: Element) -> str:
    """left, center or right where Markdown says it of a cell of a table, which it does by `style`; else nothing."""
    said = _SIDE.fullmatch(node.get("style").strip()) if node.tag in ("td", "th") else None
    return said[1] if said else ""


def children_of(node: Node) -> Nodes:
    return () if isinstance(node, (Text, CitationNode)) else node.children


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Every node below, in reading order, parents first."""
    stack = list(nodes)[::-1]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(children_of(node)))


def text_of(nodes: Iterable[Node]) -> str:
    """The words of a tree, without its citations."""
    return "".join(node.text for node in walk(nodes) if isinstance(node, Text))


def offset_of(nodes: Iterable[Node]) -> int:
    """The first place in the source that a tree knows of, or NOWHERE."""
    for node in walk(nodes):
        if isinstance(node, Text) and node.starts:
            return node.source_offset(len(node.text) - len(node.text.lstrip()))
        if isinstance(node, (Element, Block)) and node.offset != NOWHERE:
            return node.offset
        if isinstance(node, CitationNode):
            return node.citation.start
    return NOWHERE


def rewrite(nodes: Nodes, change: Callable[[Node], Nodes | None]) -> Nodes:
    """A copy of the tree; `change` gives what stands in place of a node, or None to go inside it."""
    result: list[Node] = []
    for node in nodes:
        changed = change(node)
        if changed is not None:
            result.extend(changed)
        elif isinstance(node, (Text, CitationNode)):
            result.append(node)
        else:
            result.append(replace(node, children=rewrite(node.children, change)))
    return tuple(result)


def element(tag: str, *children: Node | str, **attributes: str) -> Element:
    """An element made in code; `class_` and `for_` lose their underscore, `_` becomes `-`."""
    # Lists, which are made faster than what comes one by one: a site has a million elements.
    named = tuple([(_attribute(name), value) for name, value in attributes.items()])
    return Element(tag, named, tuple([Text(child) if isinstance(child, str) else child for child in children]))


@cache
def _attribute(name: str) -> str:
    return name.rstrip("_").replace("_", "-")
