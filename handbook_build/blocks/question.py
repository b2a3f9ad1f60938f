"""A self-check question with its choices, its answer, and the section that answers it.

/// outcomes
- [hear anger before a break without taking it for failure]{outcome=anger-at-breaks}
///

/// question | Does anger before a break mean that counselling has failed?
    answer-in: break-feelings
    asks: anger-at-breaks
- [ ] Yes.
- [x] No. It often shows that the relationship matters.

One or two sentences on why.
///
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handbook_build.blocks.spec import BlockSpec, Option, Place, Title, box, label
from handbook_build.model.nodes import Block, Element, Node, Nodes, Text, element, walk

BOXES = ("[ ] ", "[x] ", "[X] ")


def with_written_boxes(node: Node) -> Node:
    """What is in a question with its boxes as they were written, where `pymdownx.tasklist` has drawn them."""
    if not isinstance(node, Element):
        return node
    made = [with_written_boxes(child) for child in node.children]
    drawn = made[0] if node.tag in ("li", "p") and made else None
    boxes = (
        [one for one in walk((drawn,)) if isinstance(one, Element) and one.get("type") == "checkbox"] if drawn else []
    )
    if boxes and isinstance(drawn, Element) and drawn.tag in ("input", "label"):
        made[0] = Text("[x] " if "checked" in dict(boxes[0].attributes) else "[ ] ")
        if len(made) > 1 and isinstance(made[1], Text):
            words = made[1]
            made[1] = words.cut(len(words.text) - len(words.text.lstrip()), len(words.text))
    return replace(node, children=tuple(made))


def choices(children: Nodes) -> tuple[Element, ...]:
    """The choices of a question: the items of its first list, if they begin with boxes."""
    return _items(_list_of_choices(children))


def right(items: Iterable[Element]) -> list[Element]:
    """The choices that are marked as right."""
    return [item for item in items if _first_text(item)[:4].lower() == "[x] "]


def web(block: Block, children: Nodes) -> Nodes:
    listed = _list_of_choices(children)
    items = _items(listed)
    rest = tuple(node for node in children if node is not listed and not _blank(node))
    answer: Nodes = (
        *(element("p", element("strong", *_inline(_unboxed(item)))) for item in right(items)),
        *rest,
        element("p", "Answered in ", element("a", href=f"#{block.text_option('answer-in')}"), class_="small"),
    )
    return box(
        "question",
        label("Check yourself"),
        (element("p", block.title, class_="ask"),),
        (element("ul", *(_unboxed(item) for item in items), class_="choices plain"),) if items else (),
        (element("details", element("summary", "Answer"), *answer, class_="answer"),),
    )


def _list_of_choices(children: Nodes) -> Element | None:
    lists = (node for node in children if isinstance(node, Element) and node.tag in ("ul", "ol"))
    return next((one for one in lists if any(_first_text(item)[:4] in BOXES for item in _items(one))), None)


def _items(listed: Element | None) -> tuple[Element, ...]:
    return tuple(item for item in listed.children if isinstance(item, Element)) if listed else ()


def _blank(node: Node) -> bool:
    return isinstance(node, Text) and not node.text.strip()


def _first_text(item: Element) -> str:
    return next((node.text.lstrip() for node in walk((item,)) if isinstance(node, Text) and node.text.strip()), "")


def _unboxed(node: Element) -> Element:
    """The list item without its `[ ]` or `[x]`."""
    children = list(node.children)
    for at, child in enumerate(children):
        if isinstance(child, Text) and child.text.strip():
            start = len(child.text) - len(child.text.lstrip())
            if child.text[start : start + 4] in BOXES:
                children[at] = child.cut(start + 4, len(child.text))
            break
        if isinstance(child, Element):
            children[at] = _unboxed(child)
            break
    return replace(node, children=tuple(children))


def _inline(item: Element) -> Nodes:
    return tuple(
        inner
        for child in item.children
        for inner in (child.children if isinstance(child, Element) and child.tag == "p" else (child,))
    )


SPEC = BlockSpec(
    "question",
    Place.PAGE,
    Title.REQUIRED,
    web,
    options=(
        Option("answer-in", "id", "the id of the section that answers it", True),
        Option("asks", "names", "the name of the outcome that it asks, or several with commas between"),
    ),
    reader="trainer",
)
