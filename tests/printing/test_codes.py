"""The code on a printed sheet: when it bears one, and that a telephone reads it from paper."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest

from handbook_build.assembly import load
from handbook_build.editions.codes import code_of
from handbook_build.editions.now import parts_of
from handbook_build.editions.recall import code_now
from handbook_build.handouts import sheet_record
from handbook_build.model.citation import Citation
from handbook_build.model.edition import Became, Change, Edition, Ledger
from handbook_build.model.form import A4, A4_LARGE, FILLABLE, FORMS, LETTER, PDF, Form
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import Nodes, Text
from handbook_build.printing.engine import Press
from handbook_build.printing.handouts import handout_sheets
from handbook_build.printing.sheet import Sheet
from handbook_build.quick_response import square
from tests.conftest import code_addresses
from tests.needing import need_program
from tests.tiny import TODAY, MakeTiny, handout, page

from .reading import drawn_page, read_square, read_squares_of, tags, text_of_pdf

ROOT = Path(__file__).parents[2]
ADDRESS = "https://example.org/"

TERMS = """
- id: break
  preferred: break
  definition: A planned gap.
"""
HELP = """
checked: 2026-11-22
services:
  - country: United Kingdom
    code: GB
    service: Samaritans
    kind: listening
    number: '116 123'
    source: https://example.org/
    checked: 2026-11-22
"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>'
WORKS = """[{"id": "lane-2020", "type": "book", "title": "Gaps", "author": [{"family": "Lane", "given": "A."}],
"issued": {"date-parts": [[2020]]}, "publisher": "Press"}]"""
BODY = (
    "## Before\n\nA break can hurt [@lane-2020].\n\n/// passage\n    section: plan\n///\n\n"
    "/// scale | How ready do I feel?\n    from: not at all\n    to: completely\n    max: 10\n///\n\n"
    "![Two chairs.](../chairs.svg)\n"
)
FILES: dict[str, str | bytes] = {
    "content/breaks.md": page("breaks", "## Plan {#plan}\n\nAsk when you meet again.\n\n## Later {#later}\n\nGo on.\n"),
    "content/handouts/H12.md": handout("H12", "breaks", BODY),
    "content/terms.yml": "terms:" + TERMS.replace("\n", "\n  "),
    "content/help.yml": HELP,
    "content/references.json": WORKS,
    "content/chairs.svg": DRAWING,
}


class Keys:
    """A bibliography that shows keys."""

    def citation(self, citation: Citation) -> Nodes:
        return (Text(f"({', '.join(item.key for item in citation.items)})"),)

    def reference(self, key: str) -> Nodes:
        return (Text(f"{key}. A work."),)

    def ordered(self, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(set(keys)))


def released(handbook: Handbook, name: str = "2026.1") -> Ledger:
    """A ledger with one edition that says what the handbook says now."""
    sheets = tuple(sheet_record(handbook, one, code_of(name, one.id)) for one in handbook.handouts)
    return Ledger((Edition(name, date(2026, 11, 22), tuple(parts_of(handbook).values()), sheets),), exists=True)


def printed_foot(handbook: Handbook) -> str:
    return " ".join(sheets_of(handbook)[0].foot_lines)


def sheets_of(handbook: Handbook) -> list[Sheet]:
    def picture(path: str) -> bytes:
        return DRAWING.encode()

    return handout_sheets(handbook, Keys(), lambda place: "", picture)


# ---- Which code a sheet bears ----


def test_a_sheet_whose_words_are_released_bears_the_code_of_that_edition(tiny: MakeTiny) -> None:
    made = tiny(FILES).load()
    made = replace(made, ledger=released(made))
    assert code_now(made, "H12") == code_of("2026.1", "H12")
    assert "H12, edition 2026.1, reviewed 22 November 2026." in printed_foot(made)


def test_without_editions_a_sheet_says_nothing_of_codes(tiny: MakeTiny) -> None:
    made = tiny(FILES).load()
    assert "code" not in printed_foot(made).lower()
    assert "raft" not in printed_foot(made)


