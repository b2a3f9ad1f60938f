"""Typographic quotation marks and apostrophes, for Markdown's text and for titles and definitions alike.

A mark opens after a space, an opening bracket, a dash or nothing, if a word follows; all others close.
The length of a text does not change, so places in it stay true.
"""

from __future__ import annotations

import re

_STRAIGHT = re.compile("[\"']")
_BEFORE_OPENING = frozenset(" \t\n\u00a0([{–—-/‘“")
_MARKS = {'"': ("“", "”"), "'": ("‘", "’")}


def typographic(text: str, before: str = "") -> str:
    """The text with curly quotation marks; `before` is the character that it follows, if any."""
    if '"' not in text and "'" not in text:
        return text
    parts: list[str] = []
    position = 0
    for match in _STRAIGHT.finditer(text):
        at = match.start()
        parts.append(text[position:at])
        previous = parts[-1][-1:] or (parts[-2][-1:] if len(parts) > 1 else before)
        following = text[at + 1 : at + 2]
        opens = (not previous or previous in _BEFORE_OPENING) and not following.isspace()
        # The '90s: an apostrophe stands for what was left out.
        decade = match[0] == "'" and re.match(r"\d\ds", text[at + 1 : at + 4])
        parts.append(_MARKS[match[0]][0 if opens and not decade else 1])
        position = at + 1
    parts.append(text[position:])
    return "".join(parts)
