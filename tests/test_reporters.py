"""The same findings for people, for programs, for GitHub and for editors."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

import pytest

from handbook_build import __version__
from handbook_build.checks import Report, all_checks
from handbook_build.diagnostics import Diagnostic, Severity
from handbook_build.locations import Location, Position, Range
from handbook_build.model.source import Source
from handbook_build.reporters import REPORTERS

PATH = "content/the frame/Ärger, 50%: breaks.md"
TEXT = "---\nid: breaks\n---\n\nA 👋 and congruance, then\tmore.\n"


def finding(
    line: int, start: int, end: int, message: str = "term `congruance` is not defined", hint: str = ""
) -> Diagnostic:
    place = Location(PATH, Range(Position(line, start), Position(line, end)))
    return Diagnostic("HB201", "undefined-term", Severity.ERROR, place, message, hint)


MISSPELT = finding(5, 9, 19, hint="did you mean `congruence`?")
WARNED = Diagnostic("HB113", "public-address", Severity.WARNING, Location("mkdocs.yml"), "no address", "set one")


def reported(form: str, *found: Diagnostic, waived: tuple[Diagnostic, ...] = (), text: str = TEXT) -> str:
    return REPORTERS[form](Report(found, waived), {PATH: Source(PATH, text)})


@pytest.mark.parametrize("form", ["full", "concise", "github"])
def test_nothing_found_says_nothing(form: str) -> None:
    assert reported(form) == ""


def test_concise_is_one_line_for_each_finding() -> None:
    assert reported("concise", MISSPELT, WARNED) == (
        f"{PATH}:5:9: error HB201 undefined-term: term `congruance` is not defined\n"
        "mkdocs.yml:1:1: warning HB113 public-address: no address\n"
    )


def test_full_shows_the_line_with_a_mark_under_the_place_and_what_to_do() -> None:
    assert reported("full", MISSPELT) == (
        f"{PATH}:5:9: error HB201 undefined-term\n"
        "  term `congruance` is not defined\n"
        "    5 | A 👋 and congruance, then more.\n"
        "      |         ^^^^^^^^^^\n"
        "  hint: did you mean `congruence`?\n"
    )


def test_full_parts_findings_by_an_empty_line() -> None:
    assert "\n\n" in reported("full", MISSPELT, WARNED)
    assert "\n\n" not in reported("full", MISSPELT)


def test_full_shows_no_line_for_a_file_that_was_not_read() -> None:
    assert reported("full", WARNED) == "mkdocs.yml:1:1: warning HB113 public-address\n  no address\n  hint: set one\n"


def test_full_shows_the_part_of_a_long_line_around_the_place() -> None:
    text = "word " * 100 + "congruance" + " word" * 100
    line, mark = reported("full", finding(1, 501, 511), text=text).splitlines()[2:4]
    assert len(line) < 130
    at = mark.index("^")
    assert line[at : at + 10] == "congruance"
    assert mark.count("^") == 10


def test_full_marks_at_least_one_place_and_never_beyond_the_line() -> None:
    assert reported("full", finding(5, 9, 9)).count("^") == 1
    several_lines = Diagnostic(
        "HB201", "x", Severity.ERROR, Location(PATH, Range(Position(5, 26), Position(9, 1))), "m"
    )
    assert reported("full", several_lines).splitlines()[3].endswith("|" + " " * 26 + "^^^^^")


# A separator that `str.splitlines` takes for a line end and an editor does not.
@pytest.mark.parametrize("separator", ["\u2028", "\x85"])
def test_full_shows_the_line_that_the_position_counts(separator: str) -> None:
    text = f"one{separator}two\nthree congruance\n"
    assert "    2 | three congruance\n" in reported("full", finding(2, 7, 17), text=text)


def test_json_is_read_back_with_every_fact() -> None:
    read = json.loads(reported("json", MISSPELT, waived=(WARNED,)))
    assert read["diagnostics"] == [
        {
            "code": "HB201",
            "name": "undefined-term",
            "severity": "error",
            "path": PATH,
            "range": {"start": {"line": 5, "column": 9}, "end": {"line": 5, "column": 19}},
            "message": "term `congruance` is not defined",
            "hint": "did you mean `congruence`?",
        }
    ]
    assert [one["code"] for one in read["waived"]] == ["HB113"]


def test_github_escapes_what_its_commands_use_as_signs() -> None:
    odd = finding(5, 9, 19, "50% of it:\r\none, two", "a::b")
    assert reported("github", odd) == (
        "::error file=content/the frame/Ärger%2C 50%25%3A breaks.md,line=5,endLine=5,col=9,title=HB201 undefined-term"
        "::50%25 of it:%0D%0Aone, two (a::b)\n"
    )


def test_github_has_a_command_for_each_severity() -> None:
    assert [line.split()[0] for line in reported("github", MISSPELT, WARNED).splitlines()] == ["::error", "::warning"]


def sarif() -> dict[str, Any]:
    log: dict[str, Any] = json.loads(reported("sarif", MISSPELT, waived=(WARNED,)))
    return log


def test_sarif_has_the_form_that_the_standard_requires() -> None:
    """SARIF 2.1.0: 3.13 sarifLog, 3.14 run, 3.19 toolComponent, 3.27 result, 3.30 region."""
    log = sarif()
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    assert str(log["$schema"]).endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("handbook", __version__)
    assert [rule["id"] for rule in driver["rules"]] == [check.code for check in all_checks()]
    for rule in driver["rules"]:
        assert rule["defaultConfiguration"]["level"] in ("error", "warning")
        assert rule["shortDescription"]["text"]
        assert "\n" not in rule["shortDescription"]["text"]
    for result in run["results"]:
        assert result["ruleId"] in {rule["id"] for rule in driver["rules"]}
        assert result["level"] in ("error", "warning", "note", "none")
        assert result["message"]["text"]
        (place,) = result["locations"]
        physical = place["physicalLocation"]
        assert not physical["artifactLocation"]["uri"].startswith("/")
        assert " " not in physical["artifactLocation"]["uri"]
        region = physical["region"]
        assert all(region[name] >= 1 for name in ("startLine", "startColumn", "endLine", "endColumn"))


def test_sarif_says_where_and_keeps_what_was_waived_as_suppressed() -> None:
    found, waived = sarif()["runs"][0]["results"]
    physical = found["locations"][0]["physicalLocation"]
    assert unquote(physical["artifactLocation"]["uri"]) == PATH
    assert physical["region"] == {"startLine": 5, "startColumn": 9, "endLine": 5, "endColumn": 19}
    assert "suppressions" not in found
    assert waived["suppressions"] == [{"kind": "inSource"}]


@pytest.mark.parametrize("form", REPORTERS)
def test_every_form_takes_every_text(form: str) -> None:
    odd = finding(99, 99, 1, "\x1b[31m\u202e\ud7ff`<b>`\n\n", "\t")
    assert reported(form, odd, text="")
