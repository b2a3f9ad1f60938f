"""What a site is made of, one unit after another: a page, the ways to cite one, a page as an edition had it.

Each unit is made from parts with names: its own words, the definition of a term, the titles of pages. A unit that was
made before from the very same parts is not made again: its files are had from an earlier build, and what else is known
of it from the cache. The names of the parts tell an author why a unit was made again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from sys import intern
from typing import Any
from urllib.parse import unquote

from handbook_build.cache import NOTHING_KEPT, Cache, digest
from handbook_build.program import mark
from handbook_build.staging import Stage, name_of

# What they are called in the cache.
KIND = "units"
# Of each part so much is kept for telling whether it changed; what is made from it is kept under the whole.
_SHORT = 12

Parts = Mapping[str, str]


@dataclass(frozen=True)
class Made:
    """The files of a unit, address and bytes, and what else is known of it, as plain values of JSON."""

    files: Iterable[tuple[str, bytes]]
    told: Any = None


@dataclass(frozen=True)
class Unit:
    """`made_from` names all that it depends on, each part with a digest; where it is empty the unit is made each time.
    One that `yields` leaves alone what stands already at an address.
    """

    kind: str
    name: str
    made_from: Parts
    make: Callable[[], Made]
    yields: bool = False


def each_time(make: Callable[[], Iterable[tuple[str, bytes]]]) -> Unit:
    """Files that are made in each build, which nobody needs to be told of; they give way to the handbook's own."""
    return Unit("", "", {}, lambda: Made(make()), yields=True)


@dataclass
class Units:
    """The units of one build. `again` are those that were made, and `parts` what all were made from, by kind and name;
    `addresses` are those of all their files.
    """

    stage: Stage
    cache: Cache = NOTHING_KEPT
    addresses: list[str] = field(default_factory=list)
    again: dict[str, list[str]] = field(default_factory=dict)
    parts: dict[str, dict[str, Parts]] = field(default_factory=dict)
    _keys: set[str] = field(default_factory=set)

    def place(self, unit: Unit) -> Any:
        """Puts its files in their place, and gives what else is known of it. Raises MachineFault."""
        key = digest(mark(), unit.kind, unit.name, *(one for part in unit.made_from.items() for one in part))
        self._keys.add(key)
        self.parts.setdefault(unit.kind, {})[unit.name] = {
            intern(name): one[:_SHORT] for name, one in unit.made_from.items()
        }
        again = self.again.setdefault(unit.kind, [])
        if unit.made_from and (kept := self._kept(unit, key)) is not None:
            return kept[0]
        again.append(unit.name)
        made = unit.make()
        names = {address: self._put(unit, address, data) for address, data in made.files}
        if unit.made_from:
            self.cache.write(KIND, key, _to_json((names, made.told)))
        return made.told

    def _put(self, unit: Unit, address: str, data: bytes) -> str:
        if self._gives_way(unit, address):
            return name_of(data)
        self.addresses.append(address)
        return self.stage.write(unquote(address), data)

    def _gives_way(self, unit: Unit, address: str) -> bool:
        return unit.yields and self.stage.has(unquote(address))

    def _kept(self, unit: Unit, key: str) -> tuple[Any] | None:
        """What is known of a unit whose files are all to be had; None where any is missing."""
        data = self.cache.read(KIND, key)
        if data is None:
            return None
        try:
            names, told = json.loads(data)
        except ValueError:
            return None
        own = [address for address in names if not self._gives_way(unit, address)]
        if not all(self.stage.keep(unquote(address), names[address]) for address in own):
            return None
        self.addresses += own
        return (told,)

    def forget_others(self) -> None:
        """Drops from the cache what this build had no use for."""
        self.cache.keep_only(KIND, self._keys)


def _to_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
