"""A look at the works alone: what `handbook check` finds in them, and what is only a suspicion."""

from __future__ import annotations

from handbook_build.checks import Check, Report, run_checks
from handbook_build.content import WORKS
from handbook_build.model.handbook import Handbook

# How the file is written, and what a record says. Who cites a work is not asked here.
CHECKS = frozenset(
    "json-syntax unreadable-file control-character duplicate-key unknown-key wrong-value missing-key "
    "incomplete-reference malformed-identifier duplicate-work impossible-date backward-pages leftover-markup".split()
)


def look_over(handbook: Handbook) -> Report:
    """What was found in the file of works, with suspicions."""
    report = run_checks(handbook, _is_wanted)
    path = f"{handbook.settings.content}/{WORKS}"
    kept, waived = (
        tuple(one for one in found if one.location.path == path) for found in (report.diagnostics, report.waived)
    )
    return Report(kept, waived)


def _is_wanted(check: Check) -> bool:
    return check.asked or check.name in CHECKS
