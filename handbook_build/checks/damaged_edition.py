"""A released edition is not what was released: it cannot be read, a word or a hash in it was changed, or one that
others follow or that `CITATION.cff` names is missing.

What an edition says is what people have cited, so it is never changed. Take the file back from version
control (`git log -- content/editions/` shows when it changed), or from any copy of the repository. Another layout
or other line ends are no damage. A mistake in an edition is told in `errata.yml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB410", "damaged-edition", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
