"""A card for one of a client's ordinary questions: what it may feel like, and that it can be brought
to the next session. The quotation is a sentence to borrow.

/// bring | My counsellor was late
It can sting, even when the reason is good. It is worth bringing, and one sentence is enough.

> "I noticed the time, and I had a lot of thoughts while I waited."
///
"""

from __future__ import annotations

from handbook_build.blocks.spec import BlockSpec, Place, Title, box, label, mark
from handbook_build.model.nodes import Block, Nodes, Text, element


def web(block: Block, children: Nodes) -> Nodes:
    head = element("p", mark("client"), Text(block.title), class_="ask")
    return box("bring box", label("Bring it to your session"), (head,), children)


SPEC = BlockSpec("bring", Place.PAGE, Title.REQUIRED, web, reader="client")
