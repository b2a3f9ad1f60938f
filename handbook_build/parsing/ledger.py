"""The ledger below `content/editions/`: released editions, what became of ids since, and errata."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from handbook_build.diagnostics import Finding
from handbook_build.editions.records import Damaged, Known, read_edition
from handbook_build.locations import Location
from handbook_build.model.conflicts import conflict_in
from handbook_build.model.document import Flaw
from handbook_build.model.edition import (
    DAMAGED,
    EDITION_NAME,
    FORKED,
    Became,
    Change,
    Edition,
    Erratum,
    Ledger,
    edition_order,
)
from handbook_build.model.source import Source
from handbook_build.parsing.fields import Field, Record, day, one_of, records, text, texts
from handbook_build.parsing.records import read_records
from handbook_build.parsing.typography import typographic

CHANGE_FIELDS = (
    Field("id", text, "the id that was released", True),
    Field("became", one_of(*(one.value for one in Became)), "moved, renamed, merged, split, withdrawn and so on", True),
    Field("into", texts, "the ids that stand for it now: one for renamed and merged, two or more for split"),
    Field("reason", text, "why, in words for readers", True),
)
CHANGES_FIELDS = (Field("changes", records(CHANGE_FIELDS), "what became of ids since the last edition", True),)
ERRATUM_FIELDS = (
    Field("id", text, "the page, section or handout in which the mistake stood", True),
    Field("editions", texts, "the editions that have it", True),
    Field("date", day, "when it was found", True),
    Field("wrong", text, "what stood there", True),
    Field("right", text, "what should have stood there", True),
    Field("note", text, "what it means for readers"),
    Field("handouts", texts, "the handouts that carry it too"),
)
ERRATA_FIELDS = (Field("errata", records(ERRATUM_FIELDS), "mistakes in released editions", True),)

RESTORE = (
    "take the file back as it was released from version control, or from a copy of the repository; "
    "a mistake in an edition is told in errata.yml"
)
# How a release names its edition in CITATION.cff.
_NAMED = re.compile(rf'^  edition: "Edition ({EDITION_NAME})"$', re.MULTILINE)
UNMERGE = (
    "two branches released an edition of this name: put the file of one branch back whole, without a word changed; "
    "then keep the other's under the next name: `git show BRANCH:PATH | handbook ids adopt - --as NAME`"
)


def parse_editions(sources: Iterable[Source]) -> tuple[Ledger, list[Flaw]]:
    """The editions in the order in which they follow each other, the first one first."""
    editions: list[Edition] = []
    flaws: list[Flaw] = []
    exists = False
    known = Known()
    for source in sources:
        exists = True
        try:
            edition = read_edition(json.loads(source.text), Location(source.path), known)
            named = source.path.rpartition("/")[2].removesuffix(".json")
            if named != edition.name:
                raise Damaged(f"holds edition {edition.name}, and its name says {named}")
            editions.append(edition)
        except json.JSONDecodeError as error:
            flaws.append(Flaw(DAMAGED, _no_json(source, error)))
        except (Damaged, RecursionError, ValueError) as error:
            what = str(error) if isinstance(error, Damaged) else "is damaged: it cannot be read as an edition"
            flaws.append(Flaw(DAMAGED, Finding(Location(source.path), f"{source.path} {what}", RESTORE)))
    ordered, found = _ordered(editions, damaged=bool(flaws))
    return Ledger(ordered, exists=exists), [*flaws, *found]


def _no_json(source: Source, error: json.JSONDecodeError) -> Finding:
    if (conflict := conflict_in(source.text)) is not None:
        return Finding(source.location(conflict), "this edition holds the marks of a merge conflict", UNMERGE)
    return Finding(source.location(error.pos), f"this edition is no valid JSON: {error.msg}", RESTORE)


def _ordered(editions: list[Edition], *, damaged: bool) -> tuple[tuple[Edition, ...], list[Flaw]]:
    """Editions in their chain. Where it has a gap or a fork, their names order them, and a flaw tells of it."""
    by_name = sorted(editions, key=lambda edition: edition_order(edition.name))
    flaws: list[Flaw] = []
    known = {edition.name: edition for edition in by_name}
    followers: dict[str, list[Edition]] = {}
    for edition in by_name:
        before, seal = edition.follows or ("", "")
        followers.setdefault(before, []).append(edition)
        if before and before not in known and not damaged:
            flaws.append(_gap(edition, f"follows edition {before}, which is not there"))
        elif before in known and known[before].seal != seal:
            flaws.append(_gap(edition, f"follows another edition {before} than the one beside it"))
    for before, (first, *others) in followers.items():
        # With an edition missing or damaged its followers are known, and no fork can be told.
        for other in others if not (damaged and before not in known) else ():
            both = f"editions {first.name} and {other.name} both " + (f"follow {before}" if before else "follow none")
            hint = (
                f"two branches were released; keep both and put them in order: `handbook ids reorder {other.name} "
                f"--after {first.name}`"
            )
            flaws.append(Flaw(FORKED, Finding(other.location or Location(""), both, hint)))
    return _chain(by_name, followers) if not flaws else tuple(by_name), flaws


def missing_last(ledger: Ledger, citation: Source | None) -> list[Flaw]:
    """A flaw when `CITATION.cff`, as a release wrote it, names an edition that is not there.

    No later edition misses the last one.
    """
    named = _NAMED.search(citation.text) if citation else None
    if citation is None or named is None or named[1] in ledger.edition:
        return []
    what = f"edition {named[1]} was released, as this file says, and is not among the editions"
    hint = f"take {named[1]}.json back from version control, or from a copy of the repository; if nobody was ever given"
    hint += " that edition, take this file back to how it was before it"
    return [Flaw(DAMAGED, Finding(citation.location(named.start(1), named.end(1)), what, hint))]


def _gap(edition: Edition, what: str) -> Flaw:
    finding = Finding(edition.location or Location(""), f"edition {edition.name} {what}", RESTORE)
    return Flaw(DAMAGED, finding)


def _chain(by_name: list[Edition], followers: Mapping[str, list[Edition]]) -> tuple[Edition, ...]:
    chain: list[Edition] = []
    name = ""
    while len(chain) <= len(by_name) and (after := followers.get(name)):
        chain.append(after[0])
        name = after[0].name
    # A ring, or an edition whose forerunner is damaged, leaves the order of names.
    return tuple(chain) if len(chain) == len(by_name) else tuple(by_name)


def parse_changes(source: Source) -> tuple[tuple[Change, ...], list[Flaw]]:
    """What became of ids since the last edition, in the order of the file."""
    read, flaws, _ = read_records(source, CHANGES_FIELDS, CHANGE_FIELDS, "a change")
    return tuple(_change(record) for _, record in read if _has(record, "id", "became", "reason")), flaws


def _change(record: Record) -> Change:
    became = Became(record.text("became"))
    reason = typographic(record.text("reason"))
    return Change(record.text("id"), became, record.texts("into"), reason, record.locations["id"])


def parse_errata(source: Source) -> tuple[tuple[Erratum, ...], list[Flaw]]:
    """Errata in the order of the file."""
    read, flaws, _ = read_records(source, ERRATA_FIELDS, ERRATUM_FIELDS, "an erratum")
    found = [_erratum(record) for _, record in read if _has(record, "id", "wrong", "right")]
    return tuple(one for one in found if one), flaws


def _erratum(record: Record) -> Erratum | None:
    day = record.day("date")
    if day is None:
        return None
    return Erratum(
        id=record.text("id"),
        editions=record.texts("editions"),
        day=day,
        wrong=typographic(record.text("wrong")),
        right=typographic(record.text("right")),
        note=typographic(record.text("note")),
        handouts=record.texts("handouts"),
        location=record.locations["id"],
    )


def _has(record: Record, *keys: str) -> bool:
    return all(record.text(key) for key in keys)


def with_rest(ledger: Ledger, pending: tuple[Change, ...], errata: tuple[Erratum, ...]) -> Ledger:
    """The ledger with what stands beside the editions. What the last edition has filed is no longer pending."""
    filed = ledger.latest.changes if ledger.latest else ()
    # A release that was stopped has filed all entries and taken none out. A single entry may be like one of then.
    stopped = bool(filed) and all(change in pending for change in filed)
    still = tuple(change for change in pending if not (stopped and change in filed))
    return replace(ledger, pending=still, errata=errata)
