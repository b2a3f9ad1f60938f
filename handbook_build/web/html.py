"""The tree written as HTML. Every text and every value is escaped here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from html import escape

from handbook_build.model.nodes import Element, Node, Text

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


def to_html(nodes: Iterable[Node]) -> str:
    """HTML of finished nodes.

    Raises TypeError for a block, citation or term link, which a renderer should have replaced.
    """
    parts: list[str] = []
    _write(nodes, parts.append)
    return "".join(parts)


def _write(nodes: Iterable[Node], add: Callable[[str], None]) -> None:
    for node in nodes:
        if isinstance(node, Text):
            add(escape(node.text, quote=False))
        elif isinstance(node, Element):
            add(_opened(node.tag, node.attributes) if node.attributes else f"<{node.tag}>")
            if node.tag not in VOID:
                _write(node.children, add)
                add(f"</{node.tag}>")
        else:
            raise TypeError(f"{type(node).__name__} has no HTML of its own")


@lru_cache(maxsize=20_000)
def _opened(tag: str, attributes: tuple[tuple[str, str], ...]) -> str:
    """An opening tag. Classes and the links of heads recur on every page, so what was written is kept."""
    return "".join([f"<{tag}", *(f' {name}="{escape(value)}"' for name, value in attributes), ">"])
