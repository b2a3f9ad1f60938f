"""What is left of HTML that an author allows in place: the one door to nh3 (Ammonia), which parses it as browsers do.

The list is short, and nothing that runs, asks, sends or dresses is on it: no script, handler, form, frame or style,
no address but those that may be followed, and none that is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from html import escape

import nh3
from lxml import etree, html

from handbook_build.model.nodes import Element, Node, Nodes, Text
from handbook_build.parsing.harmless import DRAWN, ELEMENTS, EVERYWHERE, OF_DRAWING, OF_ELEMENT, SCHEMES

# What is allowed beyond what may stand in any page: formulas, maps of pictures, gauges, and notes for machines.
FORMULAS = frozenset(
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd "
    "mpadded mphantom mmultiscripts mprescripts".split()
)
MORE = {"map": "name", "area": "shape coords href alt", "img": "usemap", "meter": "value min max low high optimum"}
MORE |= {"progress": "value max", "math": "display", "acronym": "", "nobr": ""}
MORE |= {"mo": "stretchy fence separator form", "mtable": "columnalign", "mfrac": "linethickness"}
NOTES = frozenset("itemscope itemprop itemtype itemid itemref property typeof about vocab accesskey".split())
# Their contents are no words: a program, looks, or another page.
EMPTIED = frozenset("script style iframe noscript template textarea title noembed noframes object select".split())
_VOID = frozenset("area br col hr img input source track wbr".split())
# SVG has capital letters in some names, which the reader of HTML makes small again.
_IN_CAPITALS = {"clippath": "clipPath", "lineargradient": "linearGradient", "radialgradient": "radialGradient"}
_IN_CAPITALS |= {"textpath": "textPath"}
# In place of what is no element, so that words stay the very nodes that they were.
_OPEN, _CLOSE, _NUMBER = "\U000f0000", "\U000f0001", "data-n"
_PLACE = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")


def cleaned(node: Element) -> Nodes:
    """What is left of an element and of what stands in it."""
    kept: list[Node] = []
    made = _cleaner().clean("".join(_written(node, kept)))
    root = html.fragment_fromstring(f"<div>{made}</div>")
    return tuple(_read(root, kept))


def cleaned_attributes(attributes: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Which attributes of an element that may stand in any page are left."""
    made = _cleaner().clean(f"<img{_attributes(attributes)}>")
    root = html.fragment_fromstring(f"<div>{made}</div>")
    left = {name for found in root for name in found.attrib}
    return tuple(one for one in attributes if one[0].lower() in left)


@cache
def _cleaner() -> nh3.Cleaner:
    drawn = {_IN_CAPITALS.get(tag, tag) for tag in DRAWN} - EMPTIED
    tags = (ELEMENTS | FORMULAS | MORE.keys() | drawn) - EMPTIED
    of_drawing = OF_DRAWING - {"href", "xlink:href"} | {"viewBox", "preserveAspectRatio"}
    attributes: dict[str, set[str]] = {"*": {*EVERYWHERE, *NOTES, _NUMBER}}
    for tag in tags:
        names = {*OF_ELEMENT.get(tag, "").split(), *MORE.get(tag, "").split()}
        attributes[tag] = {*names, *of_drawing} if tag in drawn else names
    return nh3.Cleaner(
        tags=set(tags),
        clean_content_tags=set(EMPTIED),
        attributes=attributes,
        generic_attribute_prefixes={"aria-"},
        url_schemes=set(SCHEMES - {""}),
        link_rel=None,
        strip_comments=True,
    )


def _written(node: Node, kept: list[Node]) -> Iterator[str]:
    """HTML with a number at each element, and one in place of everything else but blanks, which may stand anywhere."""
    if not isinstance(node, Element):
        if isinstance(node, Text) and not node.text.strip():
            yield node.text
        else:
            yield f"{_OPEN}{len(kept)}{_CLOSE}"
            kept.append(node)
        return
    tag = re.sub("[^a-z0-9]", "", node.tag.lower()) or "span"
    yield f'<{tag} {_NUMBER}="{len(kept)}"{_attributes(node.attributes)}>'
    kept.append(node)
    if tag not in _VOID:
        for child in node.children:
            yield from _written(child, kept)
        yield f"</{tag}>"


def _attributes(attributes: Sequence[tuple[str, str]]) -> str:
    plain = [(name, value) for name, value in attributes if re.fullmatch("[A-Za-z][A-Za-z0-9:_-]*", name)]
    return "".join(f' {name}="{escape(value)}"' for name, value in plain)


def _read(parent: etree._Element, kept: Sequence[Node]) -> Iterator[Node]:
    yield from _words(parent.text, kept)
    for child in parent:
        values = {str(name): str(value) for name, value in child.attrib.items()}
        number = values.pop(_NUMBER, "")
        children = tuple(_read(child, kept))
        made = Element(str(child.tag), tuple(values.items()), children)
        before = kept[int(number)] if number.isdigit() and int(number) < len(kept) else None
        yield replace(made, offset=before.offset) if isinstance(before, Element) else made
        yield from _words(child.tail, kept)


def _words(text: str | None, kept: Sequence[Node]) -> Iterator[Node]:
    """The nodes for which numbers stand in a text, and the blanks between them."""
    for at, piece in enumerate(_PLACE.split(text or "")):
        if at % 2:
            if int(piece) < len(kept):
                yield kept[int(piece)]
        elif piece:
            yield Text(piece)
