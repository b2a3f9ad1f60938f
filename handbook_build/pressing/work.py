"""The work on one practice: what of its sheets is not there yet is made, and put in its place file by file."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from handbook_build.cache import Cache, digest
from handbook_build.checks import Report
from handbook_build.diagnostics import Finding
from handbook_build.model.document import Flaw
from handbook_build.model.form import Form
from handbook_build.model.source import Source
from handbook_build.pressing.base import Base
from handbook_build.pressing.ledger import LOCK, NAME, Entry, PressLedger, clear_pieces, locked, read_ledger
from handbook_build.pressing.orders import Order
from handbook_build.pressing.sheets import Client, client_key, make, of_details, read_client
from handbook_build.printing.engine import Press
from handbook_build.printing.sheet import Sheet


class Outcome(Enum):
    """How the work on one practice ended."""

    MADE = "made"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    BUSY = "busy"
    FAILED = "failed"


@dataclass(frozen=True)
class Result:
    """What became of one practice. `files` are those made now, or all of them where nothing had changed.

    `kept` counts files that were there already, `refused` sheets that do not fit or cannot be printed. `left` are
    files of sheets that the handbook no longer has. `reason` says why it failed.
    """

    order: Order
    outcome: Outcome
    sheets: int = 0
    files: int = 0
    kept: int = 0
    refused: int = 0
    seconds: float = 0.0
    report: Report = field(default_factory=Report)
    sources: tuple[Source, ...] = ()
    left: tuple[str, ...] = ()
    reason: str = ""


def work(
    order: Order, base: Base, press: Press, out: Path, *, prune: bool, goes_on: Callable[[], bool] = lambda: True
) -> Result:
    """Makes what is missing of one practice's sheets. `goes_on` is asked between sheets.

    What the machine refuses, or a fault of ours, is a result and no exception, so that other practices go on.
    """
    began = time.perf_counter()
    try:
        return _work(order, base, press, out, prune=prune, goes_on=goes_on, began=began)
    except OSError as error:
        reason = f"{error.strerror or error}: {error.filename or ''}".rstrip(": ")
    except Exception as error:
        if os.environ.get("HANDBOOK_DEBUG"):
            raise
        reason = f"a fault of ours, not of the practice: {type(error).__name__}: {error}"
    return Result(order, Outcome.FAILED, seconds=time.perf_counter() - began, reason=reason)


def _work(
    order: Order, base: Base, press: Press, out: Path, *, prune: bool, goes_on: Callable[[], bool], began: float
) -> Result:
    client = read_client(order.path, order.shown, base)
    report, sources = client.report(), tuple(client.sources.values())
    if report.failed:
        return Result(order, Outcome.REFUSED, report=report, sources=sources)
    folder = out / order.folder
    if folder.is_symlink():
        return Result(order, Outcome.FAILED, reason=f"{order.folder} is a link; put the folder itself there")
    with locked(folder) as free:
        if not free:
            return Result(order, Outcome.BUSY, reason="another run is at work on it")
        ledger = read_ledger(folder)
        before = dict(ledger.entries)
        shop = _Shop(base, press, client, ledger, client_key(client, base))
        left = _leftover(ledger, base, prune=prune)
        if shop.missing():
            clear_pieces(folder)
            if wrong := of_details(press, client):
                return Result(order, Outcome.REFUSED, report=client.report(*wrong), sources=sources, left=left)
        flaws = shop.run(goes_on)
        if ledger.entries != before:
            ledger.tidy()
    refused = {flaw.finding.message for flaw in flaws}
    outcome = Outcome.MADE if shop.made else Outcome.UNCHANGED
    return Result(
        order,
        Outcome.REFUSED if refused and len(refused) == len(base.sheets) else outcome,
        sheets=len(base.sheets) - len(refused),
        files=shop.made or shop.kept,
        kept=shop.kept if shop.made else 0,
        refused=len(refused),
        seconds=time.perf_counter() - began,
        report=client.report(*flaws) if flaws else report,
        sources=sources,
        left=left,
    )


@dataclass
class _Shop:
    """The sheets of one practice while they are made. `made` and `kept` count files."""

    base: Base
    press: Press
    client: Client
    ledger: PressLedger
    key: str
    made: int = 0
    kept: int = 0

    def key_of(self, sheet: Sheet, form: Form) -> str:
        return digest(self.base.keys[sheet.id, form.name], self.key)

    def missing_of(self, sheet: Sheet) -> tuple[Form, ...]:
        """The forms of a sheet that do not lie there as they should."""
        forms = self.base.forms_of(sheet)
        return tuple(form for form in forms if not self.ledger.holds(file_of(sheet, form), self.key_of(sheet, form)))

    def missing(self) -> bool:
        return any(self.missing_of(sheet) and not self.refusal_of(sheet) for sheet in self.base.sheets)

    def sheet_key(self, sheet: Sheet) -> str:
        """What a refusal of a sheet rests on: all of its forms."""
        return digest(*(self.key_of(sheet, form) for form in self.base.forms_of(sheet)))

    def refusal_of(self, sheet: Sheet) -> tuple[Flaw, ...]:
        """Why a run before this one refused the sheet, made from the very same."""
        entry = self.ledger.entries.get(sheet.id)
        if entry is None or entry.key != self.sheet_key(sheet):
            return ()
        place = self.client.place
        return tuple(Flaw(kind, Finding(place, message, hint)) for kind, message, hint in entry.refused)

    def run(self, goes_on: Callable[[], bool]) -> tuple[Flaw, ...]:
        """Makes what is missing; gives why sheets were refused."""
        flaws: list[Flaw] = []
        for sheet in self.base.sheets:
            if not goes_on():
                break
            flaws += self.refusal_of(sheet) or self.make(sheet)
        return tuple(flaws)

    def make(self, sheet: Sheet) -> tuple[Flaw, ...]:
        forms = self.base.forms_of(sheet)
        missing = self.missing_of(sheet)
        if missing:
            made = make(self.press, sheet, missing, self.client, Cache(None))
            if made.flaws:
                told = tuple((flaw.kind, flaw.finding.message, flaw.finding.hint) for flaw in made.flaws)
                # What was made of other details must not be handed out as if it were of these.
                for form in forms:
                    if (file := file_of(sheet, form)) in self.ledger.entries:
                        self.ledger.forget(file)
                self.ledger.keep(Entry(sheet.id, self.sheet_key(sheet), refused=told))
                return made.flaws
            for form, data in made.files.items():
                self.ledger.put(file_of(sheet, form), self.key_of(sheet, form), data)
                self.made += 1
        self.ledger.entries.pop(sheet.id, None)
        self.kept += len(forms) - len(missing)
        return ()


def file_of(sheet: Sheet, form: Form) -> str:
    """Where a sheet in a form lies, below the folder of its practice: `H12/H12.a4.pdf`."""
    return f"{sheet.id}/{sheet.id}.{form.name}"


def _leftover(ledger: PressLedger, base: Base, *, prune: bool) -> tuple[str, ...]:
    """The files of sheets that the handbook no longer has; taken away when asked."""
    gone = sorted(file for file in ledger.entries if file.partition("/")[0] not in base.known)
    for file in gone if prune else ():
        ledger.forget(file)
    return tuple(file for file in gone if "/" in file)


def prune_folder(out: Path, folder: str) -> bool:
    """Takes away the sheets of a practice that has gone, and nothing that we have not made; whether all is gone.

    Raises OSError.
    """
    place = out / folder
    with locked(place) as free:
        if not free:
            return False
        ledger = read_ledger(place)
        for file in list(ledger.entries):
            ledger.forget(file)
        clear_pieces(place)
    for name in (NAME, LOCK):
        (place / name).unlink(missing_ok=True)
    with suppress(OSError):
        place.rmdir()
    return not place.exists()
