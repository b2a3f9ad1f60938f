"""The files of a part, read by programs that are not ours: pandoc for BibTeX and CSL-JSON, rispy for RIS."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace

import pytest
import rispy

from handbook_build.cache import Cache
from handbook_build.citing.forms import Forms, forms_of
from handbook_build.citing.record import Record
from handbook_build.model.author import author_of
from tests.citing.test_record_forms import BOOK, HANDOUT, PERSONAL, SECTION
from tests.pandoc import PANDOC

ODD = replace(
    SECTION,
    title="Why “trust” & {hope} cost 100% of $5: a_b #1 ~ \\ end?",
    container="信頼 & Trust",
    authors=tuple(map(author_of, ("Health & Care,", "Ana López", "Team of one, two and three,"))),
)
RECORDS = [SECTION, PERSONAL, BOOK, HANDOUT, ODD, replace(SECTION, issued=None, url="", licence="")]
NAMES = ["section", "people", "book", "handout", "odd", "bare"]


def forms(record: Record) -> Forms:
    (made,) = forms_of([record], Cache(None))
    return made


def read_by_pandoc(text: str, kind: str) -> dict[str, object]:
    command = [str(PANDOC), f"--from={kind}", "--to=csljson"]
    result = subprocess.run(command, input=text, capture_output=True, text=True, timeout=60, check=True)
    (work,) = json.loads(result.stdout)
    assert isinstance(work, dict)
    return work


def sorted_parts(people: object) -> list[list[tuple[str, str]]]:
    """Names with one kind of particle."""
    assert isinstance(people, list)
    return [sorted((key.replace("non-dropping", "dropping"), value) for key, value in one.items()) for one in people]


@pytest.mark.parametrize("record", RECORDS, ids=NAMES)
@pytest.mark.parametrize(("ending", "kind"), [("bib", "biblatex"), ("json", "csljson")])
def test_pandoc_reads_the_record_back(record: Record, ending: str, kind: str) -> None:
    work = read_by_pandoc(forms(record).files[ending], kind)
    assert work["type"] == record.csl["type"]
    assert work["title"] == record.title
    # BibTeX does not say which particles are dropped in sorting.
    assert sorted_parts(work["author"]) == sorted_parts([author.csl for author in record.authors])
    assert work.get("container-title", "") == ("" if record.kind == "book" else record.container)
    assert work.get("edition", "") == record.edition_label
    assert work.get("URL", "") == record.url
    day = record.issued
    assert work.get("issued") == ({"date-parts": [[day.year, day.month, day.day]]} if day else None)


@pytest.mark.parametrize("record", RECORDS, ids=NAMES)
def test_rispy_reads_the_record_back(record: Record) -> None:
    (work,) = rispy.loads(forms(record).files["ris"])
    assert work["type_of_reference"] == ("BOOK" if record.kind == "book" else "CHAP")
    assert work["title"] == record.title
    assert work["authors"] == [author.inverted for author in record.authors]
    assert work.get("secondary_title", "") == ("" if record.kind == "book" else record.container)
    assert work.get("edition", "") == record.edition_label
    assert work.get("urls", []) == ([record.url] if record.url else [])
    assert work.get("year", "") == record.year
