"""Whose work this is made of: every package and file is listed with its licence, and the list is that of the locks."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from requirements import parts

PROJECT = Path(__file__).parent.parent
THIRD_PARTY = (PROJECT / "THIRD-PARTY.md").read_text(encoding="utf-8")
PARTS = parts.everything()


def test_both_files_are_what_the_locks_and_the_packages_say() -> None:
    assert parts.problems(PARTS) == []
    assert parts.LICENCES.read_text(encoding="utf-8") == parts.licences(PARTS)
    assert parts.SBOM.read_text(encoding="utf-8") == parts.sbom(PARTS)


def test_a_package_without_a_licence_or_with_an_exacting_one_is_named() -> None:
    unknown = parts.Part("new-package", "1.0", "", "pypi", shipped=True)
    copyleft = parts.Part("other-package", "1.0", "AGPL-3.0-only", "pypi", shipped=True)
    easy = parts.Part("third-package", "1.0", "GPL-2.0-only OR (MIT AND ISC)", "pypi", shipped=True)
    assert [one.partition(":")[0] for one in parts.problems([unknown, copyleft, easy])] == [
        "new-package",
        "other-package",
    ]


def test_every_note_and_reading_is_of_a_package_that_is_there() -> None:
    names = {part.name for part in PARTS}
    assert parts.NOTES.keys() - names == set()
    assert parts.READ.keys() - names == set()


def test_the_list_of_parts_is_valid_cyclonedx() -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(parts.SBOM.read_text(encoding="utf-8")) is None


@pytest.mark.parametrize("lock", ["lock.txt", "lock-test.txt"])
def test_it_has_what_cyclonedx_itself_finds_in_the_lock(lock: str) -> None:
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", str(PROJECT / "requirements" / lock)]
    told = subprocess.run([*command, "--short-PURLs"], capture_output=True, text=True, check=True, timeout=120).stdout
    ours = {part.reference for part in PARTS}
    assert {one["purl"] for one in json.loads(told)["components"]} <= ours


def test_it_holds_no_time_no_place_and_no_host_of_packages() -> None:
    text = parts.SBOM.read_text(encoding="utf-8")
    assert not re.search(r"timestamp|serialNumber|[0-9]{4}-[0-9]{2}-[0-9]{2}T|/home/|/tmp/", text)
    assert set(re.findall(r"https?://([\w.-]+)", text)) == {"cyclonedx.org"}


def test_third_party_names_every_package_that_we_ask_for() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    table = re.sub(r"[-_ ]", "", THIRD_PARTY.partition("## Packages that are installed")[2]).lower()
    other_names = {"mkdocs-material": "material for mkdocs", "markdown": "python-markdown"}
    names = [re.split(r"[<>=~\[;]", one)[0] for one in project["dependencies"]]
    assert [
        name for name in names if re.sub(r"[-_ ]", "", other_names.get(name.lower(), name)).lower() not in table
    ] == []


def test_third_party_names_every_font_and_style_in_the_repository() -> None:
    fonts = [path for folder in ("handbook_build", "overrides") for path in (PROJECT / folder).rglob("*")]
    fonts = [path for path in fonts if path.suffix in (".ttf", ".otf", ".woff", ".woff2")]
    assert fonts
    for path in fonts:
        folder = path.parent.relative_to(PROJECT).as_posix()
        own = path.parent / f"{re.split(r'[-.[]', path.name)[0]}-OFL.txt"
        licence = own if own.exists() else path.parent / "OFL.txt"
        assert licence.exists(), path
        assert re.search(rf"\| `{re.escape(folder)}/` \|.*`{re.escape(licence.name)}`", THIRD_PARTY), path
    for style in (PROJECT / "handbook_build/citing/styles").glob("*.csl"):
        assert f"`{style.relative_to(PROJECT).as_posix()}`" in THIRD_PARTY


CLEAN = '{"dependencies": [{"name": "a", "version": "1", "vulns": []}]}'
KNOWN = '{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}]}'
SKIPPED = '{"dependencies": [{"name": "a", "skip_reason": "not found"}]}'
NONE_OF_NPM = '{"metadata": {"vulnerabilities": {"total": 0}}}'
SOME_OF_NPM = '{"vulnerabilities": {"b": {"severity": "high"}}, "metadata": {"vulnerabilities": {"total": 1}}}'


@pytest.mark.parametrize(
    ("python", "npm", "code", "told"),
    [
        (CLEAN, NONE_OF_NPM, 0, "1 packages looked at, 0 known"),
        (KNOWN, NONE_OF_NPM, 1, "a 1: CVE-1, mended in 2"),
        (CLEAN, SOME_OF_NPM, 1, "b: high"),
        (SKIPPED, NONE_OF_NPM, 3, "needs a network"),
        ("", NONE_OF_NPM, 3, "could not be looked at: no way out"),
        (CLEAN, '{"message": "405"}', 3, "could not be looked at: 405"),
        (KNOWN, "", 1, "needs a network"),
    ],
)
def test_an_audit_says_plainly_what_it_found_and_what_it_could_not_ask(
    python: str, npm: str, code: int, told: str, tmp_path: Path
) -> None:
    """The two programs that ask are played here; the tests reach no network."""
    for name, answer in (("pip-audit", python), ("npm", npm)):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\necho 'no way out' >&2\ncat <<'EOF'\n{answer}\nEOF\n", encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    # A Python beside which there is no pip-audit of its own.
    linked = tmp_path / "python3"
    linked.symlink_to(Path(sys.executable).resolve())
    path = os.pathsep.join((str(tmp_path), "/usr/bin", "/bin"))
    script = tmp_path / "project/.ci/audit"
    script.parent.mkdir(parents=True)
    (tmp_path / "project/requirements/npm").mkdir(parents=True)
    script.write_bytes((PROJECT / ".ci/audit").read_bytes())
    ran = subprocess.run(
        [str(linked), str(script)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={"PATH": path},
    )
    assert ran.returncode == code, ran.stdout + ran.stderr
    assert told in ran.stdout
