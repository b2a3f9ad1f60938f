"""Fields to fill in on a page: each gets an id of its own, and a name for those who hear the page.

Blocks make the fields, and know their own titles. What stands above a block is known here alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from handbook_build.blocks.ticks import IN_WORDS
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
    ticked: str = ""
    """The title of the last list to tick below this heading: room below it is for more of the same."""
    row: str = ""
    used: Counter[str] = field(default_factory=Counter)

    def node(self, node: Node) -> Node:
        if not isinstance(node, Element) or node.tag == "svg":
            return node
        if node.tag in HEADINGS:
            self.above, self.ticked = _said(node) or self.above, ""
        if node.tag == "fieldset":
            return self.group(node)
        first = node.children[0] if node.children else None
        if isinstance(first, Element) and first.tag == "p" and "label" in first.classes and _said(first):
            return self.below(_said(first), node)
        if node.tag == "label" and "label" in node.classes:
            self.waiting = self.next()
            return _with(replace(node, children=self.all(node.children)), for_=self.waiting)
        if node.tag == "textarea":
            return self.room(node)
        if node.tag == "input" and node.get("type") == "radio":
            return _with(node, name=self.row)
        return replace(node, children=self.all(node.children))

    def below(self, title: str, node: Element) -> Element:
        """A part with a title of its own: what is without a name in it is named by that."""
        before = self.above, self.ticked
        self.above, self.ticked = title, ""
        made = replace(node, children=self.all(node.children))
        self.above, self.ticked = before
        return made

    def all(self, nodes: Nodes) -> Nodes:
        return tuple(self.node(node) for node in nodes)

    def room(self, node: Element) -> Element:
        if node.get("aria-label"):
            return _with(node, id=self.next())
        name, self.waiting = self.waiting, ""
        return _with(node, id=name) if name else _with(node, id=self.next(), aria_label=self.unlike_others(self.ticked))

    def group(self, node: Element) -> Element:
        """Choices: those of one row exclude each other, so the row has a name that no other row has."""
        self.row = self.next()
        legend = next((child for child in node.children if isinstance(child, Element) and child.tag == "legend"), None)
        named = node if legend else _with(node, aria_label=self.unlike_others())
        made = replace(named, children=self.all(named.children))
        self.ticked = f"{_said(legend)}, {IN_WORDS}" if legend and "ticks" in node.classes else ""
        return made

    def unlike_others(self, instead: str = "") -> str:
        """What stands above; a second field below the same heading has its number behind it."""
        name = instead or self.above
        self.used[name] += 1
        return f"{name} ({self.used[name]})" if self.used[name] > 1 else name

    def next(self) -> str:
        self.count += 1
        return f"{self.prefix}-field-{self.count}"


def _said(node: Element) -> str:
    return " ".join(text_of(node.children).split())


def _with(node: Element, **attributes: str) -> Element:
    added = ((name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items())
    return replace(node, attributes=(*node.attributes, *added))
