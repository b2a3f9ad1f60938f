"""`handbook check`."""

from __future__ import annotations

import argparse
import os
import sys
import time

from handbook_build.commands import CLEAN, FINDINGS, Commands, console, root


def add(commands: Commands) -> None:
    console.add_report_options(commands.add("check", "only check", run))


def run(options: argparse.Namespace) -> int:
    from handbook_build import building

    began = time.perf_counter()
    progress = console.progress(options)
    try:
        job = building.prepare(root(options), os.environ, progress, every_form=False)
    finally:
        progress.end()
    console.show(job, options)
    if not options.quiet:
        sys.stderr.write(f"{building.summarise(job, began)}\n")
    return FINDINGS if job.report.failed else CLEAN
