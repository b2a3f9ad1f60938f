"""The whole handbook as a book on paper: what stands in it, where its references lead, and how it is tagged."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from handbook_build.binding.binder import bind
from handbook_build.cache import Cache
from handbook_build.citing.bibliography import cite
from handbook_build.citing.forms import citing_of
from tests.tiny import MakeTiny, Tiny, handout, page

from .reading import tags, text_of_pdf
from .test_validation import engine as engine
from .test_validation import validate

NO_CACHE = Cache(None)
NAV = """# allow public-address: tests are published nowhere
site_name: Harbour Lane
nav:
  - index.md
  - Between us:
      - between/index.md
      - between/trust.md
      - between/breaks.md
  - Glossary: glossary.md
"""
TERMS = """terms:
  - id: rupture
    preferred: rupture
    definition: A strain between two people.
    source: [bordin-1979]
"""
WORKS = """[{"id": "bordin-1979", "type": "book", "title": "A made-up work", "publisher": "Nobody",
  "author": [{"family": "Bordin", "given": "E. S."}], "issued": {"date-parts": [[1979]]},
  "DOI": "10.1000/a.very.long.identifier.that.nobody.ever.wrote.down.and.that.does.not.fit.into.one.line.of.a.book"},
  {"id": "safran-1990", "type": "book", "title": "Another made-up work", "publisher": "Nobody",
  "author": [{"family": "Safran", "given": "J. D."}], "issued": {"date-parts": [[1990]]}}]
"""
CLAIMS = """claims:
  - id: repair-helps
    statement: Clients whose ruptures were repaired did better.
    strength: linked
    direction: better
    source: [safran-1990]
    sections: [what-trust-is]
  - id: no-figure
    statement: We know of no figure for how long it takes.
    strength: practice-wisdom
    source: handbook
    sections: [what-trust-is]
"""
QUESTION = """## What trust is {#what-trust-is}

