"""The sheets of a handbook before any practice gives them out, and what there is to say of them."""

from __future__ import annotations

import gc
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from handbook_build import __version__
from handbook_build.assembly import load, without_pages
from handbook_build.building import plain_sheets
from handbook_build.cache import digest
from handbook_build.checks import Report, run_checks
from handbook_build.citing.bibliography import cite
from handbook_build.diagnostics import Severity
from handbook_build.faults import WrongUse
from handbook_build.model.form import A4, PRINTED, STANDARD, Form
from handbook_build.model.handbook import Handbook
from handbook_build.model.source import Source
from handbook_build.printing.engine import Press
from handbook_build.printing.press_run import forms_of, print_sheets, sheet_key
from handbook_build.printing.sheet import Sheet
from handbook_build.progress import Progress
from handbook_build.publishing import cache_of


@dataclass(frozen=True)
class Base:
    """What every practice's sheets are made of. It is small enough to be sent to each process of a run.

    `handbook` is the handbook without its pages. `keys` names all that a sheet in a form is made from, save the
    practice, by id and form. `known` are the ids of all handouts, those too that cannot be printed.
    """

    handbook: Handbook
    sheets: tuple[Sheet, ...]
    forms: tuple[Form, ...]
    keys: Mapping[tuple[str, str], str]
    known: tuple[str, ...]

    def forms_of(self, sheet: Sheet) -> tuple[Form, ...]:
        """The forms in which this sheet is made."""
        return forms_of(sheet, self.forms)


@dataclass(frozen=True)
class Stock:
    """The sheets of a handbook that can be printed, and what was found in the handouts asked for.

    `elsewhere` counts the errors in other files.
    """

    base: Base
    report: Report
    sources: Mapping[str, Source]
    elsewhere: int


def take_stock(
    root: Path,
    environment: Mapping[str, str],
    forms: Sequence[Form],
    progress: Progress,
    wanted: Collection[str] | None = None,
) -> Stock:
    """The sheets of the handbook at `root`, or those wanted by id, held to their sides without any practice.

    A sheet whose handout has an error is not among them. Raises faults.NoHandbook, WrongUse when there
    is no handout at all, and MachineFault.
    """
    cache = cache_of(root)
    gc.disable()
    progress.stage("read", "Reading and linking")
    handbook = replace(load(root, environment), practice=None, logo=b"")
    if not handbook.handouts:
        raise WrongUse("this handbook has no handouts; `handbook new handout` starts one")
    progress.stage("cite", "Formatting citations")
    bibliography = cite(handbook, cache)
    progress.stage("print", "Looking over the handouts")
    asked = {handout.id for handout in handbook.handouts if wanted is None or handout.id in wanted}
    sheets = [sheet for sheet in plain_sheets(root, handbook, bibliography) if sheet.id in asked]
    press = Press()
    results = print_sheets(sheets, cache, STANDARD, pictures=False, press=press).results
    progress.stage("check", "Checking")
    report = run_checks(replace(handbook, sheets=results))
    gc.enable()
    paths = _paths(handbook, asked)
    found = Report(tuple(one for one in report.diagnostics if one.location.path in paths))
    spoilt = {paths[one.location.path] for one in found.diagnostics if one.severity is Severity.ERROR}
    good = tuple(sheet for sheet in sheets if sheet.id not in spoilt)
    base = Base(
        without_pages(handbook),
        good,
        tuple(forms),
        {(sheet.id, form.name): _key(press, sheet, form) for sheet in good for form in forms},
        tuple(handout.id for handout in handbook.handouts),
    )
    elsewhere = report.count(Severity.ERROR) - found.count(Severity.ERROR)
    return Stock(base, found, handbook.sources, elsewhere)


def _paths(handbook: Handbook, asked: Collection[str]) -> dict[str, str]:
    """The handout's id by the path of its file."""
    return {document.top.path: document.id for document in handbook.handouts if document.id in asked}


def _key(press: Press, sheet: Sheet, form: Form) -> str:
    made = sheet_key(press, sheet, form if form in PRINTED else A4)
    return digest(__version__, form.name, sheet.language, made)
