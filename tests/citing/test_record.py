"""One record for each part: who wrote it, in which edition it stands, and where it is found for good."""

from __future__ import annotations

from datetime import date

import pytest

from handbook_build.citing.record import book_record, record_of, released_record
from handbook_build.model.author import Author, author_of
from tests.citing.guide import ADDRESS, BODY, GUIDE, TEAM, release, settings
from tests.tiny import MakeTiny, page

# What an author writes, who that is, how programs are told, and how readers are.
NAMES = [
    ("The Harbour Lane team", Author("The Harbour Lane team"), "The Harbour Lane team,", "The Harbour Lane team"),
    ("Mia Example", Author("Example", "Mia"), "Example, Mia", "Mia Example"),
    ("Example, Mia", Author("Example", "Mia"), "Example, Mia", "Mia Example"),
    ("Dr Mia Example", Author("Example", "Mia"), "Example, Mia", "Mia Example"),
    ("Mia van Dyk", Author("Dyk", "Mia", "van"), "van Dyk, Mia", "Mia van Dyk"),
    ("van Dyk, Mia", Author("Dyk", "Mia", "van"), "van Dyk, Mia", "Mia van Dyk"),
    ("Dyk, Mia van", Author("Dyk", "Mia", "van"), "van Dyk, Mia", "Mia van Dyk"),
    ("García Márquez, Ana", Author("García Márquez", "Ana"), "García Márquez, Ana", "Ana García Márquez"),
    ("King, Martin, Jr.", Author("King", "Martin", "", "Jr."), "King, Martin, Jr.", "Martin King, Jr."),
    ("J. K. O'Neill-Smith", Author("O'Neill-Smith", "J. K."), "O'Neill-Smith, J. K.", "J. K. O'Neill-Smith"),
    ("Harbour Lane,", Author("Harbour Lane"), "Harbour Lane,", "Harbour Lane"),
    ("Relate", Author("Relate"), "Relate,", "Relate"),
    ("NHS England", Author("NHS England"), "NHS England,", "NHS England"),
    ("Marie Curie Trust", Author("Marie Curie Trust"), "Marie Curie Trust,", "Marie Curie Trust"),
    ("Health & Care", Author("Health & Care"), "Health & Care,", "Health & Care"),
    ("A guest", Author("A guest"), "A guest,", "A guest"),
]


@pytest.mark.parametrize(("written", "author", "inverted", "said"), NAMES)
def test_a_name_is_that_of_a_person_or_of_a_body(written: str, author: Author, inverted: str, said: str) -> None:
    assert author_of(written) == author
    assert (author_of(written).inverted, author_of(written).name) == (inverted, said)


def test_without_any_edition_the_setting_is_named_and_the_day_is_that_of_the_review(tiny: MakeTiny) -> None:
    made = tiny({**GUIDE, "mkdocs.yml": settings().replace("licence:", "edition: 3 draft, licence:", 1)})
    record = record_of(made.load(), "how-it-ends")
    assert (record.title, record.number, record.place_label) == ("How does it end?", "D2.4.1", "Section D2.4.1")
    assert (record.page, record.page_title, record.page_number) == ("endings", "Good endings", "D2.4")
    assert (record.edition, record.edition_label, record.released) == ("3 draft", "Edition 3 draft", False)
    assert record.issued == date(2026, 5, 4)
    assert (record.path, record.url) == ("s/how-it-ends/", f"{ADDRESS}s/how-it-ends/")
    assert record.place == "#how-it-ends"


def test_words_of_the_last_edition_are_cited_in_it(tiny: MakeTiny) -> None:
    made = tiny(GUIDE)
    release(made)
    record = record_of(made.load(), "how-it-ends")
    assert (record.edition_label, record.issued, record.released) == ("Edition 2026.1", date(2026, 6, 1), True)
    assert record.url == f"{ADDRESS}e/2026.1/s/how-it-ends/"
    assert book_record(made.load()).url == f"{ADDRESS}e/2026.1/"


def test_changed_words_are_a_draft_and_their_neighbours_are_not(tiny: MakeTiny) -> None:
    made = tiny(GUIDE)
    release(made)
    made.write({"content/index.md": page("endings", BODY.replace("Slowly", "Gently"), "Good endings", TEAM)})
    handbook = made.load()
    assert record_of(handbook, "how-it-ends").edition_label == "Draft after 2026.1"
    assert record_of(handbook, "how-it-ends").path == "s/how-it-ends/"
    assert record_of(handbook, "good-goodbye").path == "e/2026.1/s/good-goodbye/"
    # A page holds its sections, and the handbook holds all.
    assert record_of(handbook, "endings").edition_label == "Draft after 2026.1"
    assert book_record(handbook).edition_label == "Draft after 2026.1"
    assert released_record(handbook, handbook.ledger.editions[0], "how-it-ends").path == "e/2026.1/s/how-it-ends/"


def test_an_edition_keeps_the_number_and_the_title_of_its_day(tiny: MakeTiny) -> None:
    made = tiny(GUIDE)
    release(made)
    moved = TEAM.replace("D2.4", "E1.1")
    made.write({"content/index.md": page("endings", BODY, "Good endings", moved), "mkdocs.yml": settings(more="#\n")})
    made.write({"mkdocs.yml": settings().replace("Field Guide", "Another Name")})
    record = record_of(made.load(), "how-it-ends")
    assert (record.number, record.container) == ("D2.4.1", "Field Guide")


def test_without_a_public_address_there_is_a_path_and_no_url(tiny: MakeTiny) -> None:
    record = record_of(tiny({**GUIDE, "mkdocs.yml": settings("")}).load(), "H01")
    assert (record.path, record.url) == ("s/H01/", "")
    assert "URL" not in record.csl
    assert record.csl["chapter-number"] == "Handout H01"


def test_a_page_that_nobody_signed_and_nobody_dated_is_the_handbooks_and_has_no_date(tiny: MakeTiny) -> None:
    record = record_of(tiny({}).load(), "start")
    assert (record.authors, record.issued, record.edition_label) == ((Author("Tiny"),), None, "")
    assert "issued" not in record.csl
    assert "edition" not in record.csl


def test_there_is_no_record_of_what_is_not_there(tiny: MakeTiny) -> None:
    with pytest.raises(KeyError):
        record_of(tiny(GUIDE).load(), "nowhere")
