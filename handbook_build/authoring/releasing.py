"""A release: the words of now as an edition that is never changed again.

The edition's file is what makes a release; it comes into its place in one step. What is tidied up after it,
`changes.yml` and `CITATION.cff`, can be done again by running the command once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from handbook_build import content
from handbook_build.authoring import edits
from handbook_build.authoring.accounts import counted
from handbook_build.authoring.changes import path_of, without_entries
from handbook_build.authoring.edits import read_bytes
from handbook_build.citing.bibliography import Bibliography
from handbook_build.citing.cff import citation_cff
from handbook_build.citing.record import released_book_record
from handbook_build.diagnostics import Edit
from handbook_build.editions.codes import code_of
from handbook_build.editions.now import linked_title, parts_of
from handbook_build.editions.records import edition_data, edition_text
from handbook_build.editions.upkeep import named, upkeep_of
from handbook_build.editions.words import Speech
from handbook_build.faults import MachineFault, WrongUse
from handbook_build.handouts import sheet_record
from handbook_build.linking.works import resting_keys
from handbook_build.model.citation import Citation
from handbook_build.model.edition import EDITION_NAME, Became, Edition, Ledger, Part, edition_order
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import text_of

CITATION = content.CITATION
# How many parts of one kind are named.
SHOWN = 8
# What an edition says of itself, and not of the handbook.
_ITS_OWN = ("edition", "released", "follows", "seal", "changes", "note")


@dataclass(frozen=True)
class Release:
    """An edition, and the one before it. `done` tells that it stands in the ledger already."""

    edition: Edition
    before: Edition | None
    done: bool = False


def check_name(name: str) -> None:
    """Raises WrongUse when this is no name of an edition."""
    if not re.fullmatch(EDITION_NAME, name):
        raise WrongUse(f"`{name}` is no name for an edition: write numbers with dots between them, such as 2026.1")


def unrecorded(handbook: Handbook) -> list[str]:
    """What keeps a handbook from being released, also where a person allowed the finding: a line for each."""
    upkeep = upkeep_of(handbook)
    if upkeep is None:
        return ["the ledger is damaged or forked: `handbook check` says how to mend it"]
    return [
        *(f"{named(one.then)} is gone: {one.command}" for one in upkeep.lost),
        *(f"{named(one.now)} {one.was}" for one in upkeep.reused),
        *(f"{named(one.now)} has moved: {one.command}" for one in upkeep.moved),
        *(one.message for one in upkeep.wrong),
    ]


def release(handbook: Handbook, bibliography: Bibliography, name: str, day: date | None, note: str = "") -> Release:
    """The handbook as an edition, on a day or today, with a note on what it brings. Nothing is written.

    Raises WrongUse when the name is taken by other words or is not later than the last, when the day is in the
    future or before the last edition, and when nothing has changed since.
    """
    check_name(name)
    ledger = handbook.ledger
    latest = ledger.latest
    if name in ledger.edition:
        return _again(handbook, bibliography, name, day)
    if latest and edition_order(name) <= edition_order(latest.name):
        raise WrongUse(f"edition {name} would come before the last one, {latest.name}; the next is {_next(ledger)}")
    released = day or handbook.today
    if released > handbook.today:
        raise WrongUse(f"{released} is in the future; an edition is released today or was released before")
    if latest and released < latest.released:
        raise WrongUse(f"{released} is before the day of edition {latest.name} ({latest.released})")
    edition = replace(made(handbook, bibliography, name, released), note=note)
    if latest and not edition.changes and _said(edition) == _said(latest):
        raise WrongUse(f"nothing has changed since edition {latest.name}, so there is nothing to release")
    return Release(edition, latest)


def made(handbook: Handbook, bibliography: Bibliography, name: str, day: date) -> Edition:
    """The edition of the words of now: citations and links as the site shows them."""

    def citation(citation: Citation) -> str:
        return text_of(bibliography.citation(citation))

    parts = tuple(parts_of(handbook, Speech(citation, lambda address: linked_title(handbook, address))).values())
    cited = [key for document in handbook.documents for key in resting_keys(handbook, document)]
    latest = handbook.ledger.latest
    codes = {code for code, (edition, _) in handbook.ledger.codes.items() if edition.name != name}
    sheets = []
    digests = {part.id: part.digest for part in parts}
    for document in handbook.handouts:
        sheet = sheet_record(handbook, document, "")
        code = code_of(name, document.id, codes, repr((digests[document.id], sheet.words, sheet.help)))
        codes.add(code)
        sheets.append(replace(sheet, code=code))
    return Edition(
        name=name,
        released=day,
        parts=parts,
        sheets=tuple(sheets),
        works={key: text_of(bibliography.reference(key)) for key in bibliography.ordered(cited)},
        changes=tuple(replace(change, location=None) for change in handbook.ledger.pending),
        follows=(latest.name, latest.seal) if latest else None,
        title=handbook.settings.title,
    )


def _again(handbook: Handbook, bibliography: Bibliography, name: str, day: date | None) -> Release:
    """A release that is there: a slip, or one that was stopped before all was tidied up."""
    ledger = handbook.ledger
    there = ledger.edition[name]
    before = ledger.edition.get(there.follows[0]) if there.follows else None
    if ledger.latest is not there or ledger.pending or (day and day != there.released):
        raise WrongUse(_taken(ledger, there, []))
    now = made(handbook, bibliography, name, there.released)
    other = [part.id for part in (*now.parts, *there.parts) if _place(now, part.id) != _place(there, part.id)]
    other += [sheet.id for sheet in now.sheets if there.sheet.get(sheet.id) != sheet]
    if other:
        raise WrongUse(_taken(ledger, there, list(dict.fromkeys(other))))
    return Release(there, before, done=True)


def _taken(ledger: Ledger, there: Edition, other: Sequence[str]) -> str:
    what = f" (other words now: {_listed(other)})" if other else ""
    kept = f"edition {there.name} was released on {there.released} and is never changed{what}"
    return f"{kept}; the next is {_next(ledger)}"


def _next(ledger: Ledger) -> str:
    """A name for the next edition: the last number of the last name, and one more."""
    *first, last = edition_order(ledger.latest.name) if ledger.latest else (0,)
    return ".".join(map(str, [*first, last + 1]))


def _place(edition: Edition, name: str) -> object:
    part = edition.part.get(name)
    return part and (part.kind, part.page, part.address, part.digest)


def _said(edition: Edition) -> dict[str, object]:
    """What an edition says, whatever it is called and whatever codes its sheets bear."""
    bare = replace(edition, sheets=tuple(replace(sheet, code="") for sheet in edition.sheets))
    return {key: value for key, value in edition_data(bare).items() if key not in _ITS_OWN}


def account(one: Release) -> str:
    """What a release holds, and what is new in it, for the person who asked."""
    edition, before = one.edition, one.before
    kinds = [sum(part.kind == kind for part in edition.parts) for kind in ("page", "section", "handout")]
    held = ", ".join(map(counted, kinds, ("page", "section", "handout")))
    lines = [f"Edition {edition.name} of {edition.title}, {edition.released}: {held}; {counted_works(edition)}."]
    lines += [edition.note] if edition.note else []
    if before is None:
        lines.append("It is the first edition: from now on every id in it is kept for good.")
    else:
        lines.append(f"Since edition {before.name}, {before.released}:")
        lines += [f"  {len(some):4} {what}: {_listed(some)}" for what, some in _differences(edition, before) if some]
        lines += [
            f"       {change.id} {_fate(change.became, change.into)}: {change.reason}" for change in edition.changes
        ]
    if edition.sheets:
        lines.append("Sheets and their codes:")
        lines += [f"       {sheet.id}  {sheet.code}" for sheet in edition.sheets]
    return "\n".join(lines) + "\n"


def counted_works(edition: Edition) -> str:
    return counted(len(edition.works), "work")


def _fate(became: Became, into: Sequence[str]) -> str:
    return f"{became.value} → {', '.join(into)}" if into else became.value


def _differences(edition: Edition, before: Edition) -> Iterator[tuple[str, list[str]]]:
    def which(parts: Iterable[Part], other: Edition) -> list[str]:
        return [part.id for part in parts if part.id not in other.part]

    both = [(part, before.part[part.id]) for part in edition.parts if part.id in before.part]
    yield "new", which(edition.parts, before)
    yield "gone", which(before.parts, edition)
    yield "in other words", [now.id for now, then in both if now.digest != then.digest]
    yield "elsewhere", [now.id for now, then in both if (now.page, now.address) != (then.page, then.address)]


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    more = len(every) - SHOWN
    return ", ".join(every) if more <= 1 else f"{', '.join(every[:SHOWN])} and {more} more"


def write(root: Path, handbook: Handbook, one: Release) -> list[str]:
    """Writes the edition, takes its entries out of changes.yml and names it in CITATION.cff; the files written.

    Raises WrongUse and MachineFault. From the moment when the edition's file is there, it is released.
    """
    path = edition_path(handbook, one.edition.name)
    # Worked out first, so that nothing is written when the rest cannot be.
    rest = tidied(root, handbook, one.edition)
    written: list[str] = []
    if not one.done:
        edits.create(root, edits.Change(path, b"", edition_text(one.edition).encode("utf-8", "surrogatepass")))
        written.append(path)
    try:
        edits.write(root, rest)
    except (WrongUse, MachineFault, KeyboardInterrupt) as fault:
        state = f"edition {one.edition.name} is released; run the command again to tidy up the rest"
        raise MachineFault(f"{str(fault) or 'stopped'}; {state}") from fault
    edits.sweep(root, [path, path_of(handbook), CITATION])
    return [*written, *(change.path for change in rest)]


def edition_path(handbook: Handbook, name: str) -> str:
    return f"{handbook.settings.content}/{content.EDITIONS}/{name}.json"


def tidied(root: Path, handbook: Handbook, edition: Edition) -> list[edits.Change]:
    """What beside the edition's file is to change: changes.yml without what is filed, and CITATION.cff."""
    filed = without_entries(root, handbook, lambda change: False)
    return [one for one in (filed, _citation(root, handbook, edition)) if one is not None and one.before != one.after]


def _citation(root: Path, handbook: Handbook, edition: Edition) -> edits.Change | None:
    """`CITATION.cff` as it names this edition, without an address; nothing when there is no such file."""
    source = edits.read_source(root, CITATION)
    if source is None:
        return None
    # An edition does not depend on where it will be published.
    unpublished = replace(handbook, settings=replace(handbook.settings, address=""))
    text = citation_cff(released_book_record(unpublished, edition), source.text)
    whole = source.location(0, len(source.text))
    return edits.change(source, read_bytes(root, CITATION), [Edit(whole, text)])
