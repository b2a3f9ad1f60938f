"""The names that others give to works: DOI, ISBN, ISSN."""

from __future__ import annotations

import re
from urllib.parse import unquote

DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_BEFORE_DOI = re.compile(r"^(?:https?://)?(?:(?:dx|www)\.)?doi\.org/|^(?:doi|DOI)\s*:\s*", re.IGNORECASE)


def is_doi(written: str) -> bool:
    return bool(DOI.fullmatch(written))


def bare_doi(written: str) -> str:
    """A DOI without what is often written before it: `https://doi.org/`, `doi:`."""
    bare = _BEFORE_DOI.sub("", written.strip())
    return unquote(bare) if bare != written.strip() and "%" in bare else bare


def is_doi_address(written: str) -> bool:
    """Whether an address leads to the register of DOIs."""
    return bool(re.match(r"https?://(?:(?:dx|www)\.)?doi\.org/10\.", written, re.IGNORECASE))


def is_isbn(written: str) -> bool:
    """Whether the check digit of an ISBN-10 or ISBN-13 (ISO 2108) is right."""
    digits = written.replace("-", "").upper()
    if re.fullmatch(r"\d{9}[\dX]", digits):
        values = [10 if digit == "X" else int(digit) for digit in digits]
        return sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11 == 0
    if re.fullmatch(r"97[89]\d{10}", digits):
        return sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits)) % 10 == 0
    return False


def is_issn(written: str) -> bool:
    """Whether the check digit of an ISSN (ISO 3297) is right."""
    digits = written.replace("-", "").upper()
    if not re.fullmatch(r"\d{7}[\dX]", digits):
        return False
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return sum(weight * value for weight, value in zip(range(8, 0, -1), values, strict=True)) % 11 == 0
