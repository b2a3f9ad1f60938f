"""`help.yml` has no number to ring in the country of the practice, so its sheets leave a line for one.

A number of another country is never printed. Add the services of this one to `help.yml`, each with its source, or
write the numbers on the sheets by hand.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.handouts import numbers_to_ring
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB624", "country-without-numbers", Severity.WARNING


def check(handbook: Handbook) -> Iterator[Finding]:
    practice, directory = handbook.practice, handbook.help
    if practice and practice.country and directory.lines and not numbers_to_ring(directory, practice.country):
        known = ", ".join(code for code, _ in directory.countries if numbers_to_ring(directory, code))
        yield Finding(
            practice.at("country"),
            f"help.yml has no emergency number for {practice.country}; the sheets leave a line for it",
            f"add it to help.yml, or write the number on the sheets by hand (it has: {known})",
        )
