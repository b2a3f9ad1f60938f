"""What a page brings to look as it should: the drawing of a part, what is often looked for, style sheets, fonts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.links import Site
from tests.tiny import BASE, SETTINGS, MakeTiny, Tiny, handout, page

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 140"><path d="M4 4H196V136H4Z"/></svg>'
PART = page("going", "See [](#trust).", more="outline: A\ndrawing: ../images/part.svg\n")
FILES: dict[str, str | bytes] = {
    "mkdocs.yml": SETTINGS + "nav:\n  - index.md\n  - Going:\n      - going/index.md\n      - going/trust.md\n",
    "content/index.md": page("start", more="related: [trust]\n").replace("kind: concept", "kind: home"),
    "content/images/part.svg": DRAWING,
    "content/going/index.md": PART.replace("kind: concept", "kind: part"),
    "content/going/trust.md": page("trust", more="outline: A1.1\n"),
    "content/handouts/H01.md": handout("H01", "trust"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    made = Tiny(tmp_path_factory.mktemp("look"))
    made.write({**BASE, **FILES})
    result = made.run("build", "--quiet")
    assert result.returncode == 0, result.stdout + result.stderr
    return Site(made.root / "site")


def style_sheets(site: Site, address: str) -> list[str]:
    """The names of the style sheets that a page loads, in their order."""
    found = site.pages[f"{address}index.html"].xpath("//link[@rel='stylesheet']/@href")
    return [Path(one).stem for one in found]


def test_a_part_shows_its_drawing_which_says_nothing_to_who_cannot_see_it(site: Site) -> None:
    (drawing,) = site.pages["going/index.html"].xpath("//*[@class='part-head']//img")
    assert (drawing.get("src"), drawing.get("alt")) == ("../images/part.svg", "")
    assert site.pages["going/trust/index.html"].xpath("//img") == []


def test_a_drawing_that_is_not_there_is_found_where_it_is_named(tiny: MakeTiny) -> None:
    made = tiny({**FILES, "content/going/index.md": PART.replace("part.svg", "prat.svg")})
    assert ("going/index.md:8:10", "broken-link") in made.findings()


def test_a_part_leads_at_its_head_to_the_list_of_its_pages(site: Site) -> None:
    part = site.pages["going/index.html"]
    (link,) = part.xpath("//*[@class='part-for']//a")
    assert link.text_content() == "The page of this part"
    assert part.xpath("//*[@id=$id]", id=link.get("href").removeprefix("#"))


def test_the_home_page_says_at_its_head_what_is_often_looked_for(site: Site) -> None:
    links = site.pages["index.html"].xpath("//*[@class='sought']//a")
    assert [(one.text_content(), one.get("href")) for one in links] == [("Trust", "going/trust/")]


def test_a_page_loads_no_style_sheet_that_it_has_no_use_for(site: Site) -> None:
    assert style_sheets(site, "going/trust/") == ["handbook"]
    assert style_sheets(site, "") == ["handbook", "home"]
    assert style_sheets(site, "glossary/") == ["handbook", "generated"]
    assert style_sheets(site, "handouts/H01/") == ["handbook", "sheet"]
    assert style_sheets(site, "handouts/pack/") == ["handbook", "generated", "sheet"]


def test_a_page_with_something_to_fill_in_loads_the_style_of_sheets(tiny: MakeTiny) -> None:
    made = tiny({**BASE, "content/asking.md": page("asking", "/// box | What I would like\n///")})
    result = made.run("build", "--quiet")
    assert result.returncode == 0, result.stdout + result.stderr
    assert style_sheets(Site(made.root / "site"), "asking/") == ["handbook", "sheet"]


def test_the_site_brings_two_fonts_which_weigh_less_than_35_kilobytes(site: Site) -> None:
    fonts = sorted(site.root.glob("assets/*/fonts/*.woff2"))
    assert len(fonts) == 2
    assert sum(font.stat().st_size for font in fonts) < 35_000
