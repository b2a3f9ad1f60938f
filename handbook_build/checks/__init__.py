"""The checks, one in each file beside this one; the docstring of a file is its documentation.

A check is a module with a CODE, a NAME that reads well after "allow", a SEVERITY, and a function that yields findings:

- `check(handbook)`, which may look at all of it;
- `check_document(document)`, which looks at one page or handout and at nothing else. What it found in a document is
  kept, and not looked for again while the document is the same. When it needs anything of the rest of the handbook,
  `known(handbook)` says what, as values of the model without sets, and it is `check_document(document, known)`;
- `compare(found)` beside such a `check_document`, which then yields no findings but values, of all documents in
  reading order, that are held against each other there.

What it finds may mean nothing while a data file cannot be read: `NEEDS = ("terms.yml",)` names it, and the check waits.

It may have both of the first two. A new file is all that a new check needs. One with ASKED = True reports what is only
a suspicion, and runs when somebody asks for it: `handbook references check`. One with OF_PAGES = True knows only of a
handbook's own pages, and says nothing in an ordinary site.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from handbook_build.diagnostics import Diagnostic, Finding, Severity
from handbook_build.model.document import Waiver
from handbook_build.model.handbook import Handbook

# What is found in a file that is broken as a whole, from which other findings may follow.
CAUSES = frozenset(
    "yaml-syntax json-syntax toml-syntax unreadable-file unparsed-file missing-front-matter merge-conflict "
    "cut-off-file absent-file damaged-edition".split()
)
# The same of one thing in it, to be looked at when nothing is broken as a whole.
LESSER_CAUSES = frozenset(("lost-id", "unclosed-block", "unclosed-html"))
# So many errors beside a cause are worth a word on where to begin.
MANY = 5
UNUSED_WAIVER, WAITING_CHECK, CUT_OFF = "unused-waiver", "waiting-check", "cut-off-file"
MOST_TOLD = 1000

# What was found in each document, by its mark, under the name of all else that it was found with.
Kept = Callable[[object], dict[str, tuple[Any, ...]]]


def nothing_kept(_: object) -> dict[str, tuple[Any, ...]]:
    return {}


@dataclass(frozen=True)
class Check:
    """A check with its documentation."""

    code: str
    name: str
    severity: Severity
    documentation: str
    module: ModuleType
    asked: bool = False
    needs: tuple[str, ...] = ()
    of_pages: bool = False

    def waits_for(self, handbook: Handbook) -> list[str]:
        """The data files that it needs and that cannot be read."""
        return [name for name in self.needs if name in handbook.unread]

    def run(self, handbook: Handbook, kept: Kept = nothing_kept) -> Iterator[Finding]:
        """All that it finds; what `kept` has of a document is not looked for again."""
        if hasattr(self.module, "check"):
            yield from self.module.check(handbook)
        if hasattr(self.module, "compare"):
            yield from self.module.compare(self._in_documents(handbook, kept))
        elif hasattr(self.module, "check_document"):
            yield from self._in_documents(handbook, kept)

    def _in_documents(self, handbook: Handbook, kept: Kept) -> Iterator[Any]:
        asks = hasattr(self.module, "known")
        known = (self.module.known(handbook),) if asks else ()
        before = kept((self.code, known))
        for document in handbook.documents:
            found = before.get(document.mark)
            if found is None:
                found = tuple(self.module.check_document(document, *known))
                if document.mark:
                    before[document.mark] = found
            yield from found

    def diagnostic(self, finding: Finding) -> Diagnostic:
        return Diagnostic(
            self.code, self.name, self.severity, finding.location, finding.message, finding.hint, finding.edits
        )


@dataclass(frozen=True)
class Report:
    """What the checks found, in order of place, and what authors had allowed."""

    diagnostics: tuple[Diagnostic, ...] = ()
    waived: tuple[Diagnostic, ...] = ()

    def count(self, severity: Severity) -> int:
        return sum(1 for diagnostic in self.diagnostics if diagnostic.severity is severity)

    @property
    def begin_with(self) -> Diagnostic | None:
        """The finding to mend first, where many others may follow from it."""
        if self.count(Severity.ERROR) <= MANY:
            return None
        causes = (one for kinds in (CAUSES, LESSER_CAUSES) for one in self.diagnostics if one.name in kinds)
        return next(causes, None)

    @property
    def failed(self) -> bool:
        """Whether anything was found that must not be published."""
        return self.count(Severity.ERROR) > 0


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check, in order of its code."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    checks = (
        Check(
            m.CODE,
            m.NAME,
            m.SEVERITY,
            (m.__doc__ or "").strip(),
            m,
            getattr(m, "ASKED", False),
            getattr(m, "NEEDS", ()),
            getattr(m, "OF_PAGES", False),
        )
        for m in modules
    )
    return tuple(sorted(checks, key=lambda check: check.code))


def find_check(name: str) -> Check | None:
    """The check with this code or name, in any case of letters."""
    return next((check for check in all_checks() if name.lower() in (check.code.lower(), check.name)), None)


def is_usual(check: Check) -> bool:
    """Whether a check runs without being asked for."""
    return not check.asked


def run_checks(handbook: Handbook, wanted: Callable[[Check], bool] = is_usual, kept: Kept = nothing_kept) -> Report:
    """Runs every check that is wanted and takes away what was waived in place."""
    ordinary = handbook.settings.ordinary
    asked = [check for check in all_checks() if wanted(check) and not (ordinary and check.of_pages)]
    checks = [check for check in asked if not check.waits_for(handbook)]
    found = {check.diagnostic(finding) for check in checks for finding in check.run(handbook, kept)}
    waivers = defaultdict(list)
    for waiver in handbook.waivers():
        waivers[waiver.location.path, waiver.name].append(waiver)
    left: list[Diagnostic] = []
    waived: list[Diagnostic] = []
    used: set[Waiver] = set()
    for diagnostic in sorted(found, key=lambda one: one.sort_key):
        line = diagnostic.location.range.start.line
        candidates = waivers[diagnostic.location.path, diagnostic.name]
        fitting = [w for w in candidates if w.reason and w.first_line <= line <= w.last_line]
        used.update(fitting)
        (waived if fitting else left).append(diagnostic)
    left += _unused(handbook, used, checks) if not handbook.unread else ()
    left += _waiting(handbook, asked)
    if sum(one.severity is Severity.ERROR for one in left) > MANY:
        left += _cut_off(handbook)
    told = _few_enough(sorted(left, key=lambda one: one.sort_key))
    return Report(tuple(sorted(told, key=lambda one: one.sort_key)), tuple(waived))


def _few_enough(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings, of which no more of one name are told in one file than anybody reads."""
    told: dict[tuple[str, str], int] = defaultdict(int)
    first: dict[tuple[str, str], Diagnostic] = {}
    for one in found:
        place = one.location.path, one.name
        told[place] += 1
        if told[place] <= MOST_TOLD:
            yield one
        else:
            first.setdefault(place, one)
    for place, one in first.items():
        more = told[place] - MOST_TOLD
        yield replace(one, message=f"here begin {more:,} more findings of this kind in this file", hint="", edits=())


