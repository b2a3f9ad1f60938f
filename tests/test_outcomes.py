"""The page of outcomes and questions: which outcome is taught where, and which question asks it."""

from __future__ import annotations

import csv

import pytest
from lxml import html

from tests.tiny import BASE, SETTINGS, MakeTiny, Tiny, page

REPAIR = """## Seeing it {#seeing-it}

A sign.

## Saying it {#saying-it}

A sentence.

## For trainers {#repair-teaching}

/// outcomes
- [see **a strain** early]{outcome=see}
- [say it in one sentence]{outcome=say}
- be patient
///

/// question | What is a sign?
    answer-in: seeing-it
    asks: see
- [x] Silence after a remark.
- [ ] A cold.
///

/// question | What would you say first, and why?
    answer-in: saying-it
    asks: see, say
- [x] What you saw.
- [ ] What is wrong with them.
///
"""
TRUST = """## Small steps {#small-steps}

One by one.

/// outcomes
- [see a step]{outcome=see}
///

/// question | What is a step?
    answer-in: small-steps
    asks: see
- [x] A promise that is kept.
- [ ] A promise.
///
"""
NAV = """nav:
  - index.md
  - Mending:
      - repair.md
  - trust.md
"""
FILES = {
    "mkdocs.yml": SETTINGS + NAV,
    "content/repair.md": page("repair", REPAIR, more="outline: F2.1\n"),
    "content/trust.md": page("trust", TRUST, title="Trust"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    made = Tiny(tmp_path_factory.mktemp("outcomes"))
    made.write({**BASE, **FILES})
    assert made.run("build", "--quiet").returncode == 0
    return made


@pytest.fixture(scope="module")
def matrix(built: Tiny) -> html.HtmlElement:
    return html.fromstring(built.site("outcomes"))


def words(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def test_each_outcome_has_a_row_with_its_sections_and_questions(matrix: html.HtmlElement) -> None:
    rows = [[words(cell) for cell in row.xpath("th|td")] for row in matrix.xpath("//table[1]//tr")]
    assert rows[:5] == [
        ["A student can", "Taught in", "Asked by"],
        ["F2.1 Repair"],
        [
            "see a strain early",
            "F2.1.1, Seeing itF2.1.2, Saying it",
            "What is a sign?What would you say first, and why?",
        ],
        ["say it in one sentence", "F2.1.2, Saying it", "What would you say first, and why?"],
        ["be patient", "no question yet", "no question yet"],
    ]


def test_the_parts_of_the_navigation_come_in_order_and_other_pages_last(matrix: html.HtmlElement) -> None:
    assert [words(one) for one in matrix.xpath("//main//section/h2")] == ["Mending", "Other pages"]
    assert [words(one) for one in matrix.xpath("//tbody/tr/th")] == ["F2.1 Repair", "Trust"]


def test_every_link_of_the_matrix_arrives(matrix: html.HtmlElement, built: Tiny) -> None:
    """Also where two pages have an outcome of the same name."""
    links = matrix.xpath("//table//a/@href")
    assert len(links) == 2 + 4 + 4
    for link in links:
        path, _, anchor = link.partition("#")
        target = html.fromstring((built.root / "site/outcomes" / path / "index.html").read_text(encoding="utf-8"))
        assert not anchor or target.xpath(f"//*[@id='{anchor}']"), link


def test_a_link_leads_to_the_very_question(matrix: html.HtmlElement, built: Tiny) -> None:
    (link, *_) = matrix.xpath("//table//a[.='What would you say first, and why?']/@href")
    (found,) = html.fromstring(built.site("repair")).xpath(f"//*[@id='{link.partition('#')[2]}']")
    assert "What would you say first, and why?" in words(found)
    assert "Silence after a remark." not in words(found)


def test_an_outcome_has_an_address_on_its_page(built: Tiny) -> None:
    (found,) = html.fromstring(built.site("repair")).xpath("//*[@id='can-do-say']")
    assert words(found) == "say it in one sentence"


def test_the_same_is_a_table_for_spreadsheets(matrix: html.HtmlElement, built: Tiny) -> None:
    (link,) = matrix.xpath("//main//a[@download]/@href")
    with (built.root / "site/outcomes" / link).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["outcome"] for row in rows] == ["see", "say", "", "see"]
    assert rows[0] == {
        "number": "F2.1",
        "page": "repair",
        "title": "Repair",
        "outcome": "see",
        "a student can": "see a strain early",
        "taught in": "F2.1.1, Seeing it; F2.1.2, Saying it",
        "asked by": "What is a sign?; What would you say first, and why?",
        "url": "/repair/",
    }


def test_pages_that_the_build_makes_can_be_linked_by_name(tiny: MakeTiny) -> None:
    start = page("start", "See [what is taught](#outcomes), and [](#glossary).")
    made = tiny({**FILES, "content/index.md": start})
    assert made.run("build", "--quiet").returncode == 0
    start_page = html.fromstring(made.site(""))
    links = [(words(one), one.get("href")) for one in start_page.xpath("//main//p[contains(., 'is taught')]/a")]
    assert links == [("what is taught", "outcomes/"), ("Glossary", "glossary/")]


def test_an_id_of_the_authors_own_goes_before(tiny: MakeTiny) -> None:
    made = tiny({"content/index.md": page("start", "See [it](#glossary).\n\n## Our words {#glossary}\n\nFew.")})
    assert made.findings() == []
    assert made.load().targets["glossary"].kind == "section"


def test_a_handbook_without_outcomes_has_no_such_page(tiny: MakeTiny) -> None:
    made = tiny({})
    assert made.run("build", "--quiet").returncode == 0
    assert not (made.root / "site/outcomes").exists()


def test_a_handbook_that_asks_for_the_page_has_it(tiny: MakeTiny) -> None:
    made = tiny({"mkdocs.yml": SETTINGS + "nav:\n  - index.md\n  - outcomes.md\n"})
    assert made.run("build", "--quiet").returncode == 0
    assert "No page says yet" in words(html.fromstring(made.site("outcomes")))


def test_naming_outcomes_leaves_released_words_as_they_were(tiny: MakeTiny) -> None:
    """A page is not called changed because its questions now say what they ask."""
    plain = REPAIR.replace("    asks: see\n", "").replace("    asks: see, say\n", "")
    for name in ("see", "say"):
        plain = plain.replace("{outcome=" + name + "}", "")
    plain = plain.replace("[see **a strain** early]", "see **a strain** early").replace("[say it in", "say it in")
    plain = plain.replace("sentence]", "sentence")
    made = tiny({"content/repair.md": page("repair", plain)})
    assert made.run("release", "1", "--yes").returncode == 0
    made.write({"content/repair.md": page("repair", REPAIR)})
    assert "released already, with these very words" in made.run("release", "1", "--dry-run").stdout
