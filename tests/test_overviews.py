"""`handbook coverage` and `handbook reading`, as editors run them, and the reading figures on the site."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from handbook_build.explaining import explain
from handbook_build.exports import EXPORTS
from tests.tiny import BASE, SETTINGS, MakeTiny, Tiny, handout, page

CLEAN, WRONG_USE = 0, 2
PLAN = """coverage:
  - group: Outline
    items:
      - {id: A1.1, title: "What it's about", sections: [trust, small-steps, H12, start, trust-again]}
      - {id: A1.2, title: Endings, later: with part D}
      - {id: A1.3, title: Money}
  - group: Words
    kind: terms
    items:
      - id: bond
      - {id: hope, title: Hope, later: with part B}
  - group: Statements
    kind: claims
    items:
      - id: small-promises
      - {id: bond-outcome, title: A bond and its outcome}
"""
COVERAGE = """Outline: 1 of 3

  A1.1  What it’s about
          B1.2 Trust, B1.2.1 Small steps, H12 A sheet, and 2 more
  A1.2  Endings
          still to come: with part D
  A1.3  Money
          nowhere yet

Words: 1 of 2

  bond  bond
          B1.2 Trust, B1.2.1 Small steps
  hope  Hope
          still to come: with part B

Statements: 1 of 2

  small-promises  Trust’s growth is slow.
                    B1.2.1 Small steps
  bond-outcome    A bond and its outcome
                    nowhere yet
"""
LONG = "And" + " word" * 25 + "."
TRUST = f"""A bond holds.

## Small steps {{#small-steps}}

[It was kept, and a bond grew.]{{claim=small-promises}} {LONG}

/// counsellor | To you
Use CBT with a dyad.
///

## Trust again {{#trust-again}}

Ask.
"""
FILES = {
    "content/trust.md": page("trust", TRUST, more="outline: B1.2\n"),
    "content/handouts/H12.md": handout("H12", "trust"),
    "content/terms.yml": "terms: [{id: bond, preferred: bond, definition: A tie., source: handbook}]\n",
    "content/jargon.yml": "jargon: [dyad]\n",
    "content/claims.yml": 'claims:\n  - {id: small-promises, statement: "Trust\'s growth is slow.", '
    "strength: practice-wisdom, source: handbook, sections: [small-steps]}\n",
    "content/coverage.yml": PLAN,
}
NOTE = """
Figures show where to look; they are no verdict. `age` is the reading age of what clients read,
by the Automated Readability Index, with glossary words counted apart.
"""
HEAD = "page   words  clients  glossary  over 25  passive  jargon   age\n"
TRUST_LINE = "trust     53       46         2        1        1       2      -\n"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A handbook with a plan, that no test changes."""
    made = Tiny(tmp_path_factory.mktemp("small"))
    made.write({**BASE, **FILES})
    return made


@pytest.fixture
def empty(tmp_path: Path) -> Tiny:
    """A handbook without a page."""
    made = Tiny(tmp_path)
    made.write({"mkdocs.yml": SETTINGS, "content/notes.txt": "none yet"})
    return made


# What is covered


def test_coverage_shows_each_item_with_its_sections_or_when_it_will_come(small: Tiny) -> None:
    result = small.run("coverage")
    assert (result.returncode, result.stderr, result.stdout) == (CLEAN, "", COVERAGE)


def test_coverage_as_data_has_all_sections(small: Tiny) -> None:
    outline, words, statements = json.loads(small.run("coverage", "--format", "json").stdout)["coverage"]
    assert (outline["group"], outline["kind"]) == ("Outline", "topics")
    first, second, third = outline["items"]
    assert (first["id"], first["title"], first["later"]) == ("A1.1", "What it’s about", "")
    assert [section["id"] for section in first["sections"]] == ["trust", "small-steps", "H12", "start", "trust-again"]
    assert first["sections"][1] == {"id": "small-steps", "number": "B1.2.1", "title": "Small steps"}
    assert second == {"id": "A1.2", "title": "Endings", "sections": [], "later": "with part D"}
    assert third == {"id": "A1.3", "title": "Money", "sections": [], "later": ""}
    assert [[section["id"] for section in item["sections"]] for item in words["items"]] == [
        ["trust", "small-steps"],
        [],
    ]
    assert [[section["id"] for section in item["sections"]] for item in statements["items"]] == [["small-steps"], []]


