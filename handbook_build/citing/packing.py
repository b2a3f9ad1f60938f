"""Formatted text as values of JSON, in which it is kept between builds."""

from __future__ import annotations

from handbook_build.model.nodes import Element, Nodes, Text


def packed(nodes: Nodes) -> list[object]:
    """Nodes as values of JSON: a text, or a tag with its attributes and what is in it."""
    return [
        [node.tag, dict(node.attributes), packed(node.children)] if isinstance(node, Element) else node.text
        for node in nodes
        if isinstance(node, Element | Text)
    ]


def unpacked(values: list[object]) -> Nodes:
    """The nodes that were packed."""
    return tuple(
        Element(one[0], tuple(one[1].items()), unpacked(one[2])) if isinstance(one, list) else Text(str(one))
        for one in values
    )
