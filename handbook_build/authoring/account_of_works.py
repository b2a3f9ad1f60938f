"""What adding works came to, in words for the person who asked."""

from __future__ import annotations

from collections.abc import Iterable

from handbook_build.authoring.accounts import counted
from handbook_build.authoring.adding import Addition

# How many works are told one by one.
SHOWN = 40


def of_addition(addition: Addition) -> str:
    """What is added under which key, what of it was lost, and what is left out and why."""
    lines: list[str] = []
    if addition.added:
        lines += ["", f"To add: {counted(len(addition.added), 'work')}, marked as not yet verified."]
        told: list[str] = []
        for one in addition.added:
            was = f" (there `{one.entry.key}`)" if one.entry.key and one.entry.key != one.key else ""
            told.append(f"  `{one.key}`{was}, {addition.source}:{one.entry.line}")
            for loss in one.lost:
                value = f" `{_short(loss.value)}`" if loss.value else ""
                told.append(f"      lost: {loss.field}{value}: {loss.why}")
        lines += _shown(told)
    if addition.left_out:
        lines += ["", f"Left out ({len(addition.left_out)}):"]
        lines += _shown(
            f"  {addition.source}:{one.line}: {f'`{one.key}`: ' if one.key else ''}{one.why}"
            for one in addition.left_out
        )
    if not addition.added:
        lines.append("Nothing is to be added.")
    return "\n".join(lines).lstrip("\n") + "\n"


def _short(value: str) -> str:
    return value if len(value) <= 60 else f"{value[:57]}..."


def _shown(lines: Iterable[str]) -> list[str]:
    every = list(lines)
    more = len(every) - SHOWN
    return every if more <= 1 else [*every[:SHOWN], f"  and {more} lines more"]
