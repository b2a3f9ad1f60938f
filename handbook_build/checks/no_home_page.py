"""There is no `index.md` in the content folder, so the site has no home page, to which every page leads.

---
id: home
title: Our handbook
summary: For whom this is, and where to begin.
kind: home
audience: [client]
---
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB425", "no-home-page", Severity.ERROR
OF_PAGES = True
HOME = "index.md"


def check(handbook: Handbook) -> Iterator[Finding]:
    if handbook.documents and HOME not in handbook.by_path:
        home = f"{handbook.settings.content}/{HOME}"
        message = f"there is no {home}, the home page, to which every page leads"
        yield Finding(handbook.settings.location, message, 'begin one with: handbook new page "Our handbook"')
