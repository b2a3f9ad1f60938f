"""Looks that an author wrote into an element, which the policy of a page refuses.

A cell of a table keeps its side, since that is how Markdown writes it (`---:`); the style sheet knows the class.
Everything else is left out, and a check has told of it.
"""

from __future__ import annotations

from dataclasses import replace

from handbook_build.model.nodes import Element, side_of_cell

SIDES = {"left": "to-left", "center": "to-centre", "right": "to-right"}


def without_style(node: Element) -> Element:
    """The element without its `style`, and with a class in its place where it is the side of a cell."""
    if not node.get("style"):
        return node
    kept = tuple((key, value) for key, value in node.attributes if key not in ("style", "class"))
    classes = " ".join(filter(None, (node.get("class"), SIDES.get(side_of_cell(node), ""))))
    return replace(node, attributes=((("class", classes),) if classes else ()) + kept)
