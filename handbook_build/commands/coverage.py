"""`handbook coverage`."""

from __future__ import annotations

import argparse
import os
import sys

from handbook_build.commands import CLEAN, Commands, console, root


def add(commands: Commands) -> None:
    about = "show what the handbook covers of its plan, and what is still to come"
    console.add_text_or_json(commands.add("coverage", about, run))


def run(options: argparse.Namespace) -> int:
    from handbook_build.assembly import load
    from handbook_build.overviews import coverage

    handbook = load(root(options), os.environ)
    sys.stdout.write(coverage.as_json(handbook) if options.format == "json" else coverage.as_text(handbook))
    return CLEAN
