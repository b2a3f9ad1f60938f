"""The colour of the practice hardly stands out from white paper, so its sheets are printed in black.

A line needs a contrast of 3 to 1 (WCAG 1.4.11), and many printers have black alone. A darker shade of the same
colour will do.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook
from handbook_build.model.practice import SEEN, contrast_on_white

CODE, NAME, SEVERITY = "HB623", "faint-colour", Severity.WARNING


def check(handbook: Handbook) -> Iterator[Finding]:
    practice = handbook.practice
    if practice and practice.colour and (contrast := contrast_on_white(practice.colour)) < SEEN:
        yield Finding(
            practice.at("colour"),
            f"{practice.colour} has a contrast of {contrast:.1f} to 1 on white; black is printed in its place",
            f"take a darker shade: it needs {SEEN:.0f} to 1",
        )
