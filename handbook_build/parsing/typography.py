"""Typographic quotation marks for texts that are no Markdown: titles, summaries, definitions.

Markdown's own text gets them from Python-Markdown's `smarty`.
"""

from __future__ import annotations

import re

_OPENING = re.compile(r"(^|[\s(\[{‘“–—-])([\"'])(?=\S)")
_MARKS = {'"': ("“", "”"), "'": ("‘", "’")}


def typographic(text: str) -> str:
    """The text with curly quotation marks and apostrophes; its length does not change."""
    if '"' not in text and "'" not in text:
        return text
    # Twice, since a quotation mark may open right after another.
    for _ in range(2):
        text = _OPENING.sub(lambda match: match[1] + _MARKS[match[2]][0], text)
    return text.replace('"', "”").replace("'", "’")
