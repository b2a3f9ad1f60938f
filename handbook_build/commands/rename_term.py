"""`handbook rename-term`."""

from __future__ import annotations

import argparse
import os
import sys

from handbook_build.commands import CLEAN, Commands, console, root


def add(commands: Commands) -> None:
    about = "give a term another preferred form, everywhere, and show the change first"
    rename = commands.add("rename-term", about, run)
    rename.add_argument("old", metavar="OLD", help="its preferred form, or the id of its entry")
    rename.add_argument("new", metavar="NEW", help="the form to use from now on")
    what = rename.add_mutually_exclusive_group()
    what.add_argument(
        "--keep",
        choices=("admitted", "deprecated"),
        default="admitted",
        help="keep the old form as one that may be used, or as one to avoid (default: admitted)",
    )
    what.add_argument(
        "--forget", dest="keep", action="store_const", const="forget", help="do not keep the old form or the old id"
    )
    rename.add_argument(
        "--reason", default="", metavar="TEXT", help="why the old form is avoided; with --keep deprecated"
    )
    rename.add_argument(
        "--plural",
        default="",
        metavar="FORM",
        help="NEW in the other number, where adding s, es or ies does not make it",
    )
    rename.add_argument("--yes", action="store_true", help="write the change without asking")


def run(options: argparse.Namespace) -> int:
    from handbook_build.authoring import accounts, edits, wishes
    from handbook_build.authoring.renaming import rename

    folder = root(options)
    wish = wishes.Wish(options.old, options.new, options.keep, options.reason, options.plural)
    outcome = rename(folder, os.environ, wish)
    sys.stdout.write(edits.difference(outcome.changes))
    sys.stdout.flush()
    sys.stderr.write(accounts.of_renaming(outcome))
    if options.yes or console.agreed("Write this change?"):
        edits.write(folder, outcome.changes)
        sys.stderr.write(f"Written: {accounts.counted(len(outcome.changes), 'file')}.\n")
    elif not sys.stdin.isatty():
        sys.stderr.write("Nothing was written. To write it, add --yes.\n")
    else:
        sys.stderr.write("Nothing was written.\n")
    return CLEAN
