"""What a student can do after the page: a list that completes the sentence of its label.

Each has a name, which is known on its page only, and a question says which it asks. The page "Outcomes and questions"
shows what is taught where and asked by which question.

/// outcomes
- [name the three parts of the alliance]{outcome=three-parts}
///

/// question | Which part of the alliance is about what the two hope for?
    answer-in: the-three-parts
    asks: three-parts
- [ ] The bond.
- [x] Goals.
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
    reader="trainer",
)
