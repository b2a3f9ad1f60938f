"""The practice of the handbook, printed on what `handbook build` makes; what is wrong with one is in tests/cases."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from lxml import html

from handbook_build.commands import CLEAN, FINDINGS
from handbook_build.model.practice import contrast_on_white
from handbook_build.model.source import Source
from handbook_build.parsing.logo import faults
from handbook_build.parsing.practice import parse_practice
from tests.needing import need_program
from tests.test_cli import free_port
from tests.tiny import TODAY, MakeTiny, handout, page

HANDBOOK = {
    "content/index.md": page("start", "## Trust {#trust}\n\nCounsellors help."),
    "content/handouts/H01.md": handout("H01", "trust"),
}
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><path d="M0 0h30v10z"/></svg>'
ROWAN = """name = "Rowan Street"
address = ["14 Rowan Street", "Anytown"]
telephone = "01228 512345"
hours = "Monday to Thursday"
logo = "images/logo.svg"
crisis-line = {name = "Night Line", number = "0800 161 161", hours = "at night"}
"""


def words_of(path: Path) -> str:
    program = need_program("pdftotext", "install poppler-utils")
    return subprocess.run([program, "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("form", ["a4.pdf", "letter.large.pdf", "txt"])
def test_a_build_prints_the_practice_on_every_sheet(tiny: MakeTiny, form: str) -> None:
    made = tiny({**HANDBOOK, "practice.toml": ROWAN, "images/logo.svg": LOGO})
    built = made.run("build")
    assert built.returncode == CLEAN, built.stdout + built.stderr
    sheet = made.root / f"site/handouts/H01/H01.{form}"
    words = " ".join((sheet.read_text(encoding="utf-8") if form == "txt" else words_of(sheet)).split())
    for detail in ("Rowan Street", "14 Rowan Street, Anytown", "01228 512345", "Monday to Thursday", "0800 161 161"):
        assert detail in words
    page_words = " ".join(html.fromstring(made.site("handouts/H01")).find_class("sheet")[0].text_content().split())
    for detail in ("Rowan Street", "14 Rowan Street, Anytown.", "01228 512345", "Monday to Thursday", "0800 161 161"):
        assert detail in page_words


def test_a_practice_without_a_name_leaves_a_line_for_it(tiny: MakeTiny) -> None:
    made = tiny({**HANDBOOK, "practice.toml": 'telephone = "01228 512345"\n'})
    assert made.run("build").returncode == CLEAN
    words = (made.root / "site/handouts/H01/H01.txt").read_text(encoding="utf-8")
    assert "My counsellor or service: (One line to write on)\n" in words
    assert "Telephone: 01228 512345\n" in words
    assert "My counsellor or service" in words_of(made.root / "site/handouts/H01/H01.a4.pdf")


HELP = """checked: 2026-11-01
services:
  - {country: United Kingdom, code: GB, service: Emergency services, kind: emergency, number: "999",
     for: anybody in danger, hours: day and night, source: the sign beside our door, checked: 2026-11-01}
