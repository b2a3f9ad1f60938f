"""Large print on paper: nothing below 18 points, sides that are used, and nothing cut that belongs together."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from handbook_build.locations import Location
from handbook_build.model.form import A4_LARGE, LETTER_LARGE, Form
from handbook_build.model.practice import Practice
from handbook_build.printing.engine import Press
from handbook_build.printing.pictures import least_letters
from tests.needing import need_program

from .reading import sheet, text_of_pdf

LARGE = pytest.mark.parametrize("form", [A4_LARGE, LETTER_LARGE], ids=lambda form: form.name)
# Across the whole sheet this drawing is nearly as tall as a side, and its word 20 points tall.
TALL = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 430">
<rect width="400" height="430" fill="none" stroke="#000"/>
<text x="10" y="40" style="font-family: Atkinson Hyperlegible Next; font-size: 16px">inside</text></svg>"""


def sides(pdf: bytes) -> list[str]:
    return text_of_pdf(pdf).strip("\f").split("\f")


def height(word: str, pdf: bytes, folder: Path) -> float:
    """How tall the line of a word is, in points; it grows with the size of its letters."""
    program = need_program("pdftotext", "install poppler (Debian: poppler-utils); it finds words on a page")
    path = folder / "sheet.pdf"
    path.write_bytes(pdf)
    told = subprocess.run([program, "-bbox", str(path), "-"], capture_output=True, text=True, check=True).stdout
    found = re.search(rf'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">{word}<', told)
    assert found
    return float(found[2]) - float(found[1])


@pytest.mark.parametrize(
    ("drawing", "share"),
    [
        (TALL, 0.04),
        (b'<svg viewBox="0 0 200 10"><style>a{font-size:12px}b{font-size:10.0px}</style></svg>', 0.05),
        (b"<svg viewBox='0,0,50,10'><text font-size='5'>a</text></svg>", 0.1),
        (b'<svg viewBox="0 0 200 10"></svg>', 0),
        (b'<svg><text font-size="5">a</text></svg>', 0),
        (b'<svg viewBox="0 0 0 0"><text font-size="0">a</text></svg>', 0),
        (b"\x89PNG", 0),
    ],
)
def test_the_letters_of_a_drawing_are_a_share_of_its_width(drawing: bytes, share: float) -> None:
    assert least_letters(drawing) == pytest.approx(share)


@LARGE
@pytest.mark.parametrize("name", ["Us", "A practice of Anytown " * 5, "A practice of Anytown " * 9])
def test_the_words_of_a_drawing_are_as_large_as_the_others(press: Press, form: Form, name: str, tmp_path: Path) -> None:
    """Where the head of the sheet leaves too little room for it, other words come first."""
    made = sheet(
        "![A frame](tall.svg)\n\nBelow it.\n\n" + "More of the same kind. " * 20,
        {"tall.svg": TALL},
        practice=Practice(name.strip(), Location("practice.toml")),
    )
    pdf = press.print(made, form).pdf
    assert height("inside", pdf, tmp_path) >= height("Below", pdf, tmp_path)
    first, *_ = sides(pdf)
    assert "Below it" in first or "inside" in first


@LARGE
def test_a_long_list_of_ticks_begins_where_there_is_room(press: Press, form: Form) -> None:
    ticks = "\n".join(f"- item {number}" for number in range(1, 15))
    made = sheet(f"/// lines\n    count: 6\n///\n\n/// ticks | Which?\n{ticks}\n///\n\nThe end.")
    first, second = sides(press.print(made, form).pdf)
    assert "Which?" in first
    assert "item 1\n" in first
    assert "item 14" in second


@LARGE
def test_a_short_list_of_ticks_stays_together(press: Press, form: Form) -> None:
    for count in range(5, 13):
        made = sheet(f"/// lines\n    count: {count}\n///\n\n/// ticks | Which?\n- one\n- two\n- three\n- four\n///")
        assert [side for side in sides(press.print(made, form).pdf) if "Which?" in side and "four" in side]


@LARGE
def test_boxes_go_on_on_the_next_side_and_none_is_cut(press: Press, form: Form) -> None:
    # So far down that there is room for one box or two.
    count = 12 if form is A4_LARGE else 11
    made = sheet(f"/// lines\n    count: {count}\n///\n\n/// boxes\n- first\n- second\n- third\n///\n\nThe end.")
    first, second = sides(press.print(made, form).pdf)
    assert "first" in first
    assert "third" in second


@LARGE
def test_a_table_that_fits_a_side_is_not_cut(press: Press, form: Form) -> None:
    rows = "".join(f"| {number} | row {number} |\n" for number in range(1, 7))
    for count in range(9, 16):
        made = sheet(f"/// lines\n    count: {count}\n///\n\n| at | what |\n|---|---|\n{rows}\nThe end.")
        assert [side for side in sides(press.print(made, form).pdf) if "row 1\n" in side and "row 6" in side]
