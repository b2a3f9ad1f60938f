"""A quick look at a text before a slow one: whether a pattern that ignores case can be found in it at all."""

from __future__ import annotations

from collections.abc import Iterable


def may_hold(text: str, parts: Iterable[str]) -> bool:
    """Whether one of some parts of words, in small letters, stands in a text, in any case."""
    plain = small(text)
    return any(part in plain for part in parts)


def small(text: str) -> str:
    """The text in small letters as a pattern that ignores case sees it, for which İ and ı are an i and ſ an s."""
    lower = text.lower()
    return lower if lower.isascii() else lower.replace("i\u0307", "i").replace("ı", "i").replace("ſ", "s")
