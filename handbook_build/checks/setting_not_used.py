"""`mkdocs.yml` has a setting that a build of the handbook leaves out.

`hooks` run programs beside the settings and `INHERIT` reads settings of another folder. Whoever
builds a handbook that somebody else wrote must be able to trust that nothing in it is run.

A style sheet or script of another host (`extra_css`, `extra_javascript`) is left out as well: that host would learn
who reads which page, and the policy of the pages refuses it.

Built with Zensical, a handbook has no use of plugins of MkDocs, of another theme and of `extra_templates`, of which
Zensical itself says nothing. ENGINES.md tells what else it does in another way.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB119", "setting-not-used", Severity.WARNING


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
