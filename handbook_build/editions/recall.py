"""Printed sheets called back: what their codes say today, and which code a sheet bears.

Nothing is *current* that has a single difference: in its words, in a word that it explains, in the
numbers to ring, or because a mistake was found in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import Enum

from handbook_build.editions.codes import code_address, read_code
from handbook_build.editions.history import Fate, fate_of
from handbook_build.editions.keeping import made_once
from handbook_build.editions.now import parts_now
from handbook_build.editions.standing import Standing
from handbook_build.handouts import sheet_record
from handbook_build.linking.addresses import plain_address, public_address
from handbook_build.model.edition import Became, Edition, Erratum, Ledger, Part, Passage, SheetRecord
from handbook_build.model.handbook import Handbook

# Words that are wrong are looked for in sheets of other sections too, when they are this many and so no chance find.
TELLING = 4


class Status(Enum):
    """What the code of a printed sheet says."""

    CURRENT = "current"
    CHANGED = "changed since"
    WITHDRAWN = "withdrawn"


class Unfound(Enum):
    """Why no sheet was found for what somebody typed."""

    MISTYPED = "mistyped"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Recall:
    """What became of a printed sheet.

    `changes` tells in plain words what is different today, the most important first. `mistakes` are errata that
    the sheet itself carries, `nearby` those of the section that it goes with. `now` is the sheet that stands for
    it today, if one does, with the code that it bears, or none.
    """

    code: str
    edition: Edition
    sheet: SheetRecord
    fate: Fate
    status: Status
    changes: tuple[str, ...] = ()
    mistakes: tuple[Erratum, ...] = ()
    nearby: tuple[Erratum, ...] = ()
    now: SheetRecord | None = None
    uncorrected: bool = False
    """Whether today's sheet still has a mistake that was found."""

    @property
    def other_numbers(self) -> bool:
        """Whether people who hold the sheet would ring other numbers than today's sheet gives."""
        return self.now is not None and self.now.help != self.sheet.help


def recalls(handbook: Handbook) -> Collection[Recall]:
    """What every code says that was ever released, in the order of the ledger."""
    return _recalls(handbook).values()


def recall_of(handbook: Handbook, code: str) -> Recall:
    """What a code says. Raises KeyError when no sheet bears it."""
    return _recalls(handbook)[code]


@made_once
def _recalls(handbook: Handbook) -> Mapping[str, Recall]:
    return {code: _recall(handbook, code) for code in handbook.ledger.codes}


def _recall(handbook: Handbook, code: str) -> Recall:
    ledger = handbook.ledger
    edition, sheet = ledger.codes[code]
    fate = fate_of(ledger, parts_now(handbook), edition, sheet.id)
    mistakes, nearby = _errata(ledger, edition, sheet)
    part = fate.now[0] if len(fate.now) == 1 and fate.now[0].kind == "handout" else None
    if part is None or fate.became not in (None, Became.RENAMED):
        return Recall(code, edition, sheet, fate, Status.WITHDRAWN, (), mistakes, nearby)
    now = _records_now(handbook)[part.id]
    changes = tuple(_changes(fate.then, sheet, part, now))
    status = Status.CHANGED if changes or mistakes else Status.CURRENT
    still = any(not changes or _stands_on(part, now, erratum.wrong) for erratum in mistakes)
    return Recall(code, edition, sheet, fate, status, changes, mistakes, nearby, now, still)


def look_up(ledger: Ledger, typed: str) -> str | Unfound:
    """The code that was meant, if a sheet bears it."""
    code = read_code(typed)
    if not code:
        return Unfound.MISTYPED
    return code if code in ledger.codes else Unfound.UNKNOWN


def code_now(handbook: Handbook, name: str) -> str:
    """The code that the sheet of a handout bears: that of the last edition while it says the same; or nothing."""
    record = _records_now(handbook).get(name) if handbook.ledger.latest else None
    return record.code if record else ""


@made_once
def _records_now(handbook: Handbook) -> Mapping[str, SheetRecord]:
    """What an edition would keep of each sheet as it is now, by its id."""
    found = {}
    for name, part in parts_now(handbook).items():
        if part.kind == "handout":
            record = sheet_record(handbook, handbook.by_path[handbook.targets[name].page], "")
            found[name] = replace(record, code=_code_now(handbook, part, record))
    return found


def _code_now(handbook: Handbook, part: Part, now: SheetRecord) -> str:
    latest = handbook.ledger.latest
    released = latest.sheet.get(part.id) if latest else None
    if latest is None or released is None or part.id not in latest.part:
        return ""
    same = latest.part[part.id].digest == part.digest and _same(released, now)
    gone = fate_of(handbook.ledger, parts_now(handbook), latest, part.id).became is not None
    return released.code if same and not gone else ""


