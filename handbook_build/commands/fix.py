"""`handbook fix`."""

from __future__ import annotations

import argparse
import os
import sys

from handbook_build.commands import CLEAN, FINDINGS, Commands, root


def add(commands: Commands) -> None:
    about = "mend what can be mended without a person: forms to avoid, American spellings, relations"
    fix = commands.add("fix", about, run)
    fix.add_argument("--diff", action="store_true", help="only show what would change")


def run(options: argparse.Namespace) -> int:
    from handbook_build.authoring import accounts, edits, fixing

    folder = root(options)
    mended = fixing.mend(folder, os.environ)
    if options.diff:
        sys.stdout.write(edits.difference(mended.changes))
    else:
        edits.write(folder, mended.changes)
        sys.stdout.write(accounts.of_findings(mended))
    sys.stdout.flush()
    sys.stderr.write(accounts.of_mending(mended, only_shown=options.diff))
    return FINDINGS if mended.report.failed else CLEAN
