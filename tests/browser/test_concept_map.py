"""The concept map in a real browser: on a phone and a wide screen, by keyboard, without script, on paper.

The site is served under a policy that refuses inline scripts and styles.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def address(built_site: Path, serve: Serve) -> str:
    """Our own handbook."""
    return serve(built_site)


class Visit:
    """Opens the map in a window of its own; every complaint of the browser is remembered."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.complaints: list[str] = []

    def __call__(self, page: str = "concept-map/", **how: object) -> Page:
        context = self.browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce", **how})  # type: ignore[arg-type]
        tab = context.new_page()
        tab.on("console", lambda said: self.complaints.append(said.text))
        tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        tab.goto(self.address + page)
        return tab


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    made = Visit(browser, address)
    yield made
    for context in browser.contexts:
        context.close()
    assert made.complaints == []


def word(drawing: Locator, name: str) -> Locator:
    return drawing.locator(f"a[data-node={name}]")


def style(one: Locator, name: str) -> str:
    return str(one.evaluate("(node, name) => getComputedStyle(node).getPropertyValue(name)", name))


# ---- Which of the two drawings is shown ----


def test_a_phone_shows_the_rows_and_a_wide_screen_the_oval(visit: Visit) -> None:
    for size, shown, hidden in ((PHONE, ".arcs", ".round"), (WIDE, ".round", ".arcs")):
        page = visit(viewport=size)
        assert page.locator(shown).is_visible()
        assert page.locator(hidden).is_hidden()
        assert not page.locator(".piece:visible").count()