def test_an_item_that_is_covered_is_no_longer_to_come(tiny: MakeTiny) -> None:
    plan = (
        "coverage:\n  - group: Outline\n    items: [{id: A1, title: The start, sections: start, later: with part D}]\n"
    )
    made = tiny({"content/coverage.yml": plan})
    assert made.run("coverage").stdout == "Outline: 1 of 1\n\n  A1  The start\n        start Start\n"
    ((item,),) = [group["items"] for group in json.loads(made.run("coverage", "--format", "json").stdout)["coverage"]]
    assert item["later"] == ""


def test_a_section_that_is_not_there_covers_nothing(tiny: MakeTiny) -> None:
    plan = "coverage: [{group: Outline, items: [{id: A1, title: The start, sections: [strat]}]}]\n"
    assert tiny({"content/coverage.yml": plan}).run("coverage").stdout == (
        "Outline: 0 of 1\n\n  A1  The start\n        nowhere yet\n"
    )


def test_without_a_plan_coverage_says_where_to_write_one(tiny: MakeTiny, empty: Tiny) -> None:
    for made in (tiny({}), empty):
        result = made.run("coverage")
        assert (result.returncode, result.stderr) == (CLEAN, "")
        assert result.stdout == "There is no plan: write content/coverage.yml.\n"
        assert json.loads(made.run("coverage", "--format", "json").stdout) == {"coverage": []}


# How it reads


def test_reading_lists_the_pages_with_most_to_mend_first(small: Tiny) -> None:
    result = small.run("reading")
    others = (
        "H12        8        8         0        0        0       0      -\n"
        "start      7        7         0        0        0       0      -\n"
    )
    assert (result.returncode, result.stderr, result.stdout) == (CLEAN, "", f"{HEAD}{TRUST_LINE}{others}{NOTE}")


def test_reading_a_page_shows_each_sentence_to_look_at(small: Tiny) -> None:
    sentences = (
        f"  content/trust.md:14:55: over 25 words: {LONG}\n"
        "  content/trust.md:14:2: passive: It was kept, and a bond grew.\n"
        "  content/trust.md:17:1: not explained: CBT\n"
        "  content/trust.md:17:1: not explained: dyad\n"
    )
    assert small.run("reading", "trust").stdout == f"{HEAD}{TRUST_LINE}{sentences}{NOTE}"


def test_reading_several_pages_shows_those_alone(small: Tiny) -> None:
    shown = small.run("reading", "H12", "start", "H12").stdout
    assert [line.split()[0] for line in shown.splitlines()[1:3]] == ["H12", "start"]
    assert "trust" not in shown


def test_reading_as_data_has_every_sentence(small: Tiny) -> None:
    data = json.loads(small.run("reading", "--format", "json").stdout)
    assert data["longSentence"] == 25
    trust, sheet, start = data["pages"]
    assert trust == {
        "id": "trust",
        "title": "Trust",
        "words": 53,
        "clientWords": 46,
        "glossaryWords": 2,
        "readingAge": None,
        "longSentences": [{"at": "content/trust.md:14:55", "text": LONG}],
        "passives": [{"at": "content/trust.md:14:2", "text": "It was kept, and a bond grew."}],
        "jargon": [
            {"at": "content/trust.md:17:1", "word": "CBT"},
            {"at": "content/trust.md:17:1", "word": "dyad"},
        ],
    }
    assert (sheet["id"], start["id"]) == ("H12", "start")
    assert [page["id"] for page in json.loads(small.run("reading", "--format", "json", "H12").stdout)["pages"]] == [
        "H12"
    ]


