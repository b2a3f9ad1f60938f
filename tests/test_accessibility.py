"""What the pages of our own site say in their markup, and what the page on accessibility claims."""

from __future__ import annotations

import ast
import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import html

from handbook_build.web.generated.criteria import CRITERIA, NOT_MET, TESTED
from tests.tiny import SETTINGS, MakeTiny, page

TESTS = Path(__file__).parent
ADDRESS = "accessibility"


def pages(site: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    """Each page of the handbook of today: its address and its tree. Of small pages, one of each kind."""
    kinds = {"s": "s/holidays-and-planned-breaks", "cite": "cite/holidays-and-planned-breaks"}
    kinds["e"] = "e/2026.2/s/holidays-and-planned-breaks"
    for file in sorted(site.rglob("index.html")):
        address = file.parent.relative_to(site).as_posix()
        room = address.split("/")[0]
        if (room in kinds and address != kinds[room]) or room == "c":
            continue
        tree = html.parse(str(file)).getroot()
        if tree.find(".//main") is not None and b"refresh" not in file.read_bytes():
            yield f"{address}/", tree


def name_of(link: html.HtmlElement) -> str:
    """How a link is called for those who hear it: its label, or its words and those of its pictures."""
    if label := link.get("aria-label"):
        return " ".join(label.split())
    hidden = {text for one in link.xpath(".//*[@aria-hidden='true']") for text in one.xpath(".//text()")}
    words = [str(text) for text in link.xpath(".//text() | .//img/@alt") if text not in hidden]
    return " ".join("".join(words).split())


@pytest.mark.criterion("2.4.4", "2.4.9")
def test_no_two_links_of_a_page_say_the_same_and_lead_elsewhere(built_site: Path) -> None:
    """Away from their sentences too, as a list of links is read aloud."""
    wrong = {}
    for address, tree in pages(built_site):
        found = defaultdict(set)
        for link in tree.xpath("//a[@href][not(ancestor::dialog)][not(@aria-hidden)]"):
            to = urljoin(f"http://site/{address}", link.get("href")).replace("/./", "/")
            found[name_of(link).casefold()].add(to.removesuffix("index.html"))
        if several := {name: sorted(to)[:3] for name, to in found.items() if len(to) > 1 or not name}:
            wrong[address] = several
    assert not wrong, wrong


@pytest.mark.criterion("2.5.3")
def test_what_is_seen_on_a_control_begins_its_name(built_site: Path) -> None:
    """Who speaks to a computer says what is written there."""
    for address, tree in pages(built_site):
        for control in tree.xpath("//*[self::a or self::button or self::summary][@aria-label]"):
            seen = " ".join("".join(control.itertext()).split()).casefold()
            assert seen in " ".join(control.get("aria-label").split()).casefold(), (address, seen)


@pytest.mark.criterion("1.3.1", "2.4.1", "2.4.2", "3.1.1")
def test_each_page_has_a_title_a_language_a_way_past_the_menu_and_headings_in_order(built_site: Path) -> None:
    titles = defaultdict(list)
    for address, tree in pages(built_site):
        assert tree.get("lang"), address
        titles[tree.findtext(".//title")].append(address)
        assert tree.xpath("//a[@href]")[0].get("href") == "#main", address
        levels = [int(one.tag[1]) for one in tree.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")]
        assert levels.count(1) == 1, address
        assert all(below <= level + 1 for level, below in pairwise(levels)), address
    # Pages that somebody could be in danger for reading have the handbook's name alone, in the tab and in the history.
    neutral = titles.pop("The Working Relationship")
    assert all(
        tree.xpath("//a[@data-leave]") for address, tree in pages(built_site) if address in neutral and address != "./"
    )
    assert {title: where for title, where in titles.items() if len(where) > 1} == {}


@pytest.mark.criterion("3.2.3", "3.2.6")
def test_the_menu_and_help_now_are_in_the_same_place_everywhere(built_site: Path) -> None:
    menus = set()
    for address, tree in pages(built_site):
        menus.add(tuple(name_of(link) for link in tree.xpath("//nav[@aria-label='Main']//a")))
        if address != "help-now/":
            assert "Help now" in [name_of(link) for link in tree.xpath("//header//a")], address
    assert len(menus) == 1


@pytest.mark.criterion("3.1.3")
def test_words_of_the_trade_lead_to_what_they_mean(built_site: Path) -> None:
    tree = html.parse(str(built_site / "the-frame/holidays-and-planned-breaks/index.html")).getroot()
    used = {link.get("data-term") for link in tree.xpath("//a[@class='term']")}
    assert used
    assert used == {one.get("data-term") for one in tree.xpath("//dt[@data-term]")}, "printed with the page as well"


@pytest.mark.criterion("3.1.2")
def test_works_and_passages_in_another_language_say_so(tiny: MakeTiny) -> None:
    """For the voices that read aloud, each language has its own."""
    author, year = [{"family": "Lenz", "given": "A."}], {"date-parts": [[2003]]}
    work = {"type": "book", "title": "Das Dazwischen", "author": author, "issued": year, "publisher": "Lampe"}
    works = [
        {"id": "lenz", "language": "de-DE", **work},
        {"id": "lane", "language": "en-US", **work, "title": "Between"},
    ]
    words = page("words", "## One {#one}\n\nShe said [c’est la vie]{lang=fr} [@lenz; @lane].")
    made = tiny({"content/words.md": words, "content/references.json": json.dumps(works)})
    assert made.run("build").returncode == 0
    for address in ("words", "references"):
        tree = html.fromstring(made.site(address))
        spoken = {one.text_content().strip()[:12]: one.get("lang") for one in tree.xpath("//main//*[@lang]")}
        assert "de-DE" in spoken.values(), address
        assert "en-US" not in spoken.values(), "the language of the handbook need not be said again"
    assert html.fromstring(made.site("words")).xpath("string(//*[@lang='fr'])") == "c’est la vie"


def test_pages_of_the_tool_say_that_they_are_english_in_another_handbook(tiny: MakeTiny) -> None:
    made = tiny({"mkdocs.yml": f"{SETTINGS}theme: {{name: material, language: ar}}\n"})
    assert made.run("build").returncode == 0
    for address in ("privacy", "accessibility", "offline"):
        (main,) = html.fromstring(made.site(address)).xpath("//main")
        assert (main.get("lang"), main.get("dir")) == ("en", "ltr")
    assert html.fromstring(made.site("")).xpath("//main/@lang") == []


def marks() -> set[str]:
    """The criteria that the tests name."""
    found = set()
    for file in TESTS.rglob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.criterion":
                found |= {str(ast.literal_eval(one)) for one in node.args}
    return found


def test_what_is_called_tested_is_what_the_tests_hold() -> None:
    assert {one.number for one in CRITERIA if one.held == TESTED} == marks()


def test_each_criterion_stands_once_in_the_order_of_its_level() -> None:
    numbers = [one.number for one in CRITERIA]
    assert len(numbers) == len(set(numbers))
    for level, count in (("A", 26), ("AA", 20), ("AAA", 19)):
        own = [tuple(map(int, one.number.split("."))) for one in CRITERIA if one.level == level]
        assert own == sorted(own)
        assert len(own) == count


def test_the_page_says_what_is_not_met_and_claims_no_level(tiny: MakeTiny) -> None:
    """Also in a handbook that has no handouts, no page of help and nobody to write to."""
    made = tiny({})
    assert made.run("build").returncode == 0
    text = " ".join(html.fromstring(made.site(ADDRESS)).find(".//main").text_content().split())
    for one in CRITERIA:
        assert f"{one.number} {one.name}" in text
    assert text.count(NOT_MET) == len([one for one in CRITERIA if one.held == NOT_MET])
    assert "It claims no level as a whole" in text
    assert "does not say yet how to reach" in text
    assert "handouts" not in text.split("Point by point")[0]


def test_the_page_leads_to_who_edits_the_handbook(tiny: MakeTiny) -> None:
    made = tiny({"mkdocs.yml": f"{SETTINGS}plugins:\n  - handbook:\n      contact: editors@harbour.example\n"})
    assert made.run("build").returncode == 0
    assert 'href="mailto:editors@harbour.example"' in made.site(ADDRESS)
    assert f"{ADDRESS}/" in made.site(), "the page is led to from every other"


def test_an_author_says_it_in_other_words(tiny: MakeTiny) -> None:
    made = tiny({"content/accessibility.md": page("accessibility", "Ring us, and we read it to you.")})
    assert made.run("build").returncode == 0
    assert "Ring us, and we read it to you." in made.site(ADDRESS)
    assert "Point by point" not in made.site(ADDRESS)


def test_another_theme_does_not_get_the_claims_of_ours(tiny: MakeTiny) -> None:
    own = "<!doctype html><html lang=en><title>Ours</title><body><main>{{ page.content }}</main></body></html>"
    settings = f"{SETTINGS}theme:\n  name: material\n  custom_dir: overrides\n"
    made = tiny({"mkdocs.yml": settings, "overrides/main.html": own})
    assert made.run("build", "--trust").returncode == 0
    assert not (made.root / "site" / ADDRESS / "index.html").exists()
