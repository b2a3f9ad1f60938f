"""`handbook schema`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from handbook_build.commands import CLEAN, Commands, root


def add(commands: Commands) -> None:
    schema = commands.add("schema", "list the JSON Schemas for editors, print one, or write them to a folder", run)
    schema.add_argument("name", nargs="?", help="terms, page, practice and so on")
    schema.add_argument(
        "--write", type=Path, metavar="DIR", help="write it, or all of them, to this folder of the handbook"
    )


def run(options: argparse.Namespace) -> int:
    from handbook_build import schemas
    from handbook_build.staging import write_file

    if options.write is not None:
        for name, text in schemas.files(options.name).items():
            write_file(root(options) / options.write, name, text.encode())
            sys.stdout.write(f"{(options.write / name).as_posix()}\n")
    elif options.name:
        sys.stdout.write(schemas.as_json(options.name))
    else:
        sys.stdout.write(schemas.listed())
    return CLEAN
