"""Short codes for printed sheets: six signs that a person can read out and type.

The signs are 1 to 9 and the consonants without L: no 0 or O, no vowel, so that no code is a word. There
are 29 of them, a prime, and the sixth sign is a weighted sum of the others modulo 29: it betrays any one
wrong sign and any two that changed places.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection

SIGNS = "123456789BCDFGHJKMNPQRSTVWXYZ"
LENGTH = 6
# What is often written for a sign, or typed between two.
_READ_AS = str.maketrans({"I": "1", "L": "1", "-": "", " ": "", ".": "", "–": "", "\u2011": "", "\u00a0": ""})


def code_of(edition: str, name: str, taken: Collection[str] = (), said: str = "") -> str:
    """The code of the sheet `name` in an edition: `KQ7-4MD`. `taken` are codes that other sheets bear.

    `said` is what the sheet says: two branches that release the same edition with other words print other codes.
    """
    for attempt in range(len(taken) + 1):
        made_from = f"{edition}\n{name}\n{attempt}\n{said}".encode("utf-8", "surrogatepass")
        number = int.from_bytes(hashlib.sha256(made_from).digest(), "big")
        signs = ""
        for _ in range(LENGTH - 1):
            number, at = divmod(number, len(SIGNS))
            signs += SIGNS[at]
        code = written(signs + _check_sign(signs))
        if code not in taken:
            return code
    raise AssertionError("as many attempts as codes cannot all be taken")


def code_address(code: str) -> str:
    """Where a code is answered, relative to the site's root: `c/KQ7-4MD/`."""
    return f"c/{code}/"


def read_code(text: str) -> str:
    """The code that somebody typed, as it is written on the sheet; nothing when it cannot be one."""
    signs = text.upper().translate(_READ_AS)
    if len(signs) != LENGTH or not set(signs) <= set(SIGNS) or _check_sign(signs[:-1]) != signs[-1]:
        return ""
    return written(signs)


def written(signs: str) -> str:
    """Six signs as two groups of three."""
    return f"{signs[:3]}-{signs[3:]}"


def _check_sign(signs: str) -> str:
    return SIGNS[sum((at + 2) * SIGNS.index(sign) for at, sign in enumerate(signs)) % len(SIGNS)]
