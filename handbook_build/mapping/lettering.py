"""How wide words are, and how they fall on lines, without a font at hand.

The widths are those of the handbook's own typeface, rounded up to a few classes; every label gets some air,
so that another typeface does no harm.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, islice, pairwise
from math import fsum

_OTHER, _WIDE = 0.57, 1.0
# In units of the size of the letters.
_CLASSES = {
    " !'.,:;|`ijl": 0.27,
    '"()-[]{}I/\\_frt': 0.36,
    "1*7?Jckxsvyz": 0.49,
    "0#BCDGHKNOQRUXZw&+4": 0.69,
    "@MWm%": 0.86,
}


class _Widths(dict[str, float]):
    """The width of each letter, looked up once."""

    def __missing__(self, letter: str) -> float:
        self[letter] = width = _unknown(letter)
        return width


def _unknown(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    return _WIDE if unicodedata.east_asian_width(letter) in "WF" or letter > "\uffff" else _OTHER


_WIDTHS = _Widths({letter: width for letters, width in _CLASSES.items() for letter in letters})

# How much wider the heavy letters of a word are to which others belong.
HEAVY = 1.08
# A name of more words than this is cut short anyway.
MOST_BREAKS = 16
_BREAK = re.compile(r"(?<=[\s\-\u2010/])(?=\S)")


def width_of(text: str, size: float) -> float:
    """About how wide a text is when its letters have this size: the same in every version of Python, which add up
    otherwise.
    """
    return size * fsum(map(_WIDTHS.__getitem__, text))


# The same names come back in the map of each of their neighbours.
@lru_cache(maxsize=1 << 14)
def fitted(text: str, size: float, width: float, most: int = 2) -> tuple[str, ...]:
    """The text on as few lines as it fits on, at most so many, of lengths as even as can be.

    What does not fit even so ends with an ellipsis.
    """
    places = [found.start() for found in _BREAK.finditer(text)][:MOST_BREAKS]
    lines: tuple[str, ...] = (text,)
    for count in range(1, min(most, len(places) + 1) + 1):
        ways = (_cut(text, chosen) for chosen in combinations(places, count - 1))
        lines = min(ways, key=lambda way: max(width_of(line, size) for line in way))
        if max(width_of(line, size) for line in lines) <= width:
            break
    if len(lines) > 1 and max(width_of(line, size) for line in lines) > width:
        return tuple(_filled(text, size, width, most))
    return tuple(shortened(line, size, width) for line in lines)


def _filled(text: str, size: float, width: float, most: int) -> Iterator[str]:
    """As many words on each line as it holds; what is left over is cut off at the end, so that no line skips any."""
    rest = text
    for _ in range(most - 1):
        ends = [found.start() for found in islice(_BREAK.finditer(rest), MOST_BREAKS)]
        fitting = [end for end in ends if width_of(rest[:end].rstrip(), size) <= width]
        if not fitting:
            break
        yield rest[: fitting[-1]].rstrip()
        rest = rest[fitting[-1] :]
    yield shortened(rest, size, width)


def _cut(text: str, places: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(text[start:end].rstrip() for start, end in pairwise((0, *places, len(text))))


def shortened(text: str, size: float, width: float) -> str:
    """As much of the text as fits, with an ellipsis where something is left out."""
    if width_of(text, size) <= width:
        return text
    room = width - width_of("…", size)
    kept = 0
    for letter in text:
        room -= size * _WIDTHS[letter]
        if room < 0:
            break
        kept += 1
    return text[:kept].rstrip() + "…"
