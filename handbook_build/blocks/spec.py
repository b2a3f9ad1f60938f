"""What a block is, declared as data: its name, where it may stand, its title and its options.

The scanner, the checks, the documentation and `handbook new` read the same declaration.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from handbook_build.model.nodes import Block, Element, Nodes, element


class Place(Enum):
    """The kind of document in which a block makes sense."""

    PAGE = "pages"
    HANDOUT = "handouts"
    BOTH = "pages and handouts"


class Title(Enum):
    """Whether words may stand after the `|`."""

    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a block; `kind` is text, id, names, number or choice."""

    name: str
    kind: str
    doc: str
    required: bool = False
    choices: tuple[str, ...] = ()
    lowest: int = 0
    highest: int = 0


@dataclass(frozen=True, slots=True)
class BlockSpec:
    """A kind of block. `web` gives its HTML from the block and its finished children.

    `reader` is the one kind of reader (client, counsellor or trainer) for whom it is, where it is for one alone:
    the others can fold it away.
    """

    name: str
    place: Place
    title: Title
    web: Callable[[Block, Nodes], Nodes]
    options: tuple[Option, ...] = ()
    default_title: str = ""
    inside: str = ""
    needs: str = ""
    empty: bool = False
    reader: str = ""


def mark(name: str) -> Element:
    """The two chairs, as the sprite of the page draws them; decoration beside words."""
    use = element("use", href=f"#mark-{name}")
    box = "0 0 48 40" if name == "trainer" else "0 0 48 32"
    return element("svg", use, class_="mark", viewBox=box, aria_hidden="true", focusable="false")


def label(words: str) -> Nodes:
    """The line above a block, when there are words for it."""
    return (element("p", words, class_="label"),) if words else ()


def field(rows: int) -> Element:
    """Room to write in, this many lines tall. It grows with what is written, and no browser is to keep or check it.

    Names and ids are given by the page, which knows what stands above.
    """
    return element("textarea", rows=str(rows), autocomplete="off", spellcheck="false")


def field_label(words: str) -> Nodes:
    """The name of the room to write in beside it, when there are words for it."""
    return (element("label", words, class_="label"),) if words else ()


def box(classes: str, *children: Nodes) -> Nodes:
    return (Element("div", (("class", classes),), tuple(node for part in children for node in part)),)


def group(classes: str, title: str, *children: Nodes) -> Nodes:
    """Choices that belong together, under their title."""
    legend = (element("legend", title, class_="label"),) if title else ()
    return (Element("fieldset", (("class", classes),), tuple(node for part in (legend, *children) for node in part)),)
