"""Sheets as Word documents, opened again with python-docx."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Package
from docx.enum.text import WD_TAB_LEADER
from docx.oxml.ns import qn

from handbook_build.cache import Cache
from handbook_build.locations import Location
from handbook_build.model.form import DOCX, TEXT
from handbook_build.model.nodes import element
from handbook_build.model.practice import CrisisLine, Practice
from handbook_build.printing.engine import Press, Unprintable
from handbook_build.printing.line import one_line
from handbook_build.printing.press_run import print_sheets
from handbook_build.printing.sheet import Foot, Sheet
from handbook_build.printing.tree import print_tree
from handbook_build.printing.word.body import BLOCKS as FORMS
from handbook_build.printing.word.body import Body, by_direction
from handbook_build.printing.word.document import word
from handbook_build.printing.word.xml import PARAGRAPH_ORDER, RUN_ORDER

from .kinds import BLOCKS, DRAWING, IN_LINE, MADE_BY_LINKING, ON_ITS_OWN, PICTURES, template_kinds
from .reading import sheet, text_of_pdf

CODED = Foot(
    "The Book", "2026.1", "CC BY 4.0", "example.org/trust/", code="KT4-9QZ", square="https://example.org/r/KT4"
)
ROWAN = Practice(
    "Rowan Street",
    Location("practice.toml"),
    address=("14 Rowan Street", "Anytown"),
    telephone="01632 960123",
    crisis_line=CrisisLine("Night Line", "01632 960999"),
)


@pytest.fixture
def opened(press: Press) -> Any:
    """Makes a document of a sheet and opens it again."""

    def make(made: Sheet | str, **fields: Any) -> Package:
        whole = sheet(made, PICTURES, **fields) if isinstance(made, str) else made
        return Document(BytesIO(word(whole, press.as_png)))

    return make


def words_of_word(document: Package) -> str:
    """All words, the foot's too, in the order in which they are read."""
    parts = [document.element.body, *(section.footer._element for section in document.sections)]
    return " ".join("".join(words_below(part)) for part in parts)


def words_below(part: Any) -> Iterator[str]:
    for found in part.iter(qn("w:t"), qn("w:p"), qn("w:tab"), qn("w:br")):
        yield found.text or "" if found.tag == qn("w:t") else " "


def attributes(document: Package, tag: str, name: str) -> list[str]:
    return [found.get(qn(name) if ":" in name else name) for found in document.element.iter(qn(tag))]


def styles(document: Package) -> list[str]:
    """The styles of the paragraphs below the summary, without the gaps below tables and round frames."""
    return [one.style.name for one in document.paragraphs[2:] if one.style and one.style.name != "Gap"]


def test_headings_have_the_styles_of_headings(opened: Any) -> None:
    document = opened("## One\n\n### Two\n\n#### Three\n\nWords.")
    assert [one.style.name for one in document.paragraphs[:2]] == ["Title", "Subtitle"]
    assert styles(document) == ["Heading 1", "Heading 2", "Heading 3", "Normal"]


@pytest.mark.parametrize(
    ("markdown", "names"),
    [
        ("- a\n- b", ["List Bullet"] * 2),
        ("1. a\n\n    more\n\n2. b", ["List Number", "List Continue", "List Number"]),
        ("/// lines | What helps\n    count: 2\n///", ["Label", "Write-in line", "Write-in line"]),
        ("/// caution\nGo now.\n///", ["Caution", "Caution"]),
        ('/// say\n    who: client\n    why: It helps.\n"Words."\n///', ["Say"] * 3),
        ("/// ticks\n- one\n- two\n///", ["Tick", "Tick"]),
        ("/// scale\n    from: a\n    to: b\n///", ["Scale", "Scale ends"]),
    ],
)
def test_parts_have_styles_that_a_practice_can_change(opened: Any, markdown: str, names: list[str]) -> None:
    assert styles(opened(markdown)) == names


def test_sections_that_are_given_out_alone_begin_a_page(opened: Any) -> None:
    markdown = "## One\n\nWords.\n\n## Two\n\nWords.\n\n## Three\n\nWords."
    for by_section, begun in ((True, ["Two", "Three"]), (False, [])):
        paragraphs = opened(markdown, by_section=by_section).paragraphs
        assert [one.text for one in paragraphs if one.paragraph_format.page_break_before] == begun


