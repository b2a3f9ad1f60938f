"""`handbook reading`."""

from __future__ import annotations

import argparse
import os
import sys

from handbook_build.commands import CLEAN, Commands, console, root


def add(commands: Commands) -> None:
    reading = commands.add("reading", "show how the pages read, the one with most to mend first", run)
    reading.add_argument("page", nargs="*", help="ids of pages: shows each sentence to look at")
    console.add_text_or_json(reading)


def run(options: argparse.Namespace) -> int:
    from handbook_build.assembly import load
    from handbook_build.overviews import reading

    handbook = load(root(options), os.environ)
    show = reading.as_json if options.format == "json" else reading.as_text
    sys.stdout.write(show(handbook, options.page))
    return CLEAN
