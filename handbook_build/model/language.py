"""Languages, named by tags of BCP 47 such as `en-GB`."""

from __future__ import annotations

# That of the tool's own words.
OWN_LANGUAGE = "en"

# Those whose words run from right to left.
_LEFTWARD = frozenset("ar arc ckb dv fa he ps sd ug ur yi".split())


def runs_leftward(tag: str) -> bool:
    """Whether a language is written from right to left."""
    return tag.partition("-")[0].lower() in _LEFTWARD


def direction_of(tag: str) -> str:
    """`rtl` or `ltr`, as web pages and e-books say it."""
    return "rtl" if runs_leftward(tag) else "ltr"


def differ(one: str, other: str) -> bool:
    """Whether two tags name languages that a voice speaks otherwise; nothing differs from an unknown one."""
    first, second = (tag.partition("-")[0].lower() for tag in (one, other))
    return bool(first and second and first != second)
