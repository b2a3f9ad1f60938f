"""How a sheet keeps to its sides: fewer explained words, parts closer together, and at last what does not fit."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from handbook_build.cache import Cache
from handbook_build.model.form import A4, A4_LARGE, LETTER, PRINTED, Form
from handbook_build.model.handbook import SheetResult
from handbook_build.model.nodes import NOWHERE
from handbook_build.printing.engine import Misfit, Press
from handbook_build.printing.press_run import kept_print, print_sheets
from handbook_build.printing.sheet import Foot, Sheet

from .reading import drawn_page, sheet, text_of_pdf

WORDS = (("rupture", "A strain between two people. " * 4), ("repair", "What mends it. " * 4))


def lines(count: int, **fields: object) -> Sheet:
    return sheet(f"## What helps\n\n/// lines\n    count: {count}\n///", **fields)


def test_words_are_explained_where_there_is_room(press: Press) -> None:
    assert press.print(lines(20, words=WORDS)).words == 2


def test_the_last_word_gives_way_first(press: Press) -> None:
    printed = press.print(lines(23, words=(*WORDS, ("bond", "Trust. " * 200))))
    assert (printed.pages, printed.words, printed.close) == (1, 2, False)
    assert "What mends it" in text_of_pdf(printed.pdf)
    assert "bond" not in text_of_pdf(printed.pdf)


def test_then_parts_stand_closer_together(press: Press) -> None:
    printed = press.print(lines(27))
    assert (printed.pages, printed.close, printed.misfit) == (1, True, None)


def test_what_does_not_fit_then_is_told(press: Press) -> None:
    printed = press.print(sheet("## A\n\n/// lines\n    count: 20\n///\n\n/// lines | B\n    count: 20\n///"))
    assert printed.pages == 2
    assert printed.misfit is not None
    assert printed.misfit.part == 2
    assert 60 < printed.misfit.millimetres < 120


def test_of_two_sides_the_end_of_the_second_counts(press: Press) -> None:
    assert press.print(lines(30, limit=2)).misfit is None
    much = sheet(
        "/// lines\n    count: 30\n///\n\n/// lines\n    count: 30\n///\n\n/// lines\n    count: 9\n///", limit=2
    )
    found = press.print(much).misfit
    assert found is not None
    assert found.part == 2


def test_a_word_is_worth_standing_closer_together(press: Press) -> None:
    printed = press.print(lines(25, words=WORDS))
    assert (printed.pages, printed.words, printed.close) == (1, 2, True)


def test_a_sheet_that_opens_with_a_picture_can_stand_closer_together(press: Press) -> None:
    """What is beside and below the picture leaves the rest of its side to what follows it."""
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 44"><path d="M0 0h40v44z"/></svg>'
    parts = "\n\n".join(f"/// lines | Part {number}\n    count: 2\n///" for number in range(8))
    printed = press.print(sheet(f"![A tree](tree.svg)\n\nWords.\n\n{parts}", {"tree.svg": drawing}, words=WORDS))
    assert (printed.pages, printed.words, printed.close) == (1, 2, True)


@pytest.mark.parametrize("form", [A4, LETTER], ids=lambda form: form.name)
@pytest.mark.parametrize("lines", [1, 2, 3])
def test_no_printer_cuts_off_the_foot(press: Press, form: Form, lines: int) -> None:
    """Most printers leave five millimetres blank at each edge; letters such as g reach below their line."""
    foot = Foot("A going, jumping page " * 5 * (lines - 1) + "g", "2026.1", "CC", "/gy/", code="K7Q-4MN")
    pdf = press.print(replace(sheet("Words."), foot=foot), form).pdf
    head = re.match(rb"P5\s(\d+) (\d+)\s255\s", drawn := drawn_page(pdf, 127))
    assert head
    width, height, dots = int(head[1]), int(head[2]), drawn[head.end() :]
    rows = [at for at in range(height) if min(dots[at * width : (at + 1) * width]) < 128]
    # At 127 dots to an inch a millimetre has five.
    assert height - 1 - rows[-1] >= 25


SECTIONS = "## For you\n\nWords.\n\n## For them\n\n/// lines\n    count: {}\n///\n\n## For us\n\nWords."


@pytest.mark.parametrize("form", PRINTED, ids=lambda form: form.name)
def test_each_section_begins_a_side_where_the_sheet_says_so(press: Press, form: Form) -> None:
    made = sheet(SECTIONS.format(6), limit=3, by_section=True)
    assert press.print(made, form).pages == 3
    assert press.print(replace(made, by_section=False), form).pages < 3


def test_a_section_that_takes_more_than_its_side_is_told_though_more_are_allowed(press: Press) -> None:
    long = SECTIONS.format(20).replace("///\n\n## For us", "///\n\n/// lines\n    count: 20\n///\n\n## For us")
    found = press.print(sheet(long, limit=9, by_section=True)).misfit
    assert found is not None
    assert found.part == 2


def test_in_large_print_the_foot_never_stands_alone(press: Press) -> None:
    """However long the sheet is, words go along with the foot to the last page."""
    for count in range(9, 22):
        body = sheet(f"/// lines\n    count: {count}\n///\n\nThe end.")
        made = replace(body, foot=Foot("A book " * 20))
        *_, last = text_of_pdf(press.print(made, A4_LARGE).pdf).strip("\f").split("\f")
        assert "The end." in last


def test_large_print_takes_its_pages_and_explains_all(press: Press) -> None:
    printed = press.print(lines(30, words=WORDS), A4_LARGE)
    assert (printed.pages > 1, printed.words, printed.misfit) == (True, 2, None)


def test_the_result_names_the_part_on_each_paper(tmp_path: Path) -> None:
    body = "## First\n\n/// lines\n    count: 20\n///\n\n## Second\n\n/// lines\n    count: 20\n///"
    result = print_sheets([sheet(body)], Cache(None), (A4, LETTER), pictures=False).results["H99"]
    assert [(one.form, one.part) for one in result.overflows] == [("a4.pdf", "Second"), ("letter.pdf", "Second")]
    assert result.overflows[0].offset != NOWHERE
    assert result.overflows[0].millimetres < result.overflows[1].millimetres


def test_a_second_run_gives_the_same_and_prints_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = [lines(40, words=WORDS), sheet("Words.", title="Other")]
    cache = Cache(tmp_path)
    clean = print_sheets(sheets, cache)
    monkeypatch.setattr(Press, "_print", lambda *given: pytest.fail("printed again"))
    monkeypatch.setattr(Press, "picture", lambda *given: pytest.fail("drawn again"))
    assert print_sheets(sheets, cache) == clean


@pytest.mark.parametrize(
    "change", [{"words": ()}, {"title": "Other"}, {"limit": 2}, {"help": [{"t": "p", "children": []}]}, {"close": True}]
)
def test_whatever_changes_is_printed_anew(press: Press, tmp_path: Path, change: dict[str, object]) -> None:
    cache = Cache(tmp_path)
    kept_print(press, lines(2, words=WORDS), A4, cache)
    kept_print(press, lines(2, **{"words": WORDS, **change}), A4, cache)
    assert len(list((tmp_path / "sheets").iterdir())) == 2


def test_the_picture_is_of_the_first_page_and_small(press: Press) -> None:
    made = lines(30)
    picture = press.picture(made)
    assert picture == Press().picture(made)
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") == 240
    assert len(picture) < 8_000


def test_a_sheet_that_cannot_be_printed_leaves_no_file() -> None:
    run = print_sheets([sheet("漢")], Cache(None), PRINTED)
    assert (run.files, run.pictures, run.results["H99"].pages) == ({}, {}, {})
    assert isinstance(run.results["H99"], SheetResult)
    assert "漢" in run.results["H99"].problem


def test_a_misfit_is_kept_with_its_sheet(press: Press, tmp_path: Path) -> None:
    made = sheet("/// lines\n    count: 30\n///\n\n/// lines\n    count: 30\n///")
    first = kept_print(press, made, A4, Cache(tmp_path))
    assert isinstance(first.misfit, Misfit)
    assert kept_print(press, made, A4, Cache(tmp_path)) == first
