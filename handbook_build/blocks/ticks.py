"""A list to tick.

/// ticks | How I may feel
    columns: 2
- fine, or glad of the rest
- cross, or left behind
///
"""

from __future__ import annotations

from dataclasses import replace

from handbook_build.blocks.spec import BlockSpec, Option, Place, Title, box, label
from handbook_build.model.nodes import Block, Element, Node, Nodes, element, rewrite


def web(block: Block, children: Nodes) -> Nodes:
    columns = block.number_option("columns", 1)
    return box(f"ws ticks cols-{columns}", label(block.title), rewrite(children, _ticked))


def _ticked(node: Node) -> Nodes | None:
    if isinstance(node, Element) and node.tag == "ul":
        items = [child for child in node.children if isinstance(child, Element) and child.tag == "li"]
        tick = element("span", class_="tick", aria_hidden="true")
        ticked = (replace(item, children=(tick, *item.children)) for item in items)
        return (element("ul", *ticked, class_="plain"),)
    return None


SPEC = BlockSpec(
    "ticks",
    Place.HANDOUT,
    Title.OPTIONAL,
    web,
    options=(Option("columns", "number", "in how many columns", lowest=1, highest=3),),
    needs="list",
)
