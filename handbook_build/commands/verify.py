"""`handbook verify`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from handbook_build.commands import CLEAN, FINDINGS, Commands, console, root

if TYPE_CHECKING:
    from handbook_build.verifying.passport import Verified


def add(commands: Commands) -> None:
    verify = commands.add("verify", "look whether each file of a finished site is as it was made", run)
    verify.add_argument(
        "site", nargs="?", type=Path, metavar="SITE", help="its folder, wherever it came from (default: the handbook's)"
    )
    console.add_report_options(verify)


def run(options: argparse.Namespace) -> int:
    from handbook_build.assembly import released_in
    from handbook_build.faults import NoHandbook
    from handbook_build.reporters import REPORTERS
    from handbook_build.verifying.passport import Written, verify_site

    folder, written = root(options), None
    try:
        settings, editions = released_in(folder)
        written = Written(settings.title, editions)
        site = options.site or folder / settings.output
    except NoHandbook:
        # A site can be verified without what it was made from.
        if options.site is None:
            raise
        site = options.site
    verified = verify_site(site, written)
    sys.stdout.write(REPORTERS[options.format](verified.report, {}))
    sys.stdout.flush()
    if not options.quiet:
        sys.stderr.write(_closing(verified))
    return FINDINGS if verified.report.failed else CLEAN


def _closing(verified: Verified) -> str:
    passport, found = verified.passport, len(verified.report.diagnostics)
    listed = f"The SHA-256 of the passport itself: {verified.fingerprint}\n"
    if passport is None:
        return listed
    edition = f", {passport.edition}" if passport.edition else ""
    made = f"{passport.title}{edition}, made by handbook {passport.version}"
    if found:
        return f"{made}: {found} finding{'s' * (found != 1)}.\n{listed}"
    return f"{made}: all {len(passport.files):,} files are as they were made.\n{listed}"
