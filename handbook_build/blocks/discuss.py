"""A prompt for a training group.

/// discuss
In threes: one announces a break, one answers "that's fine", one watches.
///
"""

from __future__ import annotations

from handbook_build.blocks.spec import BlockSpec, Place, Title, box, label
from handbook_build.model.nodes import Block, Nodes


def web(block: Block, children: Nodes) -> Nodes:
    return box("discuss", label(block.title), children)


SPEC = BlockSpec("discuss", Place.PAGE, Title.OPTIONAL, web, default_title="To discuss", reader="trainer")
