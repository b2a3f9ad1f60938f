"""The command `handbook`: build, check, serve, coverage, reading, schema, explain, new, fix,
rename-term.

Exit codes: 0 clean, 1 findings at error level, 2 wrong use, 3 a fault of the machine or of ours.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from handbook_build import __version__
from handbook_build.faults import MachineFault, WrongUse

if TYPE_CHECKING:
    from handbook_build.building import Job
    from handbook_build.progress import Progress

CLEAN, FINDINGS, WRONG_USE, FAULT = 0, 1, 2, 3
FORMATS = ("full", "concise", "json", "github", "sarif")
KINDS = ("concept", "condition", "barrier", "practice", "question")


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
    # Imported here, so that --help and a slip in the command answer at once.
    from handbook_build.content import NoHandbook

    try:
        return int(COMMANDS[options.command](options))
    except (WrongUse, NoHandbook) as wrong:
        return _fail(str(wrong), WRONG_USE)
    except MachineFault as fault:
        return _fail(str(fault), FAULT)
    except KeyboardInterrupt:
        return _fail("stopped; nothing was changed", FAULT)
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
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):
            stream.flush()
    os._exit(code)


def _fail(message: str, code: int) -> int:
    sys.stderr.write(f"handbook: {message}\n")
    return code


def _parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(add_help=False)
    root.add_argument(
        "--root", type=Path, default=argparse.SUPPRESS, metavar="DIR", help="the handbook's folder (default: this one)"
    )
    parser = argparse.ArgumentParser(
        prog="handbook",
        description="Builds a psychoeducation handbook: a website and printable handouts.",
        parents=[root],
    )
    parser.add_argument("--version", action="version", version=f"handbook {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def command(name: str, about: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=about, description=about[0].upper() + about[1:] + ".", parents=[root])

    for name, about in (
        ("build", "check everything and write the site, the sheets and the data"),
        ("check", "only check"),
    ):
        one = command(name, about)
        one.add_argument("--format", choices=FORMATS, default="full", help="how findings are shown (default: full)")
        one.add_argument("--quiet", action="store_true", help="show findings only")
        if name == "build":
            one.add_argument("--timings", action="store_true", help="show how long each stage took")
    serving = command("serve", "preview the site and follow every save")
    serving.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: 127.0.0.1)")
    serving.add_argument("--port", type=_port, default=8000, help="the port (default: 8000)")
    coverage = command("coverage", "show what the handbook covers of its plan, and what is still to come")
    reading = command("reading", "show how the pages read, the one with most to mend first")
    reading.add_argument("page", nargs="*", help="ids of pages: shows each sentence to look at")
    for overview in (coverage, reading):
        overview.add_argument("--format", choices=("text", "json"), default="text", help="text or json (default: text)")
    schema = command("schema", "list the JSON Schemas for editors, print one, or write them to a folder")
    schema.add_argument("name", nargs="?", help="terms, page, practice and so on")
    schema.add_argument(
        "--write", type=Path, metavar="DIR", help="write it, or all of them, to this folder of the handbook"
    )
    explain = command("explain", "say what a finding or a block means and what to do")
    explain.add_argument(
        "name", nargs="?", help="a code (HB301), the name of a check, or of a block; `blocks` lists those"
    )
    new = command("new", "start a page, a handout or a term that passes the checks")
    kinds = new.add_subparsers(dest="what", metavar="WHAT", required=True)
    page = kinds.add_parser("page", help="a page", parents=[root])
    page.add_argument("title", help="its title; the id is made from it")
    page.add_argument("--folder", default="", help="the folder below content/")
    page.add_argument("--kind", choices=KINDS, default="concept", help="the kind of page (default: concept)")
    handout = kinds.add_parser("handout", help="a handout", parents=[root])
    handout.add_argument("id", help="its id, which names its files: H31")
    handout.add_argument("title", help="its title")
    handout.add_argument("--section", required=True, help="the id of the page or section that goes with it")
    term = kinds.add_parser("term", help="a term", parents=[root])
    term.add_argument("form", help="its preferred form")
    fix = command("fix", "mend what can be mended without a person: forms to avoid, American spellings, relations")
    fix.add_argument("--diff", action="store_true", help="only show what would change")
    _add_renaming(command("rename-term", "give a term another preferred form, everywhere, and show the change first"))
    return parser


def _add_renaming(rename: argparse.ArgumentParser) -> None:
    rename.add_argument("old", metavar="OLD", help="its preferred form, or the id of its entry")
    rename.add_argument("new", metavar="NEW", help="the form to use from now on")
    what = rename.add_mutually_exclusive_group()
    what.add_argument(
        "--keep",
        choices=("admitted", "deprecated"),
        default="admitted",
        help="keep the old form as one that may be used, or as one to avoid (default: admitted)",
    )
    what.add_argument(
        "--forget", dest="keep", action="store_const", const="forget", help="do not keep the old form or the old id"
    )
    rename.add_argument(
        "--reason", default="", metavar="TEXT", help="why the old form is avoided; with --keep deprecated"
    )
    rename.add_argument(
        "--plural",
        default="",
        metavar="FORM",
        help="NEW in the other number, where adding s, es or ies does not make it",
    )
    rename.add_argument("--yes", action="store_true", help="write the change without asking")


def _port(text: str) -> int:
    port = int(text) if text.isdigit() else -1
    if not 0 < port < 65536:
        raise argparse.ArgumentTypeError(f"{text} is no port; give a number from 1 to 65535")
    return port


def _root(options: argparse.Namespace) -> Path:
    root: Path = getattr(options, "root", Path())
    return root.resolve()


def _build(options: argparse.Namespace) -> int:
    from handbook_build import building

    began = time.perf_counter()
    progress = _progress(options)
    root = _root(options)
    try:
        job = building.prepare(root, os.environ, progress, all_papers=True)
        destination = root / job.handbook.settings.output
        warnings = [] if job.report.failed else building.build(job, destination, progress)
    finally:
        progress.end()
    _show(job, options)
    for warning in warnings:
        sys.stderr.write(f"mkdocs: {warning}\n")
    if not options.quiet:
        if job.report.failed:
            kept = "the old site was kept" if destination.exists() else "no site was written"
            sys.stderr.write(f"Nothing was published ({kept}); mend the errors first.\n")
        else:
            sys.stderr.write(f"The site is in {job.handbook.settings.output}/.\n")
        sys.stderr.write(f"{building.summarise(job, began)}\n")
    if options.timings:
        for name, seconds in progress.timings.items():
            sys.stderr.write(f"{name:>8} {seconds:6.2f} s\n")
    return FINDINGS if job.report.failed else CLEAN


def _check(options: argparse.Namespace) -> int:
    from handbook_build import building

    began = time.perf_counter()
    progress = _progress(options)
    try:
        job = building.prepare(_root(options), os.environ, progress, all_papers=False)
    finally:
        progress.end()
    _show(job, options)
    if not options.quiet:
        sys.stderr.write(f"{building.summarise(job, began)}\n")
    return FINDINGS if job.report.failed else CLEAN


def _progress(options: argparse.Namespace) -> Progress:
    from handbook_build.progress import Progress

    return Progress(quiet=options.quiet)


def _show(job: Job, options: argparse.Namespace) -> None:
    from handbook_build.reporters import REPORTERS

    sys.stdout.write(REPORTERS[options.format](job.report, job.handbook.sources))
    sys.stdout.flush()


def _serve(options: argparse.Namespace) -> int:
    from handbook_build.serving import serve

    serve(_root(options), os.environ, options.host, options.port)
    return CLEAN


def _coverage(options: argparse.Namespace) -> int:
    from handbook_build.assembly import load
    from handbook_build.overviews import coverage

    handbook = load(_root(options), os.environ)
    sys.stdout.write(coverage.as_json(handbook) if options.format == "json" else coverage.as_text(handbook))
    return CLEAN


def _reading(options: argparse.Namespace) -> int:
    from handbook_build.assembly import load
    from handbook_build.overviews import reading

    handbook = load(_root(options), os.environ)
    show = reading.as_json if options.format == "json" else reading.as_text
    sys.stdout.write(show(handbook, options.page))
    return CLEAN


def _explain(options: argparse.Namespace) -> int:
    from handbook_build.explaining import explain

    sys.stdout.write(explain(options.name))
    return CLEAN


def _schema(options: argparse.Namespace) -> int:
    from handbook_build import schemas
    from handbook_build.publishing import write_file

    if options.write is not None:
        for name, text in schemas.files(options.name).items():
            write_file(_root(options) / options.write, name, text.encode())
            sys.stdout.write(f"{(options.write / name).as_posix()}\n")
    elif options.name:
        sys.stdout.write(schemas.as_json(options.name))
    else:
        sys.stdout.write(schemas.listed())
    return CLEAN


def _new(options: argparse.Namespace) -> int:
    from datetime import date

    from handbook_build.assembly import load
    from handbook_build.authoring import starting

    root = _root(options)
    handbook = load(root, os.environ)
    if options.what == "page":
        path = starting.new_page(root, handbook, options.title, options.folder, options.kind, date.today())
    elif options.what == "handout":
        path = starting.new_handout(root, handbook, options.id, options.title, options.section, date.today())
    else:
        path = starting.new_term(root, handbook, options.form)
    sys.stdout.write(f"{path.relative_to(root)}\n")
    if options.what == "page" and handbook.settings.navigation is not None:
        sys.stderr.write("Add the page to `nav` in mkdocs.yml, so that readers find it.\n")
    return CLEAN


def _fix(options: argparse.Namespace) -> int:
    from handbook_build.authoring import accounts, edits, fixing

    root = _root(options)
    mended = fixing.mend(root, os.environ)
    if options.diff:
        sys.stdout.write(edits.difference(mended.changes))
    else:
        edits.write(root, mended.changes)
        sys.stdout.write(accounts.of_findings(mended))
    sys.stdout.flush()
    sys.stderr.write(accounts.of_mending(mended, only_shown=options.diff))
    return FINDINGS if mended.report.failed else CLEAN


def _rename_term(options: argparse.Namespace) -> int:
    from handbook_build.authoring import accounts, edits, renaming, wishes

    root = _root(options)
    wish = wishes.Wish(options.old, options.new, options.keep, options.reason, options.plural)
    outcome = renaming.rename(root, os.environ, wish)
    sys.stdout.write(edits.difference(outcome.changes))
    sys.stdout.flush()
    sys.stderr.write(accounts.of_renaming(outcome))
    if options.yes or _agreed("Write this change?"):
        edits.write(root, outcome.changes)
        sys.stderr.write(f"Written: {accounts.counted(len(outcome.changes), 'file')}.\n")
    elif not sys.stdin.isatty():
        sys.stderr.write("Nothing was written. To write it, add --yes.\n")
    else:
        sys.stderr.write("Nothing was written.\n")
    return CLEAN


def _agreed(question: str) -> bool:
    """Whether somebody at a terminal says yes; anything else is a no."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


COMMANDS = {
    "build": _build,
    "check": _check,
    "serve": _serve,
    "coverage": _coverage,
    "reading": _reading,
    "schema": _schema,
    "explain": _explain,
    "new": _new,
    "fix": _fix,
    "rename-term": _rename_term,
}
