"""What becomes of ids: what is to be recorded, the records themselves, and the whole life of an id."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from handbook_build.authoring import edits
from handbook_build.authoring.changes import with_entry, without_entries
from handbook_build.authoring.edits import read_bytes
from handbook_build.diagnostics import Edit
from handbook_build.editions.now import parts_now
from handbook_build.editions.upkeep import Lost, Upkeep, named, upkeep_of
from handbook_build.faults import WrongUse
from handbook_build.model.edition import Became, Change, Edition, Ledger, Part, edition_order
from handbook_build.model.handbook import Handbook
from handbook_build.parsing.ledger import with_rest
from handbook_build.parsing.typography import typographic

_FOLLOWS = re.compile(r'(?<!\\)"follows"\s*:\s*(?P<value>null|\{[^{}]*\})')


def listing(handbook: Handbook) -> str:
    """What is to be recorded since the last edition, each with the command for it; then what is recorded, and new.

    Raises WrongUse when the ledger is damaged.
    """
    upkeep = _upkeep(handbook)
    latest = handbook.ledger.latest
    if latest is None:
        return "There is no edition yet, so nothing needs to be recorded. `handbook release NAME` makes the first.\n"
    groups = (
        ("Gone, and nothing says what became of them", [_lost(one) for one in upkeep.lost]),
        ("Used for another thing", [[f"{named(one.now)} {one.was}", one.command] for one in upkeep.reused]),
        ("Moved", [[f"{named(one.now)}, {_way(one.then, one.now)}", one.command] for one in upkeep.moved]),
        ("Recorded wrongly", [[f"{one.message}: {one.hint}"] for one in upkeep.wrong]),
        ("Recorded", [[_told(change)] for change in handbook.ledger.pending]),
        ("New, which needs no record", [[named(part)] for part in upkeep.new]),
    )
    lines = [f"Since edition {latest.name}, {latest.released}:"]
    for title, entries in groups:
        lines += [f"\n{title} ({len(entries)}):"] if entries else []
        for what, *commands in entries:
            lines += [f"  {what}", *(f"      {command}" for command in commands if command)]
    return "\n".join(lines if len(lines) > 1 else [f"Nothing is to be recorded since edition {latest.name}."]) + "\n"


def _way(then: Part, now: Part) -> str:
    return f"{then.address or '/'} → {now.address or '/'}"


def _lost(one: Lost) -> list[str]:
    withdrawn = Lost(one.edition, one.then).command
    return [f"{named(one.then)} of edition {one.edition.name}", *dict.fromkeys((one.command, withdrawn))]


def record(root: Path, handbook: Handbook, name: str, became: Became, into: Sequence[str], reason: str) -> edits.Change:
    """What the entry makes of changes.yml; nothing is written.

    Raises WrongUse when the checks would refuse the entry, or the file cannot be edited.
    """
    latest = _upkeep(handbook).ledger.latest
    if latest is None:
        raise WrongUse("there is no edition yet, so nothing needs to be recorded")
    words = " ".join(reason.split())
    if not words or not words.isprintable():
        raise WrongUse('say why, in words for readers: --reason "..."')
    change = Change(name, became, tuple(into), typographic(words))
    file, pending = with_entry(root, handbook, change)
    ledger = with_rest(handbook.ledger, pending, handbook.ledger.errata)
    if change not in ledger.pending:
        raise WrongUse(f"edition {latest.name} has this very entry; say the reason in other words")
    for wrong in Upkeep(ledger, parts_now(handbook)).wrong:
        if wrong.change.id == name:
            raise WrongUse(f"{wrong.message}; {wrong.hint}")
    return file


def filed_away(root: Path, handbook: Handbook) -> edits.Change | None:
    """changes.yml without what the last edition has filed, which a release that was stopped left there."""
    return without_entries(root, handbook, lambda change: change in handbook.ledger.pending)


def undo(root: Path, handbook: Handbook, name: str) -> edits.Change:
    """changes.yml without the entry of an id. Raises WrongUse when there is none."""
    recorded = [change.id for change in handbook.ledger.pending]
    file = without_entries(root, handbook, lambda change: change.id != name) if name in recorded else None
    if file is None:
        raise WrongUse(f"nothing is recorded of `{name}` since the last edition{_nearest(name, recorded)}")
    return file


def write(root: Path, change: edits.Change) -> None:
    """Writes a file that is there, or a new one. Raises WrongUse and MachineFault."""
    if change.before or (root / change.path).exists():
        edits.write(root, [change])
    else:
        edits.create(root, change)


def life(handbook: Handbook, name: str) -> str:
    """The whole life of an id, edition by edition, in plain words. Raises WrongUse when nothing has or had it."""
    ledger, now = handbook.ledger, parts_now(handbook)
    if name not in ledger.last_seen and name not in now:
        raise WrongUse(f"nothing has or had the id `{name}`{_nearest(name, [*ledger.last_seen, *now])}")
    lines = [*_editions(ledger, name), *_today(handbook, name)]
    for erratum in ledger.errata:
        if erratum.id == name:
            where = ", ".join(erratum.editions)
            lines.append((f"erratum {erratum.day}", f"in {where}: not “{erratum.wrong}” but “{erratum.right}”"))
    width = max(len(when) for when, _ in lines)
    return "".join(f"{when:{width}}  {what}\n" for when, what in lines)


def _editions(ledger: Ledger, name: str) -> Iterator[tuple[str, str]]:
    before: Part | None = None
    for edition in ledger.editions:
        when = f"{edition.name}, {edition.released}"
        for change in edition.changes:
            if change.id == name:
                yield when, _told(change)
            elif name in change.into:
                yield when, f"takes the place of `{change.id}` ({change.became.value}: {change.reason})"
        part = edition.part.get(name)
        if part:
            yield when, _stood(part, before) + _code(edition, name)
        elif before and not any(change.id == name for change in edition.changes):
            yield when, "is not in it"
        before = part


def _today(handbook: Handbook, name: str) -> Iterator[tuple[str, str]]:
    ledger, part = handbook.ledger, parts_now(handbook).get(name)
    seen = ledger.last_seen.get(name)
    yield from (("since then", _told(change)) for change in ledger.pending if change.id == name)
    if part is None:
        yield "now", "is not there"
    elif seen is None:
        yield "now", f"{_place(part)}; no edition has it yet"
    else:
        yield "now", _stood(part, seen[1])


def _stood(part: Part, before: Part | None) -> str:
    """A part, and in what it differs from how it stood before."""
    if before is None:
        return _place(part)
    elsewhere = (part.page, part.address, part.kind) != (before.page, before.address, before.kind)
    said = [
        "other words" if part.digest != before.digest else "the same words",
        *([f"as {_place(part)}"] if elsewhere else []),
        *([f"called “{part.title}”"] if part.title != before.title and not elsewhere else []),
    ]
    return ", ".join(said)


def _place(part: Part) -> str:
    number = f" {part.number}" if part.number else ""
    return f"{part.kind}{number} “{part.title}” at {part.address or '/'}"


def _code(edition: Edition, name: str) -> str:
    sheet = edition.sheet.get(name)
    return f"; code {sheet.code}" if sheet else ""


def _told(change: Change) -> str:
    into = f" → {', '.join(f'`{one}`' for one in change.into)}" if change.into else ""
    return f"`{change.id}` {change.became.value}{into}: {change.reason}"


def reorder(root: Path, handbook: Handbook, name: str, after: str) -> edits.Change | None:
    """The file of an edition that follows another one now; nothing else in it changes. None when it does already.

    Raises WrongUse when there is no such edition, or the order would not be one.
    """
    editions = {edition.name: edition for edition in handbook.ledger.editions}
    for one in (name, after):
        if one not in editions:
            raise WrongUse(f"there is no edition {one} that can be read{_nearest(one, list(editions))}")
    edition, earlier = editions[name], editions[after]
    if edition_order(name) <= edition_order(after):
        raise WrongUse(f"edition {name} cannot follow {after}: its name is not a later one")
    if edition.follows == (after, earlier.seal):
        return None
    source = edits.read_source(root, edition.location.path) if edition.location else None
    places = list(_FOLLOWS.finditer(source.text)) if source else []
    if source is None or len(places) != 1:
        raise WrongUse(f"what edition {name} follows cannot be found in its file; take it back from version control")
    value = f'{{\n  "edition": "{after}",\n  "seal": "{earlier.seal}"\n }}'
    edit = Edit(source.location(*places[0].span("value")), value)
    return edits.change(source, read_bytes(root, source.path), [edit])


def _upkeep(handbook: Handbook) -> Upkeep:
    upkeep = upkeep_of(handbook)
    if upkeep is None:
        raise WrongUse("the ledger is damaged or forked; `handbook check` says what to do, and that comes first")
    return upkeep


def _nearest(name: str, names: Sequence[str]) -> str:
    near = get_close_matches(name, names, 1)
    return f"; did you mean `{near[0]}`?" if near else ""
