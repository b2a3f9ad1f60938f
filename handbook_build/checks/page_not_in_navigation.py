"""A page is in no navigation, so readers can only come upon it by search or by a link.

It is reported only for a handbook that writes its own `nav`. Handouts are listed on the page of
handouts and need no entry.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB404", "page-not-in-navigation", Severity.WARNING


def check(handbook: Handbook) -> Iterator[Finding]:
    if handbook.settings.navigation is None:
        return
    listed = {entry.target for entry in handbook.settings.navigation_pages()}
    for page in handbook.pages:
        if page.path not in listed:
            yield Finding(page.top, f"the page {page.path} is in no navigation", "add it to `nav` in mkdocs.yml")
