"""`handbook check`."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from typing import TYPE_CHECKING

from handbook_build.commands import CLEAN, FINDINGS, Commands, console, root

if TYPE_CHECKING:
    from handbook_build.standing import Wanted


def add(commands: Commands) -> None:
    console.add_report_options(commands.add("check", "only check", run))


def run(options: argparse.Namespace) -> int:
    from handbook_build import standing

    began = time.perf_counter()
    wanted = standing.look(root(options), os.environ, "check")
    if wanted.is_there:
        # Nothing has changed, so neither have the findings.
        sys.stdout.write(wanted.said(options.format))
        if not options.quiet:
            sys.stderr.write(f"{wanted.said('closing')}; {time.perf_counter() - began:.1f} seconds\n")
        return FINDINGS if wanted.failed else CLEAN
    return _check(wanted, options, began)


def _check(wanted: Wanted, options: argparse.Namespace, began: float) -> int:
    # Before anything is loaded, which would be looked through for cycles too; there is nothing to take apart.
    gc.disable()
    from handbook_build import building

    progress = console.progress(options)
    try:
        job = building.prepare(wanted.root, os.environ, progress, every_form=False)
    finally:
        progress.end()
    summary = building.summarise(job, began)
    wanted.keep({**console.in_every_form(job), "closing": summary.told}, failed=job.report.failed)
    console.show(job, options)
    if not options.quiet:
        sys.stderr.write(f"{summary}\n")
    return FINDINGS if job.report.failed else CLEAN
