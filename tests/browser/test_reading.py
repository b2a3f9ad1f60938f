"""The built site in a real browser: a page, a definition at hand, a handout to print."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import Serve


@pytest.fixture(scope="module")
def address(built_site: Path, serve: Serve) -> str:
    """The built site."""
    return serve(built_site)


@pytest.fixture
def page(browser, address: str):  # type: ignore[no-untyped-def]
    """A page of a phone's width; every request that leaves this machine is remembered."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    tab = context.new_page()
    tab.outside = []
    tab.on("request", lambda request: None if request.url.startswith(address) else tab.outside.append(request.url))
    yield tab
    assert tab.outside == [], "the page asked somebody else's machine"
    context.close()


def test_a_reader_comes_from_the_home_page_to_an_answer(page, address: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(address)
    page.get_by_role("link", name="She is off for three weeks and I mind.").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Holidays and planned breaks"
    assert page.locator("p.lead").inner_text().strip()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_definition_is_at_hand_and_goes_away(page, address: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{address}the-frame/holidays-and-planned-breaks/")
    page.locator("a.term[data-term=therapeutic-frame]").first.tap()
    entry = page.get_by_text("The steady arrangements around the work", exact=False).locator("visible=true").first
    assert entry.is_visible()
    page.keyboard.press("Escape")
    assert page.url.endswith("/the-frame/holidays-and-planned-breaks/"), "the definition opens on the page itself"
    assert page.locator("[role=dialog]:visible, [popover]:popover-open").count() == 0


def test_a_definition_is_a_link_without_script(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}the-frame/holidays-and-planned-breaks/")
    tab.locator("a.term[data-term=therapeutic-frame]").first.click()
    tab.wait_for_url(f"{address}glossary/#term-therapeutic-frame")
    tab.locator("#term-therapeutic-frame").wait_for()
    context.close()


def test_a_handout_is_one_press_from_its_page(page, address: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{address}the-frame/holidays-and-planned-breaks/")
    page.get_by_role("link", name="Preparing for a break").last.click()
    for paper in ("A4", "US Letter"):
        page.get_by_role("radio", name=paper).check()
        link = page.locator(".choose .download")
        answer = page.request.get(page.evaluate("link => link.href", link.element_handle()))
        assert answer.ok
        assert answer.body().startswith(b"%PDF-1.7")
