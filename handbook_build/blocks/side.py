"""One side of a comparison; see `compare`."""

from __future__ import annotations

from handbook_build.blocks.spec import BlockSpec, Place, Title, box, label
from handbook_build.model.nodes import Block, Nodes


def web(block: Block, children: Nodes) -> Nodes:
    return box("side", label(block.title), children)


SPEC = BlockSpec("side", Place.BOTH, Title.REQUIRED, web, inside="compare")
