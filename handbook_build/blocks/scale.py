"""A scale to mark, from 0 to 10 unless it says otherwise.

/// scale | How ready do I feel?
    from: not at all
    to: completely
///
"""

from __future__ import annotations

from handbook_build.blocks.spec import BlockSpec, Option, Place, Title, group
from handbook_build.model.nodes import Block, Element, Nodes, element


def bounds(block: Block) -> tuple[int, int]:
    """The lowest and highest number of the scale, in that order."""
    low, high = block.number_option("min", 0), block.number_option("max", 10)
    return (low, high) if low < high else (high, low)


def web(block: Block, children: Nodes) -> Nodes:
    low, high = bounds(block)
    said = {low: block.text_option("from"), high: block.text_option("to")}
    steps = element("div", *(_step(step, said.get(step, "")) for step in range(low, high + 1)), class_="steps")
    ends = element(
        "p",
        element("span", f"{low}: {block.text_option('from')}"),
        # So that they are two where a style sheet does not set them apart.
        " ",
        element("span", f"{high}: {block.text_option('to')}"),
        class_="ends",
    )
    return group("ws scale", block.title, children, (steps, ends))


def _step(number: int, meaning: str) -> Element:
    """A number to choose; the first and the last say what they mean, since only the eye sees the line below."""
    name = {"aria_label": f"{number}: {meaning}"} if meaning else {}
    choice = element("input", type="radio", value=str(number), **name)
    return element("label", choice, element("span", str(number)))


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
