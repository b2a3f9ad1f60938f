"""`handbook explain`."""

from __future__ import annotations

import argparse
import sys

from handbook_build.commands import CLEAN, Commands


def add(commands: Commands) -> None:
    explain = commands.add("explain", "say what a finding or a block means and what to do", run)
    explain.add_argument(
        "name", nargs="?", help="a code (HB301), the name of a check, or of a block; `blocks` lists those"
    )


def run(options: argparse.Namespace) -> int:
    from handbook_build.explaining import explain

    sys.stdout.write(explain(options.name))
    return CLEAN
