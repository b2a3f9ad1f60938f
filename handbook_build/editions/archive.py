"""The ledger laid beside the words of now: what became of each part, when its words changed, where it stood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

from handbook_build.editions.history import Fate, fate_of, followed
from handbook_build.linking.addresses import page_address
from handbook_build.model.edition import Became, Change, Edition, Ledger, Part, sections_by_page
from handbook_build.model.handbook import GENERATED, Handbook

# What a part says, so that two of them can be compared: a page says what its sections say too.
Said = tuple[str, tuple[str, ...]]
NOW = ""
# Below these the build writes permanent addresses; no page of a handbook stands there.
PERMANENT = ("s/", "e/", "c/", "cite/")


@dataclass(frozen=True, slots=True)
class OldPlace:
    """An address that pages had in some edition: the id of the last one there, and of each section ever there."""

    address: str
    page: str
    sections: tuple[str, ...]


@dataclass(frozen=True)
class Archive:
    """`now` holds every part by its id. An edition's name that is empty stands for now.

    `taken` are the addresses of pages that are no parts.
    """

    ledger: Ledger
    now: Mapping[str, Part]
    taken: frozenset[str] = frozenset()
    _fates: dict[tuple[str, str], Fate] = field(default_factory=dict, compare=False)
    _turns: dict[str, tuple[tuple[Edition, Part, bool], ...]] = field(default_factory=dict, compare=False)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every id of now, then every other that was ever released."""
        return tuple(dict.fromkeys((*self.now, *self.ledger.last_seen)))

    def fate(self, edition: Edition, name: str) -> Fate:
        """What became of a part of an edition. Raises KeyError when the edition has no such part."""
        key = edition.name, name
        if key not in self._fates:
            self._fates[key] = fate_of(self.ledger, self.now, edition, name, self.sections)
        return self._fates[key]

    def last_fate(self, name: str) -> Fate:
        """What became of an id since the last edition that has it. Raises KeyError when none has."""
        return self.fate(self.ledger.last_seen[name][0], name)

    def changed_in(self, edition: Edition, name: str) -> str | None:
        """The first edition after this one (or NOW) in which the part says other words, or is gone; None when
        it says the same to this day."""
        said = self.said[edition.name][name]
        ids: tuple[str, ...] = (name,)
        at = next(at for at, one in enumerate(self.ledger.editions) if one is edition)
        for later, recorded in self._recorded[at + 1 :]:
            if any(one in recorded for one in ids):
                ids, _ = followed([(later, recorded)], ids)
            words = self.said[later].get(ids[0]) if len(ids) == 1 else None
            # Under another id a page is held against its own words; its sections tell of theirs.
            if words is None or (words != said if ids == (name,) else words[0] != said[0]):
                return later
        return None

    def life(self, name: str) -> tuple[tuple[Edition, Part], ...]:
        """The editions that hold a part, the first one first, each with what it was there: also under the id that
        it had before it was renamed.
        """
        found: list[tuple[Edition, Part]] = []
        name = self._before.get((NOW, name), name)
        for edition in reversed(self.ledger.editions):
            if name in edition.part:
                found.append((edition, edition.part[name]))
            name = self._before.get((edition.name, name), name)
        return tuple(reversed(found))

    def turns(self, name: str) -> tuple[tuple[Edition, Part, bool], ...]:
        """The life of a part, and whether each edition brought other words for it than the one before it held."""
        if name not in self._turns:
            told: list[tuple[Edition, Part, bool]] = []
            said: Said | None = None
            for edition, part in self.life(name):
                words = self.said[edition.name][part.id]
                told.append((edition, part, words != said))
                said = words
            self._turns[name] = tuple(told)
        return self._turns[name]

    @cached_property
    def _before(self) -> Mapping[tuple[str, str], str]:
        """The id that a part had until an edition renamed it, by that edition and its id since."""
        return {
            (edition, change.into[0]): name
            for edition, recorded in self._recorded
            for name, change in recorded.items()
            if change.became is Became.RENAMED and change.into
        }

    def address_of(self, name: str) -> str:
        """Where an id leads now: to what stands for it when that is one thing under this or a new id, else to
        the page that says what became of it."""
        if name in self.now:
            return self.now[name].address
        fate = self.last_fate(name)
        if fate.became is Became.RENAMED and len(fate.now) == 1:
            return fate.now[0].address
        return f"s/{name}/"

    @cached_property
    def sections(self) -> Mapping[str, tuple[Part, ...]]:
        """The sections of each page of now."""
        return sections_by_page(self.now.values())

    @cached_property
    def said(self) -> Mapping[str, Mapping[str, Said]]:
        """By the name of an edition, and by id: what the part says there."""
        editions = {edition.name: _said(edition.parts) for edition in self.ledger.editions}
        return {**editions, NOW: _said(self.now.values())}

    @cached_property
    def _recorded(self) -> list[tuple[str, Mapping[str, Change]]]:
        editions = [(one.name, {change.id: change for change in one.changes}) for one in self.ledger.editions]
        return [*editions, (NOW, {change.id: change for change in self.ledger.pending})]

    @cached_property
    def places(self) -> Mapping[str, OldPlace]:
        """By address: every place at which a page or handout stood in an edition."""
        pages: dict[str, str] = {}
        sections: dict[str, dict[str, None]] = {}
        for edition in self.ledger.editions:
            for part in edition.parts:
                address, _, anchor = part.address.partition("#")
                if part.kind != "section":
                    pages[address] = part.id
                if anchor:
                    sections.setdefault(address, {})[unquote(anchor)] = None
        return {address: OldPlace(address, page, tuple(sections.get(address, ()))) for address, page in pages.items()}

    @cached_property
    def left(self) -> tuple[OldPlace, ...]:
        """The places at which pages once stood, and no page stands now."""
        taken = {part.address for part in self.now.values() if part.kind != "section"} | self.taken
        return tuple(
            place
            for address, place in self.places.items()
            if address and address not in taken and not address.startswith(PERMANENT)
        )

    @cached_property
    def once_on(self) -> Mapping[str, tuple[str, ...]]:
        """By address of a page of now: what stood at it, and the sections that stood on it or on what it was before,
        that are elsewhere.
        """
        found: dict[str, dict[str, None]] = {}
        addresses = {part.address for part in self.now.values() if part.kind != "section"}
        for edition in self.ledger.editions:
            for part in edition.parts:
                if part.address in addresses and self.address_of(part.id) != part.address:
                    found.setdefault(part.address, {})[part.id] = None
        for place in self.places.values():
            here = place.address if place.address in addresses else self.address_of(place.page)
            for name in place.sections:
                if here in addresses and (name not in self.now or self.now[name].address.partition("#")[0] != here):
                    found.setdefault(here, {})[name] = None
        return {address: tuple(names) for address, names in found.items()}


def archive_of(handbook: Handbook, now: Mapping[str, Part]) -> Archive:
    return Archive(handbook.ledger, now, frozenset(map(page_address, GENERATED)))


def _said(parts: Iterable[Part]) -> dict[str, Said]:
    parts = tuple(parts)
    sections = sections_by_page(parts)
    return {part.id: (part.digest, tuple(one.digest for one in sections.get(part.id, ()))) for part in parts}