"""


@pytest.mark.parametrize(
    ("details", "lines"),
    [
        ('country = "GB"', ["My counsellor or service", "Telephone", "Hours", "When we are closed"]),
        ('name = "Rowan"\ncountry = "GB"', ["Telephone", "Hours", "When we are closed"]),
        (
            'name = "Rowan"\ncountry = "FR"\nhours = "Mondays"',
            ["In danger now", "To talk", "Telephone", "When we are closed"],
        ),
    ],
    ids=["without a name", "with a name", "another country"],
)
def test_page_and_sheet_leave_the_same_lines(tiny: MakeTiny, details: str, lines: list[str]) -> None:
    """Whoever prints the page must not lack the line for an emergency number that the PDF has."""
    made = tiny({**HANDBOOK, "content/help.yml": HELP, "practice.toml": f"{details}\n"})
    built = made.run("build")
    assert built.returncode == CLEAN, built.stdout + built.stderr
    text = (made.root / "site/handouts/H01/H01.txt").read_text(encoding="utf-8")
    assert re.findall(r"^(.+): \(One line to write on\)$", text, re.MULTILINE) == lines
    sheet = html.fromstring(made.site("handouts/H01")).find_class("sheet")[0]
    assert [label.text for label in sheet.find_class("reach")[0].iter("label")] == lines
    assert "".join(part.text_content() for part in sheet.find_class("sheet-practice")) == (
        "Rowan" if "name" in details else ""
    )


def test_a_practice_with_a_fault_keeps_the_site_from_being_published(tiny: MakeTiny) -> None:
    made = tiny({**HANDBOOK, "practice.toml": ROWAN, "images/logo.svg": "no picture"})
    built = made.run("build")
    assert built.returncode == FINDINGS
    assert "practice.toml:5:8: error HB620 unusable-logo" in built.stdout
    assert not (made.root / "site").exists()


def test_the_section_that_has_no_room_is_named(tiny: MakeTiny) -> None:
    """Where each section has a side of its own, the whole sheet is not what is too long."""
    body = "## One\n\nWords.\n\n## Two\n\n/// lines | Mine\n    count: 28\n///\n"
    pack = handout("H01", "trust", body).replace("section: trust", "section: trust\nmax-pages: 2\nsides: by-section")
    address = 'address = ["14 Rowan Street", "{}"]'.format("A long line of an address " * 7)
    made = tiny({**HANDBOOK, "content/handouts/H01.md": pack, "practice.toml": f'{address}\nhours = "Mondays"\n'})
    refused = made.run("handout", "H01", "--form", "letter.pdf", "--out", str(made.root.parent / "out"))
    assert refused.returncode == FINDINGS
    assert "with these details the section “Two” of the handout H01 is too long for its one side, by" in refused.stdout
    assert not (made.root.parent / "out").exists()


def test_a_character_without_a_drawing_is_told_once(tiny: MakeTiny) -> None:
    made = tiny({**HANDBOOK, "practice.toml": 'name = "東京"\n'})
    checked = made.run("check")
    assert checked.returncode == FINDINGS
    assert checked.stdout.count("error") == 1
    assert "practice.toml:1:8: error HB626 unprintable-practice" in checked.stdout


def test_a_logo_of_more_than_two_megabytes_is_not_read(tiny: MakeTiny) -> None:
    made = tiny({**HANDBOOK, "practice.toml": ROWAN, "images/logo.svg": LOGO + " " * 2_000_000})
    (found,) = [one for one in made.report().diagnostics if one.name == "unusable-logo"]
    assert found.message == "the logo images/logo.svg is larger than 2 MB"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes of Unix")
def test_a_logo_that_never_ends_is_not_read(tiny: MakeTiny) -> None:
    made = tiny({**HANDBOOK, "practice.toml": ROWAN})
    (made.root / "images").mkdir()
    os.mkfifo(made.root / "images/logo.svg")
    (found,) = [one for one in made.report().diagnostics if one.name == "unusable-logo"]
    assert found.message == "the logo images/logo.svg is no ordinary file"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", ["is no PNG, JPEG or SVG, whatever its name says"]),
        (b"\x89PNG\r\n\x1a\n", ["is a picture that is broken off"]),
        (b"\xff\xd8\xff", ["is a picture that is broken off"]),
        (b"\xff\xd8\xff\xe0\x00\x00" * 9, ["is a picture that is broken off"]),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x0f\xa0\0\0\x0f\xa0", []),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x0f\xa1\0\0\0\1", ["is 4001 × 1 pixels"]),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="0" height="2"/>', ["is an SVG without a size"]),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 1" onload="x()"/>', ["holds a program"]),
        (b'<svg viewBox="0 0 3 1"><image href="a.png"/></svg>', ["needs another file"]),
        (b'<svg viewBox="0 0 3 1"><style>@import "a.css";</style></svg>', ["needs another file"]),
        (b'<svg viewBox="0 0 3 1"><a href="https://example.org"><path/></a></svg>', []),
        (
            b'<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><svg viewBox="0 0 3 1"><desc>&b;</desc></svg>',
            ["is an SVG with entities of its own"],
        ),
    ],
)
def test_a_logo_is_judged_by_its_bytes(data: bytes, said: list[str]) -> None:
    assert [message for message, _ in faults(data)] == said


@pytest.mark.parametrize(("colour", "contrast"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54)])
def test_contrast_is_that_of_wcag(colour: str, contrast: float) -> None:
    assert round(contrast_on_white(colour), 2) == contrast


def test_every_detail_knows_its_place() -> None:
    practice, flaws = parse_practice(Source("practice.toml", ROWAN))
    assert practice is not None
    assert flaws == []
    assert str(practice.at("logo")) == "practice.toml:5:8"
    assert str(practice.at("crisis-line.number")) == "practice.toml:6:46"
    assert str(practice.at("colour")) == "practice.toml:1:1"


@pytest.mark.skipif(os.name != "posix", reason="signals of Unix")
def test_serve_notices_a_practice_that_is_saved(tiny: MakeTiny) -> None:
    made, port = tiny(HANDBOOK), free_port()
    command = [sys.executable, "-m", "handbook_build", "serve", "--port", str(port), "--root", str(made.root)]
    address = f"http://127.0.0.1:{port}/handouts/H01/H01.txt"

    def listens() -> None:
        """What runs in the background is deaf to an interrupt from its start; this one shall hear it."""
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    def holds(words: str) -> bool:
        """Whether the sheet comes to hold these words within 20 seconds."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(address, timeout=5) as answer:
                    if words in answer.read().decode():
                        return True
            except OSError:
                pass
            time.sleep(0.2)
        return False

    pipes = {"stderr": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    with subprocess.Popen(command, **pipes, preexec_fn=listens, env={**os.environ, **TODAY}) as process:
        try:
            assert holds("My counsellor or service")
            made.write({"practice.toml": 'name = "Rowan Street"\n'})
            assert holds("Rowan Street")
            made.write({"practice.toml": 'name = "Elm House"\n'})
            assert holds("Elm House")
            process.send_signal(signal.SIGINT)
            process.wait(timeout=20)
        finally:
            process.kill()
    assert process.returncode == CLEAN
