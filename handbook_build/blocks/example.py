"""An invented scene. The label says so wherever it is shown.

/// example
Maryam, 58, has known for a month about her counsellor's leave.
///
"""

from __future__ import annotations

from handbook_build.blocks.spec import BlockSpec, Place, Title, box, label
from handbook_build.model.nodes import Block, Nodes

LABEL = "Invented example"


def web(block: Block, children: Nodes) -> Nodes:
    return box("example", label(f"{LABEL}: {block.title}" if block.title else LABEL), children)


SPEC = BlockSpec("example", Place.BOTH, Title.OPTIONAL, web)