def test_lists_are_lists(opened: Any) -> None:
    document = opened("3. c\n4. d\n\nThen:\n\n1. a\n    - b")
    numbered = [(one.text, one._p.pPr.numPr) for one in document.paragraphs[2:] if one._p.pPr is not None]
    found = [(text, number.numId.val, number.ilvl.val) for text, number in numbered if number is not None]
    assert found == [("c", 2, 0), ("d", 2, 0), ("a", 3, 0), ("b", 1, 1)]
    starts = document.part.numbering_part.element.findall(f".//{qn('w:startOverride')}")
    assert [start.get(qn("w:val")) for start in starts] == ["3", "1"]


def test_the_head_of_a_table_is_repeated(opened: Any) -> None:
    (table,) = opened("| Day | Time |\n|---|---|\n| Mon | 9 |").tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Day", "Time"], ["Mon", "9"]]
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [True, False]


@pytest.mark.parametrize(
    ("markdown", "cells"),
    [
        ("/// boxes\n- a\n- b\n- c\n///", [[["a", "b", "c"], ["", "", ""]]]),
        ("/// boxes\n- a\n- b\n- c\n- d\n///", [[["a", "b"], ["", ""]], [["c", "d"], ["", ""]]]),
        ("/// box | Ours\n    height: 2\n///", [[[""]]]),
        ("/// compare\n//// side | Hard\nx\n////\n//// side | Wrong\ny\n////\n///", [[["Hard", "Wrong"], ["x", "y"]]]),
    ],
    ids=["three", "four", "box", "compare"],
)
def test_boxes_are_tables_with_their_labels_as_head(opened: Any, markdown: str, cells: list[list[list[str]]]) -> None:
    assert [[[cell.text for cell in row.cells] for row in table.rows] for table in opened(markdown).tables] == cells


def test_a_tick_is_a_control_with_the_name_of_its_item(opened: Any) -> None:
    document = opened("/// ticks\n- fine\n- *cross*, or left behind\n///\n\n/// ticks\n- other:\n///")
    assert attributes(document, "w:alias", "w:val") == ["fine", "cross, or left behind", "other:"]
    assert attributes(document, "w:tag", "w:val") == ["tick-1", "tick-2", "tick-3"]
    assert len(list(document.element.iter("{http://schemas.microsoft.com/office/word/2010/wordml}checkbox"))) == 3
    assert [tab.get(qn("w:leader")) for tab in document.element.iter(qn("w:tab")) if tab.get(qn("w:leader"))] == [
        "underscore"
    ]


def test_pictures_have_their_alternatives(opened: Any) -> None:
    document = opened(replace(sheet("![A tree](tree.svg)\n\n![](tree.svg)\n\n![Lost](no.svg)", PICTURES), foot=CODED))
    assert attributes(document, "wp:docPr", "descr") == ["A tree", "", "Code KT4-9QZ"]
    assert [one.get("val") for one in document.element.iter() if str(one.tag).endswith("}decorative")] == ["1"]
    assert [(shape.width.mm, round(shape.height.mm)) for shape in document.inline_shapes][2] == (18, 18)
    assert document.paragraphs[4].text == "[Lost]"


def test_the_square_is_read(press: Press) -> None:
    zxing = pytest.importorskip("zxingcpp")
    pillow = pytest.importorskip("PIL.Image")
    document = Document(BytesIO(word(replace(sheet(""), foot=CODED), press.as_png)))
    (image,) = (part for part in document.part.package.iter_parts() if part.content_type == "image/png")
    with pillow.open(BytesIO(image.blob)) as picture:
        margin = pillow.new("L", (picture.width + 200, picture.height + 200), 255)
        margin.paste(picture, (100, 100))
    assert [found.text for found in zxing.read_barcodes(margin)] == ["https://example.org/r/KT4"]


def test_languages_and_directions_are_told(opened: Any) -> None:
    document = opened("[Bore da]{lang=cy} a\n\nשלום, זה טקסט", language="en-GB")
    assert document.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "en-GB"
    assert attributes(document, "w:lang", "w:val") == ["cy"]
    welsh, hebrew = document.paragraphs[2:4]
    assert (welsh._p.pPr, hebrew._p.pPr.find(qn("w:bidi")) is not None) == (None, True)
    assert [run._r.rPr.find(qn("w:rtl")) is not None for run in hebrew.runs] == [True]


@pytest.mark.parametrize(
    ("words", "leftward", "runs"),
    [
        ("one two", False, ["one two"]),
        ("say שלום (כן) now.", False, ["say ", "שלום (כן", ") now."]),
        ("שלום now.", True, ["שלום ", "now", "."]),
        ("12, 13", True, ["12, 13"]),
    ],
)
def test_words_are_parted_by_their_direction(words: str, leftward: bool, runs: list[str]) -> None:
    assert [run for _, run in by_direction(words, leftward)] == runs


