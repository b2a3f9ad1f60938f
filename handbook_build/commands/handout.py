"""`handbook handout`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from handbook_build.commands import CLEAN, FINDINGS, Commands, console, root

# Beside the current folder's other files, and never among the handbook's own.
FOLDER = Path("printed")


def add(commands: Commands) -> None:
    handout = commands.add("handout", "make the sheets of one handout or several, for your practice", run)
    handout.add_argument("ids", nargs="*", metavar="ID", help="the handouts: H12")
    handout.add_argument("--all", action="store_true", help="all handouts")
    handout.add_argument(
        "--practice",
        type=Path,
        metavar="FILE",
        help="whose details they bear (default: practice.toml, where there is one)",
    )
    console.add_form_options(handout, "the PDF on A4")
    handout.add_argument(
        "--out", type=Path, default=FOLDER, metavar="DIR", help=f"where they go: DIR/H12/... (default: {FOLDER}/)"
    )
    console.add_report_options(handout)


def run(options: argparse.Namespace) -> int:
    from handbook_build.checks import Report
    from handbook_build.faults import WrongUse
    from handbook_build.model.form import A4
    from handbook_build.pressing.base import take_stock
    from handbook_build.pressing.orders import refuse_own
    from handbook_build.pressing.single import practice_file, print_single
    from handbook_build.reporters import REPORTERS

    if bool(options.ids) == options.all:
        raise WrongUse("name the handouts to make, such as H12, or --all of them")
    folder, forms = root(options), console.forms(options, (A4,))
    wanted = None if options.all else tuple(dict.fromkeys(options.ids))
    progress = console.progress(options)
    try:
        stock = take_stock(folder, os.environ, forms, progress, wanted)
        for name in wanted or ():
            console.refuse_unknown("handout", name, stock.base.known)
        settings = stock.base.handbook.settings
        refuse_own(options.out, folder, settings.content, settings.output)
        run = print_single(stock, practice_file(options.practice, folder), options.out, progress, folder)
    finally:
        progress.end()
    report = Report((*stock.report.diagnostics, *run.report.diagnostics), run.report.waived)
    sys.stdout.write(REPORTERS[options.format](report, {**stock.sources, **run.sources}))
    sys.stdout.flush()
    if not options.quiet:
        sys.stderr.write("".join(f"Written: {path}\n" for path in run.written))
        if report.failed:
            sys.stderr.write("What has an error was not made.\n")
    return FINDINGS if report.failed else CLEAN
