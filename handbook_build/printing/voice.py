"""In which language and direction a print node reads."""

from __future__ import annotations

import re
from unicodedata import bidirectional

from handbook_build.model.nodes import Element
from handbook_build.printing.line import PrintNode, words_of

# The kinds of letters, by Unicode, that run from right to left, as in Hebrew and Arabic.
LEFTWARD = frozenset(("R", "AL"))


def reads_leftward(words: str) -> bool:
    """Whether the words are set from right to left: as their first letter that has a direction."""
    strong = (kind for kind in map(bidirectional, words) if kind == "L" or kind in LEFTWARD)
    return next(strong, "L") in LEFTWARD


def language_of(node: Element) -> str:
    """The main part of the language that an author gave, where Typst can know it: `cy` of `cy-GB`."""
    named = node.get("lang") or node.get("data-lang") or node.get("xml:lang")
    main = named.partition("-")[0].lower()
    return main if re.fullmatch("[a-z]{2,3}", main) else ""


def spoken(node: Element, made: PrintNode) -> PrintNode:
    """With the language of the element; for what stands in a line."""
    if language := language_of(node):
        made["lang"] = language
    return made


def directed(made: PrintNode) -> PrintNode:
    """With the direction of its words, where that is from right to left."""
    if reads_leftward(words_of(made)):
        made["dir"] = "rtl"
    return made


def voiced(node: Element, made: PrintNode) -> PrintNode:
    """With the language of the element and a direction, its own or that of its words; for paragraphs and the like."""
    if node.get("dir") in ("ltr", "rtl"):
        return spoken(node, {**made, "dir": node.get("dir")})
    return spoken(node, directed(made))
