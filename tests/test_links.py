"""The link checker of these tests finds what it is for, so that its silence means something."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.links import Site

PAGES = {
    "index.html": '<h1 id="top">A</h1><a href="sub/">x</a><a href="sub/#here">x</a><a href="#top"><a href="a%20b.svg">',
    "sub/index.html": '<p id="here">B</p><a href="../">fine</a><img src="../a b.svg"><a href="https://elsewhere.example/">fine</a>',
    "404.html": '<a href="/sub/#here">fine</a>',
    "a b.svg": "<svg/>",
}


def site(root: Path, changes: dict[str, str], base: str = "/") -> Site:
    for name, text in {**PAGES, **changes}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Site(root, base)


def test_a_whole_site_has_nothing_to_report(tmp_path: Path) -> None:
    whole = site(tmp_path, {})
    assert (whole.broken(), whole.fetched_elsewhere(), whole.repeated_ids()) == ([], [], [])


@pytest.mark.parametrize(
    "address", ["gone/", "sub", "sub/#gone", "#gone", "../outside.html", "a%20c.svg", "/gone", "sub/index.html#top"]
)
def test_an_address_that_leads_nowhere_is_reported(address: str, tmp_path: Path) -> None:
    assert site(tmp_path, {"index.html": f'<a href="{address}">x</a>'}).broken() == [f"index.html: {address}"]


def test_a_site_below_a_path_may_not_lead_above_it(tmp_path: Path) -> None:
    below = site(tmp_path, {"404.html": '<a href="/book/sub/">fine</a><a href="/sub/">above</a>'}, "/book/")
    assert below.broken() == ["404.html: /sub/"]


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="https://elsewhere.example/a.png">',
        '<link rel="stylesheet" href="//elsewhere.example/a.css">',
        '<script src="http://elsewhere.example/a.js"></script>',
    ],
)
def test_what_is_fetched_elsewhere_is_reported(markup: str, tmp_path: Path) -> None:
    assert len(site(tmp_path, {"index.html": markup}).fetched_elsewhere()) == 1


def test_an_id_that_stands_twice_is_reported(tmp_path: Path) -> None:
    assert site(tmp_path, {"index.html": '<p id="a"></p><p id="a"></p>'}).repeated_ids() == ["index.html: a"]


def test_the_words_of_a_page_are_without_code_and_scripts(tmp_path: Path) -> None:
    page = "<main>Two\n <b>words</b><script>no()</script><code>{#no}</code></main>"
    assert site(tmp_path, {"index.html": page}).text("index.html") == "Two words"
