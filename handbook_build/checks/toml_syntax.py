"""`practice.toml` is not valid TOML.

Nothing of a broken text is guessed: the sheets are printed without the practice until this is mended.

    name = Rowan Street Counselling        # words without quotation marks
    name = "Rowan Street Counselling"      # mended
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB120", "toml-syntax", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
