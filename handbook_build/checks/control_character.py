"""The text holds a control character, such as NUL or ESC, that no page or sheet can show.

It comes most often from copying out of another program. It is shown as a replacement mark until it
is deleted.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB110", "control-character", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
