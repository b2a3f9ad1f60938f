"""Something stands in the book otherwise than it was written: a picture that cannot be read, or a character that no
font here has.

The alternative text stands in the place of the picture, and in the PDF the number of the character in its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB611", "incomplete-book", Severity.WARNING

MOST = 6
FONTS = "write it in another way, or add a typeface that has it to handbook_build/printing/fonts"


def check(handbook: Handbook) -> Iterator[Finding]:
    replaced = handbook.book.replaced if handbook.book else ()
    for name in (name for name, number in replaced if not number):
        message = f"the picture {name} cannot be read; in the book its alternative text stands in its place"
        yield Finding(handbook.settings.location, message, "save it again as PNG, JPEG or SVG")
    if characters := [(one, number) for one, number in replaced if number]:
        some = ", ".join(f"'{one}' [{number}]" for one, number in characters[:MOST])
        more = f" and {len(characters) - MOST} more" if len(characters) > MOST else ""
        message = f"no font here has these characters, so the printed book has their numbers: {some}{more}"
        yield Finding(handbook.settings.location, message, FONTS)
