"""One door of the home page; see `doors`."""

from __future__ import annotations

from handbook_build.blocks.audience import CLASSES
from handbook_build.blocks.spec import BlockSpec, Option, Place, Title, box, mark
from handbook_build.model.nodes import Block, Nodes, element


def web(block: Block, children: Nodes) -> Nodes:
    who = block.text_option("for", "client")
    return box(
        f"door {CLASSES[who]}",
        (
            element("div", mark(who), class_="arch"),
            element("div", element("h2", block.title, class_="h3"), *children, class_="in"),
        ),
    )


SPEC = BlockSpec(
    "door",
    Place.PAGE,
    Title.REQUIRED,
    web,
    options=(Option("for", "choice", "the reader it is for", True, tuple(CLASSES)),),
    inside="doors",
)
