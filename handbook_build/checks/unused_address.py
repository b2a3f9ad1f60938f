"""A line is taken for the address of a link, no link uses it, and it looks like words.

    [Warning]: 112

Markdown shows such a line nowhere. One that is an address, as in `[work]: https://example.org`, does no harm and is
let be, as is the common way to write a remark: `[//]: # (a remark)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB438", "unused-address", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
