"""The practice that gives the handouts out: what a sheet can say about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from handbook_build.locations import Location

# A line must stand out so much from its ground (WCAG 1.4.11).
SEEN = 3.0


@dataclass(frozen=True, slots=True)
class CrisisLine:
    """Who answers when the practice does not. `number` is written as people ring it."""

    name: str
    number: str
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Practice:
    """Its details; those that are not given are empty, and a sheet leaves a line for them.

    `logo` is a path below the folder of the practice's file, `colour` is written `#rrggbb`, `country` is an ISO
    3166 code (`GB`). `location` is where the file begins, `locations` where each detail stands, by its key (`logo`,
    `crisis-line.number`).
    """

    name: str
    location: Location = field(compare=False)
    address: tuple[str, ...] = ()
    telephone: str = ""
    email: str = ""
    web: str = ""
    hours: tuple[str, ...] = ()
    logo: str = ""
    colour: str = ""
    country: str = ""
    crisis_line: CrisisLine | None = None
    locations: Mapping[str, Location] = field(default_factory=dict, compare=False)

    def at(self, key: str) -> Location:
        """Where a detail stands."""
        return self.locations.get(key, self.location)

    @property
    def numbers(self) -> tuple[tuple[str, str], ...]:
        """Those that a client can ring, each with its key."""
        crisis = (("crisis-line.number", self.crisis_line.number),) if self.crisis_line else ()
        return ((("telephone", self.telephone),) if self.telephone else ()) + crisis


def contrast_on_white(colour: str) -> float:
    """How much `#2f6f73` stands out from white, from 1 to 21, as WCAG reckons it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
