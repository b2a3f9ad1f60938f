"""Who to turn to now: emergency numbers and helplines, by country, each with its source and date."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from handbook_build.locations import Location

SERVICE_KINDS = ("emergency", "listening", "health", "abuse")
WAYS = ("ring", "text")


@dataclass(frozen=True, slots=True)
class Helpline:
    """One service. Fields that nobody has checked are empty and are not shown."""

    country: str
    code: str
    service: str
    kind: str
    source: str
    checked: date
    location: Location = field(compare=False)
    number: str = ""
    way: str = "ring"
    contact: str = ""
    audience: str = ""
    hours: str = ""
    cost: str = ""


@dataclass(frozen=True, slots=True)
class HelpDirectory:
    """All services in the order of the file; `checked` is when the whole was last gone through."""

    lines: tuple[Helpline, ...] = ()
    checked: date | None = None

    @property
    def countries(self) -> tuple[tuple[str, str], ...]:
        """(code, country) in the order in which they first appear."""
        return tuple(dict.fromkeys((line.code, line.country) for line in self.lines))

    def of(self, code: str) -> tuple[Helpline, ...]:
        return tuple(line for line in self.lines if line.code == code)

    def first(self, kind: str, code: str = "") -> Helpline | None:
        """The first service of this kind that has a number, in a country or else in the one that is named first."""
        code = code or (self.countries[0][0] if self.countries else "")
        return next((line for line in self.of(code) if line.kind == kind and line.number), None)
