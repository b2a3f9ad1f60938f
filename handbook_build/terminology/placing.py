"""Where words of a text stand in its source when that writes it in another way: folded, quoted, over several lines."""

from __future__ import annotations

import re

from handbook_build.locations import Location
from handbook_build.model.source import Source

# The head of a YAML text that stands on the lines below it.
_FOLDED = re.compile(r"[>|][-+\d]*[ \t]*(?:#.*)?$", re.MULTILINE)


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
