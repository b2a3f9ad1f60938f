"""A date of a work is no day of the calendar: a thirteenth month, a thirtieth of February.

It is most often a slip of the pen, or day and month in the other order. Look at the work itself, and
leave out what it does not show: `[[1957, 4]]`, `[[1957]]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handbook_build.diagnostics import Finding, Severity
from handbook_build.interchange.normalising import possible_date
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB331", "impossible-date", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    for item in handbook.items:
        for name, value in item.fields.items():
            dates = value.get("date-parts") if isinstance(value, Mapping) else None
            for parts in dates if isinstance(dates, list) else ():
                if isinstance(parts, list) and len(possible_date(parts)) < len(parts):
                    written = "-".join(map(str, parts))
                    message = f"`{name}` of the work `{item.id}` is {written}, which no calendar has"
                    yield Finding(item.location, message, "write it as year, month, day, as far as the work shows them")
