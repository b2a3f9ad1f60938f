"""`handbook references check`, `references add`, `references resolve`."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from handbook_build.commands import CLEAN, FINDINGS, Commands, console, root

if TYPE_CHECKING:
    from handbook_build.interchange.incoming import Incoming

FORMATS = ("bibtex", "ris", "csl-json")
RESOLVER = "https://doi.org/"


def add(commands: Commands) -> None:
    kinds = commands.family("references", "look over the works, take in others, or compare them with their DOIs")
    checking = kinds.add("check", "report works that are incomplete, double, malformed or at odds", _check)
    checking.add_argument(
        "--format", choices=console.FORMATS, default="full", help="how findings are shown (default: full)"
    )
    adding = kinds.add("add", "add works from a file of BibTeX, RIS or CSL-JSON; show them first", _add)
    adding.add_argument("file", metavar="FILE", help="the file; - reads what is piped in")
    adding.add_argument("--format", choices=FORMATS, help="which format it is in, where it does not show")
    adding.add_argument("--yes", action="store_true", help="write the works without asking")
    resolving = kinds.add("resolve", "compare works with what their DOIs lead to; this uses the network", _resolve)
    resolving.add_argument("key", nargs="*", help="keys of works (default: all that have a DOI)")
    resolving.add_argument(
        "--resolver", default=RESOLVER, metavar="URL", help=f"who is asked for each DOI (default: {RESOLVER})"
    )
    resolving.add_argument(
        "--timeout", type=_seconds, default=10.0, metavar="SECONDS", help="how long to wait for an answer (default: 10)"
    )


def _check(options: argparse.Namespace) -> int:
    from handbook_build.assembly import load
    from handbook_build.overviews.works import look_over
    from handbook_build.reporters import REPORTERS

    handbook = load(root(options), os.environ)
    report = look_over(handbook)
    sys.stdout.write(REPORTERS[options.format](report, handbook.sources))
    sys.stdout.flush()
    works, findings = len(handbook.item), len(report.diagnostics)
    found = f"{findings} finding{'s' * (findings != 1)}" if findings else "no findings"
    waived = f", {len(report.waived)} waived" if report.waived else ""
    sys.stderr.write(f"{works} work{'s' * (works != 1)}; {found}{waived}\n")
    return FINDINGS if report.failed else CLEAN


def _add(options: argparse.Namespace) -> int:
    from handbook_build.assembly import load
    from handbook_build.authoring import account_of_works, edits
    from handbook_build.authoring.adding import add_works

    folder = root(options)
    name, incoming = _incoming(options)
    handbook = load(folder, os.environ)
    addition = add_works(folder, handbook, name, incoming, handbook.today)
    if addition.change:
        sys.stdout.write(edits.difference([addition.change]))
        sys.stdout.flush()
    sys.stderr.write(account_of_works.of_addition(addition))
    if addition.change:
        # What was piped in is read to its end, so there is nobody left there to ask.
        if options.yes or (options.file != "-" and console.agreed("Write these works?")):
            if addition.is_new:
                edits.create(folder, addition.change)
            else:
                edits.write(folder, [addition.change])
            sys.stderr.write(f"Written: {addition.change.path}.\n")
        else:
            sys.stderr.write("Nothing was written. To write it, add --yes.\n")
    return FINDINGS if any(not one.is_duplicate for one in addition.left_out) else CLEAN


def _incoming(options: argparse.Namespace) -> tuple[str, Incoming]:
    """The name of the file and the works in it. Raises WrongUse when there are none to be had."""
    from handbook_build.authoring.arriving import read_works
    from handbook_build.commands.console import handed

    name, data = handed(options.file)
    return name, read_works(name, data, options.format or "")


def _resolve(options: argparse.Namespace) -> int:
    from handbook_build.assembly import load
    from handbook_build.resolving import compare, wanted

    handbook = load(root(options), os.environ)
    works = wanted(handbook, options.key)
    sys.stderr.write(
        f"Asking {options.resolver} over the network about {len(works)} work{'s' * (len(works) != 1)}; "
        "nothing but their DOIs is sent.\n"
    )
    differing = 0
    for item in works:
        for line in compare(item, options.resolver, options.timeout):
            differing += 1
            sys.stdout.write(f"{item.location}: `{item.id}`: {line}\n")
            sys.stdout.flush()
    sys.stderr.write(
        f"{differing} difference{'s' * (differing != 1)}. Look at the work itself before you change one.\n"
    )
    return FINDINGS if differing else CLEAN


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds <= 120:
        raise argparse.ArgumentTypeError(f"{text} is no time to wait; give seconds, up to 120")
    return seconds
