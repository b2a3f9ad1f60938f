"""A scale to mark, from 0 to 10 unless it says otherwise.

/// scale | How ready do I feel?
    from: not at all
    to: completely
///
"""

from __future__ import annotations

from handbook_build.blocks.spec import BlockSpec, Option, Place, Title, box, label
from handbook_build.model.nodes import Block, Nodes, element


def bounds(block: Block) -> tuple[int, int]:
    """The lowest and highest number of the scale, in that order."""
    low, high = block.number_option("min", 0), block.number_option("max", 10)
    return (low, high) if low < high else (high, low)


def web(block: Block, children: Nodes) -> Nodes:
    low, high = bounds(block)
    steps = element("ol", *(element("li", str(step)) for step in range(low, high + 1)), class_="plain steps")
    ends = element(
        "p",
        element("span", f"{low}: {block.text_option('from')}"),
        element("span", f"{high}: {block.text_option('to')}"),
        class_="ends",
    )
    return box("ws scale", label(block.title), children, (steps, ends))


SPEC = BlockSpec(
    "scale",
    Place.HANDOUT,
    Title.OPTIONAL,
    web,
    options=(
        Option("from", "text", "what the lowest number means", True),
        Option("to", "text", "what the highest number means", True),
        Option("min", "number", "the lowest number", lowest=0, highest=10),
        Option("max", "number", "the highest number", lowest=1, highest=20),
    ),
)
