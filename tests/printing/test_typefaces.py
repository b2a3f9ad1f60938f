"""The typefaces that lie with the press."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
import typst

from handbook_build.model.form import A4, A4_LARGE, Form
from handbook_build.printing.engine import Press
from handbook_build.printing.sheet import Foot
from handbook_build.printing.typefaces import FAMILIES, FOLDER, faces, repertoires, unwritable

from .reading import sheet, text_of_pdf


def test_typst_knows_every_family_and_no_other() -> None:
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])
    assert sorted(found.families()) == sorted(FAMILIES)


def test_every_family_has_its_licence() -> None:
    named = {path.name.split("-")[0] for path in FOLDER.glob("*.ttf")}
    assert named == {path.name.removesuffix("-OFL.txt") for path in FOLDER.glob("*-OFL.txt")}


def test_they_stay_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 3_000_000


def test_what_each_can_write() -> None:
    letters = ("é", "Ж", "ب", "ש", "\U0001f600")
    assert [ord(letter) in family for letter, family in zip(letters, repertoires(), strict=True)] == [True] * 5


def test_runs_keep_every_character() -> None:
    words = " a  Łódź,\nTiếng → Việt\u00a0x "
    assert "".join(run for run, _ in faces(words)) == words


def test_unwritable_characters_are_told_once() -> None:
    assert unwritable("a漢b字漢\u200d\n") == "漢字"


LANGUAGES = {
    "vi": ("Tiếng Việt: thân chủ và người tư vấn hiểu nhau, từng bước một.", "SourceSans3"),
    "pl": ("Zażółć gęślą jaźń: spotkanie, które pomaga.", "AtkinsonHyperlegibleNext"),
    "el": ("Η σχέση που βοηθάει τον άνθρωπο.", "SourceSans3"),
    "uk": ("Стосунки, що допомагають людині.", "SourceSans3"),
    "ar": ("علاقة تساعد الإنسان", "IBMPlexSansArabic"),
    "he": ("קשר שעוזר לאדם", "Assistant"),
}


@pytest.mark.parametrize("form", [A4, A4_LARGE], ids=lambda form: form.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_one_typeface_writes_a_language_whole(press: Press, language: str, form: Form) -> None:
    words, family = LANGUAGES[language]
    body = f"{words}\n\n## {words}"
    made = sheet(body, language=language, title=words, summary=words)
    made = replace(made, foot=Foot(words, limits=words))
    pdf = press.print(made, form).pdf
    with pikepdf.open(BytesIO(pdf)) as opened:
        fonts = {str(font.BaseFont) for page in opened.pages for font in page.Resources.Font.values()}
    assert {font.partition("+")[2].partition("-")[0] for font in fonts} == {family}


@pytest.mark.parametrize("form", [A4, A4_LARGE], ids=lambda form: form.name)
@pytest.mark.parametrize("inside", ["vi", "en-GB"])
@pytest.mark.parametrize("language", ["vi", "pl"])
def test_what_is_copied_from_a_sheet_is_what_stands_there(press: Press, language: str, inside: str, form: Form) -> None:
    """Also in a sheet of another language, where words are given to typefaces one by one."""
    words, _ = LANGUAGES[language]
    found = text_of_pdf(press.print(sheet(words, language=inside), form).pdf)
    assert words in " ".join(found.split())
