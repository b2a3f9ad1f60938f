"""An empty box to write in; on a page it is for the rule where the reader lives, or for print.

/// box | Our local crisis line
    height: 2
///
"""

from __future__ import annotations

from handbook_build.blocks import spec
from handbook_build.blocks.spec import BlockSpec, Option, Place, Title, field, field_label
from handbook_build.model.nodes import Block, Nodes

DEFAULT_HEIGHT = 3


def web(block: Block, children: Nodes) -> Nodes:
    height = block.number_option("height", DEFAULT_HEIGHT)
    return spec.box("ws box", field_label(block.title), children, (field(height),))


SPEC = BlockSpec(
    "box",
    Place.BOTH,
    Title.OPTIONAL,
    web,
    options=(Option("height", "number", "how tall, in lines of text", lowest=1, highest=20),),
)
