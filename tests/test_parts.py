"""The parts of a handbook: a part has a page of its own, which lists its pages and to which they lead."""

from __future__ import annotations

import pytest

from handbook_build.web.data import SiteData
from tests.links import Site
from tests.tiny import BASE, SETTINGS, MakeTiny, Tiny, page

NAVIGATION = """nav:
  - index.md
  - Starting out:
      - start/trust.md
      - start/index.md
      - start/respect.md
  - Later on:
      - late/ending.md
"""
LANDING = page("starting", "## Where to begin {#where-to-begin}\n\nSee [](#trust).", "Starting & going", "outline: A\n")
FILES = {
    "mkdocs.yml": SETTINGS + NAVIGATION,
    "content/index.md": page("start").replace("kind: concept", "kind: home"),
    "content/start/index.md": LANDING.replace("kind: concept", "kind: part"),
    "content/start/trust.md": page("trust", more="outline: A1.1\n"),
    "content/start/respect.md": page("respect", more="outline: A1.2\n"),
    "content/late/ending.md": page("ending", more="outline: B1.1\n"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    made = Tiny(tmp_path_factory.mktemp("parts"))
    made.write({**BASE, **FILES})
    result = made.run("build", "--quiet")
    assert result.returncode == 0, result.stdout + result.stderr
    return Site(made.root / "site")


def links(site: Site, address: str, within: str) -> list[tuple[str, str]]:
    """(words, address) of each link within a part of a page."""
    found = site.pages[f"{address}index.html"].xpath(f"{within}//a[@href]")
    return [(" ".join(link.text_content().split()), link.get("href")) for link in found]


LISTED = "//ul[contains(@class, 'pages')]"
SIDE = "//nav[@class='side']"


def test_a_part_page_lists_the_other_pages_of_its_part(site: Site) -> None:
    assert links(site, "start/", LISTED) == [("Trust", "trust/"), ("Respect", "respect/")]
    (listed,) = site.pages["start/index.html"].xpath(LISTED)
    assert [item.xpath("string(b)") for item in listed.xpath("li")] == ["A1.1", "A1.2"]
    assert [item.xpath("string(p)") for item in listed.xpath("li")] == ["What this page says."] * 2


def test_a_part_page_has_its_own_words_and_letter(site: Site) -> None:
    text = site.text("start/index.html", "//main")
    assert "Part A" in text
    assert "Where to begin See A1.1, Trust." in text


def test_no_other_page_lists_pages(site: Site) -> None:
    assert [name for name, one in site.pages.items() if one.xpath("//*[@id='pages-in-this-part']")] == [
        "start/index.html"
    ]


def test_beside_a_page_of_the_part_the_way_leads_to_its_page(site: Site) -> None:
    assert links(site, "start/respect/", SIDE) == [
        ("Starting out", "../"),
        ("A1.1Trust", "../trust/"),
        ("A1.2Respect", "./"),
    ]
    assert links(site, "start/respect/", "//nav[@class='crumb']")[-1] == ("A Starting out", "../")


def test_beside_the_part_page_stand_all_parts(site: Site) -> None:
    assert links(site, "start/", SIDE) == [("AStarting out", "./"), ("BLater on", "../late/ending/")]
    current = site.pages["start/index.html"].xpath(f"{SIDE}//a[@aria-current]")
    assert [link.get("href") for link in current] == ["./"]


def test_the_home_page_leads_to_the_part_pages(site: Site) -> None:
    found = dict(links(site, "", "//main"))
    assert {"start/", "late/ending/"} <= set(found.values())


def test_before_and_after_are_the_pages_of_the_part(site: Site) -> None:
    """The part's own page is above them, not between them."""
    assert [address for _, address in links(site, "start/trust/", "//nav[@class='pager']")] == ["../respect/"]
    assert [address for _, address in links(site, "start/respect/", "//nav[@class='pager']")] == ["../trust/"]


def test_every_link_of_a_handbook_with_parts_leads_somewhere(site: Site) -> None:
    assert site.broken() == []


# As values


def parts(made: Tiny) -> list[tuple[object, object, object, list[str]]]:
    """(letter, title, address, pages) of each part."""
    found = SiteData(made.load(), {}).parts
    return [(one["letter"], one["title"], one["url"], [two["path"] for two in one["pages"]]) for one in found]  # type: ignore[attr-defined]


def test_a_part_begins_with_its_own_page_wherever_that_stands(tiny: MakeTiny) -> None:
    assert parts(tiny(FILES)) == [
        ("A", "Starting out", "start/", ["start/trust.md", "start/respect.md"]),
        ("B", "Later on", "late/ending/", ["late/ending.md"]),
    ]


def test_a_part_without_a_page_of_its_own_begins_with_its_first(tiny: MakeTiny) -> None:
    made = tiny({**FILES, "content/start/index.md": LANDING})
    first, _ = parts(made)
    assert first == ("A", "Starting out", "start/trust/", ["start/trust.md", "start/index.md", "start/respect.md"])


def test_without_a_navigation_each_folder_is_a_part(tiny: MakeTiny) -> None:
    assert parts(tiny({**FILES, "mkdocs.yml": SETTINGS})) == [
        ("B", "Late", "late/ending/", ["late/ending.md"]),
        ("A", "Start", "start/", ["start/respect.md", "start/trust.md"]),
    ]


def test_a_part_of_its_own_page_alone_has_no_pages(tiny: MakeTiny) -> None:
    made = tiny({**FILES, "mkdocs.yml": f"{SETTINGS}nav:\n  - index.md\n  - Starting out: [start/index.md]\n"})
    assert parts(made) == [("A", "Starting out", "start/", [])]


def test_the_summary_of_a_part_is_that_of_its_page(tiny: MakeTiny) -> None:
    first, second = SiteData(tiny(FILES).load(), {}).parts
    assert (first["summary"], second["summary"]) == ("What this page says.", "")
