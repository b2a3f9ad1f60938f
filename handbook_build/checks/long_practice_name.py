"""The name of the practice is so long that it takes several lines at the head of each sheet.

The title and the rest of the sheet have less room then, and some sheets may come to need another side. Write the
name as it stands above the door.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB625", "long-practice-name", Severity.WARNING

LONGEST = 120


def check(handbook: Handbook) -> Iterator[Finding]:
    practice = handbook.practice
    if practice and len(practice.name) > LONGEST:
        message = f"the name has {len(practice.name)} characters, and takes several lines of every sheet"
        yield Finding(practice.at("name"), message, f"write it in {LONGEST} or fewer")
