"""The logo of a practice cannot be printed, or would not come out as it is.

It is a PNG or JPEG of at most 4,000 pixels on a side, in the colours of a screen and not in a printer's inks (CMYK), or
an SVG that needs nothing else: no letters as text (each machine has other typefaces; turn them into paths), no program,
no other file. It lies in the folder of the
practice's file or below it, and has at most 2 MB. What counts is what is in the file, not its name.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB620", "unusable-logo", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
