"""Words that a client or a counsellor could borrow, and in one line why they work.

/// say
    who: client
    why: Names the feeling without blaming.
"When you told me about your holiday, I felt a bit dropped."
///
"""

from __future__ import annotations

from handbook_build.blocks.audience import CLASSES
from handbook_build.blocks.spec import BlockSpec, Option, Place, Title, mark
from handbook_build.model.nodes import Block, Nodes, Text, element

SPEAKERS = {"client": "A client could say", "counsellor": "A counsellor could say"}


def web(block: Block, children: Nodes) -> Nodes:
    who = block.text_option("who", "client")
    speaker = element("span", mark(who), Text(block.title or SPEAKERS[who]), class_=f"who {CLASSES[who]}")
    why = block.text_option("why")
    return (
        element(
            "figure",
            element("figcaption", speaker),
            element("blockquote", *children),
            *((element("p", why, class_="small"),) if why else ()),
            class_=f"say {CLASSES[who]}",
        ),
    )


SPEC = BlockSpec(
    "say",
    Place.BOTH,
    Title.OPTIONAL,
    web,
    options=(
        Option("who", "choice", "who could say it", True, tuple(SPEAKERS)),
        Option("why", "text", "one line on why it works"),
    ),
)
