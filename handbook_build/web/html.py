"""The tree written as HTML. Every text and every value is escaped here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from handbook_build.model.nodes import Element, Node, Text

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


def to_html(nodes: Iterable[Node]) -> str:
    """HTML of finished nodes.

    Raises TypeError for a block, citation or term link, which a renderer should have replaced.
    """
    parts: list[str] = []
    for node in nodes:
        _write(node, parts)
    return "".join(parts)


def _write(node: Node, parts: list[str]) -> None:
    if isinstance(node, Text):
        parts.append(escape(node.text, quote=False))
    elif isinstance(node, Element):
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes)
        parts.append(f"<{node.tag}{attributes}>")
        if node.tag not in VOID:
            for child in node.children:
                _write(child, parts)
            parts.append(f"</{node.tag}>")
    else:
        raise TypeError(f"{type(node).__name__} has no HTML of its own")
