"""Three other handbooks, built as anybody would build theirs: the smallest, an organisation's own, an odd one."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.links import Site
from tests.tiny import Tiny

HANDBOOKS = Path(__file__).parent / "handbooks"
BASES = {"smallest": "/", "clinic": "/handbook/", "unusual": "/"}
# Notation that must not be seen by a reader: fences, attributes, citations, links, emphasis, templates, marks.
LEFTOVER = re.compile(r"/{3,}|\{[#.:%{]|\]\(|\]\[|\]\{|\[-?@|\*\*|@[a-z]+-\d|</?[a-z]+>|[\U000f0000-\U0010fffd]")


SiteOf = Callable[[str], Site]


@pytest.fixture(scope="module")
def site_of(tmp_path_factory: pytest.TempPathFactory) -> SiteOf:
    """A handbook by its name: copied, built by `handbook build --root`, and looked at."""

    @cache
    def build(name: str) -> Site:
        root = tmp_path_factory.mktemp("handbooks") / f"a {name} handbook"
        shutil.copytree(HANDBOOKS / name, root)
        result = Tiny(root).run("build", "--format", "concise")
        assert result.returncode == 0, result.stdout + result.stderr
        assert "mkdocs:" not in result.stderr
        return Site(root / "site", BASES[name])

    return build


# What holds for every handbook


@pytest.mark.parametrize("name", BASES)
def test_every_link_leads_somewhere(name: str, site_of: SiteOf) -> None:
    assert site_of(name).broken() == []


@pytest.mark.parametrize("name", BASES)
def test_nothing_is_fetched_from_elsewhere(name: str, site_of: SiteOf) -> None:
    assert site_of(name).fetched_elsewhere() == []


@pytest.mark.parametrize("name", BASES)
def test_no_notation_is_left_over(name: str, site_of: SiteOf) -> None:
    shown = {page: LEFTOVER.findall(site_of(name).text(page, "//body")) for page in site_of(name).pages}
    # A title of the odd handbook holds `<b>`, written as text.
    assert {page: found for page, found in shown.items() if set(found) - {"<b>"}} == {}


@pytest.mark.parametrize("name", BASES)
def test_ids_are_unique_and_every_page_has_one_main_heading(name: str, site_of: SiteOf) -> None:
    assert site_of(name).repeated_ids() == []
    headings = {page: len(root.xpath("//h1")) for page, root in site_of(name).pages.items()}
    assert {page: count for page, count in headings.items() if count != 1} == {}


@pytest.mark.parametrize("name", BASES)
def test_the_generated_pages_and_data_are_there(name: str, site_of: SiteOf) -> None:
    pages = {
        "index.html",
        "404.html",
        "glossary/index.html",
        "references/index.html",
        "handouts/index.html",
        "a-to-z/index.html",
    }
    assert pages <= set(site_of(name).pages)
    for data in ("references.csl.json", "sections.json", "terms.skos.jsonld", "terms.csv"):
        assert (site_of(name).root / "data" / data).stat().st_size > 0


@pytest.mark.parametrize("name", BASES)
def test_no_file_of_the_author_is_published_as_it_lies_there(name: str, site_of: SiteOf) -> None:
    files = [path for path in site_of(name).root.rglob("*") if path.is_file()]
    assert [path.name for path in files if path.suffix == ".yml" or path.name == "references.json"] == []
    # What the build writes as Markdown has no front matter.
    assert [path for path in files if path.suffix == ".md" and path.read_bytes().startswith(b"---")] == []


@pytest.mark.parametrize("name", BASES)
def test_nothing_of_our_own_handbook_is_on_another_organisations_pages(name: str, site_of: SiteOf) -> None:
    ours = re.compile(r"working relationship|therapeutic|rogers|psychoeducation", re.IGNORECASE)
    shown = {
        page: ours.findall(site_of(name).text(page, "//body") + site_of(name).text(page, "//title"))
        for page in site_of(name).pages
    }
    assert {page: found for page, found in shown.items() if found} == {}


# The smallest


def test_the_smallest_handbook_is_one_page_and_what_the_build_adds(site_of: SiteOf) -> None:
    smallest = site_of("smallest")
    assert sorted(smallest.pages) == [
        "404.html",
        "a-to-z/index.html",
        "accessibility/index.html",
        "cite/index.html",
        "cite/welcome/index.html",
        "glossary/index.html",
        "handouts/index.html",
        "index.html",
        "offline/index.html",
        "offline/not-kept/index.html",
        "privacy/index.html",
        "references/index.html",
        "s/welcome/index.html",
        "this-copy/index.html",
    ]
    assert "Write here what your readers need first." in smallest.text("index.html")
    assert "Welcome (page)" in smallest.text("a-to-z/index.html")


def test_the_smallest_handbook_has_one_finding_that_its_address_is_unset() -> None:
    assert [name for _, name in Tiny(HANDBOOKS / "smallest").findings()] == ["public-address"]


# An organisation's own


def test_the_clinics_handbook_has_no_finding() -> None:
    assert Tiny(HANDBOOKS / "clinic").findings() == []


def test_its_parts_are_its_own(site_of: SiteOf) -> None:
    clinic = site_of("clinic")
    assert {
        "before-you-come/who-it-is-for/index.html",
        "before-you-come/the-first-evening/index.html",
        "in-the-group/the-agreement/index.html",
    } <= set(clinic.pages)
    home = clinic.text("index.html", "//body")
    assert "Before you come" in home
    assert "In the group" in home
    assert [
        str(number)
        for number in clinic.pages["in-the-group/the-agreement/index.html"].xpath("//main//a[@class='num']/text()")
    ] == ["2.1.1", "2.1.2"]


def test_its_terms_link_at_their_first_use_and_are_defined_on_the_page(site_of: SiteOf) -> None:
    page = site_of("clinic").pages["before-you-come/the-first-evening/index.html"]
    links = [(link.text_content(), link.get("href")) for link in page.xpath("//main//a[contains(@class, 'term')]")]
    assert links == [
        ("check-in", "../../glossary/#term-check-in"),
        ("listening pairs", "../../glossary/#term-listening-pair"),
    ]
    assert "Two people who take turns to speak and to listen." in site_of("clinic").text(
        "before-you-come/the-first-evening/index.html"
    )


def test_its_glossary_says_where_each_word_is_used(site_of: SiteOf) -> None:
    text = site_of("clinic").text("glossary/index.html")
    assert "People also say" in text
    assert "pair work" in text
    assert "“warm-up round”: sounds like sport" in text
    assert "The first evening: How the evening goes (2 times)" in text


def test_its_citations_and_references_are_in_apa(site_of: SiteOf) -> None:
    text = site_of("clinic").text("before-you-come/the-first-evening/index.html")
    assert "Okafor and Lindqvist (2025, Chapter 2) calls this “the smallest group there is”." in text
    assert "(see Harbour Lane Clinic, 2024; Okafor & Lindqvist, 2025)" in text
    assert "Okafor, A., & Lindqvist, P. (2025). Two chairs and a pot of tea. Invented Press." in text
    listed = site_of("clinic").pages["references/index.html"].xpath("//main//ol/li/@id")
    assert [str(one) for one in listed] == ["ref-harbour-lane-2024", "ref-okafor-2025"]


def test_its_link_without_words_has_the_title_of_its_target(site_of: SiteOf) -> None:
    (link,) = (
        site_of("clinic")
        .pages["index.html"]
        .xpath("//main//div[contains(@class, 'doors')]//a[contains(@href, 'first-evening')]")
    )
    assert link.text_content() == "1.2, The first evening"


def test_its_sheet_is_printed_on_both_papers(site_of: SiteOf) -> None:
    folder = site_of("clinic").root / "handouts/G1"
    for paper in ("a4", "letter"):
        assert (folder / f"G1.{paper}.pdf").read_bytes().startswith(b"%PDF-")
    words = site_of("clinic").text("handouts/G1/index.html")
    assert "The group agreement is read aloud each evening." in words, "the passage of the page stands on the sheet"
    assert "Ines" not in words, "the example stays on its page"


def test_its_public_address_is_in_its_data(site_of: SiteOf) -> None:
    sections = json.loads((site_of("clinic").root / "data/sections.json").read_text(encoding="utf-8"))["sections"]
    assert all(one["url"].startswith("https://tuesday-group.harbour-lane.internal/handbook/") for one in sections)
    (canonical,) = site_of("clinic").pages["help/index.html"].xpath("//link[@rel='canonical']/@href")
    assert canonical == "https://tuesday-group.harbour-lane.internal/handbook/help/"


# The odd one


def test_the_odd_handbook_has_no_finding() -> None:
    assert Tiny(HANDBOOKS / "unusual").findings() == []


def test_its_files_have_the_line_ends_that_are_tested() -> None:
    content = HANDBOOKS / "unusual/content"
    assert b"\r\n" in (content / "index.md").read_bytes()
    assert b"\n" not in (content / "old mac.md").read_bytes()
    assert (content / "two words/odd name (1).md").read_bytes().startswith(b"\xef\xbb\xbf")


def test_its_words_are_all_there(site_of: SiteOf) -> None:
    odd = site_of("unusual")
    assert "يمكنك أن تسأل في أي وقت. 👋" in odd.text("index.html")
    assert "信頼は少しずつ育ちます。 A bond holds." in odd.text("old mac/index.html")
    text = odd.text("two words/odd name (1)/index.html")
    assert (
        "A family 👨‍👩‍👧, a flag 🇬🇧, a ❤️‍🩹 and naïve Ærøskøbing. Snake_case_name, AT&T, 5 < 6 > 4, C:\\temp, 50%."
        in text
    )
    assert "מה שלומך?" in text
    assert odd.text("two words/odd name (1)/index.html", "//h1") == "Two words: “odd” & ‘names’ <b>"


def test_it_is_written_from_right_to_left(site_of: SiteOf) -> None:
    root = site_of("unusual").pages["index.html"]
    assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")


def test_its_terms_and_works_are_in_their_own_letters(site_of: SiteOf) -> None:
    links = site_of("unusual").pages["index.html"].xpath("//main//a[contains(@class, 'term')]")
    assert [link.text_content() for link in links] == ["الثقة"]
    assert "(عكاوي, 2025)" in site_of("unusual").text("index.html")


def test_its_files_stand_where_their_links_lead(site_of: SiteOf) -> None:
    (picture,) = site_of("unusual").pages["two words/odd name (1)/index.html"].xpath("//main//img")
    assert unquote(picture.get("src")) == "../../pictures 100%/a dot #1.svg"
    assert picture.get("alt") == 'A dot & a "dash"'
