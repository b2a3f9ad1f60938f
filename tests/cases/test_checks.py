"""Every finding of a small handbook, exactly: see README.md for how a case is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook_build.assembly import load
from handbook_build.building import prepare
from handbook_build.checks import Report, all_checks, run_checks
from handbook_build.overviews.works import look_over
from handbook_build.progress import Progress
from handbook_build.reporters import full
from tests.tiny import TODAY

from .case_files import BASE, Case, read_cases

CASES = read_cases("checks", ("findings", "report", "suspicions", "printed"))
# These look at printed sheets and at the book, which `load` does not make.
# Commands find the last one, before they load anything (tests/test_trusting.py).
PRINTED = {"incomplete-book", "unprintable-book", "no-room-for-practice", "untrusted-code"}
# No text that does it is known: tests/test_isolation.py and the trial of bad input break a parser on purpose.
BROKEN = {"unparsed-file"}
# No case can take away a file (tests/test_content.py).
TAKEN_AWAY = {"absent-file"}
# These look at a finished site (tests/test_verifying.py, tests/test_lost_words.py, tests/test_passport.py).
FINISHED = frozenset(
    "dead-link lost-words navigation-order page-out-of-reach page-without-heading repeated-id added-file changed-file "
    "missing-file unfit-form unlike-passport".split()
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_findings(case: Case, tmp_path: Path) -> None:
    case.write(tmp_path)
    handbook = load(tmp_path, TODAY)
    report = run_checks(handbook)
    for answer in case.answers:
        if answer == "printed":
            printed = prepare(tmp_path, TODAY, Progress(quiet=True), every_form=False)
            case.expect(answer, listed(printed.report))
        elif answer == "suspicions":
            case.expect(answer, listed(look_over(handbook)))
        else:
            case.expect(answer, listed(report) if answer == "findings" else full.report(report, handbook.sources))


def test_the_base_has_no_finding() -> None:
    assert listed(run_checks(load(BASE, TODAY))) == ""


def test_every_check_is_shown() -> None:
    shown = " ".join(fence.text for case in CASES for fence in case.answers.values())
    checks = {check.name for check in all_checks() if f"{check.code} {check.name}" not in shown}
    assert checks - PRINTED - BROKEN - TAKEN_AWAY - FINISHED == set()


def test_every_case_has_an_answer() -> None:
    assert [str(case) for case in CASES if not case.answers] == []


def listed(report: Report) -> str:
    """Path, line, column, code, name and message of each finding, and its hint below."""
    lines = []
    for one in report.diagnostics:
        lines.append(f"{one.location}: {one.code} {one.name}: {one.message}\n")
        lines += [f"  hint: {one.hint}\n"] * bool(one.hint)
    return "".join(lines)
