"""The doors of the home page, one for each kind of reader.

/// doors
//// door | I see a counsellor, or might
    for: client
What to expect, and words you can borrow.

- [Your first session](#first-session)
////
///
"""

from __future__ import annotations

from handbook_build.blocks.spec import BlockSpec, Place, Title, box
from handbook_build.model.nodes import Block, Nodes


def web(block: Block, children: Nodes) -> Nodes:
    return box("doors", children)


SPEC = BlockSpec("doors", Place.PAGE, Title.NONE, web, needs="door")
