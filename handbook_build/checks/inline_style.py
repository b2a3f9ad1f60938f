"""An element has a `style` of its own, which is left out of the page.

Looks are the style sheet's: it knows dark screens, print, large letters and the colours that a reader sets. The
policy of the pages lets no other style in. Use a block, or a class with rules in a style sheet of your own
(`extra_css` in mkdocs.yml).
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB421", "inline-style", Severity.WARNING


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
