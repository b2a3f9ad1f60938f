"""The name of a handout's file is not its id.

The id names its PDFs and its address (`handouts/H12/H12.a4.pdf`), so `H12.md` holds the handout H12.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB604", "handout-name", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    for handout in handbook.handouts:
        stem = PurePosixPath(handout.path).stem
        if handout.id and handout.id != stem:
            yield Finding(
                handout.at("id"),
                f"the handout `{handout.id}` stands in a file named `{stem}.md`",
                f"rename the file to `{handout.id}.md`, or the id to `{stem}`",
            )
