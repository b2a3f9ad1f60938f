"""Pictures made ready for paper."""

from __future__ import annotations

import json
import re

# A colour that a page may change: `var(--ink, #1B2523)`. Paper takes the value it falls back to.
VARIABLE = re.compile(r"var\(\s*--[\w-]+\s*,\s*([^()]*(?:\([^()]*\))?[^()]*)\)")
# Rules for a screen, such as a dark one, one level deep.
SCREEN_RULES = re.compile(r"@media[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")


def is_drawing(picture: bytes) -> bool:
    """Whether it is an SVG: text, in which one begins soon."""
    return b"<svg" in picture[:4000] and b"\0" not in picture[:4000]


def for_paper(picture: bytes) -> tuple[str, bytes]:
    """The ending of the picture's file and what stands in it.

    A drawing stands there without what only a screen can do. Typst's binding takes files of text
    alone, so a photograph stands there as the numbers of its bytes.
    """
    if not is_drawing(picture):
        return ".json", json.dumps(list(picture)).encode()
    text = picture.decode("utf-8", "replace").lstrip("\ufeff")
    return ".svg", VARIABLE.sub(r"\1", SCREEN_RULES.sub("", text)).encode()
