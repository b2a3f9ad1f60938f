"""A citation could be read as something else, or a part of it names no work.

A bracket, brace or parenthesis right after a citation makes a link or a span of it for other
readers of Markdown; a part between semicolons needs an `@key`.

    [@rogers-1957](#six-conditions)                  # is it a citation or a link?
    [the six conditions](#six-conditions) [@rogers-1957]      # mended
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB306", "malformed-citation", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
