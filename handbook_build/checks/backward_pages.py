"""The last page of a work comes before its first.

One of the two has a slip: look at the work itself. (A shortened last page, as in 103–9, is a matter of
style: `handbook references check` reports it.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB332", "backward-pages", Severity.ERROR

RANGE = re.compile(r"(?P<letter>[A-Za-z]?)(?P<first>\d+)\s*[-‐-―]+\s*(?P=letter)(?P<last>\d+)")


def check(handbook: Handbook) -> Iterator[Finding]:
    for item in handbook.items:
        for pages in RANGE.finditer(str(item.fields.get("page", ""))):
            first, last = pages["first"], pages["last"]
            if len(first) == len(last) and int(last) < int(first):
                message = f"the pages of the work `{item.id}` end before they begin: {pages[0]}"
                yield Finding(item.location, message, "look them up at the work itself")
