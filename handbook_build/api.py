"""What other programs may rely on: a handbook loaded, checked and built, with its findings as data.

    from handbook_build import api

    handbook = api.load("our-handbook")
    for found in api.check(handbook).diagnostics:
        print(found.location, found.code, found.message)
    outcome = api.build("our-handbook")

All that `__all__` names, and of the nouns what `ATTRIBUTES` names, stays as it is until the version promises otherwise
(UPGRADING.md). Everything else in this package is its own business, and may change at any time.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from handbook_build import __version__
from handbook_build.checks import Report, run_checks
from handbook_build.diagnostics import Diagnostic, Severity
from handbook_build.faults import MachineFault, NoHandbook, WrongUse
from handbook_build.locations import Location, Position, Range
from handbook_build.model.citation import Item
from handbook_build.model.document import Document, FrontMatter, Section
from handbook_build.model.handbook import Handbook
from handbook_build.model.settings import Settings
from handbook_build.model.term import Term, TermEntry, TermStatus

__all__ = [
    "ATTRIBUTES",
    "Diagnostic",
    "Document",
    "FrontMatter",
    "Handbook",
    "Item",
    "Location",
    "MachineFault",
    "NoHandbook",
    "Outcome",
    "Position",
    "Range",
    "Report",
    "Section",
    "Settings",
    "Severity",
    "Term",
    "TermEntry",
    "TermStatus",
    "WrongUse",
    "__version__",
    "build",
    "check",
    "load",
]


@dataclass(frozen=True)
class Outcome:
    """What came of a build: the findings, and where the site is; None when an error kept it from being published."""

    report: Report
    site: Path | None


# Of each noun, what programs may ask of it.
ATTRIBUTES: Mapping[type, tuple[str, ...]] = {
    Diagnostic: ("code", "name", "severity", "location", "message", "hint"),
    Document: ("path", "front", "sections", "is_handout"),
    FrontMatter: ("id", "title", "summary", "audience", "authors", "kind", "reviewed", "next_review"),
    Handbook: ("settings", "documents", "pages", "handouts", "entries", "items", "today"),
    Item: ("id", "type", "title", "year", "fields"),
    Location: ("path", "range"),
    Outcome: ("report", "site"),
    Position: ("line", "column"),
    Range: ("start", "end"),
    Report: ("diagnostics", "waived", "failed"),
    Section: ("id", "title"),
    Settings: ("title", "address", "edition", "status", "language", "licence"),
    Severity: ("ERROR", "WARNING"),
    Term: ("form", "status"),
    TermEntry: ("id", "preferred", "definition", "client_definition", "terms"),
    TermStatus: ("PREFERRED", "ADMITTED", "DEPRECATED", "AMERICAN"),
}


def load(root: str | Path, environment: Mapping[str, str] | None = None) -> Handbook:
    """The handbook in a folder. What is wrong in it is told by `check`, and nothing is lost.

    `environment` stands in for that of the process (HANDBOOK_SITE_URL, SOURCE_DATE_EPOCH).
    Raises NoHandbook when there is none.
    """
    # Imported here and below, so that who only names the nouns waits for nothing.
    from handbook_build import assembly

    return assembly.load(_folder(root), os.environ if environment is None else environment)


def check(handbook: Handbook) -> Report:
    """What all usual checks find, but for those that need printed sheets, which a build has."""
    return run_checks(handbook)


def build(
    root: str | Path,
    *,
    release: bool = False,
    precompress: bool | None = None,
    folder: bool = False,
    environment: Mapping[str, str] | None = None,
) -> Outcome:
    """Checks everything and publishes the site, as `handbook build` does with the options of these names; a release has
    the compressed forms and the folder too, unless `precompress` is false.

    Raises NoHandbook, WrongUse and MachineFault. The old site stays until the new one is whole.
    """
    from handbook_build import building
    from handbook_build.progress import Progress

    place, quiet, thresholds = _folder(root), Progress(quiet=True), gc.get_threshold()
    try:
        asked = os.environ if environment is None else environment
        job = building.prepare(place, asked, quiet, every_form=True, release=release)
        if job.report.failed:
            return Outcome(job.report, None)
        destination = place / job.handbook.settings.output
        compressed = release if precompress is None else precompress
        building.build(job, destination, quiet, precompress=compressed, folder=folder or release)
        return Outcome(job.report, destination)
    finally:
        # A command ends here; another program goes on, and its garbage is its own.
        gc.set_threshold(*thresholds)
        gc.unfreeze()


def _folder(root: str | Path) -> Path:
    return Path(root).absolute()
