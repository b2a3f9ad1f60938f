"""The navigation names a page that is not there.

Readers would follow it to nothing. Paths in `nav` go from the content folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from handbook_build.diagnostics import Finding, Severity
from handbook_build.linking.addresses import is_outside
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB405", "navigation-without-page", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    there = {*handbook.by_path, *handbook.generated}
    for entry in handbook.settings.navigation_pages():
        if entry.target not in there and not is_outside(entry.target):
            near = get_close_matches(entry.target, there, 1)
            hint = f"did you mean `{near[0]}`?" if near else "paths go from the content folder"
            yield Finding(entry.location, f"the navigation names `{entry.target}`, which is not there", hint)
