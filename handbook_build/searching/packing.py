"""Whole numbers as letters, so that an index of many thousand of them is small and quickly read.

`overrides/assets/javascripts/finder.js`, `numbersOf`, reads what is written here.
"""

from __future__ import annotations

from collections.abc import Iterable

# Printable letters of ASCII that stand for themselves in JSON and in a script.
LETTERS = "".join(chr(one) for one in range(35, 127) if chr(one) not in "<\\&'")
# A letter below LAST ends a number; those above say that it goes on.
LAST = 64
MORE = len(LETTERS) - LAST


def letters_of(numbers: Iterable[int]) -> str:
    """Numbers from 0, the lowest digits first; the most frequent should be the lowest."""
    return "".join(map(_letters, numbers))


def _letters(number: int) -> str:
    made = ""
    while number >= LAST:
        made += LETTERS[LAST + number % MORE]
        number //= MORE
    return made + LETTERS[number]