@pytest.mark.parametrize("width", [320, 390, 1024, 1280])
def test_nothing_scrolls_sideways(visit: Visit, width: int) -> None:
    page = visit(viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize(("width", "drawing"), [(360, ".arcs"), (1088, ".round")])
def test_words_are_large_enough_to_read(visit: Visit, width: int, drawing: str) -> None:
    page = visit(viewport={"width": width, "height": 800})
    high = page.locator(f"{drawing} text").first.evaluate(
        "text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a"
    )
    assert high >= 13.5


def test_the_words_fit_the_places_that_were_reckoned_for_them(visit: Visit) -> None:
    """Widths are reckoned without a font; the browser knows them."""
    for size, drawing in ((PHONE, ".arcs"), (WIDE, ".round")):
        page = visit(viewport=size)
        page.evaluate("document.fonts.ready")
        wider = page.locator(f"{drawing} a").evaluate_all(
            """links => links.filter(link => {
                const text = link.querySelector('text').getBoundingClientRect();
                const box = link.querySelector('rect').getBoundingClientRect();
                return text.left < box.left - 1 || text.right > box.right + 1;
            }).map(link => link.dataset.node)"""
        )
        assert wider == []


# ---- Pointing and focus ----


@pytest.mark.parametrize("way", ["pointer", "keyboard"])
def test_a_word_brings_out_its_lines_and_quietens_the_rest(visit: Visit, way: str) -> None:
    drawing = visit().locator(".round")
    rupture = word(drawing, "rupture")
    rupture.hover() if way == "pointer" else rupture.focus()
    lit = drawing.locator(".lines .lit").evaluate_all("all => all.map(line => [line.dataset.from, line.dataset.to])")
    assert lit
    assert all("rupture" in ends for ends in lit)
    assert {name for ends in lit for name in ends} == set(
        drawing.locator("a.lit").evaluate_all("all => all.map(node => node.dataset.node)")
    )
    assert style(drawing.locator(".lines path:not(.lit)").first, "opacity") == "0.2"
    assert style(drawing.locator(".lines .lit").first, "opacity") == "1"


def test_everything_comes_back_when_the_pointer_leaves(visit: Visit) -> None:
    page = visit()
    word(page.locator(".round"), "rupture").hover()
    page.locator("h1").hover()
    assert page.locator(".pointing, .lit").count() == 0


def test_focus_is_plain_to_see(visit: Visit) -> None:
    page = visit()
    first = page.locator(".round a").first
    page.locator(".map-top a").last.focus()
    page.keyboard.press("Tab")
    assert first.evaluate("node => node === document.activeElement"), "the hidden drawing is no stop of the Tab key"
    assert style(first.locator("rect"), "stroke-width") == "3px"
    assert style(first.locator("rect"), "stroke") == "rgb(16, 26, 24)"
    assert style(first.locator("rect"), "fill") == "rgb(255, 203, 46)"


def test_one_press_leads_past_the_map(visit: Visit) -> None:
    page = visit()
    page.get_by_role("link", name="Go past the picture").click()
    assert page.url.endswith("#in-words")
    assert page.locator("#in-words").evaluate("node => node.getBoundingClientRect().top") < 200
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.map-words') !== null")


def test_a_word_leads_to_its_entry(visit: Visit) -> None:
    page = visit(viewport=PHONE, has_touch=True)
    word(page.locator(".arcs"), "trust").tap()
    page.wait_for_url("**/glossary/#term-trust")
    assert page.locator("#term-trust").is_visible()


def test_without_script_the_map_is_whole(visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    trust = word(page.locator(".round"), "trust")
    trust.hover()
    trust.click()
    assert page.url.endswith("/glossary/#term-trust")


# ---- For everyone ----


def test_who_hears_the_map_gets_links_in_a_named_group_and_no_lines(visit: Visit) -> None:
    page = visit()
    group = page.get_by_role("group", name="Concept map")
    assert group.count() == 1, "the drawing that is not shown is not heard"
    links = group.get_by_role("link")
    assert links.count() == group.locator("a").count() > 90
    assert group.get_by_role("link", name="unconditional positive regard", exact=True).count() == 1
    tree = group.aria_snapshot()
    assert "belongs to" not in tree
    assert "img" not in tree


def test_few_colours_keep_solid_and_dotted_apart(visit: Visit) -> None:
    page = visit(forced_colors="active", color_scheme="dark")
    text, back = (
        page.evaluate(
            "name => { const one = document.body.appendChild(document.createElement('i'));"
            " one.style.color = name; return getComputedStyle(one).color }",
            name,
        )
        for name in ("CanvasText", "Canvas")
    )
    drawing = page.locator(".round")
    for kind, dots in (("broader", "none"), ("related", "0.1px, 5px")):
        line = drawing.locator(f".lines .{kind}").first
        assert style(line, "stroke") == text != back
        assert style(line, "stroke-dasharray") == dots


def test_nothing_moves_for_who_asked_for_that(visit: Visit) -> None:
    still = visit().locator(".round .lines path").first
    moving = visit(reduced_motion="no-preference").locator(".round .lines path").first
    assert style(still, "transition-duration") == "0s"
    assert style(moving, "transition-duration") != "0s"


def test_paper_gets_the_rows_in_pieces(visit: Visit) -> None:
    page = visit()
    page.emulate_media(media="print")
    assert page.locator(".round, .arcs").evaluate_all("all => all.every(one => !one.getClientRects().length)")
    pieces = page.locator(".piece")
    assert pieces.count() > 5
    assert pieces.evaluate_all("all => all.every(one => one.getClientRects().length)")
    assert page.locator(".piece").first.evaluate("one => one.querySelector('use').getBoundingClientRect().width") > 200


# ---- The map of one concept ----


def test_the_glossary_shows_where_a_word_stands(visit: Visit) -> None:
    page = visit("glossary/", viewport={"width": 320, "height": 700})
    entry = page.locator("section", has=page.locator("#term-rupture"))
    entry.locator("details", has=page.locator(".concept")).locator("summary").click()
    group = entry.get_by_role("group", name="Where “rupture” stands")
    group.scroll_into_view_if_needed()
    assert group.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    group.get_by_role("link", name="barrier", exact=True).click()
    assert page.url.endswith("#term-barrier")
