"""A DOI or ISBN cannot be right: its form or its check digit is wrong.

A DOI begins with `10.`, a number and a slash, and is written without `https://doi.org/`. The last
digit of an ISBN follows from the others, so a slip of the pen shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB304", "malformed-identifier", Severity.ERROR
DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")


def check(handbook: Handbook) -> Iterator[Finding]:
    for item in handbook.items:
        doi = str(item.fields.get("DOI", ""))
        if doi and not DOI.fullmatch(doi):
            bare = re.sub(r"^(?:https?://)?(?:dx\.)?doi\.org/|^doi:\s*", "", doi, flags=re.IGNORECASE)
            hint = f"write `{bare}`" if bare != doi and DOI.fullmatch(bare) else "look it up at the work itself"
            yield Finding(item.location, f"`{doi}` of the work `{item.id}` is no DOI", hint)
        for isbn in str(item.fields.get("ISBN", "")).split():
            if not is_isbn(isbn):
                yield Finding(
                    item.location,
                    f"`{isbn}` of the work `{item.id}` is no ISBN: its check digit or length is wrong",
                    "look it up in the book itself",
                )


def is_isbn(written: str) -> bool:
    """Whether the check digit of an ISBN-10 or ISBN-13 (ISO 2108) is right."""
    digits = written.replace("-", "").upper()
    if re.fullmatch(r"\d{9}[\dX]", digits):
        values = [10 if digit == "X" else int(digit) for digit in digits]
        return sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11 == 0
    if re.fullmatch(r"97[89]\d{10}", digits):
        return sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits)) % 10 == 0
    return False
