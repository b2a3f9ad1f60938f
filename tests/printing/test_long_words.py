"""Words that are longer than a line or a cell, and parts that are longer than a page: nothing is cut off by the edge of
the paper or printed over.
"""

from __future__ import annotations

import re
import subprocess
from itertools import combinations
from pathlib import Path

import pytest

from handbook_build.locations import Location
from handbook_build.model.form import A4, A4_LARGE, Form
from handbook_build.model.practice import Practice
from handbook_build.printing.engine import Press
from handbook_build.printing.sheet import Sheet
from tests.needing import need_program

from .reading import sheet, text_of_pdf

LONG = "Wort" * 30
WORD = "Schweigepflichtentbindungserklärung"
# Words that differ, more than two pages of them.
TENS = ("garden", "window", "kitchen", "letter", "morning", "river", "evening", "paper", "winter", "corner")
ONES = [f"{one}{two}" for one in "abcdefgh" for two in "klmnopqr"]
# Left, top, right and bottom of each word, in points.
Box = tuple[float, float, float, float]
# The edge of the text on A4: 210 mm without the margin of 18.
EDGE = (210 - 18) / 25.4 * 72 + 1


def boxes(made: Sheet, form: Form, folder: Path) -> list[Box]:
    """Where each word of the sheet stands on its first page."""
    program = need_program("pdftotext", "install poppler-utils")
    path = folder / "sheet.pdf"
    path.write_bytes(Press().print(made, form).pdf)
    told = subprocess.run([program, "-bbox", "-l", "1", str(path), "-"], capture_output=True, text=True, check=True)
    found = re.findall(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">', told.stdout)
    return [(float(left), float(top), float(right), float(bottom)) for left, top, right, bottom in found]


@pytest.mark.parametrize("form", [A4, A4_LARGE], ids=lambda form: form.name)
@pytest.mark.parametrize(
    "body",
    [
        LONG,
        f"- {LONG}",
        f"**{LONG}**",
        f"`{LONG}`",
        f"```\n{LONG}{LONG}\n```",
        f"## {LONG}",
        f"/// ticks | {LONG}\n    columns: 2\n- {LONG}\n- b\n- c\n- d\n///",
        f"/// scale\n    from: {LONG}\n    to: {LONG}\n///",
        f"<https://example.org/{LONG}>",
    ],
)
def test_a_word_longer_than_a_line_goes_on_in_the_next(body: str, form: Form, tmp_path: Path) -> None:
    assert max(right for _, _, right, _ in boxes(sheet(body), form, tmp_path)) <= EDGE


@pytest.mark.parametrize("form", [A4, A4_LARGE], ids=lambda form: form.name)
def test_a_title_is_as_small_as_its_longest_word_needs_or_breaks_it(form: Form, tmp_path: Path) -> None:
    for title in (LONG, WORD):
        assert max(right for _, _, right, _ in boxes(sheet("Text", title=title), form, tmp_path)) <= EDGE


@pytest.mark.parametrize("form", [A4, A4_LARGE], ids=lambda form: form.name)
def test_details_of_a_practice_stay_on_the_paper(form: Form, tmp_path: Path) -> None:
    practice = Practice(
        LONG, Location("practice.toml"), (LONG,), email="sekretariat@psychotherapie-muenchen-ost.example", hours=(LONG,)
    )
    made = sheet("Text", audience=("client",), practice=practice)
    assert max(right for _, _, right, _ in boxes(made, form, tmp_path)) <= EDGE


def test_a_broken_word_is_copied_and_read_aloud_whole(press: Press) -> None:
    assert LONG in text_of_pdf(press.print(sheet(f"Words {LONG} words")).pdf).replace("\n", "")


MANY = " ".join(f"{tens}{ones}" for tens in TENS for ones in ONES)


@pytest.mark.parametrize("form", [A4, A4_LARGE], ids=lambda form: form.name)
@pytest.mark.parametrize(
    "body",
    [
        f"- {MANY}\n- b",
        f"- a\n    - {MANY}\n- b",
        f"/// ticks | a\n- {MANY}\n- b\n///",
        f"/// boxes | a\n- {MANY}\n- b\n///",
        f"/// lines | a\n{MANY}\n///",
        f"/// box | a\n{MANY}\n///",
        f"/// lines | {MANY}\n///",
        f"/// scale | a\n    from: {MANY}\n    to: b\n///",
        f"//// scale | a\n    from: b\n    to: c\n{MANY}\n\n/// lines\n    count: 9\n///\n////",
        f"| a | b | c |\n|---|---|---|\n| d | {MANY} | e |",
        f"/// say | Me\n{MANY}\n///",
        f"> {MANY}",
    ],
    ids=lambda body: body.split(MANY)[0].replace("\n", " "),
)
def test_a_part_longer_than_a_page_goes_on_on_the_next(body: str, form: Form, press: Press) -> None:
    printed = text_of_pdf(press.print(sheet(body, limit=9), form).pdf).split()
    assert [word for word in MANY.split() if word not in printed] == []


@pytest.mark.parametrize("form", [A4, A4_LARGE], ids=lambda form: form.name)
@pytest.mark.parametrize(("columns", "word"), [(4, "unpredictability"), (6, "Anforderungen"), (3, WORD), (2, WORD)])
def test_the_words_of_a_table_are_not_printed_over_each_other(
    columns: int, word: str, form: Form, tmp_path: Path
) -> None:
    rows = [" | ".join(["Kopf"] * columns), "|".join(["---"] * columns), " | ".join([word] * columns)]
    found = boxes(sheet("\n".join(f"| {row} |" for row in rows)), form, tmp_path)
    assert max(right for _, _, right, _ in found) <= EDGE
    for one, other in combinations(found, 2):
        across = min(one[2], other[2]) - max(one[0], other[0])
        down = min(one[3], other[3]) - max(one[1], other[1])
        # Lines of letters overlap a little above and below.
        assert across <= 1 or down <= 3
