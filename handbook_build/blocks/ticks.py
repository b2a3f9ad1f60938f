"""A list to tick.

/// ticks | How I may feel
    columns: 2
- fine, or glad of the rest
- cross, or left behind
- something else:
///

An item that ends in a colon asks for words, and has room for them.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from handbook_build.blocks.spec import BlockSpec, Option, Place, Title, field, group
from handbook_build.model.nodes import Block, Element, Node, Nodes, element, rewrite, text_of

# What may stand in an item below its own words.
BELOW = frozenset(("blockquote", "div", "dl", "fieldset", "figure", "ol", "p", "pre", "table", "ul"))

# What a screen reader says of the room behind an item, beside the item's own words.
IN_WORDS = "in your words"


def web(block: Block, children: Nodes) -> Nodes:
    columns = block.number_option("columns", 1)
    return group(f"ws ticks cols-{columns}", block.title, rewrite(children, _ticked))


def _ticked(node: Node) -> Nodes | None:
    if isinstance(node, Element) and node.tag == "ul":
        items = [child for child in node.children if isinstance(child, Element) and child.tag == "li"]
        return (element("ul", *map(_with_tick, items), class_="plain"),)
    return None


def _with_tick(item: Element) -> Element:
    """The words of an item beside a box to tick, which they name; what stands below them is left as it is."""
    first = item.children[0] if item.children else None
    if isinstance(first, Element) and first.tag == "p":
        words, named = Element("span", first.attributes, first.children), 1
    else:
        inline = tuple(takewhile(lambda node: not (isinstance(node, Element) and node.tag in BELOW), item.children))
        words, named = element("span", *inline), len(inline)
    tick = element("input", type="checkbox")
    below = item.children[named:]
    asked, colon, more = text_of(words.children).rpartition(":")
    if not colon or more.strip() or any(isinstance(node, Element) or text_of((node,)).strip() for node in below):
        return replace(item, children=(element("label", tick, words), *below))
    room = replace(field(1), attributes=(*field(1).attributes, ("aria-label", f"{asked.strip()}, {IN_WORDS}")))
    added = () if item.get("class") else (("class", "asks"),)
    return replace(item, attributes=(*item.attributes, *added), children=(element("label", tick, words), room))


SPEC = BlockSpec(
    "ticks",
    Place.HANDOUT,
    Title.OPTIONAL,
    web,
    options=(Option("columns", "number", "in how many columns", lowest=1, highest=3),),
    needs="list",
)
