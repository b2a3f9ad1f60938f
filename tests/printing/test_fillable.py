"""The PDF to fill in on screen: where its fields lie, what is said of them, and what becomes of what is typed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf.form import CheckboxField, DefaultAppearanceStreamGenerator, Form, RadioButtonGroup, TextField

from handbook_build.cache import Cache
from handbook_build.model.form import A4, FILLABLE
from handbook_build.model.nodes import Block, element
from handbook_build.printing.engine import Press
from handbook_build.printing.filling.field_font import LETTERS, field_font
from handbook_build.printing.filling.fillable import fillable
from handbook_build.printing.press_run import print_sheets
from handbook_build.printing.tree import print_tree
from tests.needing import need_program

from .reading import language, sheet, tags, text_of_pdf
from .test_validation import engine, validate

__all__ = ["engine"]

EVERY_KIND = """\
## Before we meet

/// boxes
- Day and time
- Where
///

/// ticks | How I feel
    columns: 2
- well
- worried
- something else:
///

/// lines
    count: 3
///

/// lines | In one line
    count: 1
///

/// scale | How ready am I?
    from: not at all
    to: completely
    max: 3
///

/// box | Our crisis line
///
"""
# A sheet that nobody would write, and that has to come out all the same.
LONG = "A label that is much longer than any line of the sheet, " * 6
STRANGE = f"""\
## שלום

/// ticks | איך אני
    columns: 3
- טוב
- רע
- משהו אחר:
///

/// lines | 😀 (a \\ b) {LONG}
    count: 30
///

/// ticks
    columns: 3
- {LONG}
- b:
- c
- d
- e:
///

/// scale | Far
    from: {LONG}
    to: 😀
    max: 20
///

//// compare
/// side | Left
/// lines
    count: 2
///
///
/// side | Right
/// lines
    count: 2
///
///
////
"""
# The kinds of fields that words are typed into.
TYPED = ("lines", "box", "words", "practice")


@dataclass(frozen=True)
class Widget:
    """A field as a program finds it on a page; `place` is in points from the left and bottom."""

    name: str
    said: str
    page: int
    place: tuple[float, float, float, float]
    multiline: bool
    aligned: int


def widgets(pdf: bytes) -> list[Widget]:
    """The fields in the order of the tab key."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return list(_widgets(opened))


def _widgets(opened: pikepdf.Pdf) -> Iterator[Widget]:
    for number, page in enumerate(opened.pages, 1):
        for one in page.get("/Annots", []):
            if one.Subtype == "/Widget":
                left, bottom, right, top = map(float, one.Rect)
                name = str(one.T) if "/T" in one else str(one.Parent.T)
                several = bool(int(one.get("/Ff", 0)) & 1 << 12)
                yield Widget(name, str(one.TU), number, (left, bottom, right, top), several, int(one.get("/Q", 0)))


def drawn(pdf: bytes, folder: Path, page: int = 1, dots: int = 144) -> Any:
    """A page in grey, with what is filled in."""
    pillow = pytest.importorskip("PIL.Image")
    program = need_program("pdftoppm", "install poppler (Debian: poppler-utils); it draws pages of a PDF")
    (folder / "form.pdf").write_bytes(pdf)
    command = [program, "-r", str(dots), "-f", str(page), "-gray", "-png", "-singlefile", "form.pdf", "form"]
    subprocess.run(command, cwd=folder, check=True, timeout=60)
    return pillow.open(folder / "form.png").convert("L")


def darkest(picture: Any, left: float, bottom: float, right: float, top: float) -> int:
    """The darkest point of a part of an A4 page that was drawn at 144 dots to an inch: 0 is black, 255 white."""
    low, _ = picture.crop(
        (int(2 * left), int(2 * (841.89 - top)), int(2 * right), int(2 * (841.89 - bottom)))
    ).getextrema()
    return int(low)


def test_each_place_to_fill_in_is_a_field_that_says_what_it_is(press: Press) -> None:
    found = widgets(fillable(press, sheet(EVERY_KIND, audience=("client",))))
    assert [(one.name, one.said) for one in found] == [
        ("box 1", "Before we meet: Day and time"),
        ("box 2", "Before we meet: Where"),
        ("tick 1", "How I feel: well"),
        ("tick 2", "How I feel: worried"),
        ("tick 3", "How I feel: something else"),
        ("words 1", "How I feel: something else, in your words"),
        ("lines 1", "Before we meet"),
        ("lines 2", "In one line"),
        ("scale 1", "How ready am I? 0, not at all"),
        ("scale 1", "How ready am I? 1"),
        ("scale 1", "How ready am I? 2"),
        ("scale 1", "How ready am I? 3, completely"),
        ("box 3", "Our crisis line"),
        ("practice 1", "My counsellor or service"),
        ("practice 2", "My counsellor or service: Telephone"),
    ]
    assert [one.name for one in found if one.multiline] == ["lines 1", "box 3"]


