"""What a student can do after the page: a list that completes the sentence of its label.

/// outcomes
- name the three parts of the alliance
///
"""

from __future__ import annotations

from handbook_build.blocks.spec import BlockSpec, Place, Title, box, label
from handbook_build.model.nodes import Block, Nodes


def web(block: Block, children: Nodes) -> Nodes:
    return box("outcomes", label(block.title), children)


SPEC = BlockSpec(
    "outcomes",
    Place.PAGE,
    Title.OPTIONAL,
    web,
    default_title="After this page a student can",
    needs="list",
)
