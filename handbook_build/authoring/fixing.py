"""Mending what a program can mend: the edits that the checks offer, applied until there is nothing left to apply."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from handbook_build.assembly import load
from handbook_build.authoring.edits import Change, apart, change, edited, fill, read_bytes, trial
from handbook_build.authoring.prose import head_words
from handbook_build.authoring.scalars import Words, inside, written
from handbook_build.authoring.wishes import UNSAFE
from handbook_build.checks import Report, run_checks
from handbook_build.diagnostics import Diagnostic, Edit
from handbook_build.model.handbook import Handbook
from handbook_build.model.source import Source
from handbook_build.model.term import TermStatus, TermUse

# A correction may give rise to another; more rounds than this would be two that undo each other.
ROUNDS = 20


@dataclass(frozen=True)
class Mended:
    """The changed files, the findings that were mended, in order, and what the checks find afterwards.

    `quoted` are forms that could be replaced but for the quotation or title in which they stand; `refused`
    are paths in which an edit would have broken the file, so that a person has to make it.
    """

    changes: tuple[Change, ...]
    findings: tuple[Diagnostic, ...]
    report: Report
    quoted: tuple[TermUse, ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def left(self) -> Counter[str]:
        """How often each check finds something that only a person can mend."""
        return Counter(one.name for one in self.report.diagnostics)


def mend(root: Path, environment: Mapping[str, str]) -> Mended:
    """Works out every correction on a copy; nothing is written to the handbook.

    Raises faults.NoHandbook, WrongUse when a file changes meanwhile, and MachineFault.
    """
    handbook = load(root, environment)
    report = run_checks(handbook)
    original: dict[str, bytes] = {}
    done: list[Diagnostic] = []
    refused: set[str] = set()
    with trial(root, handbook.settings.content, {}) as copy:
        for _ in range(ROUNDS):
            chosen = _chosen(report, refused)
            if not chosen:
                break
            changes = _applied(copy, handbook, chosen)
            fill(copy, {one.path: one.after for one in changes})
            after = load(copy, environment)
            broken = _broken(handbook, after) & {one.path for one in changes}
            if broken:
                refused |= broken
                fill(copy, {one.path: one.before for one in changes})
                continue
            for one in changes:
                original.setdefault(one.path, one.before)
            done += chosen
            handbook, report = after, run_checks(after)
        changed = tuple(Change(path, data, read_bytes(copy, path)) for path, data in sorted(original.items()))
    return Mended(changed, tuple(done), report, _quoted(handbook), tuple(sorted(refused)))


def _quoted(handbook: Handbook) -> tuple[TermUse, ...]:
    statuses = (TermStatus.DEPRECATED, TermStatus.AMERICAN)
    return tuple(use for use in handbook.uses if use.kept and use.term.replace and use.term.status in statuses)


def _chosen(report: Report, refused: set[str]) -> list[Diagnostic]:
    """The findings that can be mended in one go. What touches the same place waits for the next."""
    chosen: list[Diagnostic] = []
    taken: list[Edit] = []
    for one in report.diagnostics:
        paths = {edit.location.path for edit in one.edits}
        if one.edits and not paths & refused and apart([*taken, *one.edits]):
            chosen.append(one)
            taken += one.edits
    return chosen


def _applied(root: Path, handbook: Handbook, chosen: Iterable[Diagnostic]) -> list[Change]:
    by_path: dict[str, list[Edit]] = {}
    for one in chosen:
        for edit in one.edits:
            by_path.setdefault(edit.location.path, []).append(edit)
    return [
        change(handbook.sources[path], read_bytes(root, path), _in_yaml(handbook, path, edits))
        for path, edits in by_path.items()
    ]


def _in_yaml(handbook: Handbook, path: str, edits: list[Edit]) -> list[Edit]:
    """The edits, where those in a title, summary or option keep to the rules of YAML."""
    source = handbook.sources[path]
    document = next((one for one in handbook.documents if one.source.path == path), None)
    kept = list(edits)
    for words in head_words(document) if document else ():
        own = [one for one in kept if words.start <= source.offset(one.location.range.start) < words.end]
        if own:
            kept = [one for one in kept if one not in own] + [_rewritten(source, words, own)]
    return kept


def _rewritten(source: Source, words: Words, edits: list[Edit]) -> Edit:
    """One edit of a whole text in YAML in place of several in it."""
    old = inside(source.text, words)
    new = edited(source, edits)[old.start : _end(source, old.end, edits)]
    if old.mark in ("'", '"'):
        new = new[1:-1].replace("''", "'") if old.mark == "'" else new[1:-1]
    return Edit(source.location(old.start, old.end), new if old.mark == "|" else written(old, new, words))


def _end(source: Source, end: int, edits: Iterable[Edit]) -> int:
    """Where a place stands after edits that come before it."""
    return end + sum(
        len(one.new_text) - (source.offset(one.location.range.end) - source.offset(one.location.range.start))
        for one in edits
    )


def _broken(before: Handbook, after: Handbook) -> set[str]:
    """The files that could be read before and cannot any more."""

    def unreadable(handbook: Handbook) -> set[str]:
        return {finding.location.path for kind in UNSAFE for finding in handbook.found(kind)}

    return unreadable(after) - unreadable(before)
