"""The sheets of a few handouts, for one practice or for nobody's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from handbook_build.checks import Report
from handbook_build.content import PRACTICE
from handbook_build.faults import MachineFault
from handbook_build.model.document import Flaw
from handbook_build.model.source import Source
from handbook_build.pressing.base import Stock
from handbook_build.pressing.sheets import make, of_details, read_client
from handbook_build.pressing.work import file_of
from handbook_build.printing.engine import Press
from handbook_build.progress import Progress
from handbook_build.publishing import cache_of
from handbook_build.staging import place_file


@dataclass(frozen=True)
class Single:
    """The files that were written, and what was found in the practice's file."""

    written: tuple[Path, ...] = ()
    report: Report = field(default_factory=Report)
    sources: Mapping[str, Source] = field(default_factory=dict)


def practice_file(named: Path | None, root: Path) -> tuple[Path, str] | None:
    """The file of the practice, and how findings call it: the one that was named, or that of the handbook."""
    if named is not None:
        return named, named.as_posix()
    own = root / PRACTICE
    return (own, PRACTICE) if own.exists() or own.is_symlink() else None


def print_single(stock: Stock, practice: tuple[Path, str] | None, out: Path, progress: Progress, root: Path) -> Single:
    """Makes the sheets of the stock, each in all its forms or not at all. Raises MachineFault when a disk refuses."""
    base, press, cache = stock.base, Press(), cache_of(root)
    client = read_client(*practice, base) if practice else None
    report = client.report() if client else Report()
    flaws: list[Flaw] = of_details(press, client) if client and not report.failed else []
    written: list[Path] = []
    if not report.failed and not flaws:
        progress.stage("print", "Printing")
        for number, sheet in enumerate(base.sheets, 1):
            progress.step(number, len(base.sheets), "Printing sheet")
            made = make(press, sheet, base.forms_of(sheet), client, cache)
            flaws += made.flaws
            try:
                for form, data in made.files.items():
                    written.append(out / file_of(sheet, form))
                    place_file(written[-1], data)
            except OSError as error:
                raise MachineFault(f"{written[-1]} could not be written: {error.strerror}") from error
    sources = client.sources if client else {}
    return Single(tuple(written), client.report(*flaws) if client and flaws else report, sources)
