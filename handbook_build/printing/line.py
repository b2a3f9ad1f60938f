"""A line of text in print nodes: its words, its blanks, its typefaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from handbook_build.printing.typefaces import faces

# A node of the tree that a print template reads, with its kind under `t`.
PrintNode = dict[str, Any]
PrintNodes = list[PrintNode]

# Blanks that HTML draws together, and line ends of other kinds; a no-break space is none of them.
BLANKS = re.compile("[ \t\r\n\f\v\x85\u2028\u2029]+")
# The old zero-width no-break space, which PDF/UA refuses, and its successor.
OLD_JOINER, WORD_JOINER = "\ufeff", "\u2060"
# The characters that XML 1.0 has no way to write, and that no reader of plain text can show.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A word of so many letters, such as an address, may need more than a line.
LONG_WORD = re.compile(r"(\S{36,})")


def clean(words: str) -> str:
    """The words, with a replacement character for each that XML forbids."""
    return FORBIDDEN.sub("\ufffd", words)


def words_of(made: object) -> str:
    """Every word that print nodes show, in reading order; lists and dictionaries of them too."""
    if isinstance(made, list):
        return "".join(words_of(one) for one in made)
    if not isinstance(made, dict):
        return ""
    return str(made.get("text", "")) + "".join(words_of(inside) for inside in made.values())


def collapse(line: PrintNodes) -> PrintNodes:
    """The line with its blanks drawn together as in HTML: none at its ends or beside a break."""
    leaves = list(_leaves(line))
    after_word = False
    for at, leaf in enumerate(leaves):
        if leaf["t"] == "text":
            words = BLANKS.sub(" ", leaf["text"].replace(OLD_JOINER, WORD_JOINER))
            leaf["text"] = words if after_word else words.lstrip(" ")
            after_word = not words.endswith(" ") if leaf["text"] else after_word
        else:
            after_word = leaf["t"] != "break"
            if not after_word:
                _trim_end(leaves[:at])
    _trim_end(leaves)
    return _without_end_breaks(_without_empty(line))


def one_line(words: str) -> PrintNodes:
    """Plain words as a line."""
    return in_faces(collapse([{"t": "text", "text": words}]))


def in_faces(line: PrintNodes) -> PrintNodes:
    """The line with each word in the typeface that can write it."""
    return [made for node in line for made in _in_faces(node)]


def _in_faces(node: PrintNode) -> Iterator[PrintNode]:
    if node["t"] == "text":
        for words, second in faces(node["text"]):
            for at, part in enumerate(LONG_WORD.split(words)):
                marks = {**({"second": True} if second else {}), **({"breaks": True} if at % 2 else {})}
                yield from [{"t": "text", "text": part, **marks}] if part else []
    elif "children" in node:
        yield {**node, "children": in_faces(node["children"])}
    else:
        yield node


def _leaves(line: Iterable[PrintNode]) -> Iterator[PrintNode]:
    for node in line:
        if "children" in node:
            yield from _leaves(node["children"])
        else:
            yield node


def _trim_end(leaves: PrintNodes) -> None:
    """Takes the blank from the end of the last words."""
    for leaf in reversed(leaves):
        if leaf["t"] != "text":
            return
        leaf["text"] = leaf["text"].rstrip(" ")
        if leaf["text"]:
            return


def _without_empty(line: PrintNodes) -> PrintNodes:
    kept: PrintNodes = []
    for node in line:
        if "children" in node:
            node["children"] = _without_empty(node["children"])
        if node.get("text", "x") and node.get("children", "x"):
            kept.append(node)
    return kept


def _without_end_breaks(line: PrintNodes) -> PrintNodes:
    while line and line[0]["t"] == "break":
        line = line[1:]
    while line and line[-1]["t"] == "break":
        line = line[:-1]
    return line
