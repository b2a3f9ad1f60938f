"""A picture of terms as SVG: every term a link, every line with its meaning.

Colours, and how lines differ, are the style sheet's. Lines and notes are kept from screen readers, since the
description, or the page beside the picture, says the same in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from handbook_build.mapping.graph import BROADER
from handbook_build.mapping.picture import Label, Line, Picture, short
from handbook_build.model.nodes import Element, Node, element

BELONGS, INCLUDES, SEE_ALSO = "belongs to", "includes", "see also"


@dataclass(frozen=True, slots=True)
class Words:
    """What a picture says of itself: its class and its name; where nothing beside it says the same, a description in
    sentences; where it is shown in pieces too, the id of the drawing in it.
    """

    kind: str
    name: str
    description: str = ""
    id: str = ""


def drawn(
    picture: Picture, words: Words, address: Callable[[str], str], line: Callable[[Line], Element], here: str = ""
) -> Element:
    """The SVG. `address` gives the link of a term by its id, `line` draws a line; `here` is the term it is about."""
    view = " ".join(short(number) for number in picture.view)
    groups = [
        _group("bands", (element("path", d=way) for way in picture.bands)),
        _group("leaders", (element("path", d=way) for way in picture.leaders)),
        _group("lines", map(line, picture.lines)),
        _group("arrows", (element("path", d=way) for way in picture.arrows)),
        _group("notes", (element("text", note.words, x=short(note.x), y=short(note.y)) for note in picture.notes)),
    ]
    described = f"said-{words.id}" if words.description else ""
    return element(
        "svg",
        *((element("desc", words.description, id=described),) if described else ()),
        element(
            "g",
            *(group for group in groups if group.children),
            *(_node(label, address(label.id), is_here=label.id == here) for label in picture.labels),
            **({"id": words.id} if words.id else {}),
            class_="drawing",
        ),
        class_=words.kind,
        viewBox=view,
        # So that `start` is at the left on a page that is read from the right.
        direction="ltr",
        role="group",
        aria_label=words.name,
        **({"aria_describedby": described} if described else {}),
    )


def cut(picture: Picture, top: float, height: float, name: str) -> Element:
    """A piece of a drawing that stands elsewhere on the page, by the drawing's id. No screen reader needs it."""
    left, _, width, _ = (short(number) for number in picture.view)
    view = f"{left} {short(top)} {width} {short(height)}"
    return element("svg", element("use", href=f"#{name}"), class_="map piece", viewBox=view, aria_hidden="true")


def sentence(line: Line, names: Callable[[str], str]) -> str:
    """What a line means: `rupture belongs to barrier`, `rupture: see also ending`."""
    if line.kind == BROADER:
        return f"{names(line.source)} {BELONGS} {names(line.target)}"
    return f"{names(line.source)}: {SEE_ALSO} {names(line.target)}"


def _group(name: str, nodes: Iterable[Node]) -> Element:
    return element("g", *nodes, class_=name, aria_hidden="true")


def bare_line(line: Line) -> Element:
    """A line whose meaning is written beside it."""
    return element("path", class_=line.kind, d=line.path)


def line_between(line: Line, names: Callable[[str], str]) -> Element:
    """A line that says what it means, and between which terms it runs. `names` gives the words of a term by its id."""
    return Element(
        "path",
        (("class", line.kind), ("d", line.path), ("data-from", line.source), ("data-to", line.target)),
        (element("title", sentence(line, names)),),
    )


def _node(label: Label, href: str, *, is_here: bool) -> Element:
    parts: list[Node] = [
        element(
            "rect",
            x=short(label.box.x),
            y=short(label.box.y),
            width=short(label.box.width),
            height=short(label.box.height),
            rx="6",
        )
    ]
    if label.dot:
        radius = "5" if label.wider else "3.5"
        parts.append(element("circle", cx=short(label.dot[0]), cy=short(label.dot[1]), r=radius))
    parts.append(_text(label))
    if any(line.endswith("…") for line in label.lines) and not label.words.endswith("…"):
        parts.insert(0, element("title", label.words))
    names = " ".join(name for name, is_so in (("node", True), ("wider", label.wider), ("here", is_here)) if is_so)
    attributes = [("class", names), ("href", href), ("data-node", label.id)]
    if is_here:
        attributes.append(("aria-current", "true"))
    return Element("a", tuple(attributes), tuple(parts))


def _text(label: Label) -> Element:
    attributes = {"x": short(label.x), "y": short(label.y), "text_anchor": label.anchor}
    if len(label.lines) == 1:
        return element("text", label.lines[0], **attributes)
    return element("text", *_rows(label), **attributes)


def _rows(label: Label) -> Iterable[Node]:
    """Each line in its place; between them a space for who hears them as one, without a width that would move them."""
    for at, line in enumerate(label.lines):
        if at:
            yield element("tspan", " ", font_size="0")
        yield element("tspan", line, x=short(label.x), dy=short(label.leading if at else 0))
