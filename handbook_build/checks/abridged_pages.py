"""The last page of a work is written short: `103–9` for 103 to 109.

A style cannot know whether that is meant, or whether a digit is missing. It is a suspicion, which
`handbook references check` reports when it is asked. Write both pages in full.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.checks.backward_pages import RANGE
from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY, ASKED = "HB346", "abridged-pages", Severity.WARNING, True


def check(handbook: Handbook) -> Iterator[Finding]:
    for item in handbook.items:
        for pages in RANGE.finditer(str(item.fields.get("page", ""))):
            first, last = pages["first"], pages["last"]
            if len(last) < len(first):
                full = f"{pages['letter']}{first[: -len(last)]}{last}"
                fits = int(first[: -len(last)] + last) >= int(first)
                hint = (
                    f"write {first}–{full}, if that is what the work shows"
                    if fits
                    else "look them up at the work itself"
                )
                yield Finding(
                    item.location, f"the last page of the work `{item.id}` is written short: {pages[0]}", hint
                )