def test_a_field_has_its_place_among_the_tags_and_is_heard_once(press: Press) -> None:
    pdf = fillable(press, sheet("/// ticks | How\n- well\n- other:\n///\n\n/// lines\n    count: 2\n///\n\nWords."))
    assert str(tags(pdf)).endswith(" P(Strong) L(LI(Lbl(Form) LBody) LI(Lbl(Form) LBody(Form))) Form P P P)")
    assert language(pdf) == "en-GB"
    assert "Tick box" not in "".join(tag.alternative for tag in tags(pdf).walk())


def test_the_tab_key_goes_from_field_to_link_as_they_are_read(press: Press) -> None:
    one = "/// lines\n    count: 1\n///\n\n"
    with pikepdf.open(BytesIO(fillable(press, sheet(f"{one}[A link](https://example.org)\n\n{one}")))) as opened:
        page = opened.pages[0]
        assert [str(one.Subtype) for one in page.Annots] == ["/Widget", "/Link", "/Widget"]
        assert page.Tabs == "/S"


def test_fields_in_another_language_and_direction_say_so(press: Press) -> None:
    made = sheet("")
    made.body.extend(print_tree((element("div", Block("lines", "Sut wyt ti?"), lang="cy"), Block("lines", "שלום"))))
    pdf = fillable(press, made)
    assert [tag.language for tag in tags(pdf).all("Form")] == ["cy", ""]
    assert [one.aligned for one in widgets(pdf)] == [0, 2]


def test_blocks_in_lists_and_other_blocks_are_fields_too(press: Press) -> None:
    made = sheet("")
    inner = (Block("ticks", "", {}, (element("ul", element("li", "A bus")),)), Block("scale", "How far?"))
    made.body.extend(
        print_tree((element("ul", element("li", element("p", "One"), *inner)), Block("example", "", {}, inner)))
    )
    names = dict.fromkeys(one.name for one in widgets(fillable(press, made)))
    assert list(names) == ["tick 1", "scale 1", "tick 2", "scale 2"]


def test_a_picture_that_says_the_same_stays_a_picture(press: Press) -> None:
    """The marks by which fields are found are none of the author's words."""
    dot = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'><circle cx='5' cy='5' r='4'/></svg>"
    pdf = fillable(press, sheet("![field-1](dot.svg)\n\n/// lines\n    count: 2\n///", {"dot.svg": dot}))
    assert [tag.alternative for tag in tags(pdf).all("Figure")] == ["field-1"]
    assert len(widgets(pdf)) == 1


def test_fields_lie_on_what_is_drawn(press: Press, tmp_path: Path) -> None:
    """Inside a frame or over a line, with nothing printed below what will be typed."""
    pdf = fillable(press, sheet(EVERY_KIND, audience=("client",)))
    picture = drawn(pdf, tmp_path)
    for one in widgets(pdf):
        left, bottom, right, top = one.place
        kind = one.name.split()[0]
        if kind == "scale":
            assert darkest(picture, left + 4, bottom + 4, right - 4, top - 4) < 100, "the number"
            assert darkest(picture, left, bottom, right, bottom + 2) == 255
            continue
        assert darkest(picture, left + 4, bottom - 3, right - 4, bottom + 2.5) < 140, one
        assert darkest(picture, left + 3, bottom + 3, right - 3, top - 3) == 255, one
        if kind in ("box", "tick") or one.multiline:
            assert darkest(picture, left - 5, bottom + 4, left + 2, top - 4) < 140, one
            assert darkest(picture, right - 2, bottom + 4, right + 5, top - 4) < 140, one


def test_thirty_lines_are_fields_on_each_page_that_say_which_part_they_are(press: Press) -> None:
    found = widgets(fillable(press, sheet("/// lines | Letter\n    count: 30\n///\n\n/// lines | Letter\n///")))
    assert [(one.page, one.said) for one in found] == [
        (1, "Letter: part 1 of 4"),
        (1, "Letter: part 2 of 4"),
        (1, "Letter: part 3 of 4"),
        (2, "Letter: part 4 of 4"),
        (2, "Letter (2)"),
    ]


def overlapping(found: list[Widget]) -> list[str]:
    """Pairs of fields that share a spot, and fields that reach over the edge of an A4 page."""
    pairs = [
        f"{one.name} and {other.name}"
        for one, other in combinations(found, 2)
        if one.page == other.page
        and one.place[0] < other.place[2]
        and other.place[0] < one.place[2]
        and one.place[1] < other.place[3]
        and other.place[1] < one.place[3]
    ]
    outside = (one.place[0] < 0 or one.place[1] < 0 or one.place[2] > 595.3 or one.place[3] > 841.9 for one in found)
    return pairs + [one.name for one, out in zip(found, outside, strict=True) if out]


def test_a_strange_sheet_has_its_fields(engine: list[str], press: Press, tmp_path: Path) -> None:
    pdf = fillable(press, sheet(STRANGE, audience=("client",)))
    found = widgets(pdf)
    assert len(found) == 3 + 1 + 4 + 5 + 2 + 21 + 2 + 2
    assert overlapping(found) == []
    file = tmp_path / "strange.pdf"
    file.write_bytes(pdf)
    result = validate(engine, "ua1", [file])
    assert result.returncode == 0, result.stdout + result.stderr


