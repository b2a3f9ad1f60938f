"""What others rely on does not change unnoticed, and can be relied on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from handbook_build import __version__, api
from tests.public_api import RENEW, UPGRADING, problems, read, surface
from tests.tiny import BASE, TODAY, MakeTiny, Tiny, page

BEFORE = {"command: build": "runs", "command: build --release": "takes nothing"}
SAME = ("0.4.0", "0.4.0")


def test_what_is_public_is_what_is_written_down() -> None:
    written = read()
    assert problems(written["public"], surface(), (written["version"], __version__), UPGRADING.read_text()) == []


def test_what_is_gone_breaks_something() -> None:
    now = {"command: build": "runs"}
    (told,) = problems(BEFORE, now, SAME, "")
    assert told.startswith("this breaks `command: build --release`, which is gone: raise the version's second number")


def test_what_is_otherwise_breaks_something() -> None:
    now = {**BEFORE, "command: build --release": "takes a value"}
    (told,) = problems(BEFORE, now, ("1.2.0", "1.3.0"), "## 1.3.0")
    assert "it was takes nothing and is takes a value: raise the major version" in told
    assert "UPGRADING.md" in told


def test_what_is_asked_for_anew_breaks_what_people_have() -> None:
    told = problems(BEFORE, {**BEFORE, "command: build --key": "takes a value, required"}, SAME, "")
    assert "this breaks `command: build --key`, which is asked for anew" in told[0]
    new = {"command: print": "runs", "command: print NAME": "argument, required"}
    assert not [one for one in problems(BEFORE, {**BEFORE, **new}, SAME, "") if "breaks" in one]


def test_what_is_added_is_written_down_and_breaks_nothing() -> None:
    (told,) = problems(BEFORE, {**BEFORE, "check: HB999": "new, warning"}, SAME, "")
    assert "`check: HB999` is new" in told
    assert RENEW in told


@pytest.mark.parametrize(
    ("versions", "notes", "enough"),
    [
        (("0.4.0", "0.4.1"), "## 0.4.1", False),
        (("0.4.0", "0.5.0"), "", False),
        (("0.4.0", "0.5.0"), "## 0.5.0", True),
        (("1.4.0", "1.5.0"), "## 1.5.0", False),
        (("1.4.0", "2.0.0"), "## 2.0.0", True),
        (("0.4.0", "1.0.0"), "## 1.0.0", True),
    ],
)
def test_a_break_needs_a_version_and_a_note(versions: tuple[str, str], notes: str, enough: bool) -> None:
    told = problems(BEFORE, {"command: build": "runs"}, versions, notes)
    assert all(RENEW in one for one in told) is enough


def test_every_promised_attribute_is_there(tiny: MakeTiny) -> None:
    handbook = api.load(tiny({"content/page.md": page("page", "See [it](#nowhere).")}).root)
    report = api.check(handbook)
    found = report.diagnostics[0]
    document = handbook.documents[0]
    for value in (handbook, handbook.settings, document, document.front, report, found, found.location):
        for name in api.ATTRIBUTES[type(value)]:
            getattr(value, name)
    assert [(one.code, str(one.location)) for one in report.diagnostics] == [("HB402", "content/page.md:9:11")]


def test_a_build_from_python_gives_the_bytes_that_the_command_gives(tmp_path: Path) -> None:
    sites = []
    for name in ("python", "command"):
        made = Tiny(tmp_path / name)
        made.write(BASE)
        if name == "python":
            outcome = api.build(made.root, environment=TODAY)
            assert outcome.site == made.root / "site"
            assert outcome.report.diagnostics == ()
        else:
            assert made.run("build", "--quiet").returncode == 0
        site = made.root / "site"
        sites.append({path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()})
    assert sites[0] == sites[1]


def test_a_build_from_python_publishes_nothing_with_an_error(tiny: MakeTiny) -> None:
    made = tiny({"content/page.md": page("page", "See [it](#nowhere).")})
    outcome = api.build(made.root, environment=TODAY)
    assert outcome.site is None
    assert outcome.report.failed
    assert not (made.root / "site").exists()


def loaded(code: str) -> set[str]:
    """What Python has loaded after some code."""
    told = f"{code}\nimport sys, json; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, timeout=60)
    return set(json.loads(run.stdout.splitlines()[-1]))


def test_nobody_waits_for_what_he_does_not_use() -> None:
    libraries = {"yaml", "markdown", "lxml", "mkdocs", "jinja2", "typst", "PIL"}
    assert not loaded("from handbook_build import api") & libraries
    start = (
        "import contextlib\nfrom handbook_build import cli\nwith contextlib.suppress(SystemExit): cli.main(['--help'])"
    )
    assert not loaded(start) & (libraries | {"handbook_build.api", "handbook_build.checks"})
