"""Somebody who has never been here finds three things from the home page, on a telephone, by links that can be seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Serve
from tests.browser.kinds import tab_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page


@pytest.fixture
def home(browser: Browser, built_site: Path, serve: Serve) -> Iterator[Page]:
    """The home page on a telephone."""
    with tab_of(browser, 390, 844, has_touch=True) as tab:
        tab.goto(serve(built_site))
        yield tab


def follow(tab: Page, words: str) -> None:
    """Taps the first link in the text of the page whose words contain these, as a reader who looks for them would."""
    link: Locator = tab.locator("main a:visible").filter(has_text=words).first
    with tab.expect_navigation():
        link.tap()


def test_what_to_do_if_the_counsellor_is_late_is_two_taps_away(home: Page) -> None:
    follow(home, "The frame")
    follow(home, "My counsellor was late")
    assert "late" in home.locator(":target").inner_text()


def test_a_sheet_to_print_is_two_taps_away(home: Page) -> None:
    follow(home, "sheets")
    follow(home, "Preparing for a break")
    answer = home.request.get(home.locator("a[href$='.pdf']:visible").first.evaluate("link => link.href"))
    assert answer.body().startswith(b"%PDF-")


def test_a_section_to_cite_is_two_taps_away_with_its_permanent_address(home: Page) -> None:
    follow(home, "The frame")
    follow(home, "Time, lateness and interruptions")
    home.get_by_role("link", name="Cite section").first.tap()
    box = home.get_by_role("dialog")
    box.get_by_text("Time, lateness and interruptions").first.wait_for()
    assert "/s/" in box.inner_text(), "the address that stays"
