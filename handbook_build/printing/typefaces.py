"""The typefaces that lie in `fonts/`, in the order in which they are tried, and what each can write.

Typst tries them in this order for every letter. Where two typefaces share one word the letters
with marks come out twice when the text is read aloud or copied (`Tiếếng`), so a word that the
first cannot write as a whole is given to the second as a whole.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from unicodedata import category

FOLDER = Path(__file__).parent / "fonts"

# The family's name for Typst, and the file that shows what it can write. The second has Greek,
# Cyrillic, Vietnamese, arrows and ticks.
FAMILIES = {
    "Atkinson Hyperlegible Next": "AtkinsonHyperlegibleNext-Regular.ttf",
    "Source Sans 3": "SourceSans3-Variable.ttf",
    "IBM Plex Sans Arabic": "IBMPlexSansArabic-Regular.ttf",
    "Assistant": "Assistant-Regular.ttf",
    "Noto Emoji": "NotoEmoji-Regular.ttf",
}

# The family that writes a language whole, where the first of FAMILIES does not: a text set in two typefaces looks
# patched, and its letters with marks come out twice.
FIRST = {
    **dict.fromkeys(("be", "bg", "el", "mk", "ru", "sr", "uk", "vi"), "Source Sans 3"),
    **dict.fromkeys(("ar", "fa", "ps", "ur"), "IBM Plex Sans Arabic"),
    **dict.fromkeys(("he", "yi"), "Assistant"),
}

# What needs no drawing of its own: a line's end, and marks that steer the letters beside them.
STEERING = re.compile("[\n\u034f\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def families_for(language: str) -> list[str]:
    """All families in the order in which they are tried for a language, named by its main part (`vi`)."""
    first = FIRST.get(language, next(iter(FAMILIES)))
    return [first, *(family for family in FAMILIES if family != first)]


def faces(words: str) -> Iterator[tuple[str, bool]]:
    """The words in runs, each with whether the second typeface writes it."""
    parts = re.findall(r"\S+\s*|\s+", words)
    for second, run in groupby(parts, key=_needs_second):
        yield "".join(run), second


def unwritable(words: Iterable[str]) -> str:
    """Each character for which there is no drawing in any typeface, once, as first met."""
    met = dict.fromkeys("".join(words))
    known = _known()
    return "".join(
        character
        for character in met
        if ord(character) not in known and category(character) != "Cf" and not STEERING.match(character)
    )


@cache
def repertoires() -> tuple[frozenset[int], ...]:
    """The code points that each family can write, in the order of FAMILIES."""
    return tuple(frozenset(_code_points((FOLDER / file).read_bytes())) for file in FAMILIES.values())


@cache
def _known() -> frozenset[int]:
    """The code points that some family can write."""
    return frozenset().union(*repertoires())


@cache
def _needs_second(word: str) -> bool:
    first, second, *_ = repertoires()
    letters = {ord(character) for character in word if not character.isspace()}
    return not letters <= first and letters <= second


def _code_points(font: bytes) -> Iterator[int]:
    """The code points in the `cmap` table of a TrueType font (formats 4 and 12)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * at) for at in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    for at in range(struct.unpack_from(">H", font, start + 2)[0]):
        offset = start + struct.unpack_from(">HHI", font, start + 4 + 8 * at)[2]
        form = struct.unpack_from(">H", font, offset)[0]
        if form == 12:
            for group in range(struct.unpack_from(">I", font, offset + 12)[0]):
                first, last, _ = struct.unpack_from(">III", font, offset + 16 + 12 * group)
                yield from range(first, last + 1)
        elif form == 4:
            count = struct.unpack_from(">H", font, offset + 6)[0] // 2
            ends = struct.unpack_from(f">{count}H", font, offset + 14)
            starts = struct.unpack_from(f">{count}H", font, offset + 16 + 2 * count)
            for first, last in zip(starts, ends, strict=True):
                yield from range(first, min(last, 0xFFFE) + 1)
