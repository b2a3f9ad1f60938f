"""The program that reads a page or data file took too long over it, wanted too much memory, or broke down.

It was ended, nothing of the file is used, and everything else was still checked. The finding points to the line that is
the most likely cause: brackets, lists or marks in great number, or deep in one another. Take some out, or cut the file
in two. Where the file looks like any other, please report it.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB190", "unparsed-file", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
