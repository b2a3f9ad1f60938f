"""A page asks for a picture, a sound or a film of another host, which browsers of readers do not load.

Whoever runs that host would learn who reads which page, and when. So the policy that stands in each page lets
nothing come from elsewhere, and readers would find a gap. Put a copy beside the page, if its licence allows that, or
link to it in words: a link asks for nothing before somebody follows it.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB420", "loaded-from-elsewhere", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
