"""A data file is not there, although pages need what would stand in it.

Citations name works of `references.json`, definitions in the text are those of `terms.yml`, and sentences are bound to
claims of `claims.yml`. Where the file was there and is gone, git brings it back.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB124", "absent-file", Severity.ERROR

# What needs each file, one of it and more, and what to do where it never was.
NEEDED_BY = {
    "terms.yml": ("definition", "definitions", "`handbook new term` begins one"),
    "references.json": ("citation", "citations", "`handbook references add` begins one"),
    "claims.yml": ("statement", "statements", "write the claims that the sentences are bound to"),
}


def check(handbook: Handbook) -> Iterator[Finding]:
    for name, count in handbook.absent.items():
        one, more, begin = NEEDED_BY[name]
        place = handbook.unread[name]
        needing = f"a {one} needs" if count == 1 else f"{count:,} {more} need"
        hint = f"if it was there: `git restore {place.path}`; otherwise {begin}"
        yield Finding(place, f"this file is not there, and {needing} it", hint)