DIFFERENCES: dict[str, tuple[str, str, str]] = {
    "a word of its own": ("handouts/H12.md", "can hurt", "may hurt"),
    "the order of its words": ("handouts/H12.md", "A break can hurt", "Hurt a break can"),
    "its title": ("handouts/H12.md", "title: A sheet", "title: The sheet"),
    "the line below its title": ("handouts/H12.md", "Leave any part blank.", "Leave parts blank."),
    "a heading": ("handouts/H12.md", "## Before", "## First"),
    "the section that it draws in": ("breaks.md", "Ask when", "Ask where"),
    "a definition": ("terms.yml", "A planned gap.", "A gap."),
    "a word that is no longer explained": ("terms.yml", "preferred: break", "preferred: pause"),
    "the number to ring": ("help.yml", "116 123", "116 124"),
    "whom to ring": ("help.yml", "Samaritans", "Listeners"),
    "a kind of help that is gone": ("help.yml", "kind: listening", "kind: health"),
    "the reach of a scale": ("handouts/H12.md", "max: 10", "max: 5"),
    "a drawing": ("chairs.svg", 'r="4"', 'r="3"'),
    "the year of a work that it names": ("references.json", "[[2020]]", "[[2021]]"),
}


@pytest.mark.parametrize("difference", DIFFERENCES)
def test_a_sheet_with_one_difference_bears_no_code(tiny: MakeTiny, difference: str) -> None:
    path, before, after = DIFFERENCES[difference]
    made = tiny(FILES)
    ledger = released(made.load())
    text = str(FILES[f"content/{path}"])
    assert before in text
    made.write({f"content/{path}": text.replace(before, after)})
    changed = replace(made.load(), ledger=ledger)
    assert code_now(changed, "H12") == ""
    assert "Draft after edition 2026.1: no code yet." in printed_foot(changed)


