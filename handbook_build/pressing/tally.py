"""What a run says: a line for each practice, its findings below, and an account at the end."""

from __future__ import annotations

import json
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from handbook_build.checks import Report
from handbook_build.pressing.base import Stock
from handbook_build.pressing.work import Outcome, Result, prune_folder
from handbook_build.reporters import full
from handbook_build.reporters import json as as_json


@dataclass
class Tally:
    """Counts as it speaks. `for_machines`: each line is an object of JSON.

    `failed` and `refused` say how the run is to end.
    """

    for_machines: bool
    practices: int
    sheets: int
    began: float
    counted: Counter[Outcome] = field(default_factory=Counter)
    files: int = 0
    failed: bool = False
    refused: bool = False

    def of_handbook(self, stock: Stock) -> str:
        """What is wrong with the handouts themselves, once for all practices."""
        self.refused |= stock.report.failed
        if self.for_machines:
            return _object({"handbook": True, "diagnostics": _diagnostics(stock.report)})
        elsewhere = f"{_count(stock.elsewhere, 'error')} elsewhere in the handbook: `handbook check` shows what\n"
        return full.report(stock.report, stock.sources) + (elsewhere if stock.elsewhere else "")

    def of_result(self, result: Result) -> str:
        self.counted[result.outcome] += 1
        self.files += result.files if result.outcome is Outcome.MADE else 0
        self.failed |= result.outcome in (Outcome.FAILED, Outcome.BUSY)
        self.refused |= result.outcome is Outcome.REFUSED or result.refused > 0
        if self.for_machines:
            return _object(_facts(result))
        findings = full.report(result.report, {source.path: source for source in result.sources})
        left = "".join(
            f"left over: {result.order.folder}/{name}, whose handout has gone (--prune takes it away)\n"
            for name in result.left
        )
        return f"{_account(result)}: {shown(result.order.shown)}{_reason(result)}\n{findings}{left}"

    def of_leftover(self, out: Path, name: str, *, prune: bool) -> str:
        """A folder whose practice has gone."""
        gone, reason = False, ""
        if prune:
            try:
                gone = prune_folder(out, name)
            except OSError as error:
                reason = str(error.strerror)
        if self.for_machines:
            return _object({"folder": name, "result": "pruned" if gone else "left over", "reason": reason})
        if gone:
            return f"taken away: {shown(name)}, whose practice has gone\n"
        rest = "something else lies there too" if prune else "--prune takes it away"
        return f"left over: {shown(name)}, whose practice has gone ({reason or rest})\n"

    def stopped(self) -> str:
        return f"{sum(self.counted.values())} of {_count(self.practices, 'practice')} are done"

    def summary(self) -> str:
        seconds = time.perf_counter() - self.began
        if self.for_machines:
            counts = {outcome.value: self.counted[outcome] for outcome in Outcome}
            return _object(
                {
                    "summary": True,
                    "practices": self.practices,
                    "files": self.files,
                    **counts,
                    "seconds": round(seconds, 1),
                }
            )
        parts = [f"{number} {outcome.value}" for outcome in Outcome if (number := self.counted[outcome])]
        account = f"; {', '.join(parts)}" if parts else ""
        return (
            f"{_count(self.practices, 'practice')}{account}; {_count(self.files, 'file')} made; {seconds:.1f} seconds\n"
        )


def shown(name: str) -> str:
    """A name of a file on one line, whatever stands in it."""
    plain = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in plain)


def _account(result: Result) -> str:
    """How it ended, and for sheets that are there how many."""
    ended = str(result.outcome.value)
    if result.outcome not in (Outcome.MADE, Outcome.UNCHANGED):
        return ended
    kept = f", {result.kept} kept" if result.kept else ""
    refused = f", {result.refused} refused" if result.refused else ""
    seconds = f", {result.seconds:.1f} s" if result.outcome is Outcome.MADE else ""
    return f"{ended} {_count(result.sheets, 'sheet')}, {_count(result.files, 'file')}{kept}{refused}{seconds}"


def _reason(result: Result) -> str:
    if result.outcome is Outcome.REFUSED:
        return " (findings below; the sheets that were there are kept)" if not result.refused else " (findings below)"
    return f" ({result.reason})" if result.reason else ""


def _facts(result: Result) -> dict[str, object]:
    return {
        "practice": shown(result.order.shown),
        "result": result.outcome.value,
        "sheets": result.sheets,
        "files": result.files,
        "kept": result.kept,
        "refused": result.refused,
        "seconds": round(result.seconds, 2),
        "reason": result.reason,
        "left": list(result.left),
        "diagnostics": _diagnostics(result.report),
    }


def _diagnostics(report: Report) -> object:
    return json.loads(as_json.report(report, {}))["diagnostics"]


def _object(facts: dict[str, object]) -> str:
    return json.dumps(facts, ensure_ascii=False) + "\n"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
