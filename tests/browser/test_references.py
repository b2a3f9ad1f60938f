"""The list of references in a real browser: its filters, by keyboard and on a phone, and the page without script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def address(built_site: Path, serve: Serve) -> str:
    """Our own handbook."""
    return f"{serve(built_site)}references/"


class Visit:
    """Opens the list in a window of its own; every complaint of the browser is remembered."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.complaints: list[str] = []

    def __call__(self, width: int = 1280, fragment: str = "", **how: object) -> Page:
        context = self.browser.new_context(viewport={"width": width, "height": 900}, **how)  # type: ignore[arg-type]
        tab = context.new_page()
        tab.on("console", lambda said: self.complaints.append(said.text))
        tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        tab.goto(self.address + fragment)
        return tab


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    made = Visit(browser, address)
    yield made
    for context in browser.contexts:
        context.close()
    assert made.complaints == []


def shown(page: Page) -> list[str]:
    """The keys of the works that are to be seen."""
    return [
        str(name).removeprefix("ref-")
        for name in page.eval_on_selector_all(
            ".refs.all > li", "all => all.filter(one => !one.hidden).map(one => one.id)"
        )
    ]


def said(page: Page, words: str) -> None:
    """Waits until the count begins with these words."""
    page.locator(".works-filter [role=status]", has_text=words).wait_for()


def test_words_find_works_with_and_without_accents(visit: Visit) -> None:
    page = visit()
    everything = shown(page)
    page.get_by_label("Words").fill("fluckiger ADULT")
    assert shown(page) == ["fluckiger-2018"]
    said(page, "1 of")
    page.get_by_label("Words").fill("no such words")
    said(page, "None of")
    page.get_by_role("button", name="Show all works").click()
    said(page, "All")
    assert shown(page) == everything


def test_part_and_kind_narrow_the_list_together(visit: Visit) -> None:
    page = visit()
    page.get_by_label("Kind of work").select_option("book")
    books = shown(page)
    assert "rogers-1961" in books
    assert "rogers-1957" not in books
    page.get_by_label("Cited in").select_option(label="C The core conditions")
    both = shown(page)
    assert 0 < len(both) < len(books)
    assert set(both) < set(books)
    assert page.locator(f"#ref-{both[0]} .places a").evaluate_all(
        "all => all.some(one => /^C\\d/.test(one.textContent))"
    )


def test_the_count_is_said_politely_and_once_for_a_word(visit: Visit) -> None:
    page = visit()
    count = page.locator(".works-filter [role=status]")
    count.evaluate(
        """node => {
            window.said = [];
            new MutationObserver(() => window.said.push(node.textContent)).observe(node, {childList: true});
        }"""
    )
    page.get_by_label("Words").press_sequentially("rogers", delay=20)
    said(page, " of ")
    assert len(page.evaluate("window.said")) == 1


def test_a_link_to_a_work_that_is_filtered_away_brings_it_back(visit: Visit) -> None:
    page = visit()
    page.get_by_label("Words").fill("rogers")
    assert "bordin-1979" not in shown(page)
    page.evaluate("location.hash = '#ref-bordin-1979'")
    page.locator("#ref-bordin-1979").wait_for(state="visible")


def test_who_comes_back_finds_the_list_as_it_was_left(visit: Visit) -> None:
    page = visit()
    page.get_by_label("Words").fill("rogers")
    left = shown(page)
    page.goto(visit.address.replace("references/", "glossary/"))
    page.go_back()
    if page.get_by_label("Words").input_value():
        said(page, " of ")
        assert shown(page) == left


def test_nothing_is_kept_and_nothing_stands_in_the_address(visit: Visit) -> None:
    page = visit()
    page.get_by_label("Words").fill("shame")
    page.get_by_label("Words").press("Enter")
    assert page.url == visit.address
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_without_script_the_list_is_whole_and_has_no_form(visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    assert page.locator(".works-filter").is_hidden()
    assert page.locator(".refs.all > li").count() == page.locator(".refs.all > li:visible").count() > 80
    page.locator("#ref-rogers-1957 summary").click()
    assert page.locator("#ref-rogers-1957").get_by_text("What was looked at:").is_visible()


def test_a_work_can_be_taken_along_in_three_forms(visit: Visit, browser: Browser) -> None:
    page = visit()
    page.locator("#ref-rogers-1957 summary").click()
    with page.expect_download() as loading:
        page.locator("#ref-rogers-1957").get_by_role("link", name="BibTeX").click()
    assert loading.value.suggested_filename == "rogers-1957.bib"
    assert loading.value.path().read_text(encoding="utf-8").startswith("@article{rogers-1957,")
    assert page.locator("#ref-rogers-1957 .files a").all_inner_texts() == ["BibTeX", "RIS", "CSL-JSON"]


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_scrolls_sideways_and_every_control_is_large_enough(visit: Visit, width: int) -> None:
    page = visit(width)
    for work in ("rogers-1957", "pope-keith-spiegel-2008"):
        page.locator(f"#ref-{work} summary").click()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    small = """all => all.filter(one => one.checkVisibility())
        .map(one => [one.textContent, one.getBoundingClientRect()])
        .filter(([, box]) => box.width < 43.9 || box.height < 43.9).map(([words]) => words)"""
    controls = ".works-filter :is(input, select, button), main summary, main .files a"
    assert page.eval_on_selector_all(controls, small) == []


def test_the_filters_are_reached_by_keyboard_in_order(visit: Visit) -> None:
    page = visit()
    page.get_by_label("Words").focus()
    reached = []
    for _ in range(3):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.textContent"))
    assert reached == ["works-part", "works-kind", "Show all works"]


def test_the_list_of_a_page_can_be_taken_along(visit: Visit) -> None:
    page = visit()
    page.goto(visit.address.replace("references/", "core-conditions/six-conditions/"))
    links = page.locator("#rests-on ~ .files a")
    assert links.all_inner_texts() == ["BibTeX", "RIS", "CSL-JSON"]
    assert page.request.get(links.first.evaluate("one => one.href")).text().startswith("@")
