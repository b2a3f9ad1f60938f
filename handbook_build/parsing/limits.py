"""What no page needs and every parser is slow at: signs of markup in great number, one within the other."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from handbook_build.diagnostics import Finding
from handbook_build.locations import Location
from handbook_build.model.document import Flaw
from handbook_build.model.source import Source

UNPARSED = "unparsed-file"
# So deep the elements of a page may stand within one another; those of a list of eight levels are 17 deep.
DEEPEST_TREE = 100
# A text of so many letters, with so many signs of markup in each line and so far indented, can keep nobody busy.
_HARMLESS, _SIGNS, _INDENT = 20_000, 60, 40
_SIGN = re.compile(r"[\[\](){}<>*_~^`|&\\/#!@:-]")

_BRACKET = re.compile(r"[\[\]]|\n[ \t]*\n")
_OPEN_BRACKETS = 150
_QUOTATION = re.compile(r"^[ \t]*(?:>[ \t]?){41}", re.MULTILINE)
_LISTS = re.compile(r"^[ \t]*(?:(?:[-*+]|\d+\.)[ \t]+){21}(?=[^\s*+-])", re.MULTILINE)
_INDENTED = re.compile(r"^(?:[ ]{4}|\t){25,}(?:[-*+:]|\d+\.)[ \t]", re.MULTILINE)
_BLOCK = re.compile(r"^[ ]{0,3}/{3,}(?P<opens>[ ]*[\w-])?", re.MULTILINE)
_OPEN_BLOCKS = 40


def is_harmless(text: str) -> bool:
    """Whether a text is so short and plain that no parser can stumble over it."""
    return len(text) <= _HARMLESS and all(
        len(line) - len(line.lstrip()) <= _INDENT and len(_SIGN.findall(line)) <= _SIGNS for line in text.split("\n")
    )


def too_deep(text: str, start: int) -> tuple[int, str] | None:
    """Where in a page, from `start`, something is nested deeper than anybody writes, and what it is."""
    found = [one for one in _nested(text, start) if one is not None]
    return min(found, default=None)


def _nested(text: str, start: int) -> Iterator[tuple[int, str] | None]:
    for pattern, what in (
        (_QUOTATION, "quotations stand in quotations here, more than 40 deep"),
        (_LISTS, "more than 20 lists begin on this line"),
        (_INDENTED, "this list stands in others, 25 deep"),
    ):
        match = pattern.search(text, start)
        yield (match.start(), what) if match else None
    yield _brackets(text, start)
    yield _blocks(text, start)


def _brackets(text: str, start: int) -> tuple[int, str] | None:
    """Where too many brackets of one paragraph are open."""
    depth = 0
    for match in _BRACKET.finditer(text, start):
        depth = depth + 1 if match[0] == "[" else max(depth - 1, 0) if match[0] == "]" else 0
        if depth > _OPEN_BRACKETS:
            return match.start(), f"more than {_OPEN_BRACKETS} brackets of this paragraph are open here"
    return None


def _blocks(text: str, start: int) -> tuple[int, str] | None:
    """Where too many blocks are open."""
    depth = 0
    for match in _BLOCK.finditer(text, start):
        depth = depth + 1 if match["opens"] else max(depth - 1, 0)
        if depth > _OPEN_BLOCKS:
            return match.start(), f"more than {_OPEN_BLOCKS} blocks are open here"
    return None


def unparsed_file(source: Source, why: str, place: Location | None = None) -> Flaw:
    """That reading a file came to nothing, told where that is most likely to lie."""
    place = place or source.location(_heaviest(source.text))
    message = f"reading this file {why}, so nothing of it is used"
    hint = "look here for brackets, lists or marks in great number or deep in one another, or cut the file in two"
    return Flaw(UNPARSED, Finding(place, message, hint))


def _heaviest(text: str) -> int:
    """Where the line begins that has the most signs of markup, or is indented furthest."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    weights = [0] * len(starts)
    for match in _SIGN.finditer(text):
        weights[bisect_right(starts, match.start()) - 1] += 1
    for match in re.finditer(r"^[ \t]+", text, re.MULTILINE):
        weights[bisect_right(starts, match.start()) - 1] += len(match[0]) // 4
    return starts[weights.index(max(weights))]
