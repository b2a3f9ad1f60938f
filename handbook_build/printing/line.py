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
# A word of so many letters, such as an address, may need more than a line; of letters nearly twice as wide, of fewer.
LONG_WORD = re.compile(r"\S{36,}|\S*[A-ZÀ-Þmw]{20,}\S*")


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
    """The line with each word in the typeface that can write it; one too long for a line `breaks`, and where it goes on
    from the node before, it `joins` that.
    """
    return _in_faces(line, _parts(list(_leaves(line))))


def _in_faces(line: PrintNodes, parts: Iterator[list[PrintNode]]) -> PrintNodes:
    made: PrintNodes = []
    for node in line:
        if "children" in node:
            made.append({**node, "children": _in_faces(node["children"], parts)})
        else:
            made += next(parts)
    return made


def _parts(leaves: PrintNodes) -> Iterator[list[PrintNode]]:
    """What each leaf becomes. A word may stand in several of them: a part of it in italics, and a note behind it."""
    said = [leaf["text"] if leaf["t"] == "text" else "\n" for leaf in leaves]
    long = [found.span() for found in LONG_WORD.finditer("".join(said))]
    at = 0
    for leaf, words in zip(leaves, said, strict=True):
        if leaf["t"] == "text":
            yield list(_in_pieces(words, [(start - at, end - at) for start, end in long]))
        else:
            yield [leaf]
        at += len(words)


def _in_pieces(words: str, long: list[tuple[int, int]]) -> Iterator[PrintNode]:
    at = 0
    for start, end in [*long, (len(words), len(words))]:
        first, last = max(start, 0), min(end, len(words))
        if first > last:
            continue
        yield from _faced(words[at:first], {})
        yield from _faced(words[first:last], {"breaks": True, **({"joins": True} if start < 0 else {})})
        at = last


def _faced(words: str, marks: dict[str, bool]) -> Iterator[PrintNode]:
    for part, second in faces(words):
        yield {"t": "text", "text": part, **({"second": True} if second else {}), **marks}


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
