"""How a command speaks with whoever called it: the forms of its answer, its progress, its questions."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from handbook_build.commands import is_trusted, root

if TYPE_CHECKING:
    from handbook_build.building import Job
    from handbook_build.model.form import Form
    from handbook_build.progress import Progress

FORMATS = ("full", "concise", "json", "github", "sarif")


def add_report_options(parser: argparse.ArgumentParser) -> None:
    """The options that `progress` and `show` follow."""
    parser.add_argument("--format", choices=FORMATS, default="full", help="how findings are shown (default: full)")
    parser.add_argument("--quiet", action="store_true", help="show findings only")


def add_text_or_json(parser: argparse.ArgumentParser) -> None:
    """The form of an answer that is no report: for people, or for programs."""
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text or json (default: text)")


def add_form_options(parser: argparse.ArgumentParser, usual: str) -> None:
    """The options that `forms` follows; `usual` says what is made without them."""
    parser.add_argument(
        "--form",
        action="append",
        metavar="FORM",
        help=f"a4.pdf, letter.pdf, a4.large.pdf, docx and so on; may stand several times (default: {usual})",
    )
    parser.add_argument("--all-forms", action="store_true", help="every form in which a handout comes")


def forms(options: argparse.Namespace, usual: Sequence[Form]) -> tuple[Form, ...]:
    """The forms asked for, in the order in which readers are offered them. Raises WrongUse for one that is none."""
    from handbook_build.model.form import FORMS

    known = [form.name for form in FORMS]
    for name in options.form or ():
        refuse_unknown("form", name, known)
    wanted = set(known) if options.all_forms else set(options.form or (form.name for form in usual))
    return tuple(form for form in FORMS if form.name in wanted)


def refuse_unknown(kind: str, name: str, known: Sequence[str]) -> None:
    """Raises WrongUse for a name that nothing of this kind has, and says which is near, or which there are."""
    from handbook_build.faults import WrongUse

    if name in known:
        return
    near = get_close_matches(name, known, 1) or get_close_matches(name.upper(), known, 1)
    hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known) or 'none'}"
    raise WrongUse(f"there is no {kind} {name}; {hint}")


def progress(options: argparse.Namespace) -> Progress:
    """The stages as they pass, for people; nothing with --quiet. Whoever takes it ends it."""
    from handbook_build.progress import Progress

    return Progress(quiet=options.quiet)


def show(job: Job, options: argparse.Namespace) -> None:
    """Writes the findings in the form asked for."""
    from handbook_build.reporters import REPORTERS

    sys.stdout.write(REPORTERS[options.format](job.report, job.handbook.sources))
    sys.stdout.flush()


def refuse_untrusted(options: argparse.Namespace, form: str) -> None:
    """Tells what of somebody else's handbook would run, in the form asked for, and raises WrongUse for it."""
    if is_trusted(options):
        return
    from handbook_build.faults import WrongUse
    from handbook_build.reporters import REPORTERS
    from handbook_build.trusting import would_run

    report, source = would_run(root(options))
    if report.failed:
        sys.stdout.write(REPORTERS[form](report, {source.path: source}))
        sys.stdout.flush()
        raise WrongUse("this is not the handbook of the folder you stand in, so nothing of it is run without --trust")


def in_every_form(job: Job) -> dict[str, str]:
    """The findings in each form that may be asked for, by its name."""
    from handbook_build.reporters import REPORTERS

    return {name: REPORTERS[name](job.report, job.handbook.sources) for name in FORMATS}


def handed(file: str) -> tuple[str, bytes]:
    """A file that was named to a command, or with `-` what was piped into it: its name, and what it holds.

    Raises WrongUse when it cannot be read.
    """
    from handbook_build.faults import WrongUse

    if file == "-":
        return "standard input", sys.stdin.buffer.read()
    path = Path(file)
    try:
        return path.name, path.read_bytes()
    except OSError as error:
        raise WrongUse(f"{path} could not be read: {error.strerror}") from error


def agreed(question: str) -> bool:
    """Whether somebody at a terminal says yes; anything else is a no."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")
