"""What a correction or a renaming came to, in words for the person who asked."""

from __future__ import annotations

from collections.abc import Iterable

from handbook_build.authoring.fixing import Mended
from handbook_build.authoring.remains import listed
from handbook_build.authoring.renaming import Outcome
from handbook_build.authoring.wishes import ADMITTED, FORGET
from handbook_build.diagnostics import Severity

# How many places of one kind are named.
SHOWN = 8


def of_findings(mended: Mended) -> str:
    """A line for each finding that was mended."""
    return "".join(f"{one.location}: {one.code} {one.name}: {one.message}\n" for one in mended.findings)


def of_mending(mended: Mended, *, only_shown: bool) -> str:
    """How much was mended, and what is left for a person, by check."""
    count, files = len(mended.findings), len(mended.changes)
    if not count:
        lines = ["Nothing was mended: no finding here is one that a program can mend."]
    elif only_shown:
        lines = [f"{counted(count, 'finding')} can be mended in {counted(files, 'file')}. Nothing was written."]
    else:
        lines = [f"Mended {counted(count, 'finding')} in {counted(files, 'file')}."]
    lines += [f"{path}: a correction would break this file, so it was left to you." for path in mended.refused]
    if mended.quoted:
        lines.append("In a quotation or the title of a work, so left as it is:")
        lines += _shown(f"{one.location} {one.text}" for one in mended.quoted)
    left = mended.left
    errors = {one.name for one in mended.report.diagnostics if one.severity is Severity.ERROR}
    if left:
        lines.append(f"Left for a person ({counted(sum(left.values()), 'finding')}); `handbook check` shows them:")
        width = max(map(len, left))
        lines += [
            f"  {name:{width}}  {number:3}  {'error' if name in errors else 'warning'}"
            for name, number in sorted(left.items())
        ]
    return "\n".join(lines) + "\n"


def of_renaming(outcome: Outcome) -> str:
    """What changes, what stays as it is, what is new, and whether there is a way back."""
    renaming, files = outcome.plan.renaming, len(outcome.changes)
    lines = [
        "",
        f"`{renaming.old}` becomes `{renaming.new}`:"
        f" {counted(outcome.plan.places, 'place')} in {counted(files, 'file')}.",
    ]
    if outcome.plan.has_other_number:
        lines.append(f"In the other number it becomes `{renaming.other}`; if that is wrong, say --plural.")
    if not renaming.is_old_regular:
        lines.append(f"Whoever goes back has to say --plural '{renaming.old_other}'.")
    if renaming.kept == FORGET:
        lines.append("The old form is not kept.")
    else:
        status = "one that may be used" if renaming.kept == ADMITTED else f"one to avoid: {renaming.reason}"
        lines.append(f"The old form is kept as {status}.")
    if renaming.id != renaming.entry.id:
        lead = "no address leads from the old one" if renaming.kept == FORGET else "the old one still leads here"
        lines.append(f"The id `{renaming.entry.id}` becomes `{renaming.id}`; {lead}.")
    else:
        lines.append(f"The id stays `{renaming.id}`.")
    if outcome.plan.left:
        lines += ["", "Left as they are:"]
        for why, some in listed(outcome.plan.left).items():
            lines.append(f"  {why} ({len(some)}):")
            lines += _shown(f"{one.location} {one.text}" for one in some)
    if outcome.findings:
        lines += ["", f"New findings ({len(outcome.findings)}); mend them afterwards, or choose another form:"]
        lines += _shown(
            f"{one.location}: {one.severity.value} {one.code} {one.name}: {one.message}" for one in outcome.findings
        )
    if outcome.lost:
        why = (
            f"`{renaming.new}` is in use already"
            if outcome.in_use
            else "how they were written cannot be told afterwards"
        )
        lines += ["", f"Going back with --forget would not restore these lines, since {why}:"]
        lines += _shown(map(str, outcome.lost))
    return "\n".join(lines) + "\n"


def _shown(lines: Iterable[str]) -> list[str]:
    every = [f"    {line}" for line in lines]
    more = len(every) - SHOWN
    return every if more <= 1 else [*every[:SHOWN], f"    and {more} more"]


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
