"""`handbook contact-sheet`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from handbook_build.commands import CLEAN, FINDINGS, Commands, console, root

if TYPE_CHECKING:
    from handbook_build.model.form import Form

FILE = Path("printed/contact-sheet.pdf")


def add(commands: Commands) -> None:
    contact = commands.add("contact-sheet", "show all handouts on one page, and which of them look otherwise", run)
    contact.add_argument(
        "--out", type=Path, default=FILE, metavar="FILE", help=f"the page, as .pdf or .png (default: {FILE})"
    )
    contact.add_argument(
        "--form", default="a4.pdf", metavar="FORM", help="a4.pdf, letter.pdf, a4.large.pdf or letter.large.pdf"
    )
    contact.add_argument(
        "--approved", type=Path, metavar="DIR", help="pictures to compare with; what differs has a heavy frame"
    )
    contact.add_argument(
        "--approve", action="store_true", help="renew the pictures in DIR, of all four forms, instead of the page"
    )
    contact.add_argument("--quiet", action="store_true", help="show what has changed only")


def run(options: argparse.Namespace) -> int:
    from handbook_build.faults import MachineFault, WrongUse
    from handbook_build.pressing.contact import approve, contact_sheet, plain_looks, read_approved
    from handbook_build.pressing.orders import refuse_own
    from handbook_build.publishing import cache_of
    from handbook_build.staging import place_file

    folder, form, cache = root(options), _form(options.form), cache_of(root(options))
    if options.approve and options.approved is None:
        raise WrongUse("--approve renews the pictures in a folder; name it with --approved DIR")
    if options.out.suffix not in (".pdf", ".png"):
        raise WrongUse(f"{options.out} is neither a .pdf nor a .png; name one of these with --out")
    before = read_approved(options.approved) if options.approved and not options.approve else None
    progress = console.progress(options)
    try:
        progress.stage("print", "Drawing the handouts")
        handbook, sheets = plain_looks(folder, os.environ, cache)
        settings = handbook.settings
        refuse_own(options.approved if options.approve else options.out, folder, settings.content, settings.output)
        if options.approve:
            renewed, refused = approve(sheets, options.approved, cache, progress)
        else:
            as_picture = options.out.suffix == ".png"
            made = contact_sheet(handbook, sheets, form, cache, progress, before, as_picture=as_picture)
            refused = dict(made.refused)
            try:
                place_file(options.out, made.page)
            except OSError as error:
                raise MachineFault(f"{options.out} could not be written: {error.strerror}") from error
    finally:
        progress.end()
    if options.approve:
        sys.stdout.write("".join(f"{name}\n" for name in renewed))
        _tell(options, f"{len(renewed)} pictures renewed in {options.approved}/.")
    else:
        sys.stdout.write("".join(f"{look} {how}\n" for look, how in made.changed.items()))
        _tell(options, f"Written: {options.out}")
    sys.stderr.write("".join(f"{name} cannot be printed: {why}\n" for name, why in refused.items()))
    return FINDINGS if refused else CLEAN


def _tell(options: argparse.Namespace, words: str) -> None:
    if not options.quiet:
        sys.stderr.write(f"{words}\n")


def _form(name: str) -> Form:
    """The printed form of this name. Raises WrongUse when there is none."""
    from handbook_build.model.form import PRINTED

    known = {form.name: form for form in PRINTED}
    console.refuse_unknown("printed form", name, list(known))
    return known[name]
