"""A page on paper: the words and what explains them, where they come from, and nothing that can only be pressed."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Serve
from tests.browser.kinds import PAGE, tab_of
from tests.needing import need_program

if TYPE_CHECKING:
    from playwright.sync_api import Browser

AWAY = ".mainnav, .menu, .acts, .quick, nav.side, .toc, .pager, .acts-end, dialog, .skip, .letters, .foot nav"


def printed(browser: Browser, address: str, folder: Path) -> tuple[bytes, str]:
    """The PDF that a browser makes of a page, and its text."""
    pdftotext = need_program("pdftotext", "Debian: apt-get install poppler-utils")
    with tab_of(browser) as tab:
        tab.goto(address)
        pdf = tab.pdf(tagged=True, path=folder / "page.pdf")
    text = subprocess.run([pdftotext, folder / "page.pdf", "-"], capture_output=True, text=True, check=True, timeout=60)
    return pdf, " ".join(text.stdout.split())


def test_menus_and_buttons_stay_off_the_paper_and_what_is_folded_comes_onto_it(
    browser: Browser, built_site: Path, serve: Serve
) -> None:
    with tab_of(browser) as tab:
        tab.goto(serve(built_site) + PAGE)
        tab.emulate_media(media="print")
        assert [one for one in tab.locator(AWAY).all() if one.is_visible()] == []
        folded = tab.locator(".answer:not([open]) p")
        assert folded.count()
        assert all(one.evaluate("node => node.getBoundingClientRect().height > 0") for one in folded.all())
        assert tab.locator(".words dd").first.is_visible(), "definitions are printed where nobody can press a word"
        assert not tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_a_printed_page_says_where_its_words_come_from(
    browser: Browser, three_editions: Path, serve: Serve, tmp_path: Path
) -> None:
    """Title, edition, and the addresses that stay, in a file with tags for those who listen to it."""
    pdf, text = printed(browser, f"{serve(three_editions)}time/holidays/", tmp_path)
    assert "Our holidays and yours" in text
    assert "1.2.1" in text, "the number of a section"
    assert "dition 2026.3" in text
    assert "https://handbook.harbour-lane.internal/s/holidays/" in text.replace(" ", ""), "the address that stays"
    assert b"/StructTreeRoot" in pdf


@pytest.mark.parametrize("kind", ["glossary/", "help-now/"])
def test_lists_and_help_are_printed_whole(
    browser: Browser, built_site: Path, serve: Serve, tmp_path: Path, kind: str
) -> None:
    _, text = printed(browser, serve(built_site) + kind, tmp_path)
    expected = {"glossary/": "working alliance", "help-now/": "116 123"}[kind]
    assert expected in text
    assert "The Working Relationship" in text
    assert "dition 2026.2" in text