def test_the_file_says_what_it_is_and_no_time_of_day(opened: Any) -> None:
    about = opened(replace(sheet(""), authors=("Mia Example", "Harbour Lane"))).core_properties
    assert (about.title, about.subject, about.author) == ("A sheet", "For a test.", "Mia Example, Harbour Lane")
    assert (about.language, about.comments) == ("en-GB", "")
    assert [day.replace(tzinfo=None) for day in (about.created, about.modified)] == [datetime(2026, 11, 22)] * 2


def test_the_foot_counts_the_pages(opened: Any) -> None:
    section = opened(replace(sheet("Words."), foot=CODED)).sections[0]
    assert (
        "".join(words_below(section.footer._element)).split()
        == (
            "Page 1 of 1. H99, edition 2026.1, reviewed 22 November 2026. Education, not counselling, diagnosis or "
            "legal advice. The Book, CC BY 4.0. example.org/trust/ The code tells whether this sheet is still right."
        ).split()
    )
    fields = [one.get(qn("w:instr")).strip() for one in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert (section.page_width.mm, section.page_height.mm, section.left_margin.mm) == pytest.approx(
        (210, 297, 18), abs=0.1
    )


def test_the_practice_stands_above_and_in_the_box(opened: Any) -> None:
    document = opened(replace(sheet("Words.", audience=("client",)), practice=ROWAN, logo=DRAWING))
    assert [one.style.name for one in document.paragraphs[:2]] == ["Practice", "Title"]
    assert document.paragraphs[0].text.strip() == "Rowan Street"
    box = [one.text for one in document.paragraphs if one.style.name == "Help"]
    assert box == [
        "Telephone: 01632 960123",
        "When we are closed: Night Line 01632 960999",
        "In danger now \t To talk \t",
        "Hours \t",
    ]
    assert "14 Rowan Street, Anytown." in words_of_word(document)


def test_without_a_practice_there_are_lines_for_it(opened: Any) -> None:
    document = opened(sheet("Words.", audience=("client",)))
    (line,) = (one for one in document.paragraphs if one.style.name == "Help")
    assert line.text == "My counsellor or service \t Telephone \t"
    assert [stop.leader for stop in line.paragraph_format.tab_stops] == [WD_TAB_LEADER.LINES] * 2


def test_short_details_share_a_line(opened: Any) -> None:
    practice = replace(ROWAN, hours=("Monday to Friday",))
    document = opened(replace(sheet("Words.", audience=("client",)), practice=practice))
    box = [one.text for one in document.paragraphs if one.style.name == "Help"]
    assert box[:2] == [
        "Telephone: 01632 960123\tHours: Monday to Friday",
        "When we are closed: Night Line 01632 960999",
    ]


def test_no_line_is_too_low_for_its_picture(opened: Any) -> None:
    """Lines closer than one to a line would cut it at the top."""
    made = sheet("Words.\n\n![A tree](tree.svg)", PICTURES, audience=("client",))
    document = opened(replace(made, practice=ROWAN, logo=DRAWING, foot=CODED))
    pictured = [one for one in document.paragraphs if list(one._p.iter(qn("wp:inline")))]
    assert [one.style.name for one in pictured] == ["Practice", "Normal", "Code of the sheet"]
    assert [one.paragraph_format.line_spacing for one in pictured] == [1.0] * 3


def test_a_sheet_without_a_box_ends_with_its_words(opened: Any) -> None:
    assert opened(sheet("Words.", audience=("counsellor",))).paragraphs[-1].text == "Words."


def test_its_words_are_those_of_the_pdf(press: Press, opened: Any) -> None:
    """But for numbers of pages, which a sheet of one page does not show."""
    everything = "\n\n".join(part for part in [*ON_ITS_OWN.values(), *IN_LINE.values()] if "](tree" not in part)
    ring = [{"t": "p", "children": one_line("Ring somebody.")}]
    said: dict[str, Any] = {"audience": ("client",), "words": (("break", "A pause."),), "help": ring, "limit": 9}
    made = replace(sheet(everything, **said), foot=CODED)
    from_pdf = re.sub(r"Page \d of \d\.|[•–]|^\d\.", " ", text_of_pdf(press.print(made).pdf), flags=re.MULTILINE)
    from_word = re.sub(r"Page 1 of 1\.", " ", words_of_word(opened(made)))
    assert Counter("".join(from_word.split())) == Counter("".join(from_pdf.split()))


@pytest.mark.parametrize("markdown", [*IN_LINE.values(), *ON_ITS_OWN.values()], ids=[*IN_LINE, *ON_ITS_OWN])
def test_every_kind_leaves_its_words(opened: Any, markdown: str) -> None:
    document = opened(markdown)
    assert "word" in words_of_word(document) or "word" in attributes(document, "wp:docPr", "descr")


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_keeps_the_order_that_word_insists_on(opened: Any, name: str) -> None:
    document = opened(BLOCKS[name])
    roots = [document.element, document.styles.element, document.part.numbering_part.element]
    for tag, order in (("w:pPr", PARAGRAPH_ORDER), ("w:rPr", RUN_ORDER)):
        for root in roots:
            for properties in root.iter(qn(tag)):
                places = [order.index(one.tag.partition("}")[2]) for one in properties]
                assert all(before < after for before, after in pairwise(places)), (tag, places)


def test_no_kind_is_forgotten() -> None:
    assert template_kinds() <= {*IN_LINE, *ON_ITS_OWN, *MADE_BY_LINKING}
    assert set(FORMS) <= set(BLOCKS) | {"counsellor", "trainer"}


@pytest.mark.parametrize("write", [Body.flow, Body.line])
def test_an_unknown_kind_is_refused(write: Any) -> None:
    with pytest.raises(KeyError, match="marquee"):
        write(Body(lambda name: None, lambda address: ""), [{"t": "marquee", "children": []}])


def test_the_same_sheet_gives_the_same_bytes(press: Press) -> None:
    made = replace(
        sheet("![a](tree.svg) [x](https://example.org)\n\n1. a\n\n/// ticks\n- a\n///", PICTURES), foot=CODED
    )
    assert word(made, press.as_png) == word(made, Press().as_png)
    with ZipFile(BytesIO(word(made, press.as_png))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert [name for name in package.namelist() if "theme" in name or "thumbnail" in name] == []


def test_a_build_makes_it_once_and_the_plain_text_beside_it(tmp_path: Path, press: Press) -> None:
    sheets, forms = [sheet("/// ticks\n- a\n///", limit=1)], (DOCX, TEXT)
    first, second = (print_sheets(sheets, Cache(tmp_path), forms, pictures=False).files for _ in range(2))
    assert first == second == {("H99", DOCX): word(sheets[0], press.as_png), ("H99", TEXT): first["H99", TEXT]}
    assert "[ ] a" in first["H99", TEXT].decode()
    (kept,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert first["H99", DOCX] in kept.read_bytes()


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("a\x00b\x08c", "a�b�c"),
        ("a \ud800 b", "a � b"),
        ("]]> <w:p/> &amp; <!--", "]]> <w:p/> &amp; <!--"),
        ("😀 👍🏽 ❤️", "😀 👍🏽 ❤️"),
        ("w" * 5000, "w" * 5000),
        ("مرحبا (نعم) 12", "مرحبا (نعم) 12"),
        ("\"quoted\" 'so'", "\"quoted\" 'so'"),
    ],
    ids=["control", "surrogate", "markup", "emoji", "long", "Arabic", "quotes"],
)
def test_whatever_is_written_can_be_opened(opened: Any, words: str, kept: str) -> None:
    link = element("a", "x", href="https://example.org/?a=1&b='\"<>")
    made = replace(sheet(f"/// ticks\n- {'long ' * 40}\n///", title=words, summary=words), authors=(words,))
    made.body.extend(print_tree((element("p", words), element("p", link))))
    document = opened(made)
    assert [one.text for one in document.paragraphs if one.text == kept] == [kept] * 3
    assert max(map(len, attributes(document, "w:alias", "w:val"))) <= 64


@pytest.mark.parametrize(
    "picture",
    [b"no picture", b"", b"<svg", b"\x89PNG\r\n\x1a\n\x00\x00", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", b"GIF89a\0\0\0\0"],
    ids=["words", "empty", "half a drawing", "half a PNG", "half a JPEG", "nothing as a GIF"],
)
def test_a_broken_picture_is_named(press: Press, picture: bytes) -> None:
    with pytest.raises(Unprintable, match=r"the picture tree\.svg cannot be read"):
        word(sheet("![a](tree.svg)", {"tree.svg": picture}), press.as_png)


def test_what_is_nested_without_end_can_be_opened(opened: Any) -> None:
    deep = element("em", "deep")
    for _ in range(200):
        deep = element("ul", element("li", element("blockquote", deep)))
    made = sheet("")
    made.body.extend(print_tree((deep,)))
    assert "deep" in words_of_word(opened(made))
