"""`handbook build`."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from handbook_build.commands import CLEAN, FINDINGS, Commands, console, root

if TYPE_CHECKING:
    from handbook_build.standing import Wanted


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
    build.add_argument(
        "--engine",
        choices=("auto", "mkdocs", "zensical"),
        help="what makes the pages: auto (our own templates, or MkDocs where needed), mkdocs or zensical; "
        "goes before `engine` in mkdocs.yml",
    )
    build.add_argument("--explain", action="store_true", help="tell what was made again, and why")
    build.add_argument("--timings", action="store_true", help="show how long each stage took")


def run(options: argparse.Namespace) -> int:
    from handbook_build.environment import require_handbook
    from handbook_build.workshop import at_work

    began = time.perf_counter()
    folder = root(options)
    require_handbook(folder)
    with at_work(folder, lambda: _wait(options)):
        return _run(folder, options, began)


def _wait(options: argparse.Namespace) -> None:
    if not options.quiet:
        sys.stderr.write("Another build of this handbook is running; waiting for it to end\n")
        sys.stderr.flush()


def _run(folder: Path, options: argparse.Namespace, began: float) -> int:
    from handbook_build import standing

    environment = {**os.environ, "HANDBOOK_ENGINE": options.engine} if options.engine else os.environ
    precompress = options.release if options.precompress is None else options.precompress
    asked = {"release": options.release, "precompress": precompress, "folder": options.folder or options.release}
    wanted = standing.look(folder, environment, "build", asked)
    if wanted.is_there:
        return _nothing_changed(wanted, options, began)
    console.refuse_untrusted(options, options.format)
    return _build(wanted, environment, asked, options, began)


def _nothing_changed(wanted: Wanted, options: argparse.Namespace, began: float) -> int:
    """Tells once more what the last build told."""
    sys.stdout.write(wanted.said(options.format))
    if options.explain:
        sys.stderr.write("Nothing was made again: nothing has changed since the last build.\n")
    if not options.quiet:
        sys.stderr.write(f"The site is in {wanted.output}/ already; nothing has changed.\n")
        sys.stderr.write(f"{wanted.said('closing')}; {time.perf_counter() - began:.1f} seconds\n")
    return CLEAN


def _build(
    wanted: Wanted,
    environment: Mapping[str, str],
    asked: Mapping[str, bool],
    options: argparse.Namespace,
    began: float,
) -> int:
    from handbook_build import building, stopping

    folder = wanted.root
    progress = console.progress(options)
    published = None
    explained: list[str] = []
    try:
        job = building.prepare(folder, environment, progress, every_form=True, release=asked["release"])
        destination = folder / job.handbook.settings.output
        if not job.report.failed:
            try:
                published = building.build(
                    job, destination, progress, precompress=asked["precompress"], folder=asked["folder"]
                )
                job = job.with_found(published.found)
            except building.Unfit as unfit:
                job = job.with_found(unfit.found)
        summary = building.summarise(job, began)
        if options.explain:
            explained += wanted.explanation(published)
        if published:
            wanted.keep({**console.in_every_form(job), "closing": summary.told}, published)
    finally:
        progress.end()
        stopping.release()
    console.show(job, options)
    for warning in published.warnings if published else ():
        sys.stderr.write(f"{warning}\n")
    sys.stderr.write("".join(f"{line}\n" for line in explained))
    if not options.quiet:
        if published is None:
            kept = "the old site was kept" if destination.exists() else "no site was written"
            sys.stderr.write(f"Nothing was published ({kept}); mend the errors first.\n")
        else:
            sys.stderr.write(f"The site is in {job.handbook.settings.output}/.\n")
        sys.stderr.write(f"{summary}\n")
    if options.timings:
        for name, seconds in progress.timings.items():
            sys.stderr.write(f"{name:>8} {seconds:6.2f} s\n")
    return CLEAN if published else FINDINGS