def test_our_own_sheets_have_forms_that_pass(engine: list[str], built_site: Path) -> None:
    files = sorted((built_site / "handouts").glob("*/*.fillable.pdf"))
    assert len(files) >= 4
    assert {file.name: overlapping(widgets(file.read_bytes())) for file in files} == {file.name: [] for file in files}
    result = validate(engine, "ua1", files)
    assert result.returncode == 0, result.stdout + result.stderr


def test_what_is_filled_in_is_seen(press: Press, tmp_path: Path) -> None:
    blank = fillable(press, sheet(EVERY_KIND))
    with pikepdf.open(BytesIO(blank)) as opened:
        form = Form(opened, DefaultAppearanceStreamGenerator)
        for name, one in form.items():
            if isinstance(one, CheckboxField):
                one.checked = name == "tick 2"
            elif isinstance(one, RadioButtonGroup):
                one.value = pikepdf.Name("/2")
            elif isinstance(one, TextField):
                one.value = "Tuesday"
        filled = BytesIO()
        opened.save(filled)
    before, after = drawn(blank, tmp_path), drawn(filled.getvalue(), tmp_path)
    changed = [one.said for one in widgets(blank) if _within(before, one) != _within(after, one)]
    ticked = ["How I feel: worried", "How ready am I? 2"]
    written = [one.said for one in widgets(blank) if one.name.split()[0] in TYPED]
    assert sorted(changed) == sorted(ticked + written)


def _within(picture: Any, one: Widget) -> bytes:
    left, bottom, right, top = one.place
    data: bytes = picture.crop(
        (int(2 * left), int(1683.8 - 2 * top), int(2 * right), int(1683.8 - 2 * bottom))
    ).tobytes()
    return data


def test_letters_of_many_languages_can_be_typed(engine: list[str], press: Press, tmp_path: Path) -> None:
    """As a program writes them that fills the form in: in the typeface that the form brings."""
    words = "Zoë’s “café” – Łódź, dŵr, €5, naïve, Größe"
    with pikepdf.open(BytesIO(fillable(press, sheet("/// lines | Name\n    count: 1\n///")))) as opened:
        (widget,) = opened.Root.AcroForm.Fields
        drawing = widget.AP.N
        content = f"/Tx BMC BT {widget.DA} 2 5 Td <{field_font().encoded(words).hex()}> Tj ET EMC"
        widget.AP.N = opened.make_stream(
            content.encode(), Type=drawing.Type, Subtype=drawing.Subtype, BBox=drawing.BBox
        )
        widget.AP.N.Resources = opened.Root.AcroForm.DR
        widget.V = pikepdf.String(words)
        filled = BytesIO()
        opened.save(filled)
    assert words in text_of_pdf(filled.getvalue())
    file = tmp_path / "filled.pdf"
    file.write_bytes(filled.getvalue())
    result = validate(engine, "ua1", [file])
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_typeface_has_a_code_for_each_of_its_letters() -> None:
    font = field_font()
    assert sorted(font.letters) == sorted(LETTERS)
    assert len(set(font.letters.values())) == len(LETTERS)
    missing = font.widths[0]
    assert [letter for letter, code in font.letters.items() if font.widths[code] in (0, missing)] == []


def test_the_form_runs_nothing_and_sends_nothing(press: Press) -> None:
    with pikepdf.open(BytesIO(fillable(press, sheet(EVERY_KIND)))) as opened:
        holders = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary | pikepdf.Stream)]
        keys = {key for one in holders for key in one.keys()}  # noqa: SIM118
        flags = [int(one.get("/Ff", 0)) for one in opened.Root.AcroForm.Fields]
    assert keys & {"/JS", "/JavaScript", "/AA", "/OpenAction", "/NeedAppearances", "/XFA"} == set()
    assert [flag for flag in flags if flag & 0b11] == [], "read-only or required"


def test_two_makings_give_the_same_bytes(press: Press) -> None:
    made = sheet(EVERY_KIND, audience=("client",))
    assert fillable(press, made) == fillable(Press(), made)


def test_a_sheet_without_anything_to_fill_in_has_no_form(tmp_path: Path) -> None:
    plain, worksheet = sheet("Words."), sheet("/// lines\n///", has_fields=True)
    cache = Cache(tmp_path)
    assert set(print_sheets([plain], cache, (A4, FILLABLE), pictures=False).files) == {("H99", A4)}
    first = print_sheets([worksheet], cache, (A4, FILLABLE), pictures=False).files
    assert set(first) == {("H99", A4), ("H99", FILLABLE)}
    assert print_sheets([worksheet], cache, (A4, FILLABLE), pictures=False).files == first
    assert len(pikepdf.open(BytesIO(first["H99", FILLABLE])).pages) == len(
        pikepdf.open(BytesIO(first["H99", A4])).pages
    )