def test_a_picture_that_cannot_be_read_stops_nothing(tiny: MakeTiny, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(root: Path, content: str, path: str) -> bytes:
        raise PermissionError(path)

    monkeypatch.setattr("handbook_build.content.read_asset", closed)
    assert tiny(FILES).load().pictures == {}


SAME: dict[str, tuple[str, str, str]] = {
    "another section of the page": ("breaks.md", "Go on.", "Go further."),
    "the day of its review": ("handouts/H12.md", "reviewed: 2026-11-22", "reviewed: 2026-11-23"),
    "the day on which the numbers were checked": ("help.yml", "checked: 2026-11-22", "checked: 2026-11-23"),
}


@pytest.mark.parametrize("same", SAME)
def test_what_the_words_do_not_say_leaves_the_code(tiny: MakeTiny, same: str) -> None:
    path, before, after = SAME[same]
    made = tiny(FILES)
    ledger = released(made.load())
    made.write({f"content/{path}": str(FILES[f"content/{path}"]).replace(before, after)})
    assert code_now(replace(made.load(), ledger=ledger), "H12") == code_of("2026.1", "H12")


def test_a_sheet_that_is_about_to_be_withdrawn_bears_no_code(tiny: MakeTiny) -> None:
    made = tiny(FILES).load()
    gone = (Change("H12", Became.WITHDRAWN, (), "It helped nobody."),)
    assert code_now(replace(made, ledger=replace(released(made), pending=gone)), "H12") == ""


# ---- On paper ----


@pytest.fixture(scope="module", params=[ADDRESS, ""], ids=["with an address", "without"])
def own(request: pytest.FixtureRequest) -> Handbook:
    """Our handbook, released as it stands."""
    made = load(ROOT, {**TODAY, "HANDBOOK_SITE_URL": request.param})
    return replace(made, ledger=released(made))


@pytest.mark.parametrize("form", [A4, A4_LARGE], ids=lambda form: form.name)
def test_each_sheet_says_its_code_in_words_and_in_its_square(press: Press, own: Handbook, form: Form) -> None:
    for made in sheets_of(own):
        code = code_of("2026.1", made.id)
        named = f"The Working Relationship, {made.id}, edition 2026.1, code {code}"
        expected = f"{ADDRESS}c/{code}/" if own.settings.address else named
        printed = press.print(made, form)
        assert read_square(printed.pdf, 100, printed.pages) == [expected]
        words = text_of_pdf(printed.pdf)
        assert code in words
        assert [tag.alternative for tag in tags(printed.pdf).all("Figure")][-1] == f"Code {code}"
        # In large print the address may stand in two lines.
        told = f"Isthissheetstillright?example.org/c/{code}/" in "".join(words.split())
        assert told == bool(own.settings.address)


# The sheets of edition 2026.1, on paper since.
ON_PAPER = {"H01", "H06", "H10", "H12"}


def test_sheets_that_are_on_paper_are_still_known_by_their_code(released_site: Path) -> None:
    first = json.loads((ROOT / "content/editions/2026.1.json").read_bytes())
    codes = {sheet["id"]: sheet["code"] for sheet in first["sheets"]}
    assert codes.keys() == ON_PAPER
    for name, code in codes.items():
        told = (released_site / "c" / code / "index.html").read_text(encoding="utf-8")
        assert f"handouts/{name}/" in told, name


# What prints a page of a sheet with its square.
WITH_PAGES = tuple(form for form in FORMS if form.media_type == PDF)


@pytest.mark.parametrize("form", WITH_PAGES, ids=lambda form: form.name)
def test_every_square_of_a_released_handbook_is_read_as_its_address(released_site: Path, form: Form) -> None:
    """In colour at 200 dots to an inch, and from a grey copy at 150."""
    for name, address in code_addresses(released_site).items():
        file = released_site / "handouts" / name / f"{name}.{form.name}"
        if form == FILLABLE and not file.exists():
            continue
        pdf = file.read_bytes()
        pages = page_count(pdf)
        assert [read_square(pdf, 200, pages, colour=True), read_square(pdf, 150, pages)] == [[address]] * 2, file.name


def test_the_square_of_every_word_document_is_read_as_its_address(released_site: Path) -> None:
    for name, address in code_addresses(released_site).items():
        with ZipFile(released_site / "handouts" / name / f"{name}.docx") as document:
            pictures = [document.read(one) for one in document.namelist() if one.startswith("word/media/")]
        assert [address] in [read_squares_of(picture) for picture in pictures], name


def page_count(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


def test_an_address_in_other_letters_is_plain_in_the_square_and_as_people_write_it_beside_it(
    tiny: MakeTiny, press: Press
) -> None:
    settings = "site_name: Tiny\nsite_url: https://bücher.example:8443/über uns/\n"
    made = tiny({**FILES, "mkdocs.yml": settings}).load()
    (sheet,) = sheets_of(replace(made, ledger=released(made)))
    expected = f"https://xn--bcher-kva.example:8443/%C3%BCber%20uns/c/{sheet.foot.code}/"
    assert read_square(press.print(sheet).pdf, 100) == [expected]
    assert sheet.foot.look_up == f"bücher.example:8443/über%20uns/c/{sheet.foot.code}/"


@pytest.mark.parametrize("form", [A4, LETTER], ids=lambda form: form.name)
def test_our_sheets_keep_to_their_sides_with_an_address_of_common_length(press: Press, form: Form) -> None:
    made = load(ROOT, {**TODAY, "HANDBOOK_SITE_URL": "https://handbook.relationship-trust.org.uk/"})
    for sheet in sheets_of(replace(made, ledger=released(made))):
        assert (sheet.id, press.print(sheet, form).misfit) == (sheet.id, None)


@pytest.mark.parametrize("form", [A4, LETTER], ids=lambda form: form.name)
def test_no_line_of_a_long_foot_falls_off_the_paper(tiny: MakeTiny, press: Press, form: Form) -> None:
    long = "site_name: " + "A handbook with a long name " * 8
    made = tiny({**FILES, "mkdocs.yml": f"{long}\nsite_url: https://a-long-name.example/{'folder/' * 20}\n"}).load()
    (sheet,) = sheets_of(replace(made, ledger=released(made)))
    assert lowest_mark(press.print(sheet, form).pdf) > 4.5


def lowest_mark(pdf: bytes) -> float:
    """How many millimetres below the last line of the first page are white."""
    pillow = pytest.importorskip("PIL.Image")
    program = need_program("pdftoppm", "install poppler (Debian: poppler-utils); it draws pages of a PDF")
    command = [program, "-r", "72", "-gray", "-f", "1", "-l", "1", "-"]
    drawn = subprocess.run(command, input=pdf, capture_output=True, check=True, timeout=60).stdout
    with pillow.open(BytesIO(drawn)) as picture:
        box = picture.point(lambda tone: 255 if tone < 200 else 0).getbbox()
        return float((picture.height - box[3]) / 72 * 25.4)


def test_the_square_is_large_enough_and_has_its_quiet_zone(press: Press, own: Handbook) -> None:
    zxing = pytest.importorskip("zxingcpp")
    pillow = pytest.importorskip("PIL.Image")
    made = sheets_of(own)[0]
    modules, _ = square(made.foot.square)
    with pillow.open(BytesIO(drawn_page(press.print(made).pdf, 300))) as picture:
        place = zxing.read_barcodes(picture)[0].position
        left, top, right, bottom = place.top_left.x, place.top_left.y, place.top_right.x, place.bottom_left.y
        side = (right - left) / 300 * 25.4
        assert side >= 17.9
        zone = round(4 * (right - left) / modules) - 3
        for box in (
            (left - zone, top - zone, right + zone, top - 3),
            (left - zone, bottom + 3, right + zone, bottom + zone),
            (left - zone, top - zone, left - 3, bottom + zone),
            (right + 3, top - zone, right + zone, bottom + zone),
        ):
            assert picture.convert("L").crop(box).getextrema() == (255, 255)


@pytest.mark.parametrize("code", ["111-111", "MWM-WWM"])
def test_narrow_and_wide_codes_stand_in_one_line(press: Press, own: Handbook, code: str) -> None:
    made = sheets_of(own)[0]
    printed = press.print(replace(made, foot=replace(made.foot, code=code, square=code)))
    assert code in text_of_pdf(printed.pdf).split()
    assert read_square(printed.pdf, 100) == [code]


def test_the_same_sheet_gives_the_same_bytes(press: Press, own: Handbook) -> None:
    made = sheets_of(own)[0]
    assert press.print(made).pdf == Press().print(made).pdf


def test_every_page_of_a_longer_sheet_names_the_code_and_the_last_has_the_square(tiny: MakeTiny, press: Press) -> None:
    made = tiny({**FILES, "content/handouts/H12.md": handout("H12", "breaks", "/// lines\n    count: 24\n///\n\n" * 2)})
    loaded = made.load()
    (sheet,) = sheets_of(replace(loaded, ledger=released(loaded)))
    printed = press.print(sheet)
    assert printed.pages == 2
    assert text_of_pdf(printed.pdf).count("The code tells whether this sheet is still right.") == 2
    assert read_square(printed.pdf, 150, page=1) == []
    assert read_square(printed.pdf, 150, page=2) == [f"Tiny, H12, edition 2026.1, code {sheet.foot.code}"]


def test_a_sheet_without_helplines_has_room_for_its_square(tiny: MakeTiny, press: Press) -> None:
    files = {name: text for name, text in FILES.items() if name != "content/help.yml"}
    loaded = tiny(files).load()
    (sheet,) = sheets_of(replace(loaded, ledger=released(loaded)))
    code = code_of("2026.1", "H12")
    assert read_square(press.print(sheet).pdf, 150) == [f"Tiny, H12, edition 2026.1, code {code}"]
