"""What a screen reader meets: the tags of a sheet. An outside validator has the last word in CI."""

from __future__ import annotations

import pytest

from handbook_build.blocks import block_specs
from handbook_build.model.form import A4, LETTER, Form
from handbook_build.model.nodes import Block, element
from handbook_build.printing.engine import Press
from handbook_build.printing.tree import print_tree

from .reading import language, sheet, spoken_languages, tags, text_of_pdf

TRIANGLE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><path d="M20 4L36 36H4Z"/></svg>'


def test_the_document_says_its_language_and_starts_with_its_title(press: Press) -> None:
    pdf = press.print(sheet("## Part\n\n### Smaller\n\nWords.", language="cy")).pdf
    assert language(pdf) == "cy"
    names = [tag.name for tag in tags(pdf).walk() if tag.name[0] == "H"]
    assert names == ["H1", "H2", "H3"]


def test_ticks_are_a_list_whose_boxes_say_what_they_are(press: Press) -> None:
    (ticks,) = tags(press.print(sheet("/// ticks\n    columns: 2\n- a\n- b\n- c:\n///")).pdf).all("L")
    assert str(ticks) == "L(LI(Lbl(Figure) LBody) LI(Lbl(Figure) LBody) LI(Lbl(Figure) LBody(Figure)))"
    box, line = "Tick box, empty", "One line to write on"
    assert [figure.alternative for figure in ticks.all("Figure")] == [box, box, box, line]


def test_lines_say_how_many_they_are(press: Press) -> None:
    pdf = press.print(sheet("/// lines | One\n    count: 1\n///\n\n/// lines | Ten\n    count: 10\n///")).pdf
    said = [figure.alternative for figure in tags(pdf).all("Figure")]
    assert said == ["One line to write on", "8 lines to write on", "2 lines to write on"]


def test_a_table_has_headers(press: Press) -> None:
    (table,) = tags(press.print(sheet("| Sign | Meaning |\n|---|---|\n| late | many |")).pdf).all("Table")
    assert [tag.name for tag in table.walk() if tag.name in ("TH", "TD")] == ["TH", "TH", "TD", "TD"]


def test_a_picture_says_its_alternative_and_a_decoration_says_nothing(press: Press) -> None:
    made = sheet("Words.\n\n![A tree](a.svg)\n\n![](a.svg)", {"a.svg": TRIANGLE})
    assert [figure.alternative for figure in tags(press.print(made).pdf).all("Figure")] == ["A tree"]


def test_a_picture_that_is_not_there_leaves_its_alternative(press: Press) -> None:
    assert "A tree in spring" in text_of_pdf(press.print(sheet("Words.\n\n![A tree in spring](gone.svg)")).pdf)


def test_words_in_another_language_say_so(press: Press) -> None:
    pdf = press.print(sheet("Say [bore da]{lang=cy} to them.\n\nSialom\n{lang=he}")).pdf
    assert spoken_languages(pdf) == ["cy", "he"]


def test_the_foot_is_read_once_and_seen_on_every_page(press: Press) -> None:
    printed = press.print(sheet("/// lines\n    count: 30\n///\n\n/// lines\n    count: 12\n///"))
    text = text_of_pdf(printed.pdf)
    assert printed.pages == 2
    assert text.count("H99, reviewed 22 November 2026. Education, not counselling") == 2
    assert "Page 1 of 2." in text
    assert "Page 2 of 2." in text
    assert [tag.name for tag in tags(printed.pdf).walk()][-2:] == ["P", "P"]


@pytest.mark.parametrize("form", [A4, LETTER], ids=lambda form: form.name)
@pytest.mark.parametrize("name", block_specs())
def test_every_block_has_a_form_on_paper(press: Press, name: str, form: Form) -> None:
    """Also one that no handout may hold, and one without anything in it."""
    inside = (element("p", "Inner words."), element("ul", element("li", "An item"), element("li", "And more:")))
    made = sheet("")
    made.body.extend(print_tree((Block(name, "A label", {}, inside), Block(name))))
    text = text_of_pdf(press.print(made, form).pdf)
    wanted = ("A label", "Inner words.", "An item", "And more:")
    assert [words for words in wanted if words not in text] == []
