"""Lines to write on.

/// lines | What helps me between sessions
    count: 2
///
"""

from __future__ import annotations

from handbook_build.blocks.spec import BlockSpec, Option, Place, Title, box, label
from handbook_build.model.nodes import Block, Nodes, element

DEFAULT_COUNT = 3


def web(block: Block, children: Nodes) -> Nodes:
    count = block.number_option("count", DEFAULT_COUNT)
    rules = tuple(element("div", class_="rule") for _ in range(count))
    return box("ws lines", label(block.title), children, rules)


SPEC = BlockSpec(
    "lines",
    Place.HANDOUT,
    Title.OPTIONAL,
    web,
    options=(Option("count", "number", "how many lines", lowest=1, highest=30),),
)
