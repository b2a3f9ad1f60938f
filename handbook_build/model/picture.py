"""Pictures as bytes."""

from __future__ import annotations


def is_drawing(picture: bytes) -> bool:
    """Whether it is an SVG: text, in which one begins soon."""
    return b"<svg" in picture[:4000] and b"\0" not in picture[:4000]