def _unused(handbook: Handbook, used: set[Waiver], run: Iterable[Check]) -> Iterator[Diagnostic]:
    """Waivers of what was looked for and not found."""
    check = find_check(UNUSED_WAIVER)
    names = {one.name for one in run}
    for waiver in handbook.waivers():
        if check and waiver.reason and waiver.name in names and waiver not in used:
            message = f"this waiver of `{waiver.name}` allows nothing: there is no such finding here"
            yield check.diagnostic(Finding(waiver.location, message, "take it out"))


def _waiting(handbook: Handbook, asked: Iterable[Check]) -> Iterator[Diagnostic]:
    """What was not looked for, at the file that has to be mended first."""
    check = find_check(WAITING_CHECK)
    for file, place in handbook.unread.items():
        names = [one.name for one in asked if file in one.needs]
        if check and names:
            message = f"{place.path} could not be read, so this was not looked for: {', '.join(names)}"
            yield check.diagnostic(Finding(place, message, "mend this file first"))


def _cut_off(handbook: Handbook) -> Iterator[Diagnostic]:
    """Data files that end without a line end, where much is wrong: what lacks may have stood behind it."""
    check = find_check(CUT_OFF)
    for source in handbook.sources.values():
        if check and source.text and not source.path.endswith(".md") and not source.text.endswith("\n"):
            end = source.location(len(source.text) - 1, len(source.text))
            message = "this file ends without a line end, and much of what is found may have been defined behind it"
            yield check.diagnostic(Finding(end, message, check.module.way_back(source)))
