"""Giving a term another preferred form, everywhere.

Quotations, code, addresses, the ids of pages and sections, references and the forms of other entries stay.
What a program cannot change is listed, with the reason, for the person who asked.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from handbook_build.assembly import load
from handbook_build.authoring.edits import Change, apart, change, read_bytes, trial
from handbook_build.authoring.occurrences import document_edits, id_edits, words_edits
from handbook_build.authoring.prose import data_words
from handbook_build.authoring.remains import Left, drawings, ids, longer, senses, spellings
from handbook_build.authoring.renamed_entry import entry_edits
from handbook_build.authoring.wishes import FORGET, Renaming, Wish, granted
from handbook_build.checks import run_checks
from handbook_build.diagnostics import Diagnostic, Edit
from handbook_build.faults import WrongUse
from handbook_build.locations import Location
from handbook_build.model.handbook import Handbook
from handbook_build.model.source import Source
from handbook_build.terminology.forms import key

_AFTER_LINE_END = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")


@dataclass(frozen=True)
class Plan:
    """A renaming with its edits, by path, and what it leaves."""

    renaming: Renaming
    edits: Mapping[str, tuple[Edit, ...]] = field(default_factory=dict)
    left: tuple[Left, ...] = ()

    @property
    def places(self) -> int:
        return sum(map(len, self.edits.values()))

    @property
    def has_other_number(self) -> bool:
        """Whether the new form is written in its other number somewhere."""
        written = re.compile(rf"(?<!\w){re.escape(key(self.renaming.other))}(?!\w)")
        return any(written.search(key(one.new_text)) for edits in self.edits.values() for one in edits)


@dataclass(frozen=True)
class Outcome:
    """What a plan comes to: the changed files, the new findings, and the lines that going back would not restore."""

    plan: Plan
    changes: tuple[Change, ...]
    findings: tuple[Diagnostic, ...]
    lost: tuple[Location, ...]
    in_use: bool


def rename(root: Path, environment: Mapping[str, str], wish: Wish) -> Outcome:
    """Works out a renaming and tries it on a copy; nothing is written to the handbook.

    Raises faults.NoHandbook, WrongUse when the wish cannot be done, and MachineFault.
    """
    handbook = load(root, environment)
    plan = planned(handbook, granted(handbook, wish), root)
    changes = _changes(root, handbook, plan)
    after = {one.path: one.after for one in changes}
    with trial(root, handbook.settings.content, after) as copy:
        renamed = load(copy, environment)
        _agrees(renamed, plan.renaming)
        findings = _new_findings(handbook, renamed)
        lost = _lost(handbook, renamed, copy, plan.renaming, {one.path: one.before for one in changes})
    return Outcome(plan, changes, findings, lost, _is_in_use(handbook, plan.renaming))


def planned(handbook: Handbook, renaming: Renaming, root: Path) -> Plan:
    """Every edit that a renaming needs, and what it leaves."""
    edits: dict[str, list[Edit]] = defaultdict(list)
    left: list[Left] = []
    for document in handbook.documents:
        found, kept = document_edits(handbook, document, renaming)
        edits[document.source.path] += found
        left += kept
    for source, words in data_words(handbook):
        edit, kept = words_edits(handbook, source, words, renaming)
        edits[source.path] += edit
        left += kept
    for path, one in id_edits(handbook, renaming):
        edits[path].append(one)
    termbase = handbook.sources[renaming.entry.location.path]
    own = entry_edits(termbase, renaming)
    # Words in an item that goes, such as the reason for a form, go with it.
    edits[termbase.path] = [one for one in edits[termbase.path] if apart([one, *own], meeting=True)] + own
    left += [*longer(handbook, renaming), *spellings(renaming), *senses(renaming)]
    left += [*drawings(handbook, renaming, root), *ids(handbook, renaming)]
    ordered = {path: tuple(some) for path, some in sorted(edits.items()) if some}
    return Plan(renaming, ordered, tuple(left))


def _changes(root: Path, handbook: Handbook, plan: Plan) -> tuple[Change, ...]:
    for path, edits in plan.edits.items():
        if not apart(edits, meeting=True):
            raise WrongUse(f"two changes in {path} touch the same place; nothing was written")
    return tuple(change(handbook.sources[path], read_bytes(root, path), edits) for path, edits in plan.edits.items())


def _agrees(handbook: Handbook, renaming: Renaming) -> None:
    """Raises WrongUse unless the changed termbase says what it should."""
    entry = handbook.entry.get(renaming.id)
    if entry is None or entry.preferred != renaming.new or any(handbook.found("yaml-syntax")):
        raise WrongUse(
            f"the entry is written in a way that cannot be changed safely ({renaming.entry.location}); "
            "write it as one `key: value` a line, and try again"
        )


def _new_findings(before: Handbook, after: Handbook) -> tuple[Diagnostic, ...]:
    """The findings that were not there. One whose words alone changed was."""
    was, now = run_checks(before).diagnostics, run_checks(after).diagnostics
    known = Counter((one.code, one.location.path, one.message) for one in was)
    new = []
    for one in now:
        name = (one.code, one.location.path, one.message)
        if known[name]:
            known[name] -= 1
        else:
            new.append(one)
    gone = Counter((code, path) for (code, path, _), count in known.items() for _ in range(count))
    shown = []
    for one in new:
        if gone[one.code, one.location.path]:
            gone[one.code, one.location.path] -= 1
        else:
            shown.append(one)
    return tuple(shown)


def _lost(
    before: Handbook, after: Handbook, copy: Path, renaming: Renaming, original: Mapping[str, bytes]
) -> tuple[Location, ...]:
    """The lines that going back with `--forget` would not restore."""
    wish = Wish(renaming.new, renaming.old, FORGET, plural="" if renaming.is_old_regular else renaming.old_other)
    try:
        back = granted(after, wish)
        changes = _changes(copy, after, planned(after, back, copy))
    except WrongUse:
        return (renaming.entry.location,)
    # A file that is not changed now may be changed on the way back.
    now = {path: read_bytes(copy, path) for path in original} | {one.path: one.before for one in changes}
    restored = now | {one.path: one.after for one in changes}
    return tuple(
        place
        for path in sorted(restored)
        for place in _differing(before.sources[path], original.get(path, now[path]), restored[path])
    )


def _differing(source: Source, before: bytes, after: bytes) -> Iterator[Location]:
    """The first line of each place at which a file would be another."""
    if before == after:
        return
    was, now = (_AFTER_LINE_END.split(data.decode("utf-8", "replace")) for data in (before, after))
    if len(was) != len(now):
        at = next(
            (at for at, (one, other) in enumerate(zip(was, now, strict=False)) if one != other), min(len(was), len(now))
        )
        yield _line(source, at)
        return
    yield from (_line(source, at) for at, (one, other) in enumerate(zip(was, now, strict=True)) if one != other)


def _line(source: Source, at: int) -> Location:
    return Location(source.path, source.location(_line_start(source.text, at)).range)


def _line_start(text: str, number: int) -> int:
    start = 0
    for _ in range(number):
        start = text.find("\n", start) + 1
    return start


def _is_in_use(handbook: Handbook, renaming: Renaming) -> bool:
    """Whether the new form stood in the handbook before."""
    forms = [form for form in (renaming.new, renaming.other) if key(form) not in renaming.numbers]
    words = "|".join(r"\s+".join(map(re.escape, form.split())) for form in forms) or r"(?!)"
    found = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    return any(found.search(source.text) for source in handbook.sources.values())
