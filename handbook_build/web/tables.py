"""Tables that scroll sideways where there is no room: a region of its own, named, that the keyboard can reach.

A region is what assistive technology offers for this (WCAG 2.1.1 and 4.1.2), and regions of one page need names
that differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import count

from handbook_build.model.nodes import Element, Node, Nodes, element, text_of, walk

SCROLLS = "table"
# A name is heard again and again, so it ends before it becomes a text.
LONGEST = 80


def scrolling(table: Element) -> Element:
    """A table in the box that scrolls."""
    return element("div", table, class_=SCROLLS, tabindex="0", role="region", aria_label="Table")


def with_named_tables(nodes: Iterable[Node]) -> Nodes:
    """The nodes of a page with each such box named by its place on the page and by its columns."""
    numbers = count(1)

    def named(node: Node) -> Node:
        if not isinstance(node, Element):
            return node
        if node.tag == "div" and SCROLLS in node.classes and node.get("role") == "region":
            label = _name(node, next(numbers))
            return replace(node, attributes=tuple((k, label if k == "aria-label" else v) for k, v in node.attributes))
        children = tuple(map(named, node.children))
        return node if children == node.children else replace(node, children=children)

    return tuple(map(named, nodes))


def _name(box: Element, number: int) -> str:
    """`Table 2: Kind of reply, How it might sound`, with as many columns as are heard with ease."""
    heads = (one for one in walk(box.children) if isinstance(one, Element) and one.tag == "th")
    name = f"Table {number}"
    for at, words in enumerate(" ".join(text_of(one.children).split()) for one in heads):
        longer = f"{name}{', ' if at else ': '}{words}"
        if not words or len(longer) > LONGEST:
            break
        name = longer
    return name
