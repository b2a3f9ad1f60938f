"""Every form in which a part can be cited.

The expected references are our reading of each style's rules for a chapter of a book on the web, whose edition and
place stand behind the title of the book. Cite Them Right and Vancouver also ask for the day of reading, which only
the reader knows.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handbook_build.cache import Cache
from handbook_build.citing import forms as room
from handbook_build.citing.forms import SLOT, STYLES, citing_of, forms_of
from handbook_build.citing.record import Record
from handbook_build.model.author import Author, author_of
from handbook_build.model.nodes import Element, text_of, walk
from tests.citing.guide import ADDRESS, BODY, GUIDE, TEAM, release
from tests.tiny import MakeTiny, page

NO_CACHE = Cache(None)
SECTION = Record(
    id="how-it-ends",
    kind="section",
    title="How does it end?",
    authors=(Author("The Harbour Lane team"),),
    container="Field Guide",
    edition="2026.1",
    path="e/2026.1/s/how-it-ends/",
    url=f"{ADDRESS}e/2026.1/s/how-it-ends/",
    number="D2.4.1",
    page_title="Good endings",
    page_number="D2.4",
    issued=date(2026, 6, 1),
    released=True,
    language="en-GB",
    licence="CC BY 4.0",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
)
PERSONAL = replace(SECTION, authors=tuple(map(author_of, ("Carl R. Example", "Mia van Dyk"))))
BOOK = replace(SECTION, id="", kind="book", title="Field Guide", number="", path="e/2026.1/", url=f"{ADDRESS}e/2026.1/")
HANDOUT = replace(SECTION, id="H01", kind="handout", title="A sheet", number="H01", url=f"{ADDRESS}e/2026.1/s/H01/")

EXPECTED = [
    (
        SECTION,
        {
            "apa": "The Harbour Lane team. (2026). How does it end? In Field Guide (Edition 2026.1, Section D2.4.1). "
            "https://guide.clinic.internal/en/e/2026.1/s/how-it-ends/",
            "harvard-cite-them-right": "The Harbour Lane team (2026) ‘How does it end?’, Field Guide. Edition 2026.1, "
            "Section D2.4.1. Available at: https://guide.clinic.internal/en/e/2026.1/s/how-it-ends/.",
            "chicago-author-date": "The Harbour Lane team. 2026. “How Does It End?” Section D2.4.1 in Field Guide, "
            "Edition 2026.1. https://guide.clinic.internal/en/e/2026.1/s/how-it-ends/.",
            "vancouver": "The Harbour Lane team. How does it end? In: Field Guide [Internet]. Edition 2026.1, "
            "Section D2.4.1. 2026. Available from: https://guide.clinic.internal/en/e/2026.1/s/how-it-ends/",
        },
    ),
    (
        PERSONAL,
        {
            "apa": "Example, C. R., & van Dyk, M. (2026). How does it end? In Field Guide (Edition 2026.1, "
            "Section D2.4.1). https://guide.clinic.internal/en/e/2026.1/s/how-it-ends/",
            "harvard-cite-them-right": "Example, C.R. and van Dyk, M. (2026) ‘How does it end?’, Field Guide. "
            "Edition 2026.1, Section D2.4.1. Available at: "
            "https://guide.clinic.internal/en/e/2026.1/s/how-it-ends/.",
            "chicago-author-date": "Example, Carl R., and Mia van Dyk. 2026. “How Does It End?” Section D2.4.1 in "
            "Field Guide, Edition 2026.1. https://guide.clinic.internal/en/e/2026.1/s/how-it-ends/.",
            "vancouver": "Example CR, van Dyk M. How does it end? In: Field Guide [Internet]. Edition 2026.1, "
            "Section D2.4.1. 2026. Available from: https://guide.clinic.internal/en/e/2026.1/s/how-it-ends/",
        },
    ),
    (
        HANDOUT,
        {
            "apa": "The Harbour Lane team. (2026). A sheet. In Field Guide (Edition 2026.1, Handout H01). "
            "https://guide.clinic.internal/en/e/2026.1/s/H01/",
            "harvard-cite-them-right": "The Harbour Lane team (2026) ‘A sheet’, Field Guide. Edition 2026.1, "
            "Handout H01. Available at: https://guide.clinic.internal/en/e/2026.1/s/H01/.",
            "chicago-author-date": "The Harbour Lane team. 2026. “A Sheet.” Handout H01 in Field Guide, "
            "Edition 2026.1. https://guide.clinic.internal/en/e/2026.1/s/H01/.",
            "vancouver": "The Harbour Lane team. A sheet. In: Field Guide [Internet]. Edition 2026.1, Handout H01. "
            "2026. Available from: https://guide.clinic.internal/en/e/2026.1/s/H01/",
        },
    ),
    (
        BOOK,
        {
            "apa": "The Harbour Lane team. (2026). Field Guide (Edition 2026.1). "
            "https://guide.clinic.internal/en/e/2026.1/",
            "harvard-cite-them-right": "The Harbour Lane team (2026) Field Guide. Edition 2026.1. "
            "Available at: https://guide.clinic.internal/en/e/2026.1/.",
            "chicago-author-date": "The Harbour Lane team. 2026. Field Guide. Edition 2026.1. "
            "https://guide.clinic.internal/en/e/2026.1/.",
            "vancouver": "The Harbour Lane team. Field Guide [Internet]. Edition 2026.1. 2026. "
            "Available from: https://guide.clinic.internal/en/e/2026.1/",
        },
    ),
]


@pytest.mark.parametrize(("record", "expected"), EXPECTED, ids=["section", "two people", "handout", "book"])
def test_each_style_says_the_part_its_number_and_its_edition(record: Record, expected: dict[str, str]) -> None:
    (made,) = forms_of([record], NO_CACHE)
    assert {style: text_of(nodes) for style, nodes in made.styles.items()} == expected


def test_the_title_of_the_book_is_in_italics_and_the_link_leads_to_the_edition() -> None:
    (made,) = forms_of([SECTION], NO_CACHE)
    elements = [node for node in walk(made.styles["apa"]) if isinstance(node, Element)]
    assert [(node.tag, text_of((node,))) for node in elements] == [("em", "Field Guide"), ("a", SECTION.url)]
    assert elements[1].get("href") == SECTION.url


@pytest.mark.parametrize("edition", ["1", "2", "3", "2026.1", "2026.11"])
def test_no_edition_becomes_an_ordinal_number(edition: str) -> None:
    (made,) = forms_of([replace(SECTION, edition=edition)], NO_CACHE)
    for nodes in made.styles.values():
        assert f"Edition {edition}" in text_of(nodes)
        assert not any(ending in text_of(nodes) for ending in (f"{edition}st", f"{edition}nd", f"{edition}rd", "edn"))


def test_two_sections_of_one_year_and_author_get_no_letters_and_no_numbers() -> None:
    twins = forms_of([SECTION, replace(SECTION, id="again", title="Another")], NO_CACHE)
    for made in twins:
        for nodes in made.styles.values():
            assert "2026a" not in text_of(nodes)
            assert "2026b" not in text_of(nodes)
            assert text_of(nodes).startswith("The Harbour Lane team")


IN_TEXT = [
    (SECTION, "", "(The Harbour Lane team, 2026, “How does it end?” section)"),
    (SECTION, "para. 3", "(The Harbour Lane team, 2026, “How does it end?” section, para. 3)"),
    (replace(SECTION, title="A “no”"), "paras. 3–5", "(The Harbour Lane team, 2026, “A ‘no’” section, paras. 3–5)"),
    (replace(SECTION, kind="page"), "para. 1", "(The Harbour Lane team, 2026, para. 1)"),
    (replace(SECTION, issued=None), "", "(The Harbour Lane team, n.d., “How does it end?” section)"),
    (PERSONAL, "para. 3", "(Example & van Dyk, 2026, “How does it end?” section, para. 3)"),
    (BOOK, "", "(The Harbour Lane team, 2026)"),
]  # fmt: skip


@pytest.mark.parametrize(("record", "paragraph", "expected"), IN_TEXT)
def test_running_text_names_the_section_and_the_paragraph(record: Record, paragraph: str, expected: str) -> None:
    (made,) = forms_of([record], NO_CACHE)
    assert made.in_text(paragraph) == expected
    assert made.in_text(SLOT).replace(f", {SLOT})", ")") == made.in_text()


NARRATIVE = [
    (("The Harbour Lane team",), "The Harbour Lane team (2026, “How does it end?” section, para. 3)"),
    (("Carl R. Example", "Mia van Dyk"), "Example and van Dyk (2026, “How does it end?” section, para. 3)"),
    (("Health & Care,", "Mia van Dyk"), "Health & Care and van Dyk (2026, “How does it end?” section, para. 3)"),
    (("Health & Care,",), "Health & Care (2026, “How does it end?” section, para. 3)"),
    (("A. Example", "B. Other", "C. Third"), "Example et al. (2026, “How does it end?” section, para. 3)"),
]


@pytest.mark.parametrize(("names", "expected"), NARRATIVE)
def test_a_sentence_joins_two_authors_with_and(names: tuple[str, ...], expected: str) -> None:
    (made,) = forms_of([replace(SECTION, authors=tuple(map(author_of, names)))], NO_CACHE)
    assert made.narrative("para. 3") == expected


def test_other_authors_change_nothing_in_a_citation() -> None:
    """Two authors of one family name would get initials if they stood in one bibliography."""
    records = [replace(SECTION, id=name[0], authors=(author_of(name),)) for name in ("Ada Example", "Ben Example")]
    assert [made.in_text() for made in forms_of(records, NO_CACHE)] == [
        "(Example, 2026, “How does it end?” section)",
        "(Example, 2026, “How does it end?” section)",
    ]


def test_without_a_public_address_no_form_invents_a_link() -> None:
    (made,) = forms_of([replace(SECTION, url="")], NO_CACHE)
    assert all("http" not in text_of(nodes) for nodes in made.styles.values())
    assert all("url" not in text.lower() for ending, text in made.files.items() if ending != "txt")
    assert "UR  -" not in made.files["ris"]
    assert made.link == "e/2026.1/s/how-it-ends/"


def test_after_a_change_only_the_changed_part_is_formatted_again(
    tiny: MakeTiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    real = room.format_list

    def counting(items: list[room.Item], *more: object) -> object:
        asked.append(len(items))
        return real(items, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(room, "format_list", counting)
    made, cache = tiny(GUIDE), Cache(tmp_path / "cache")
    first = citing_of(made.load(), cache)
    assert asked == [5, 5, 5, 5]  # a page, two sections, a sheet and the whole
    asked.clear()
    assert citing_of(made.load(), cache) == first
    assert asked == []
    made.write({"content/index.md": page("endings", BODY.replace("A good goodbye", "Goodbye"), "Good endings", TEAM)})
    assert text_of(citing_of(made.load(), cache).parts["good-goodbye"].reference).startswith(
        "The Harbour Lane team. (2026). Goodbye. In"
    )
    assert asked == [1] * len(STYLES)


def test_a_part_that_is_gone_is_still_cited_as_it_stood(tiny: MakeTiny) -> None:
    made = tiny(GUIDE)
    release(made)
    made.write({"content/index.md": page("endings", BODY.partition("## A good")[0], "Good endings", TEAM)})
    citing = citing_of(made.load(), NO_CACHE)
    assert citing.parts["good-goodbye"].record.path == "e/2026.1/s/good-goodbye/"
    reference = text_of(citing.released["2026.1", "good-goodbye"])
    assert reference.startswith("The Harbour Lane team. (2026). A good goodbye. In Field Guide (Edition 2026.1, ")
