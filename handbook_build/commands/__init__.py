"""What `handbook` can be told to do, one command or family of commands in each file beside this one.

A command is a module named as the command is (`rename-term` is `rename_term.py`), with a function `add(commands)`
that says what the command is called, what it takes and what it does. A new command is a new file, and its name in
the table of `cli.py`. Every file is imported before the command is known: so at its head it imports `argparse` and
the like, and what does the work inside the function that runs.

`console.py` is no command: it is how the commands speak with whoever called them.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

CLEAN, FINDINGS, WRONG_USE, FAULT = 0, 1, 2, 3
# Does what the options ask, and gives the exit code.
Run = Callable[[argparse.Namespace], int]


class Parser(argparse.ArgumentParser):
    """A parser that offers the nearest word where one was mistyped."""

    def error(self, message: str) -> NoReturn:
        # Imported here, since hardly anybody needs them.
        import re
        from difflib import get_close_matches

        wrong = re.search(r"invalid choice: '([^']*)' \(choose from (.*)\)", message)
        near = get_close_matches(wrong[1], re.findall(r"[\w.-]+", wrong[2]), 1) if wrong else []
        super().error(f"{message}\ndid you mean {near[0]}?" if near else message)


class Commands:
    """The commands of a parser, in the order in which its help shows them; all take the handbook's folder."""

    def __init__(self, parser: argparse.ArgumentParser, dest: str, metavar: str, *, required: bool) -> None:
        self._parsers = parser.add_subparsers(dest=dest, metavar=metavar, required=required)

    def add(self, name: str, about: str, run: Run, *, described: bool = True) -> argparse.ArgumentParser:
        """A command with a line about it, which its own help repeats as a sentence unless `described` is false.

        `run` stands among the options, so no argument of a command is called that.
        """
        parser = self._parser(name, about, described)
        parser.set_defaults(run=run)
        return parser

    def family(self, name: str, about: str) -> Commands:
        """A command that is nothing without a second word: `new` with `page`, `handout` or `term`."""
        return Commands(self._parser(name, about, described=True), "what", "WHAT", required=True)

    def _parser(self, name: str, about: str, described: bool) -> argparse.ArgumentParser:
        description = f"{about[0].upper()}{about[1:]}." if described else None
        return self._parsers.add_parser(name, help=about, description=description, parents=[root_option()])


def root_option() -> argparse.ArgumentParser:
    """The options that each parser has: they may stand before the command and after it."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "--root", type=Path, default=argparse.SUPPRESS, metavar="DIR", help="the handbook's folder (default: this one)"
    )
    parser.add_argument(
        "--trust",
        action="store_true",
        default=argparse.SUPPRESS,
        help="let plugins and templates of the handbook at --root run",
    )
    return parser


def root(options: argparse.Namespace) -> Path:
    """The handbook's folder."""
    given: Path = getattr(options, "root", Path())
    try:
        return given.resolve()
    except (OSError, RuntimeError):
        # Imported here, since few roots are links that lead to themselves.
        from handbook_build.faults import WrongUse

        raise WrongUse(f"{given} is a link that leads nowhere") from None


def is_trusted(options: argparse.Namespace) -> bool:
    """Whether what a handbook asks to run may run: it is that of the folder we stand in, or somebody says so."""
    return getattr(options, "trust", False) or root(options) == Path().resolve()
