"""A passage written for one kind of reader: `client`, `counsellor` or `trainer`.

/// client
What only clients need, or need said in another way.
///
"""

from __future__ import annotations

from handbook_build.blocks.spec import BlockSpec, Place, Title, box, mark
from handbook_build.model.nodes import Block, Element, Nodes, Text, element

CLASSES = {"client": "client", "counsellor": "couns", "trainer": "train"}
TITLES = {
    "client": "If you are the client",
    "counsellor": "If you are the counsellor",
    "trainer": "In the training room",
}


def web(block: Block, children: Nodes) -> Nodes:
    classes = CLASSES[block.name]
    who = element("p", mark(block.name), Text(block.title), class_=f"who {classes}")
    return box(f"pass {classes}", (who,), children)


def named(reader: str) -> Element:
    """A kind of reader in a list, with the mark: "clients"."""
    return element("span", mark(reader), element("span", f"{reader}s"), class_=f"who {CLASSES[reader]}")


SPECS = tuple(
    BlockSpec(name, Place.BOTH, Title.OPTIONAL, web, default_title=title, reader=name) for name, title in TITLES.items()
)
