"""What people type who look for something: their words for a place, words that mean danger, words for one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from handbook_build.locations import Location


@dataclass(frozen=True, slots=True)
class Saying:
    """Words as somebody types them."""

    words: str
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True)
class Sought:
    """What people type who look for the place with the id `to`."""

    to: str
    says: tuple[Saying, ...]
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True)
class Phrases:
    """What `phrases.yml` holds; each group of `alike` are single words that people use for one another."""

    sought: tuple[Sought, ...] = ()
    alike: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Alarm:
    """Words after which search offers help first: what it then says, the kinds of services that it names beside the
    usual ones, and the id of a place that it leads to, where there is one.
    """

    name: str
    tells: str
    says: tuple[Saying, ...]
    location: Location = field(compare=False)
    services: tuple[str, ...] = ()
    to: str = ""
    # Where `to` is written; none for those that come with the tool, which lead there where a handbook has it.
    to_location: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Urgent:
    """What `urgent.yml` holds. `sets` are words by the name of their set, as `therapist/counsellor`. Words of
    `harmless` are no sign of danger, whatever of an alarm they hold.
    """

    alarms: tuple[Alarm, ...] = ()
    sets: Mapping[str, str] = field(default_factory=dict)
    harmless: tuple[str, ...] = ()
