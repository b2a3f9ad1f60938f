"""Old links, frozen pages and comparisons as a reader meets them, with and without script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Serve
from tests.story import whole_story
from tests.tiny import Tiny

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    made = whole_story(Tiny(tmp_path_factory.mktemp("story")))
    built = made.run("build")
    assert built.returncode == 0, built.stdout + built.stderr
    return made


@pytest.fixture(scope="module")
def base(told: Tiny, serve: Serve) -> str:
    return serve(told.root / "site")


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 800})
    yield opened
    opened.close()


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A browser without script."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("s/telling/", "time/breaks/#telling"),
        ("s/telling/#p2", "time/breaks/#telling-p2"),
        ("s/last/#p1", "frame/endings/#last-session-p1"),
        ("s/breaks/#telling", "time/breaks/#telling"),
        ("frame/breaks/", "time/breaks/"),
        ("frame/breaks/#ill", "frame/endings/#ill"),
        ("frame/breaks/#short", "s/short/"),
        ("frame/breaks/#no-such-place", "time/breaks/#no-such-place"),
        ("frame/gone/", "s/gone/"),
    ],
)
def test_an_old_link_arrives_where_its_words_are(old: str, now: str, base: str, tab: Page) -> None:
    tab.goto(f"{base}{old}")
    tab.wait_for_url(f"{base}{now}", timeout=5000)


def test_going_back_does_not_fall_into_the_page_that_led_on(base: str, tab: Page) -> None:
    tab.goto(f"{base}changes/")
    tab.goto(f"{base}s/telling/")
    tab.wait_for_url(f"{base}time/breaks/#telling", timeout=5000)
    tab.go_back()
    assert tab.url == f"{base}changes/"


def test_from_a_folder_the_pages_lead_on_too(told: Tiny, tab: Page) -> None:
    site = (told.root / "site").as_uri()
    tab.goto(f"{site}/s/telling/index.html#p2")
    tab.wait_for_url("**#telling-p2", timeout=5000)


def test_without_script_a_permanent_address_leads_on(base: str, plain: Page) -> None:
    plain.goto(f"{base}s/telling/")
    plain.wait_for_url(f"{base}time/breaks/#telling", timeout=5000)


def test_without_script_an_old_page_shows_the_way_to_its_section(base: str, plain: Page) -> None:
    plain.goto(f"{base}frame/breaks/#ill")
    plain.locator("#ill").click()
    assert plain.url == f"{base}frame/endings/#ill"
    assert plain.locator("h2#ill").is_visible()


def test_without_script_a_lost_section_has_a_line_on_its_page(base: str, plain: Page) -> None:
    plain.goto(f"{base}time/breaks/#short")
    assert plain.locator("#short").is_visible()
    plain.locator("#short a").click()
    assert plain.url == f"{base}s/short/"
    assert plain.get_by_text("Split in edition 2026.3").is_visible()


@pytest.mark.parametrize("address", ["e/2026.1/", "e/2026.1/s/breaks/", "e/2026.1/s/telling/", "changes/", "s/gone/"])
@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_of_an_edition_goes_sideways(address: str, width: int, base: str, tab: Page) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(f"{base}{address}")
    assert tab.evaluate("document.documentElement.scrollWidth") == width


def test_the_numbers_of_passages_are_in_sight_and_not_in_what_is_copied(base: str, tab: Page) -> None:
    tab.goto(f"{base}e/2026.1/s/telling/")
    sign = tab.locator("#p1 .pn")
    box = sign.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    tab.locator("#p1").evaluate("one => getSelection().selectAllChildren(one)")
    assert tab.evaluate("getSelection().toString()").strip().startswith("Most counsellors")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_taken_out_and_put_in_differ_in_more_than_colour(scheme: str, base: str, tab: Page) -> None:
    tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    tab.goto(f"{base}e/2026.1/s/telling/")
    lines = {
        tag: tab.locator(f".both {tag}").first.evaluate("one => getComputedStyle(one).textDecorationLine")
        for tag in ("del", "ins")
    }
    assert lines == {"del": "line-through", "ins": "underline"}


def test_then_and_now_can_be_read_apart(base: str, tab: Page) -> None:
    tab.goto(f"{base}e/2026.1/s/telling/")
    then = tab.get_by_text("Then: Most counsellors tell you four weeks")
    assert not then.is_visible()
    tab.get_by_text("Read them apart").first.click()
    assert then.is_visible()


def test_on_paper_what_has_changed_is_shown_and_what_is_folded_is_left_out(base: str, tab: Page) -> None:
    tab.goto(f"{base}e/2026.1/s/telling/")
    tab.emulate_media(media="print")
    assert tab.locator(".both del").first.is_visible()
    assert not tab.locator(".compared details").first.is_visible()
