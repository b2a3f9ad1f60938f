"""Every emergency number and helpline of `help.yml`, by country.

/// helplines
///
"""

from __future__ import annotations

from handbook_build.blocks.spec import BlockSpec, Place, Title, box
from handbook_build.model.nodes import Block, Nodes


def web(block: Block, children: Nodes) -> Nodes:
    return box("helplines", children)


SPEC = BlockSpec("helplines", Place.PAGE, Title.NONE, web, empty=True)
