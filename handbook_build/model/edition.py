"""Editions: what every part of a handbook said when it was released, and what became of its ids.

The ledger only grows. An edition is never changed; what was wrong in it is told by an erratum.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property

from handbook_build.locations import Location

PART_KINDS = ("page", "section", "handout")
# How the name of an edition is written: 2026.1, 3, 2.0.1.
EDITION_NAME = r"[0-9]{1,9}(?:\.[0-9]{1,9}){0,9}"
# The names of the findings about a ledger of which no more can be said until they are mended.
DAMAGED, FORKED = "damaged-edition", "forked-editions"


def edition_order(name: str) -> tuple[int, ...]:
    """By which names of editions are ordered: 2026.2 before 2026.10."""
    return tuple(int(part) for part in name.split("."))


def edition_label(name: str) -> str:
    """`Edition 2026.1`, in words, so that no style makes an ordinal number of it; `Draft after 2026.1`."""
    if re.fullmatch(rf"{EDITION_NAME}(?: .*)?", name):
        return f"Edition {name}"
    return name[:1].upper() + name[1:]


class Became(Enum):
    """What became of an id that was released."""

    MOVED = "moved"  # the same words at another place
    RENAMED = "renamed"  # the same words under another id
    MERGED = "merged"  # part of another part now
    SPLIT = "split"  # several parts now
    WITHDRAWN = "withdrawn"  # no longer said
    RESTORED = "restored"  # said again, after it was withdrawn
    REWRITTEN = "rewritten"  # the same matter in words that are all new


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a passage. `mark` stands for them in comparisons where they are not the author's own: a
    citation (`@rogers-1957, p. 96`), or the title that a link took from its target (`#six-conditions`).
    """

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words that stands on its own: a paragraph, an item, a row of a table, a heading.

    `kind` is paragraph, item, quotation, row, code, picture (its alternative text) or heading. `number` is
    the number by which it is cited within its part, 0 for a heading or a picture. `block` is the name of
    the block that it stands in: client, example.
    """

    kind: str
    runs: tuple[Run, ...]
    number: int = 0
    block: str = ""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Part:
    """A page, a section or a handout as it stood in an edition, or stands now.

    `page` is the id of its page (its own, for a page or handout); `address` its place on the site then,
    relative to the site's root. The passages of a page are those before its first section. `digest` is
    taken over title, summary and passages, with marks in place of what is not the author's own.
    """

    id: str
    kind: str
    page: str
    number: str
    title: str
    address: str
    digest: str
    passages: tuple[Passage, ...] = ()
    summary: str = ""
    authors: tuple[str, ...] = ()
    reviewed: date | None = None
    cited: tuple[str, ...] = ()
    """The keys of the works it cites, in order."""


def sections_by_page(parts: Iterable[Part]) -> dict[str, tuple[Part, ...]]:
    """The sections among parts by the id of their page, in order; a page without any is left out."""
    found: dict[str, list[Part]] = {}
    for part in parts:
        if part.kind == "section":
            found.setdefault(part.page, []).append(part)
    return {page: tuple(sections) for page, sections in found.items()}


@dataclass(frozen=True)
class SheetRecord:
    """What a handout says beyond its own words, and the code it bears. `help` is the line that says whom to ring.

    `section` is the id of the page or section that it goes with. `other` is a fingerprint of what it shows that
    is no words: drawings, scales and lines, works. Without one, nothing is known of these.
    """

    id: str
    code: str
    section: str = ""
    words: tuple[tuple[str, str], ...] = ()
    help: str = ""
    other: str = ""


@dataclass(frozen=True)
class Change:
    """What became of an id, and why. `into` holds the ids that stand for it now."""

    id: str
    became: Became
    into: tuple[str, ...]
    reason: str
    location: Location | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Erratum:
    """A mistake in a part of released editions. `handouts` are the sheets that carry it."""

    id: str
    editions: tuple[str, ...]
    day: date
    wrong: str
    right: str
    note: str = ""
    handouts: tuple[str, ...] = ()
    location: Location | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Edition:
    """A released edition. `follows` is the name and seal of the one before it; `works` the references as
    they were printed, by key; `changes` what became of ids since the one before; `note` what it brings, in its editors'
    words.
    """

    name: str
    released: date
    parts: tuple[Part, ...]
    sheets: tuple[SheetRecord, ...] = ()
    works: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    follows: tuple[str, str] | None = None
    seal: str = ""
    title: str = ""
    note: str = ""
    location: Location | None = field(default=None, compare=False)

    @cached_property
    def part(self) -> Mapping[str, Part]:
        return {part.id: part for part in self.parts}

    @cached_property
    def sheet(self) -> Mapping[str, SheetRecord]:
        return {sheet.id: sheet for sheet in self.sheets}

    def sections(self, page: str) -> tuple[Part, ...]:
        """The sections of a page, in order."""
        return self._sections.get(page, ())

    @cached_property
    def _sections(self) -> Mapping[str, tuple[Part, ...]]:
        return sections_by_page(self.parts)


@dataclass(frozen=True)
class Ledger:
    """All editions, the first one first; what became of ids since the last; errata.

    `exists` tells whether the handbook has any file of editions, also one that could not be read. `mark` names all
    that is here: ledgers with the same one are equal. It is empty where nobody gave one.
    """

    editions: tuple[Edition, ...] = ()
    pending: tuple[Change, ...] = ()
    errata: tuple[Erratum, ...] = ()
    exists: bool = False
    mark: str = field(default="", compare=False)

    @property
    def latest(self) -> Edition | None:
        return self.editions[-1] if self.editions else None

    @cached_property
    def edition(self) -> Mapping[str, Edition]:
        return {edition.name: edition for edition in self.editions}

    @cached_property
    def last_seen(self) -> Mapping[str, tuple[Edition, Part]]:
        """Every id that was ever released, with the last edition that has it."""
        return {part.id: (edition, part) for edition in self.editions for part in edition.parts}

    @cached_property
    def codes(self) -> Mapping[str, tuple[Edition, SheetRecord]]:
        """Every code that a printed sheet may bear."""
        return {sheet.code: (edition, sheet) for edition in self.editions for sheet in edition.sheets}
