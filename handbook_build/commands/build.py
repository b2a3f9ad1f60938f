"""`handbook build`."""

from __future__ import annotations

import argparse
import os
import sys
import time

from handbook_build.commands import CLEAN, FINDINGS, Commands, console, root


def add(commands: Commands) -> None:
    build = commands.add("build", "check everything and write the site, the sheets and the data", run)
    console.add_report_options(build)
    build.add_argument(
        "--release",
        action="store_true",
        help="what is published: the whole book too, as PDF and EPUB, and --precompress",
    )
    build.add_argument(
        "--precompress",
        action=argparse.BooleanOptionalAction,
        help="a .gz and a .br beside each text file, for servers that send them; a release has them unless you refuse",
    )
    build.add_argument(
        "--folder",
        action="store_true",
        help="the whole handbook as a folder that is opened without a server, as one ZIP; --release makes it too",
    )
    build.add_argument("--timings", action="store_true", help="show how long each stage took")


def run(options: argparse.Namespace) -> int:
    from handbook_build import building

    began = time.perf_counter()
    progress = console.progress(options)
    folder = root(options)
    try:
        job = building.prepare(folder, os.environ, progress, every_form=True, release=options.release)
        destination = folder / job.handbook.settings.output
        precompress = options.release if options.precompress is None else options.precompress
        warnings = (
            []
            if job.report.failed
            else building.build(
                job, destination, progress, precompress=precompress, folder=options.folder or options.release
            )
        )
    finally:
        progress.end()
    console.show(job, options)
    for warning in warnings:
        sys.stderr.write(f"mkdocs: {warning}\n")
    if not options.quiet:
        if job.report.failed:
            kept = "the old site was kept" if destination.exists() else "no site was written"
            sys.stderr.write(f"Nothing was published ({kept}); mend the errors first.\n")
        else:
            sys.stderr.write(f"The site is in {job.handbook.settings.output}/.\n")
        sys.stderr.write(f"{building.summarise(job, began)}\n")
    if options.timings:
        for name, seconds in progress.timings.items():
            sys.stderr.write(f"{name:>8} {seconds:6.2f} s\n")
    return FINDINGS if job.report.failed else CLEAN
