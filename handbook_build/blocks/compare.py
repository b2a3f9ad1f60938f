"""Two things side by side; each side is a block of its own.

/// compare
//// side | Hard, but all right
- tired after a session
////
//// side | A sign to speak up
- afraid of the next one
////
///
"""

from __future__ import annotations

from handbook_build.blocks.spec import BlockSpec, Place, Title, box, label
from handbook_build.model.nodes import Block, Nodes


def web(block: Block, children: Nodes) -> Nodes:
    return (*label(block.title), *box("compare", children))


SPEC = BlockSpec("compare", Place.BOTH, Title.OPTIONAL, web, needs="side")
