"""A row of small boxes to write in, one for each item of the list.

/// boxes
- Last session
- First session back
///
"""

from __future__ import annotations

from handbook_build.blocks.spec import BlockSpec, Place, Title, box, field, label
from handbook_build.model.nodes import Block, Element, Nodes, element


def web(block: Block, children: Nodes) -> Nodes:
    items = (
        item
        for node in children
        if isinstance(node, Element)
        for item in node.children
        if isinstance(item, Element) and item.tag == "li"
    )
    cells = tuple(
        element("div", Element("label", (("class", "label"), *item.attributes), item.children), field(1))
        for item in items
    )
    return box("ws boxes", label(block.title), cells)


SPEC = BlockSpec("boxes", Place.HANDOUT, Title.OPTIONAL, web, needs="list")
