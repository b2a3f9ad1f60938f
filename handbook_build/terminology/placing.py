"""Where words stand in the source that are no running text: titles, options and pictures, folded or quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook_build.locations import Location
from handbook_build.model.nodes import NOWHERE, Block, Element
from handbook_build.model.source import Source
from handbook_build.terminology.forms import key

# The head of a YAML text that stands on the lines below it.
_FOLDED = re.compile(r"[>|][-+\d]*[ \t]*(?:#.*)?$", re.MULTILINE)
# The indented lines below a block's first, and the name at the head of an option.
_OPTIONS = re.compile(r"(?:\n[ ]{4,}\S.*)*")
_OPTION = re.compile(r"\n[ ]{4,}([\w-]+):(?=\s)")


def stretch(source: Source, place: Location) -> tuple[int, int]:
    """From where to where a value stands that begins at a place: its own range, the rest of its line, or, when it is
    folded, the lines below that are indented more than its key."""
    text = source.text
    start, end = source.offset(place.range.start), source.offset(place.range.end)
    line_end = _line_end(text, start)
    if not _FOLDED.match(text, start):
        return start, max(end, line_end)
    line = text[text.rfind("\n", 0, start) + 1 : start]
    column = len(line) - len(line.lstrip(" -"))
    below = re.compile(rf"(?:\n(?: {{{column + 1}}}.*|[ \t]*(?=\n|\Z)))*").match(text, line_end)
    return line_end, below.end() if below else line_end


def place_in(source: Source, span: tuple[int, int], text: str, start: int, end: int) -> Location | None:
    """Where in a stretch of the source the words stand that are `text[start:end]`.

    None when the stretch and the text do not hold them equally often, so that it cannot be told.
    """
    words = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, text[start:end].split())) + r"(?!\w)")
    there = list(words.finditer(source.text, *span))
    here = [found.start() for found in words.finditer(text)]
    if start not in here or len(there) != len(here):
        return None
    found = there[here.index(start)]
    return source.location(found.start(), found.end())


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def picture_words(text: str, picture: Element) -> tuple[int, int]:
    """Where the words that stand for a picture are in the source; (0, 0) when they are written otherwise."""
    start = text.rfind("![", 0, max(picture.offset, 0)) + 2
    end = text.find("](", start)
    found = picture.offset != NOWHERE and start > 1 and key(text[start:end]) == key(picture.get("alt"))
    return (start, end) if found else (0, 0)


def head_lines(text: str, block: Block) -> dict[str, tuple[int, int]]:
    """Where the words of a block's title (under the empty name) and of its options stand in the source."""
    if block.offset == NOWHERE:
        return {}
    return dict(_lines_of_head(text, block.offset))


def _lines_of_head(text: str, at: int) -> Iterator[tuple[str, tuple[int, int]]]:
    title = text.find("\n", at) if "\n" in text[at:] else len(text)
    bar = text.find("|", at, title)
    if bar >= 0:
        yield "", (bar + 1, title)
    lines = _OPTIONS.match(text, title)
    end = lines.end() if lines else title
    options = list(_OPTION.finditer(text, title, end))
    ends = [option.start() for option in options[1:]] + [end]
    for option, stop in zip(options, ends, strict=False):
        yield option[1], (option.end(), stop)
