"""What stands in quotation marks: somebody else's words, which no program may change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from handbook_build.model.nodes import Block, Element, Node, Text, children_of

QUOTATION, WORK = "a quotation", "the title of a work"

# A quotation that is not closed goes to the end of its paragraph, as in one of several paragraphs. A
# single mark closes one only where no letter follows; one that nothing closes is an apostrophe.
# Other languages write other marks: „so“, «so», »so«, ”so”, 「so」.
MARKS = re.compile(
    r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|(?<!\w)[‘'](?=\S)[^‘]*?(?<=\S)[’'](?!\w)"
    r"|„[^“”\"]*(?:[“”\"]|$)|«[^»]*(?:»|$)|»[^«»]*«|”[^“”]*”|‚[^‘]*[‘’]|‹[^›]*›|「[^」]*(?:」|$)|『[^』]*(?:』|$)"
)

_OPENS = re.compile("[“\"‘'„«»”‚‹「『]")


def quotations(nodes: Iterable[Node], inline: frozenset[str]) -> dict[int, tuple[tuple[int, int], ...]]:
    """The spans of each text that stand in quotation marks, by the text's identity.

    A quotation goes on through the elements of a line, whose names are `inline`, and ends with its paragraph.
    """
    found: dict[int, tuple[tuple[int, int], ...]] = {}
    line: list[Text] = []
    for node in (*_flat(nodes, inline), None):
        if node is not None:
            line.append(node)
            continue
        joined = "".join(text.text for text in line)
        spans = [match.span() for match in MARKS.finditer(joined)] if _OPENS.search(joined) else []
        at = 0
        for text in line if spans else ():
            own = [(max(start - at, 0), end - at) for start, end in spans if end > at and start < at + len(text.text)]
            if own:
                found[id(text)] = tuple(own)
            at += len(text.text)
        line = []
    return found


def is_quoted(text: str, at: int) -> bool:
    """Whether a place in a plain text stands in quotation marks."""
    return any(in_quotation(at, found.span()) for found in MARKS.finditer(text))


def in_quotation(at: int, span: tuple[int, int]) -> bool:
    return span[0] <= at < span[1]


def _flat(nodes: Iterable[Node], inline: frozenset[str]) -> Iterator[Text | None]:
    """The texts in reading order, with None where a line begins or ends."""
    for node in nodes:
        breaks = isinstance(node, Block) or (isinstance(node, Element) and node.tag not in inline)
        if breaks:
            yield None
        if isinstance(node, Text):
            yield node
        else:
            yield from _flat(children_of(node), inline)
        if breaks:
            yield None
