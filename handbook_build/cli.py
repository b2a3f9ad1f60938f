"""The program `handbook`: which commands there are, and how each of them ends.

Exit codes: 0 clean, 1 findings at error level, 2 wrong use, 3 a fault of the machine or of ours.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from handbook_build import __version__, stopping
from handbook_build.commands import CLEAN, FAULT, WRONG_USE, Commands, Parser, root_option
from handbook_build.faults import MachineFault, NoHandbook, WrongUse

# Each is a module of the room `commands`; in the order of --help, what is used daily first.
COMMANDS = (
    "build",
    "check",
    "serve",
    "handout",
    "press",
    "verify",
    "contact-sheet",
    "coverage",
    "reading",
    "schema",
    "explain",
    "new",
    "migrate",
    "fix",
    "rename-term",
    "references",
    "ids",
    "release",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and gives its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show a letter shows its number, and never stops a build.
            stream.reconfigure(errors="backslashreplace")
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.print_help()
        return WRONG_USE
    try:
        return int(options.run(options))
    except (WrongUse, NoHandbook) as wrong:
        return _fail(str(wrong), WRONG_USE)
    except MachineFault as fault:
        return _fail(str(fault), FAULT)
    except KeyboardInterrupt as stopped:
        return _fail(stopping.words(stopped), FAULT)
    except BrokenPipeError:
        # Whoever read our output has read enough; nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except Exception as error:
        if os.environ.get("HANDBOOK_DEBUG"):
            raise
        return _fail(
            f"this is a fault of ours, not of your handbook: {type(error).__name__}: {error}\n"
            "Run it again with HANDBOOK_DEBUG=1 and report what it prints.",
            FAULT,
        )


def run() -> None:
    """The program `handbook`: runs a command and ends at once.

    Everything is written by then; taking the tree of a large handbook apart would only cost time.
    """
    stopping.heed()
    code = main()
    # Nobody can stop what is done.
    stopping.hold()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):
            stream.flush()
    os._exit(code)


def _fail(message: str, code: int) -> int:
    sys.stderr.write(f"handbook: {message}\n")
    return code


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="handbook",
        description="Builds a psychoeducation handbook: a website and printable handouts.",
        parents=[root_option()],
    )
    parser.add_argument("--version", action="version", version=f"handbook {__version__}")
    commands = Commands(parser, "command", "COMMAND", required=False)
    for name in COMMANDS:
        import_module(f"handbook_build.commands.{name.replace('-', '_')}").add(commands)
    return parser
