"""A number of the practice is one that nobody has: five or more digits that are all the same, or 1 to 9 in a row.

Somebody may ring it in great need. Write the number itself, or take the key out: the sheet then leaves a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB621", "placeholder-number", Severity.ERROR

_PLACEHOLDER = re.compile(r"(\d)\1{4,}|0?1234567890?|0?\d{2,5}(\d)\2{5,}")


def check(handbook: Handbook) -> Iterator[Finding]:
    practice = handbook.practice
    for key, number in practice.numbers if practice else ():
        if practice and _PLACEHOLDER.fullmatch(re.sub(r"\D", "", number)):
            hint = "write the number itself, or take the key out: the sheet then leaves a line"
            yield Finding(practice.at(key), f"{number} is nobody's number", hint)
