"""The typeface in which a form is filled in: the whole of it, since nobody knows what will be typed.

A form's typeface has one byte for each character. Most of them are those of Windows' western encoding; those that it
leaves free are given to letters of Polish, Welsh, Czech, Romanian, Turkish and Hungarian. What stands in neither, such
as Arabic, a reader's program writes in a typeface of its own.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from handbook_build.printing.typefaces import FAMILIES, FOLDER

NAME = "AtkinsonHyperlegibleNext-Regular"
ENCODING = "cp1252"
# Letters beside the western ones, by the names that the Adobe Glyph List has for them.
LETTERS = {
    "ą": "aogonek", "Ą": "Aogonek", "ć": "cacute", "Ć": "Cacute", "ę": "eogonek", "Ę": "Eogonek", "ł": "lslash",
    "Ł": "Lslash", "ń": "nacute", "Ń": "Nacute", "ś": "sacute", "Ś": "Sacute", "ź": "zacute", "Ź": "Zacute",
    "ż": "zdotaccent", "Ż": "Zdotaccent", "ŵ": "wcircumflex", "Ŵ": "Wcircumflex", "ŷ": "ycircumflex",
    "Ŷ": "Ycircumflex", "č": "ccaron", "Č": "Ccaron", "ď": "dcaron", "ě": "ecaron", "ň": "ncaron", "ř": "rcaron",
    "ť": "tcaron", "ů": "uring", "ă": "abreve", "ğ": "gbreve", "ı": "dotlessi", "ş": "scedilla", "ő": "ohungarumlaut",
    "ű": "uhungarumlaut",
}  # fmt: skip
# The ends of a line and the tab keep their codes.
KEPT = frozenset((0, 9, 10, 13))


@dataclass(frozen=True)
class FieldFont:
    """What a PDF says of a simple TrueType typeface; distances in thousandths of the size of the letters.

    `letters` has the code of each of LETTERS. `widths` begin at code 0. `data` is the file, packed, `length` long
    before that.
    """

    data: bytes
    length: int
    letters: Mapping[str, int]
    widths: tuple[int, ...]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    capitals: int

    def encoded(self, words: str) -> bytes:
        """The words as this typeface writes them. Raises ValueError for a character that it cannot write."""
        return b"".join(
            bytes([self.letters[sign]]) if sign in self.letters else sign.encode(ENCODING) for sign in words
        )


@cache
def field_font() -> FieldFont:
    """The first typeface of all sheets."""
    font = (FOLDER / FAMILIES["Atkinson Hyperlegible Next"]).read_bytes()
    tables = dict(_tables(font))
    glyphs = dict(_glyphs(font, tables[b"cmap"]))
    advances = struct.unpack_from(">H", font, tables[b"hhea"] + 34)[0]
    scale: float = 1000 / struct.unpack_from(">H", font, tables[b"head"] + 18)[0]

    def width(character: str) -> int:
        glyph = min(glyphs.get(ord(character), 0), advances - 1) if character else 0
        advance: int = struct.unpack_from(">H", font, tables[b"hmtx"] + 4 * glyph)[0]
        return round(advance * scale)

    letters = dict(zip(LETTERS, _free_codes(), strict=False))
    characters = _western() | {code: letter for letter, code in letters.items()}
    ascent, descent = struct.unpack_from(">2h", font, tables[b"hhea"] + 4)
    left, bottom, right, top = struct.unpack_from(">4h", font, tables[b"head"] + 36)
    return FieldFont(
        data=zlib.compress(font, 9),
        length=len(font),
        letters=letters,
        widths=tuple(width(characters.get(code, "")) for code in range(256)),
        box=(round(left * scale), round(bottom * scale), round(right * scale), round(top * scale)),
        ascent=round(ascent * scale),
        descent=round(descent * scale),
        capitals=round(struct.unpack_from(">h", font, tables[b"OS/2"] + 88)[0] * scale),
    )


def _western() -> dict[int, str]:
    """The characters of the encoding by their codes."""
    made = {code: bytes([code]).decode(ENCODING, "ignore") for code in range(32, 256)}
    return {code: character for code, character in made.items() if character and code != 127}


def _free_codes() -> list[int]:
    return [code for code in range(256) if code not in _western() and code not in KEPT]


def _tables(font: bytes) -> Iterator[tuple[bytes, int]]:
    """Where each table of a TrueType font begins."""
    for at in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * at)
        yield tag, offset


def _glyphs(font: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    """The number of the glyph for each code point, from a table of format 4."""
    count = struct.unpack_from(">H", font, cmap + 2)[0]
    records = (struct.unpack_from(">HHI", font, cmap + 4 + 8 * at) for at in range(count))
    start = next(cmap + offset for platform, kind, offset in records if (platform, kind) == (3, 1))
    segments = struct.unpack_from(">H", font, start + 6)[0] // 2
    ends, firsts, deltas, ranges = (
        struct.unpack_from(f">{segments}H", font, start + 14 + 2 * segments * part + (2 if part else 0))
        for part in range(4)
    )
    for at, (first, last) in enumerate(zip(firsts, ends, strict=True)):
        for point in range(first, min(last, 0xFFFE) + 1):
            glyph = point
            if ranges[at]:
                place = start + 16 + 6 * segments + 2 * at + ranges[at] + 2 * (point - first)
                glyph = struct.unpack_from(">H", font, place)[0]
            yield point, (glyph + deltas[at]) % 65536
