"""Lines to write on.

/// lines | What helps me between sessions
    count: 2
///
"""

from __future__ import annotations

from handbook_build.blocks.spec import BlockSpec, Option, Place, Title, box, field, field_label
from handbook_build.model.nodes import Block, Nodes

DEFAULT_COUNT = 3


def web(block: Block, children: Nodes) -> Nodes:
    count = block.number_option("count", DEFAULT_COUNT)
    return box("ws lines", field_label(block.title), children, (field(count),))


SPEC = BlockSpec(
    "lines",
    Place.HANDOUT,
    Title.OPTIONAL,
    web,
    options=(Option("count", "number", "how many lines", lowest=1, highest=30),),
)
