"""`handbook migrate`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from handbook_build.commands import CLEAN, FINDINGS, Commands

AUDIENCES = ("client", "counsellor", "trainer")


def add(commands: Commands) -> None:
    migrate = commands.add("migrate", "write a plain MkDocs site anew as a handbook", run)
    migrate.add_argument("site", type=Path, metavar="SITE", help="the folder of the site, with its mkdocs.yml")
    migrate.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new folder for the handbook")
    migrate.add_argument(
        "--audience",
        choices=AUDIENCES,
        action="append",
        help="for whom the pages are, the main reader first; may stand several times (default: client)",
    )
    migrate.add_argument("--dry-run", action="store_true", help="show what would be carried over, and write nothing")


def run(options: argparse.Namespace) -> int:
    from handbook_build.authoring.migrating.migration import migrate, write
    from handbook_build.environment import today

    audience = tuple(dict.fromkeys(options.audience or ("client",)))
    migration = migrate(options.site, options.out, audience, today(os.environ))
    if not options.dry_run:
        write(migration, options.out)
    sys.stdout.write("".join(map(str, migration.untaken)))
    sys.stdout.flush()
    sys.stderr.write(f"{migration.account}\n")
    if options.dry_run:
        sys.stderr.write("Nothing was written.\n")
    else:
        sys.stderr.write(f"Written to {options.out}. Look through it with: handbook check --root {options.out}\n")
    return FINDINGS if migration.untaken else CLEAN