def test_the_age_is_shown_where_there_is_enough_to_read(tiny: MakeTiny) -> None:
    made = tiny({"content/page.md": page("page", "The cat sat on the mat and slept. " * 12)})
    assert made.run("reading", "page").stdout.splitlines()[1].split() == [
        "page",
        "101",
        "101",
        "0",
        "0",
        "0",
        "0",
        "2.3",
    ]
    (one,) = json.loads(made.run("reading", "--format", "json", "page").stdout)["pages"]
    assert one["readingAge"] == 2.3


@pytest.mark.parametrize("names", [["nowhere"], ["trust", "nowhere"]])
def test_an_id_that_no_page_has_is_wrong_use(names: list[str], small: Tiny) -> None:
    for form in ("text", "json"):
        result = small.run("reading", "--format", form, *names)
        assert (result.returncode, result.stdout) == (WRONG_USE, "")
        assert "no page or handout has the id" in result.stderr
        assert "nowhere" in result.stderr


def test_an_empty_handbook_has_nothing_to_read(empty: Tiny) -> None:
    shown = empty.run("reading")
    assert (shown.returncode, shown.stderr) == (CLEAN, "")
    assert shown.stdout == HEAD.replace("page   ", "page  ") + NOTE
    assert json.loads(empty.run("reading", "--format", "json").stdout) == {"longSentence": 25, "pages": []}


@pytest.mark.parametrize("command", ["coverage", "reading"])
def test_an_overview_is_text_or_json(command: str, small: Tiny) -> None:
    result = small.run(command, "--format", "xml")
    assert (result.returncode, result.stdout) == (WRONG_USE, "")
    assert "invalid choice" in result.stderr


@pytest.mark.parametrize("command", ["coverage", "reading"])
def test_an_overview_writes_nothing(command: str, small: Tiny) -> None:
    before = sorted(small.root.rglob("*"))
    small.run(command)
    assert sorted(small.root.rglob("*")) == before


# What is broken


def test_pages_without_an_id_are_read_too(tiny: MakeTiny) -> None:
    made = tiny({"content/one.md": "Just words.\n", "content/two.md": "More words here.\n"})
    pages = json.loads(made.run("reading", "--format", "json").stdout)["pages"]
    assert len(pages) == 3
    lines = made.run("reading").stdout.splitlines()[1:4]
    assert all(not line.startswith(" ") for line in lines), "each page is named, by its path if it has no id"


def test_two_pages_with_one_id_are_both_read(tiny: MakeTiny) -> None:
    made = tiny({"content/one.md": page("same"), "content/two.md": page("same")})
    pages = json.loads(made.run("reading", "--format", "json").stdout)["pages"]
    assert [one["id"] for one in pages].count("same") == 2


@pytest.mark.parametrize("plan", ["- A1\n", "a: [\n"])
def test_a_plan_that_cannot_be_read_is_not_called_missing(plan: str, tiny: MakeTiny) -> None:
    result = tiny({"content/coverage.yml": plan}).run("coverage")
    assert "There is no plan" not in result.stdout


def test_the_nearest_page_is_offered(tiny: MakeTiny) -> None:
    assert "did you mean `start`?" in tiny({}).run("reading", "strat").stderr


def test_explain_shows_how_to_write_a_wording() -> None:
    """The hint of HB708 says so."""
    assert "..." in explain("HB708")
    assert "a/b" in explain("HB708")


# The figures on the site


def test_the_export_is_what_the_command_gives(small: Tiny) -> None:
    assert EXPORTS["data/reading.json"](small.load()) == small.run("reading", "--format", "json").stdout


def test_a_build_publishes_the_reading_figures(tiny: MakeTiny) -> None:
    made = tiny({"content/page.md": page("page", "It was cancelled.")})
    made.run("build", "--quiet")
    data = json.loads((made.root / "site/data/reading.json").read_text(encoding="utf-8"))
    assert [(one["id"], len(one["passives"])) for one in data["pages"]] == [("page", 1), ("start", 0)]
