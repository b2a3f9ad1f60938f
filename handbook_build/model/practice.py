"""The practice that gives the handouts out: what a sheet can say about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from handbook_build.locations import Location


@dataclass(frozen=True, slots=True)
class CrisisLine:
    """Who answers when the practice does not. `number` is written as people ring it."""

    name: str
    number: str
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Practice:
    """Its details; those that are not given are empty.

    `logo` is a path below the handbook's root, `colour` is written `#rrggbb`, `country` is an ISO 3166
    code (`GB`), `language` a tag of BCP 47 (`en-GB`).
    """

    name: str
    location: Location = field(compare=False)
    address: tuple[str, ...] = ()
    telephone: str = ""
    email: str = ""
    web: str = ""
    hours: tuple[str, ...] = ()
    logo: str = ""
    logo_location: Location | None = field(default=None, compare=False)
    colour: str = ""
    country: str = ""
    language: str = ""
    crisis_line: CrisisLine | None = None
