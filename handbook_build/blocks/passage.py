"""A section of the handbook, printed on a handout: one source, two places.

/// passage
    section: break-before-leaving
///
"""

from __future__ import annotations

from handbook_build.blocks.spec import BlockSpec, Option, Place, Title, box, label
from handbook_build.model.nodes import Block, Nodes


def web(block: Block, children: Nodes) -> Nodes:
    return box("passage", label(block.title), children)


SPEC = BlockSpec(
    "passage",
    Place.HANDOUT,
    Title.OPTIONAL,
    web,
    options=(Option("section", "id", "the id of the section to print", True),),
    empty=True,
)