After a rupture it grows again [@bordin-1979]. Some time goes by, as [the other page](#breaks) says.
[How long it takes nobody has counted]{claim=no-figure}, but [it may help]{claim=repair-helps}.

/// question | Does a rupture end it?
    answer-in: before-the-break
- [ ] Yes.
- [x] No, it can be mended.

Both can say what went wrong.
///
"""
FILES = {
    "mkdocs.yml": NAV,
    "content/between/index.md": page("between", "How two people work together.").replace("concept", "part"),
    "content/between/trust.md": page("trust", QUESTION, more="outline: B1.1\n"),
    "content/between/breaks.md": page(
        "breaks", "## Before the break {#before-the-break}\n\nA rupture may show.", more="outline: B1.2\n"
    ),
    "content/handouts/H01.md": handout("H01", "before-the-break"),
    "content/terms.yml": TERMS,
    "content/claims.yml": CLAIMS,
    "content/references.json": WORKS,
}


def release(made: Tiny) -> bytes:
    """The PDF of the book, as `handbook build --release` writes it."""
    done = made.run("build", "--release", "--format", "concise")
    assert done.returncode == 0, done.stdout + done.stderr
    return next((made.root / "site" / "book").glob("*.pdf")).read_bytes()


def nothing(path: str) -> bytes:
    raise FileNotFoundError(path)


def words(pdf: bytes) -> str:
    return " ".join(text_of_pdf(pdf).split())


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    made = Tiny(tmp_path_factory.mktemp("book"))
    made.write({"content/index.md": page("start"), **FILES})
    return release(made)


def pages_with(pdf: bytes, sought: str, folder: Path) -> list[int]:
    """The pages on which words stand."""
    found = []
    with pikepdf.open(BytesIO(pdf)) as whole:
        for number, sheet in enumerate(whole.pages, 1):
            one = pikepdf.new()
            one.pages.append(sheet)
            one.save(folder / "one.pdf")
            if sought in words((folder / "one.pdf").read_bytes()):
                found.append(number)
    return found


def test_a_reference_names_the_page_on_which_its_target_stands(book: bytes, tmp_path: Path) -> None:
    said = re.search(r"the other page \(page (\d+)\)", words(book))
    assert said
    # The title stands in the contents, and where the page begins.
    assert pages_with(book, "B1.2 Breaks", tmp_path)[-1] == int(said[1])


def test_a_question_is_printed_with_its_answer(book: bytes) -> None:
    assert "Does a rupture end it?" in words(book)
    assert "Answer: No, it can be mended. Both can say what went wrong. Answered in" in words(book)


def test_a_page_ends_with_what_it_rests_on_the_strongest_first(book: bytes) -> None:
    assert (
        "What this page rests on"
        " • Clients whose ruptures were repaired did better. (Safran, 1990) Linked, not shown to cause."
        " • We know of no figure for how long it takes. Practice wisdom."
    ) in words(book)
    assert words(book).count("What this page rests on") == 1, "a page that rests on nothing says nothing"


def test_a_work_that_only_a_statement_rests_on_is_listed(book: bytes) -> None:
    assert re.search(r"References .*Safran, J. D. \(1990\). Another made-up work", words(book))


def test_the_index_joins_pages_that_follow_each_other(book: bytes, tmp_path: Path) -> None:
    said = re.search(r"Index of terms Rupture (\d+)–(\d+)", words(book))
    assert said
    assert int(said[1]) in pages_with(book, "it grows again", tmp_path)
    assert int(said[2]) in pages_with(book, "may show", tmp_path)


def test_what_is_cited_is_listed_once_and_its_long_address_fits(book: bytes) -> None:
    assert words(book).count("A made-up work") == 1
    with pikepdf.open(BytesIO(book)) as whole:
        right = [float(link.Rect[2]) for sheet in whole.pages for link in sheet.get("/Annots", [])]
    assert 300 < max(right) < 595 - 72, "no link reaches into the margin"


def test_a_handout_is_listed_with_what_it_goes_with(book: bytes) -> None:
    assert re.search(r"H01 A sheet .* Goes with B1.2.1, Before the break \(page \d+\)", words(book))


def test_the_bookmarks_are_parts_pages_and_sections(book: bytes) -> None:
    with pikepdf.open(BytesIO(book)) as whole, whole.open_outline() as outline:
        titles = [(one.title, [(two.title, [three.title for three in two.children]) for two in one.children])
                  for one in outline.root]  # fmt: skip
    part = next(inside for title, inside in titles if "Between us" in title)
    assert [title.split()[0] for title, _ in part] == ["B1.1", "B1.2"]
    assert [" ".join(one.split()) for one in part[0][1]] == ["B1.1.1 What trust is"]


def test_each_heading_and_the_contents_are_tagged(book: bytes) -> None:
    tree = tags(book)
    assert len(tree.all("TOC")) >= 1
    assert len(tree.all("H1")) >= 3
    assert tree.all("H3")


def test_the_same_handbook_gives_the_same_bytes(book: bytes, tmp_path: Path) -> None:
    again = Tiny(tmp_path / "again")
    again.write({"content/index.md": page("start"), **FILES})
    assert release(again) == book


def test_without_a_release_there_is_no_book_and_no_link_to_one(tiny: MakeTiny) -> None:
    made = tiny({})
    assert made.run("build").returncode == 0
    assert not (made.root / "site" / "book").exists()
    assert "book/" not in made.site()


def test_a_release_links_its_book(tiny: MakeTiny) -> None:
    made = tiny({})
    release(made)
    assert 'href="book/tiny.pdf"' in made.site()
    assert 'href="book/tiny.epub"' in made.site()


def test_a_picture_that_cannot_be_read_is_told_and_its_words_stand_there(tiny: MakeTiny) -> None:
    body = "![Two chairs by a window](chairs.png)"
    made = tiny({"content/index.md": page("start", body), "content/chairs.png": b"\x89PNG\r\n\x1a\nno picture"})
    done = made.run("build", "--release", "--format", "concise")
    assert "HB611 incomplete-book: the picture chairs.png cannot be read" in done.stdout
    assert "Two chairs by a window" in words((made.root / "site/book/tiny.pdf").read_bytes())


def test_a_character_without_a_font_is_told_and_its_number_stands_there(tiny: MakeTiny) -> None:
    made = tiny({"content/index.md": page("start", "They wrote 漢 on the wall.")})
    done = made.run("build", "--release", "--format", "concise")
    assert "HB611 incomplete-book: no font here has these characters" in done.stdout
    assert "They wrote [U+6F22] on the wall." in words((made.root / "site/book/tiny.pdf").read_bytes())


ODD = {
    "a word longer than a line": "W" * 300,
    "a table, code and a footnote": "| a |\n|---|\n| `x` |\n\n```\ncode\n```\n\nWords.[^1]\n\n[^1]: A note.",
    "right to left": '<p dir="rtl" lang="he">שלום לכולם</p>',
    "raw HTML": '<div><table><tr><td>Loose</td></tr></table><p>Inside <b id="1 odd">odd</b></p></div>',
    "a link to nowhere": "[Gone](no-such-page.md#x), [odd](https://example.org/a b?c=<d>)",
    "a link in the head of a table that runs on": "| [A](#start) | B |\n|---|---|\n" + "| one | two |\n" * 90,
    "headings that skip": "## First {#first}\n\n##### Deep\n\nWords.",
}


@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
def test_odd_pages_make_a_book_too(body: str, tiny: MakeTiny) -> None:
    made = tiny({"content/index.md": page("start", body, title="T" * 200)})
    handbook = made.load()
    bound = bind(handbook, cite(handbook, NO_CACHE), citing_of(handbook, NO_CACHE), nothing, NO_CACHE)
    assert bound.result.problem == ""
    assert bound.result.pages >= 3


def test_the_book_is_accessible_and_archivable(engine: list[str], book: bytes, tmp_path: Path) -> None:
    file = tmp_path / "book.pdf"
    file.write_bytes(book)
    done = validate(engine, "ua1,2a", [file])
    assert done.returncode == 0, done.stdout + done.stderr
