"""Languages, named by tags of BCP 47 such as `en-GB`."""

from __future__ import annotations

# Those whose words run from right to left.
_LEFTWARD = frozenset("ar arc ckb dv fa he ps sd ug ur yi".split())


def runs_leftward(tag: str) -> bool:
    """Whether a language is written from right to left."""
    return tag.partition("-")[0].lower() in _LEFTWARD


def direction_of(tag: str) -> str:
    """`rtl` or `ltr`, as web pages and e-books say it."""
    return "rtl" if runs_leftward(tag) else "ltr"
