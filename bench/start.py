"""What it costs to start the program: the least that any command takes."""

from __future__ import annotations

import sys
from pathlib import Path

from bench.cost import in_turns, run
from bench.table import rows, section

NOTHING = [sys.executable, "-c", "pass"]
NOTHING_NAME = "`python -c pass`"
# As the installed program does.
PROGRAM = [sys.executable, "-c", "from handbook_build.cli import run; run()"]
TIMES = 15


def starts(runs: int, folder: Path) -> str:
    """Short commands, each many times in a round, since they are over in a moment."""
    empty = folder / "empty"
    empty.mkdir()
    commands = ("--help", "check --help", "explain HB101")
    steps = {f"`handbook {words}`": [*PROGRAM, *words.split()] for words in commands}
    costs = in_turns(
        runs * TIMES,
        {
            NOTHING_NAME: lambda _: run(NOTHING, empty),
            **{name: lambda _, command=command: run(command, empty) for name, command in steps.items()},
            # It says that there is no handbook, which is exit code 2.
            "`handbook check`, no handbook there": lambda _: run([*PROGRAM, "check"], empty, codes=(2,)),
        },
    )
    aims = dict.fromkeys([*costs][1:], "6")
    return section("Starting", rows(costs, aims))
