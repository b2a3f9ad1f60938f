"""Days as readers meet them."""

from __future__ import annotations

from datetime import date

MONTHS = "January February March April May June July August September October November December".split()


def written_date(day: date | None) -> str:
    """`22 November 2026`, or nothing."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""
