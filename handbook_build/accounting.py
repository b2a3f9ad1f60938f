"""What a build says of itself: to readers on a page, and to programs in the passport of the site."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from handbook_build import __version__
from handbook_build.cache import Cache
from handbook_build.checks import Check, Report, all_checks, is_usual
from handbook_build.citing.program import pandoc_version
from handbook_build.diagnostics import Diagnostic
from handbook_build.editions.standing import standing_of_book
from handbook_build.model.document import Waiver
from handbook_build.model.handbook import ACCESSIBILITY, Handbook
from handbook_build.model.passport import Account, Allowed, Ran
from handbook_build.model.settings import MKDOCS, ZENSICAL
from handbook_build.program import contents, versions
from handbook_build.schemas import file_name
from handbook_build.verifying.counting import READ, Counted, totals
from handbook_build.web.generated.criteria import (
    GONE_THROUGH,
    LOOKED_AT,
    MADE,
    NOT_MET,
    NOT_TESTED,
    TESTED,
    criteria_of,
)
from handbook_build.web.policy import page_policy

if TYPE_CHECKING:
    from handbook_build.web.built import Built

# What the bytes of a site depend on, by the names under which they are installed. Not on Python itself: 3.11, 3.12 and
# 3.13 were seen to make the same.
PACKAGES = (
    *("brotli", "jinja2", "lxml", "markdown", "nh3", "pikepdf", "pillow", "pymdown-extensions", "pypandoc-binary"),
    *("python-docx", "pyyaml", "segno", "snowballstemmer", "typst"),
)
# What finishes the pages: our own templates, or another program, whose packages come to those.
OWN = "handbook"
OF_MKDOCS = ("mkdocs", "mkdocs-material")
SCHEMA = f"data/schemas/{file_name('build')}"
HELD = {
    TESTED: "testedWithTheProgram",
    LOOKED_AT: "lookedAt",
    MADE: "madeSo",
    NOT_TESTED: "notTested",
    NOT_MET: "notMet",
}
SHEETS = "PDF/UA-1, and PDF/A-2a where nothing is to be filled in; Typst makes no file that it sees to break them"


def account_of(handbook: Handbook, report: Report, cache: Cache) -> Account:
    """What is known of a build before its pages are written. Raises MachineFault when there is no pandoc."""
    installed = versions(PACKAGES)
    rests_on = {**installed, "pandoc": pandoc_version(cache), "zlib": zlib.ZLIB_RUNTIME_VERSION}
    checks = tuple(_ran(check, report, handbook) for check in all_checks() if is_usual(check))
    return Account(__version__, contents(), dict(sorted(rests_on.items())), checks, dict(_counts(handbook)))


def _ran(check: Check, report: Report, handbook: Handbook) -> Ran:
    found = [one for one in report.diagnostics if one.code == check.code]
    allowed = (
        Allowed(str(one.location), one.message, _reason(one, handbook))
        for one in report.waived
        if one.code == check.code
    )
    return Ran(check.code, check.name, len(found), found[0].message if found else "", tuple(allowed))


def _reason(one: Diagnostic, handbook: Handbook) -> str:
    return next((waiver.reason for waiver in handbook.waivers() if waiver.reason and _fits(waiver, one)), "")


def _fits(waiver: Waiver, one: Diagnostic) -> bool:
    same = waiver.name == one.name and waiver.location.path == one.location.path
    return same and waiver.first_line <= one.location.range.start.line <= waiver.last_line


def _counts(handbook: Handbook) -> Iterator[tuple[str, int]]:
    kinds = [target.kind for target in handbook.targets.values()]
    yield "writtenPages", kinds.count("page")
    yield "sections", kinds.count("section")
    yield "handouts", kinds.count("handout")
    yield "terms", len(handbook.entry)
    yield "citations", sum(len(document.citations) for document in handbook.documents)
    yield "works", len(handbook.item)


def facts_of(account: Account, handbook: Handbook, built: Built, files: Mapping[str, Counted]) -> dict[str, Any]:
    """All that the passport says, beside who made it and in which version."""
    settings = handbook.settings
    engine = ZENSICAL if settings.engine == ZENSICAL else OWN if built.known else MKDOCS
    engines = {} if engine == OWN else versions((ZENSICAL,) if engine == ZENSICAL else OF_MKDOCS)
    return {
        "$schema": SCHEMA,
        "program": account.program,
        "restsOn": dict(sorted({**account.rests_on, **engines}.items())),
        "engine": engine,
        "title": settings.title,
        "edition": standing_of_book(handbook).name,
        "language": settings.language,
        "address": settings.address,
        "counts": {**account.counts, **totals(files)},
        "checks": [_as_data(one) for one in account.checks],
        "accessibility": _accessibility(handbook, built, files),
        "privacy": {
            "policy": page_policy(handbook) if built.ours else "",
            "filesLookedAt": sum(1 for one in files if one.endswith(READ)),
            "loadedFromElsewhere": {name: list(one.elsewhere) for name, one in files.items() if one.elsewhere},
        },
        "editions": {edition.name: edition.seal for edition in handbook.ledger.editions},
        "files": {address: one.sha256 for address, one in files.items()},
    }


def _as_data(one: Ran) -> dict[str, object]:
    waived = [{"place": each.place, "message": each.message, "reason": each.reason} for each in one.allowed]
    return {"code": one.code, "name": one.name, "findings": one.found, "waived": waived}


def _accessibility(handbook: Handbook, built: Built, files: Mapping[str, Counted]) -> dict[str, object]:
    sheets = {"files": sum(1 for one in files if one.endswith(".pdf")), "made": SHEETS, "validated": False}
    if not built.ours or ACCESSIBILITY not in handbook.generated:
        return {"standard": "", "sheets": sheets}
    held: dict[str, list[str]] = {word: [] for word in HELD.values()}
    for one in criteria_of(handbook.settings.language):
        held[HELD[one.held]].append(one.number)
    return {
        "standard": "WCAG 2.2",
        "testedInThisBuild": False,
        "lastGoneThrough": GONE_THROUGH.isoformat(),
        "criteria": held,
        "sheets": sheets,
    }
