"""A browser without JavaScript: everything is reached, read and downloaded, and nothing pretends to work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from lxml import html

from tests.browser.conftest import Serve
from tests.browser.kinds import KINDS, PAGE, SHEET, tab_of
from tests.browser.waiting import until

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Controls that only a script can work. A field of a sheet can be filled in and printed by the browser itself,
# and the box above a list of sheets is answered by the style sheet (the test below this one).
DEAD = """() => [...document.querySelectorAll('button, select, input:not(#pictures), textarea')]
  .filter((node) => node.checkVisibility({visibilityProperty: true}) && !node.closest('.sheet'))
  .map((node) => node.outerHTML.slice(0, 90))"""


@pytest.fixture(scope="module")
def address(built_site: Path, serve: Serve) -> str:
    """The built site."""
    return serve(built_site)


@pytest.mark.criterion("2.4.5")
def test_every_page_is_reached_from_the_home_page_by_links(built_site: Path) -> None:
    """By links as they stand in the pages, without the lists that open by script."""
    base = "http://site/"
    met, waiting = {base}, [base]
    while waiting:
        here = waiting.pop()
        file = built_site / urlsplit(here).path.lstrip("/") / "index.html"
        if not file.is_file():
            continue
        for link in html.parse(str(file)).getroot().xpath("//a[@href][not(ancestor::dialog)]"):
            to = urldefrag(urljoin(here, link.get("href")))[0]
            # What stands below these leads to older words and ways to cite, and has a list of its own.
            if to.startswith(base) and to not in met and not to.startswith((f"{base}e/", f"{base}c/")):
                met.add(to)
                waiting.append(to)
    pages = {page.parent.relative_to(built_site).as_posix() for page in built_site.rglob("index.html")}
    living = {page for page in pages if page.split("/")[0] not in ("e", "c", "s", "cite", ".")}
    living.remove("offline/not-kept")  # stands in for pages that a browser without a connection has not kept
    led_on = {page for page in living if b"refresh" in (built_site / page / "index.html").read_bytes()}
    assert len(living) > 100
    assert {page for page in living - led_on if f"{base}{page}/" not in met} == set()


def test_nothing_is_shown_that_only_a_script_can_work(browser: Browser, address: str) -> None:
    with tab_of(browser, java_script_enabled=False) as tab:
        for kind in (one for one in KINDS if not one.startswith("s/")):  # these lead on at once
            tab.goto(address + kind)
            assert tab.evaluate(DEAD) == [], kind


def test_the_box_above_a_list_of_sheets_shows_their_pictures(browser: Browser, address: str) -> None:
    with tab_of(browser, java_script_enabled=False) as tab:
        tab.goto(f"{address}handouts/")
        assert tab.locator(".thumb:visible").count() == 0
        tab.get_by_label("Show a picture of each sheet").check()
        shown = tab.locator(".thumb:visible")
        assert shown.count() >= 20
        shown.first.scroll_into_view_if_needed()
        until(tab, "() => document.querySelector('.thumb img').naturalWidth > 0")


def test_without_script_lists_lead_on_answers_open_and_sheets_download(browser: Browser, address: str) -> None:
    with tab_of(browser, java_script_enabled=False) as tab:
        tab.goto(address)
        tab.get_by_role("link", name="Search").first.click()
        assert tab.url == f"{address}a-to-z/", "where there is no search, its buttons lead to the list"
        tab.locator("main").get_by_role("link", name="Holidays and planned breaks (page)").click()
        assert tab.url == address + PAGE
        answer = tab.locator(".answer summary").first
        answer.click()
        assert tab.locator(".answer p").first.is_visible()
        tab.goto(address + SHEET)
        sheet = tab.locator("a[href$='.pdf']:visible").first
        assert tab.request.get(str(sheet.evaluate("link => link.href"))).body().startswith(b"%PDF-")
        assert tab.locator(".dl.printed a").count() >= 4
        assert tab.locator(".dl.printed a:visible").count() == tab.locator(".dl.printed a").count()
