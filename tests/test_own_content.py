"""Our own handbook: it is whole, and nothing is found in it but that its address is not set yet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handbook_build.assembly import load
from handbook_build.blocks.question import choices, right
from handbook_build.building import prepare
from handbook_build.checks import Report
from handbook_build.handouts import FIELDS, body_of
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import Block, text_of, walk
from handbook_build.overviews.coverage import covered
from handbook_build.progress import Progress
from tests.tiny import TODAY

PROJECT = Path(__file__).parent.parent
PARTS = "ABCDEFGHI"
# Pages about the handbook itself, or that are nothing but for trainers.
NOT_TAUGHT = ("how-to-cite", "session-plans")


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return load(PROJECT, TODAY)


@pytest.fixture(scope="module")
def report() -> Report:
    """All checks, those that look at printed sheets too."""
    return prepare(PROJECT, TODAY, Progress(quiet=True), every_form=False).report


def test_the_only_finding_is_that_the_public_address_is_unset(report: Report) -> None:
    assert [(one.code, str(one.location.path)) for one in report.diagnostics] == [("HB113", "mkdocs.yml")]


def test_with_an_address_and_a_contact_nothing_is_left(handbook: Handbook) -> None:
    """Whoever publishes it sets both, and then has a clean handbook."""
    assert handbook.settings.address == handbook.settings.contact == ""


def test_every_waiver_gives_a_reason_that_a_reader_understands(handbook: Handbook) -> None:
    assert [waiver.location for waiver in handbook.waivers() if len(waiver.reason.split()) < 3] == []


def test_every_page_of_the_outline_is_there(handbook: Handbook) -> None:
    """Each code of the outline has a page, or a section of its own on the page it was merged into."""
    (outline,) = (group for group in handbook.plan if group.title == "Outline")
    written = [item for item in outline.items if item.id[0] in PARTS]
    assert len(written) >= 88
    on_pages = {code for page in handbook.pages for code in page.front.outline}
    assert {item.id for item in written} <= on_pages
    parts = [page.front.outline for page in handbook.pages if page.front.kind == "part"]
    assert sorted(code for codes in parts for code in codes) == list(PARTS)


def test_everything_that_is_planned_is_covered(handbook: Handbook) -> None:
    assert [(group.title, one.item.id) for group, items in covered(handbook) for one in items if not one.sections] == []
    assert {group.title for group in handbook.plan} >= {"Outline", "Topics", "Questions that clients ask"}


def test_the_termbase_and_the_handouts_are_there(handbook: Handbook) -> None:
    assert len(handbook.entry) >= 117
    assert {"H01", "H06", "H10", "H12"} <= {handout.id for handout in handbook.handouts}


def test_every_claim_says_where_it_is_stated_and_what_it_rests_on(handbook: Handbook) -> None:
    assert len(handbook.claims) >= 140
    assert [claim.id for claim in handbook.claims if not claim.sections] == []
    stated = {statement.claim for statement in handbook.stated}
    assert {claim.id for claim in handbook.claims} == stated
    assert len(handbook.false_claims) == 22


def test_the_right_answer_is_not_given_away_by_its_length(handbook: Handbook) -> None:
    longest = shortest = asked = 0
    for page in handbook.pages:
        for block in page.blocks:
            if block.name == "question":
                words = {
                    text_of((one,)).strip(): one in right(choices(block.children)) for one in choices(block.children)
                }
                asked += 1
                longest += words[max(words, key=len)]
                shortest += words[min(words, key=len)]
    assert asked > 250
    assert longest < asked / 2
    assert shortest < asked / 2


def test_every_page_can_be_read_reviewed_and_cited(handbook: Handbook) -> None:
    for page in handbook.documents:
        front = page.front
        assert front.title, page.path
        assert 1 <= len(front.summary.split()) <= 40, f"{page.path}: a summary has at most 40 words"
        assert front.authors, page.path
        assert front.reviewed is not None, page.path
        assert front.next_review is not None, page.path


def test_every_page_of_a_part_ends_with_its_sections_for_trainers(handbook: Handbook) -> None:
    for page in handbook.pages:
        if page.front.kind not in ("part", "help", "home") and page.id not in NOT_TAUGHT:
            assert page.sections[-1].id == f"{page.id}-teaching", page.path
            blocks = [block.name for block in page.blocks]
            assert blocks.count("question") in (3, 4, 5), page.path
            assert (blocks.count("outcomes"), blocks.count("discuss")) == (1, 1), page.path


def test_every_handout_fits_its_sides(handbook: Handbook) -> None:
    job = prepare(PROJECT, TODAY, Progress(quiet=True), every_form=False)
    sides = {
        (handout.id, form): (pages, handout.front.max_pages)
        for handout in handbook.handouts
        for form, pages in job.handbook.sheets[handout.id].pages.items()
    }
    assert {form for _, form in sides} == {"a4.pdf", "letter.pdf"}
    assert {name: pair for name, pair in sides.items() if not 0 < pair[0] <= pair[1]} == {}


@pytest.mark.parametrize("sheet", ["H22", "H26"])
def test_whoever_is_not_safe_at_home_is_told_before_the_first_field(handbook: Handbook, sheet: str) -> None:
    """Both go home with a client who may live with the person they are afraid of."""
    (document,) = (one for one in handbook.handouts if one.id == sheet)
    names = [node.name for node in walk(body_of(document)) if isinstance(node, Block)]
    assert names.index("caution") < min(names.index(name) for name in FIELDS & set(names))


def test_a_sheet_that_names_another_names_one_that_there_is(handbook: Handbook) -> None:
    named = {
        (handout.id, name)
        for handout in handbook.handouts
        for name in re.findall(r"\bH\d\d\b", text_of(body_of(handout)))
    }
    assert ("H16", "H18") in named
    assert {name for _, name in named} <= {handout.id for handout in handbook.handouts}


def test_every_page_says_once_that_it_is_a_draft(handbook: Handbook, built_site: Path) -> None:
    texts = {str(path.relative_to(built_site)): path.read_text() for path in built_site.rglob("*.html")}
    # What only leads on at once has no words of its own.
    pages = {path: text for path, text in texts.items() if "<main" in text and path != "404.html"}
    said = {path: text.partition("<body")[2].count(handbook.settings.status) for path, text in pages.items()}
    assert len(said) > 95
    assert {path: times for path, times in said.items() if times != 1} == {}
