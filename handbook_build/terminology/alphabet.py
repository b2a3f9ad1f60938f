"""Lists by first letters: marks above a letter, signs before it, and its case make no difference."""

from __future__ import annotations

import unicodedata

# Where what begins with no letter stands.
NO_LETTER = "#"


def sorting(title: str) -> str:
    """What a title is sorted by: its letters and digits, and the spaces between them."""
    plain = unicodedata.normalize("NFKD", title).casefold()
    return "".join(character for character in plain if character.isalnum() or character == " ").lstrip()


def letter_of(title: str) -> str:
    """The letter under which a title stands, or NO_LETTER."""
    first = sorting(title)[:1].upper()
    return first if first.isalpha() else NO_LETTER
