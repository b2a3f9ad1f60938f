"""A waiver gives no reason, or names no check.

A finding can be allowed in place, but whoever reads it next must learn why:

    <!-- allow us-spelling: the title of a book -->
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB115", "waiver-without-reason", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    from handbook_build.checks import all_checks

    names = {check.name for check in all_checks()}
    for waiver in handbook.waivers():
        if waiver.name not in names:
            near = get_close_matches(waiver.name, names, 1)
            hint = f"did you mean `{near[0]}`?" if near else "`handbook explain` lists all names"
            yield Finding(waiver.location, f"there is no check `{waiver.name}` to waive", hint)
        elif not waiver.reason:
            yield Finding(
                waiver.location,
                f"this waiver of `{waiver.name}` gives no reason",
                f"write `allow {waiver.name}: why it is all right here`",
            )
