"""`CITATION.cff`: valid, and the same as the record when another program reads it back."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from cffconvert import Citation

from handbook_build.citing.cff import citation_cff, spdx
from handbook_build.citing.record import Record
from handbook_build.model.author import author_of
from tests.citing.test_record_forms import BOOK

BY_HAND = """cff-version: 1.2.0
# Ours.
message: Please cite us.
title: Field Guide
type: software
authors:
  - name: The Harbour Lane team
version: 0.1.0
date-released: "2025-01-01"
preferred-citation:
  type: book
  title: Old
  authors:
    - name: Old
keywords:
  - handbook
"""


def read(text: str) -> Citation:
    """The file as cffconvert takes it; it has no errors."""
    citation = Citation(text)
    citation.validate()
    return citation


@pytest.mark.parametrize(
    "book",
    [
        BOOK,
        replace(BOOK, authors=tuple(map(author_of, ("Mia van Dyk", "King, Martin, Jr.", "Health & Care,")))),
        replace(BOOK, title='A "guide": #1 & {more} \\ 信頼', licence="All rights reserved", url="", issued=None),
        replace(BOOK, publisher="Harbour Press", abstract="Two\nlines: and a colon", edition=""),
    ],
    ids=["team", "people", "odd signs", "publisher"],
)
def test_the_file_is_valid_and_says_what_the_record_says(book: Record) -> None:
    read(citation_cff(book))
    data = Citation(citation_cff(book)).cffobj
    for told in (data, data["preferred-citation"]):
        assert told["title"] == book.title
        assert told.get("url", "") == book.url
        names = [one.get("name") or (one["given-names"], one["family-names"]) for one in told["authors"]]
        assert names == [(one.given, one.family) if one.is_person else one.family for one in book.authors]
    assert data["preferred-citation"].get("edition", "") == book.edition_label
    assert data.get("version", "") == book.edition


def test_other_programs_make_a_book_of_it() -> None:
    citation = read(citation_cff(BOOK))
    bibtex = citation.as_bibtex()
    assert "title = {Field Guide}" in bibtex
    assert "year = {2026}" in bibtex
    schema = json.loads(citation.as_schemaorg())
    assert (schema["name"], schema["version"]) == ("Field Guide", "2026.1")


def test_what_an_author_wrote_in_the_file_stays() -> None:
    text = citation_cff(BOOK, BY_HAND)
    data = read(text).cffobj
    assert text.startswith("cff-version: 1.2.0\n# Ours.\nmessage: Please cite us.\n")
    assert (data["version"], data["date-released"]) == ("2026.1", "2026-06-01")
    assert data["keywords"] == ["handbook"]
    assert data["preferred-citation"]["title"] == "Field Guide"
    assert text.count("preferred-citation") == 1
    assert citation_cff(BOOK, text) == text


@pytest.mark.parametrize(
    ("licence", "name"),
    [("CC BY 4.0", "CC-BY-4.0"), ("CC BY-NC-SA 4.0", "CC-BY-NC-SA-4.0"), ("CC0 1.0", "CC0-1.0"), ("Ask us", "")],
)
def test_a_licence_has_the_name_that_spdx_gives_it(licence: str, name: str) -> None:
    assert spdx(licence) == name
    assert (
        re.search(r"^  license: ", citation_cff(replace(BOOK, licence=licence)), re.MULTILINE) is not None or not name
    )