def square_words(handbook: Handbook, name: str, code: str) -> str:
    """What a telephone reads from the square beside a code: its address, or, without a public one, the code itself."""
    settings, latest = handbook.settings, handbook.ledger.latest
    address = public_address(handbook, code_address(code)) if settings.address else ""
    edition = f", edition {latest.name}" if latest else ""
    return plain_address(address) or f"{settings.title}, {name}{edition}, code {code}"


def standing_of_sheet(handbook: Handbook, name: str) -> Standing:
    """In which edition the sheet stands as it is printed now; without any edition, what the settings name."""
    latest = handbook.ledger.latest
    if latest is None:
        return Standing(handbook.settings.edition)
    return Standing(latest.name, latest) if code_now(handbook, name) else Standing(f"draft after {latest.name}")


def _same(sheet: SheetRecord, now: SheetRecord) -> bool:
    return (sheet.words, sheet.help) == (now.words, now.help) and not _otherwise(sheet, now)


def _otherwise(sheet: SheetRecord, now: SheetRecord) -> bool:
    """Whether something that is no words is known to be different."""
    return bool(sheet.other) and sheet.other != now.other


def _changes(then: Part, sheet: SheetRecord, part: Part, now: SheetRecord) -> Iterator[str]:
    """What is different today, in plain words, the most important first."""
    if sheet.help != now.help:
        yield "The numbers to ring have changed."
    if part.id != then.id:
        yield f"It is called {part.id} now."
    if part.title != then.title:
        yield f"Its title is now “{part.title}”."
    count = _different(then.passages, part.passages)
    if count:
        yield f"The words of the sheet have changed in {'one place' if count == 1 else f'{count} places'}."
    if part.summary != then.summary:
        yield "The line below the title has changed."
    elif part.digest != then.digest and not count and part.title == then.title:
        yield "The words of the sheet have changed."
    yield from _words_changed(dict(sheet.words), dict(now.words))
    if sheet.words != now.words and dict(sheet.words) == dict(now.words):
        yield "The words that it explains stand in another order."
    if _otherwise(sheet, now):
        yield "A drawing, a scale, the lines to write on or a work that it names is different."


def _words_changed(before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
    differently = [word for word, meaning in before.items() if after.get(word, meaning) != meaning]
    added, gone = ([word for word in one if word not in other] for one, other in ((after, before), (before, after)))
    for words, one, several in (
        (differently, "A word is explained differently", "Words are explained differently"),
        (added, "One more word is explained", "More words are explained"),
        (gone, "A word is no longer explained", "Words are no longer explained"),
    ):
        if words:
            yield f"{one if len(words) == 1 else several}: {', '.join(words)}."


def _different(then: tuple[Passage, ...], now: tuple[Passage, ...]) -> int:
    """How many passages were changed, added or taken away; titles and citations count as their authors wrote them."""
    before, after = ([_key(passage) for passage in passages] for passages in (then, now))
    changes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for kind, a, b, c, d in changes if kind != "equal")


def _key(passage: Passage) -> tuple[str, str, str]:
    return passage.kind, passage.block, "".join(run.mark or run.text for run in passage.runs)


def _errata(ledger: Ledger, edition: Edition, sheet: SheetRecord) -> tuple[tuple[Erratum, ...], tuple[Erratum, ...]]:
    """Errata that the sheet of an edition carries, and further ones of the section that it goes with."""
    told = [erratum for erratum in ledger.errata if edition.name in erratum.editions]
    carried = tuple(erratum for erratum in told if _carries(edition, sheet, erratum))
    near = tuple(erratum for erratum in told if erratum not in carried and _goes_with(edition, sheet, erratum))
    return carried, near


def _carries(edition: Edition, sheet: SheetRecord, erratum: Erratum) -> bool:
    """Whether an erratum is about the sheet, names it, or is about words that stand on it."""
    if sheet.id in (erratum.id, *erratum.handouts):
        return True
    telling = len(erratum.wrong.split()) >= TELLING or _goes_with(edition, sheet, erratum)
    return telling and _stands_on(edition.part[sheet.id], sheet, erratum.wrong)


def _stands_on(part: Part, sheet: SheetRecord, words: str) -> bool:
    passages = (passage.text for passage in part.passages)
    return any(words in text for text in (*passages, *(meaning for _, meaning in sheet.words), sheet.help))


def _goes_with(edition: Edition, sheet: SheetRecord, erratum: Erratum) -> bool:
    """Whether it is about the section that the sheet goes with, or one on the page that it goes with."""
    part = edition.part.get(erratum.id)
    return bool(sheet.section) and sheet.section in (erratum.id, part.page if part else "")
