"""A page holds raw HTML that could do something, or that is not known to be without harm.

What may stand in a page as it is written: elements for words, lists, tables, quotations, pictures, sounds, films and
`<details>`; drawings (`<svg>`) of shapes and letters; with attributes such as `class`, `id`, `title`, `lang`, `dir`,
`role`, `aria-label`, sizes, and addresses of the handbook. Scripts, styles, frames, forms, attributes that begin with
`on`, and everything else has no place in a handbook that asks nothing of its reader's machine. Neither has `ping`,
which tells another host whenever a link is followed, or `formaction`, which sends what somebody wrote.

Use Markdown and the handbook's blocks. Formulas (`<math>`), maps of pictures and microdata can be allowed in place:
`<!-- allow unsafe-html: a formula -->` before the paragraph. What is allowed passes a sanitiser, so that nothing which
runs or loads gets through for any reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB409", "unsafe-html", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
