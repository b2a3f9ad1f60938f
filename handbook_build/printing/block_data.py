"""What a block brings to paper: the words above it, its mark, its numbers, its lines of text."""

from __future__ import annotations

from typing import Any

from handbook_build.blocks import audience, block_specs, box, evidence, example, lines, say, scale
from handbook_build.model.nodes import Block
from handbook_build.printing.line import one_line

DEFAULTS = {"count": lines.DEFAULT_COUNT, "height": box.DEFAULT_HEIGHT}
# More numbers than this do not stand side by side on paper.
LAST_STEP = 20


def block_data(block: Block) -> dict[str, Any]:
    """The block as a print node, but for what is inside it."""
    return {
        "t": "block",
        "name": block.name,
        "label": one_line(label(block)),
        "mark": mark(block),
        "dots": dots(block),
        **numbers(block),
        **texts(block),
    }


def label(block: Block) -> str:
    """The words above a block: its title, or what blocks of its kind are called."""
    if block.name == "say":
        return block.title or say.SPEAKERS.get(block.text_option("who", "client"), "")
    if block.name == "example":
        return f"{example.LABEL}: {block.title}" if block.title else example.LABEL
    if block.name == "evidence":
        grade = evidence.GRADES.get(block.text_option("grade", "practice"), "")
        return f"{grade}: {block.title}" if grade and block.title else grade or block.title
    return block.title


def mark(block: Block) -> str:
    """Whose mark stands beside the label: the reader's whom it is for, or the speaker's."""
    if block.name in audience.TITLES:
        return block.name
    return block.text_option("who", "client") if block.name == "say" else ""


def dots(block: Block) -> int:
    """How many of the dots of an evidence block are filled."""
    grades = list(evidence.GRADES)
    grade = block.text_option("grade", "practice")
    return grades.index(grade) + 1 if block.name == "evidence" and grade in grades else 0


def numbers(block: Block) -> dict[str, int]:
    """How many lines, how tall, in how many columns, from which number to which."""
    if block.name == "scale":
        low, high = (min(max(bound, 0), LAST_STEP) for bound in scale.bounds(block))
        return {"low": low, "high": high}
    spec = block_specs().get(block.name)
    return {
        option.name: min(
            max(block.number_option(option.name, DEFAULTS.get(option.name, 1)), option.lowest), option.highest
        )
        for option in (spec.options if spec else ())
        if option.kind == "number"
    }


def texts(block: Block) -> dict[str, Any]:
    """Its options in running words, such as the ends of a scale."""
    spec = block_specs().get(block.name)
    named = [option.name for option in spec.options if option.kind == "text"] if spec else []
    return {name: one_line(block.text_option(name)) for name in named}
