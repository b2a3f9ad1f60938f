"""A helpline was last checked more than six months ago.

Somebody in distress rings the number that stands here. Ring it, or look it up at its owner's, and
set `checked` to that day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB802", "help-out-of-date", Severity.WARNING
# Six months, with the longest that six months can be.
KEEPS = timedelta(days=184)


def check(handbook: Handbook) -> Iterator[Finding]:
    for line in handbook.help.lines:
        if handbook.today - line.checked > KEEPS:
            yield Finding(
                line.location,
                f"{line.service} ({line.country}) was last checked on {line.checked}, over six months ago",
                "check it where its owner publishes it, and set `checked`",
            )
        elif line.checked > handbook.today:
            yield Finding(
                line.location,
                f"{line.service} ({line.country}) was checked on {line.checked}, which is still to come",
                "set `checked` to the day on which it was seen",
            )
