"""`handbook release`."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date

from handbook_build.commands import CLEAN, FINDINGS, Commands, console, root


def add(commands: Commands) -> None:
    about = "freeze the handbook as an edition that people can cite for good; show it first, then ask"
    release = commands.add("release", about, run)
    release.add_argument("name", metavar="NAME", help="the name of the edition: 2026.1")
    release.add_argument(
        "--date",
        type=_day,
        metavar="DAY",
        help="the day of its release: 2026-11-22 (default: today, or SOURCE_DATE_EPOCH)",
    )
    release.add_argument("--note", default="", metavar="WORDS", help="what it brings, in two or three sentences")
    release.add_argument("--dry-run", action="store_true", help="only show what the edition would hold")
    release.add_argument("--yes", action="store_true", help="write it without asking")
    console.add_report_options(release)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write year, month and day: 2026-11-22") from None


def run(options: argparse.Namespace) -> int:
    from handbook_build import building
    from handbook_build.authoring import releasing

    releasing.check_name(options.name)
    folder = root(options)
    progress = console.progress(options)
    try:
        job = building.prepare(folder, os.environ, progress, every_form=False)
    finally:
        progress.end()
    building.refuse_ordinary(job.handbook)
    left = releasing.unrecorded(job.handbook)
    if job.report.failed or left:
        console.show(job, options)
        sys.stderr.write("".join(f"To be recorded: {line}\n" for line in left))
        sys.stderr.write(
            "Nothing was released; mend the errors first.\n" if job.report.failed else "Nothing was released.\n"
        )
        return FINDINGS
    release = releasing.release(job.handbook, job.bibliography, options.name, options.date, options.note.strip())
    if release.done:
        sys.stdout.write(f"Edition {options.name} is released already, with these very words.\n")
        for path in [] if options.dry_run else releasing.write(folder, job.handbook, release):
            sys.stderr.write(f"Tidied up: {path}\n")
        return CLEAN
    sys.stdout.write(releasing.account(release))
    sys.stdout.flush()
    if options.dry_run:
        sys.stderr.write("Nothing was written.\n")
    elif options.yes or console.agreed("Release this edition? Its words are never changed again."):
        for path in releasing.write(folder, job.handbook, release):
            sys.stderr.write(f"Written: {path}\n")
    else:
        sys.stderr.write("Nothing was written. To write it, add --yes.\n")
    return CLEAN
