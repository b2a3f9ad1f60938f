"""The front matter, a data file or the options of a block are not valid YAML.

Nothing of a broken text is guessed: a page keeps its body and loses its front matter until this is
mended. Anchors, aliases and tags are refused too, since they make a file hard to read and to check.

    title: Breaks: what helps        # a colon and a space inside a value
    title: "Breaks: what helps"      # mended
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB101", "yaml-syntax", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
