"""A handbook that is not the one of the folder you stand in asks for something that would run.

Words are data, and a build runs none of them. But plugins of MkDocs, themes other than Material and templates of a
handbook's own are programs, which can do on your machine whatever you can do. In the folder of a handbook they are
taken to be yours. A handbook that is named by `--root` is taken to be somebody else's, and `build` and `serve` refuse
it: look at what is listed, and say `--trust` if you trust whoever wrote it.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB198", "untrusted-code", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
