"""The folder edition, opened in a real browser as files, without a request to anybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

from tests.browser.searching import ask, open_search
from tests.browser.waiting import until
from tests.test_folder import unpacked

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# One page of each kind.
KINDS = (
    "",
    "the-frame/",
    "working-together/trust/",
    "help-now/",
    "handouts/",
    "handouts/H12/",
    "handouts/pack/",
    "glossary/",
    "concept-map/",
    "references/",
    "outcomes/",
    "a-to-z/",
    "changes/",
    "check-a-sheet/",
    "offline/",
    "privacy/",
)


@pytest.fixture(scope="module")
def folder(released_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own handbook, unpacked from its ZIP."""
    return unpacked(released_site / "book/the-working-relationship.zip", tmp_path_factory.mktemp("unpacked"))


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    yield page
    page.close()


def test_pages_of_every_kind_open_as_files_without_a_request_or_an_error(folder: Path, tab: Page) -> None:
    asked: list[str] = []
    wrong: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("requestfailed", lambda request: wrong.append(f"{request.url}: {request.failure}"))
    tab.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    for kind in KINDS:
        # Whoever leaves before a page is at rest stops what is still on its way.
        tab.goto((folder / kind / "index.html").as_uri(), wait_until="networkidle")
        assert tab.locator("h1").count() == 1, kind
    assert wrong == []
    assert [one for one in asked if not one.startswith(folder.as_uri())] == []


def test_definitions_and_packs_work_as_files(folder: Path, tab: Page) -> None:
    tab.goto((folder / "working-together/trust/index.html").as_uri())
    tab.locator("a.term[data-term]").first.click()
    assert tab.locator(".pop .pop-text").is_visible()
    tab.goto(f"{(folder / 'handouts/pack/index.html').as_uri()}#H12")
    until(tab, "document.querySelectorAll('.pack-print a[href]').length")
    links = tab.locator(".pack-print a[href]").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    inside = [one.partition("#")[0] for one in links if not one.startswith(("https:", "#", "tel:", "mailto:"))]
    assert inside
    assert [one for one in inside if not (folder / "handouts/pack" / one).is_file()] == []


def test_search_works_as_files_and_leads_to_files(folder: Path, tab: Page) -> None:
    asked: list[str] = []
    for kind in ("", "working-together/trust/", "handouts/H12/"):
        tab.goto((folder / kind / "index.html").as_uri())
        tab.on("request", lambda request: asked.append(request.url))
        open_search(tab)
        ask(tab, "my therapist is on holiday")
        links = tab.locator(".results a").evaluate_all("all => all.map((one) => one.href)")
        assert [one for one in links if not Path(unquote(urlsplit(one).path)).is_file()] == []
        assert any("/the-frame/holidays-and-planned-breaks/index.html" in one for one in links)
        ask(tab, "my therapist touched me")
        tab.locator(".find-alarm a").click()
        tab.wait_for_url("**/barriers-and-repair/harmed-by-your-counsellor/index.html")
    assert [one for one in asked if not one.startswith(folder.as_uri())] == []


def test_the_page_about_copies_says_that_this_is_one(folder: Path, tab: Page) -> None:
    tab.goto((folder / "offline/index.html").as_uri())
    assert tab.locator(".keep-told").inner_text() == "This is a copy in a folder, so it is on this device already."
    assert tab.locator(".keep button:visible").count() == 0
    assert tab.get_by_role("link", name="Download the folder").count() == 0
