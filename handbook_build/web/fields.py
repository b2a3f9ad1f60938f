"""Fields to fill in on a page: each gets an id of its own, and a name for those who hear the page.

Blocks make the fields, and know their own titles. What stands above a block is known here alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from handbook_build.model.nodes import Element, Node, Nodes, text_of

HEADINGS = ("h2", "h3", "h4", "h5", "h6")


def with_names(nodes: Iterable[Node], prefix: str, summary: str) -> Nodes:
    """The same nodes, with every field named: by its label, else by the heading above it, else by the summary.

    `prefix` begins every id and every name of a row of choices; it is the id of the page, so that several
    sheets can stand on one page.
    """
    naming = _Naming(prefix, summary)
    return tuple(naming.node(node) for node in nodes)


@dataclass
class _Naming:
    prefix: str
    above: str
    count: int = 0
    waiting: str = ""
    """The id that the last label without a field of its own points to."""
    row: str = ""
    used: Counter[str] = field(default_factory=Counter)

    def node(self, node: Node) -> Node:
        if not isinstance(node, Element) or node.tag == "svg":
            return node
        if node.tag in HEADINGS:
            self.above = " ".join(text_of(node.children).split()) or self.above
        if node.tag == "fieldset":
            return self.group(node)
        if node.tag == "label" and "label" in node.classes:
            self.waiting = self.next()
            return _with(replace(node, children=self.all(node.children)), for_=self.waiting)
        if node.tag == "textarea":
            return self.room(node)
        if node.tag == "input" and node.get("type") == "radio":
            return _with(node, name=self.row)
        return replace(node, children=self.all(node.children))

    def all(self, nodes: Nodes) -> Nodes:
        return tuple(self.node(node) for node in nodes)

    def room(self, node: Element) -> Element:
        name, self.waiting = self.waiting, ""
        return _with(node, id=name) if name else _with(node, id=self.next(), aria_label=self.unlike_others())

    def group(self, node: Element) -> Element:
        """Choices: those of one row exclude each other, so the row has a name that no other row has."""
        self.row = self.next()
        titled = any(isinstance(child, Element) and child.tag == "legend" for child in node.children)
        named = node if titled else _with(node, aria_label=self.unlike_others())
        return replace(named, children=self.all(named.children))

    def unlike_others(self) -> str:
        """What stands above; a second field below the same heading has its number behind it."""
        self.used[self.above] += 1
        count = self.used[self.above]
        return f"{self.above} ({count})" if count > 1 else self.above

    def next(self) -> str:
        self.count += 1
        return f"{self.prefix}-field-{self.count}"


def _with(node: Element, **attributes: str) -> Element:
    added = ((name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items())
    return replace(node, attributes=(*node.attributes, *added))
