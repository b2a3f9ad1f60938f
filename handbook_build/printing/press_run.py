"""Every handout on every paper, printed once and kept under all that it was made from."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from handbook_build.cache import Cache, digest
from handbook_build.model.handbook import SheetResult
from handbook_build.printing.engine import Press, Unprintable
from handbook_build.printing.sheet import Paper, Sheet, sheet_data

KIND = "sheets"


@dataclass(frozen=True)
class PressRun:
    """What came out: results for the checks, and the PDFs by handout and paper (a4, letter)."""

    results: dict[str, SheetResult] = field(default_factory=dict)
    files: dict[tuple[str, str], bytes] = field(default_factory=dict)


def print_sheets(
    sheets: list[Sheet],
    cache: Cache,
    papers: tuple[Paper, ...] = tuple(Paper),
    step: Callable[[int, int], None] = lambda done, total: None,
) -> PressRun:
    """Prints the sheets on these papers. A sheet that cannot be printed is a result, not an exception."""
    run = PressRun()
    press = Press()
    total = len(sheets) * len(papers)
    for number, (sheet, paper) in enumerate((sheet, paper) for sheet in sheets for paper in papers):
        step(number + 1, total)
        key = digest(press.fingerprint, paper.value, json.dumps(sheet_data(sheet), sort_keys=True), *_pictures(sheet))
        kept = cache.read(KIND, key)
        try:
            pages, pdf = _unpacked(kept) if kept else _printed(press, sheet, paper, cache, key)
        except Unprintable as refusal:
            run.results[sheet.id] = SheetResult(0, refusal.message, refusal.hint)
            continue
        run.files[sheet.id, paper.name.lower()] = pdf
        if paper is Paper.A4:
            run.results.setdefault(sheet.id, SheetResult(pages))
    return run


def _pictures(sheet: Sheet) -> list[str | bytes]:
    return [part for path, data in sorted(sheet.pictures.items()) for part in (path, data)]


def _printed(press: Press, sheet: Sheet, paper: Paper, cache: Cache, key: str) -> tuple[int, bytes]:
    printed = press.print(sheet, paper)
    cache.write(KIND, key, printed.pages.to_bytes(4, "big") + printed.pdf)
    return printed.pages, printed.pdf


def _unpacked(kept: bytes) -> tuple[int, bytes]:
    return int.from_bytes(kept[:4], "big"), kept[4:]
