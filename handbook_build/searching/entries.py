"""What search knows of a page: its sections, each with its title and its words.

The tree of a page knows it at once. The same entries serve Material's search, where a handbook has templates of its
own: text with the few tags by which its excerpts are cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape

from handbook_build.model.nodes import Element, Node, Nodes, Text

KEPT = frozenset("code li ol p pre sub sup ul".split())
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Between what these hold and the words around it there is no space but the author's own.
INLINE = frozenset("a abbr b bdi bdo cite dfn em i kbd mark q s small span strong u var wbr".split())
UNREAD = frozenset(("object", "script", "style", "svg"))
# Numbers of sections, lists of the places where a word is used, and maps: no words of the section's own.
PASSED_OVER = frozenset(("secbar", "used", "around"))


@dataclass
class SearchEntry:
    """A section: the id of its heading (empty before the first), its title, and its words with a few tags."""

    id: str
    title: str
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts).strip()

    @property
    def plain(self) -> str:
        """Its words without tags, with single spaces."""
        inline = ("<code>", "</code>", "<sub>", "</sub>", "<sup>", "</sup>")
        parts = ("" if part in inline else " " if part.startswith("<") else unescape(part) for part in self.parts)
        return " ".join("".join(parts).split())

    @property
    def plain_title(self) -> str:
        return unescape(self.title)


def search_entries(title: str, nodes: Iterable[Node]) -> tuple[SearchEntry, ...]:
    """The sections of a page in reading order; what stands before the first heading belongs to the page."""
    entries = [SearchEntry("", title)]
    _read_all(nodes, entries[0], entries)
    return tuple(entries)


def _read_all(nodes: Iterable[Node], into: SearchEntry, entries: list[SearchEntry]) -> None:
    """Reads what an element holds. A section that begins in it ends with it."""
    for node in nodes:
        if isinstance(node, Text):
            into.parts.append(_plain(node.text))
        elif isinstance(node, Element) and node.tag not in UNREAD and PASSED_OVER.isdisjoint(node.classes):
            if node.tag in HEADINGS and node.get("id"):
                title = " ".join("".join(_words(node.children)).split())
                into = SearchEntry(node.get("id"), escape(title, quote=False))
                entries.append(into)
            elif node.tag in KEPT:
                _read_kept(node, into, entries)
            elif node.tag in INLINE:
                _read_all(node.children, into, entries)
            else:
                _space(into)
                _read_all(node.children, into, entries)
                _space(into)


def _read_kept(node: Element, into: SearchEntry, entries: list[SearchEntry]) -> None:
    """An element whose tag excerpts are cut by; one without words is left out."""
    before = len(into.parts)
    into.parts.append(f"<{node.tag}>")
    _read_all(node.children, into, entries)
    if any(part.strip() for part in into.parts[before + 1 :]):
        into.parts.append(f"</{node.tag}>")
    else:
        del into.parts[before:]


def _space(entry: SearchEntry) -> None:
    """Keeps the last word of one line, or cell, from the first word of the next."""
    if entry.parts and not entry.parts[-1].endswith((" ", ">")):
        entry.parts.append(" ")


def _words(nodes: Nodes) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Text):
            yield node.text
        elif isinstance(node, Element):
            yield from _words(node.children)


def _plain(text: str) -> str:
    return " " if text.isspace() else escape(text.replace("\n", " "), quote=False)
