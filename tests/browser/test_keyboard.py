"""The whole site by keyboard: no letter acts by itself, the menu opens when a page is enlarged four times, and
what has the focus is seen, whole, and never lost.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import Serve
from tests.browser.kinds import KINDS, PAGE, opened, tab_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.,/?"

# Where the page stands and what it shows; a key that did anything would change one of these.
STATE = """() => [location.href, scrollY, document.activeElement.tagName, document.querySelectorAll('[open]').length,
  document.querySelectorAll(':popover-open').length, document.body.innerText.length].join(' ')"""

# What has the focus: a name for messages, whether all of it can be seen, and whether a ring is drawn round it.
FOCUSED = """() => {
  const node = document.activeElement;
  if (node === document.body) return null;
  const drawn = node.matches('.steps input') ? node.nextElementSibling : node.querySelector('rect') || node;
  const boxes = [...drawn.getClientRects()].filter((box) => box.width && box.height);
  // Bars that stick to an edge, and pop-ups, lie above the page; what only stands near does not cover anything.
  const above = (top) => {
    if (!top || top.contains(node)) return null;
    return /sticky|fixed/.test(getComputedStyle(top).position) ? top : above(top.parentElement);
  };
  const unseen = boxes.flatMap((box) => {
    if (box.height > innerHeight || box.width > innerWidth) return []; // larger than the window: nothing can show all
    if (box.top < -1 || box.left < -1 || box.bottom > innerHeight + 1 || box.right > innerWidth + 1) return ['outside'];
    return [[.5, .5], [.05, .5], [.95, .5], [.5, .1], [.5, .9]].map(([x, y]) => {
      const cover = above(document.elementFromPoint(box.left + x * box.width, box.top + y * box.height));
      return cover && !node.contains(cover) ? `below ${cover.className || cover.tagName}` : '';
    }).filter(Boolean);
  });
  const style = getComputedStyle(drawn);
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || drawn !== node;
  const words = (node.textContent || node.id).trim().slice(0, 40);
  const name = `${node.tagName}.${node.className.baseVal ?? node.className} ${words}`;
  return {name, seen: boxes.length > 0, unseen: [...new Set(unseen)], ring};
}"""


@pytest.fixture(scope="module")
def address(built_site: Path, serve: Serve) -> str:
    """The built site."""
    return serve(built_site)


@pytest.mark.criterion("2.1.4")
def test_letters_and_digits_do_nothing_on_any_page(browser: Browser, address: str) -> None:
    """People who speak to their computer, or whose hands shake, press keys that they do not mean."""
    with tab_of(browser) as tab:
        for kind in KINDS:
            opened(tab, address + kind)
            before = tab.evaluate(STATE)
            for key in LETTERS:
                tab.keyboard.press(key)
            assert tab.evaluate(STATE) == before, kind


def test_letters_typed_into_search_are_letters(browser: Browser, address: str) -> None:
    with tab_of(browser) as tab:
        tab.goto(address + PAGE)
        tab.get_by_role("button", name="Search").first.click()
        tab.keyboard.type("snpf.,/ 12")
        assert tab.get_by_role("searchbox").input_value() == "snpf.,/ 12"
        assert tab.url == address + PAGE


@pytest.mark.criterion("2.1.1", "2.1.2")
@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_menu_opens_and_closes_by_keyboard_when_a_page_is_enlarged_four_times(
    browser: Browser, address: str, key: str
) -> None:
    """1280 by 1024 at 400 % leaves 320 by 256. What is in a closed menu takes no focus."""
    with tab_of(browser, 320, 256) as tab:
        tab.goto(address + PAGE)
        opener = tab.locator(".menu summary")
        for _ in range(5):
            tab.keyboard.press("Tab")
            if opener.evaluate("node => node === document.activeElement"):
                break
        assert opener.evaluate("node => node === document.activeElement"), "the menu is among the first stops"
        tab.keyboard.press(key)
        links = tab.locator(".menu nav a")
        for at in range(links.count()):
            tab.keyboard.press("Tab")
            assert links.nth(at).evaluate("node => node === document.activeElement"), at
            assert not tab.evaluate(FOCUSED)["unseen"]
        tab.keyboard.press("Escape")
        assert opener.evaluate("node => node === document.activeElement"), "the focus is back where it was"
        assert links.first.is_hidden()
        tab.keyboard.press("Tab")
        assert not tab.evaluate("document.activeElement.closest('.menu')"), "nothing in the closed menu has the focus"


def walk(tab: Page, key: str, most: int) -> list[str]:
    """What is wrong with the focus at each stop of a walk by one key, until it leaves the page."""
    wrong: list[str] = []
    for _ in range(most):
        tab.keyboard.press(key)
        at: dict[str, Any] | None = tab.evaluate(FOCUSED)
        if at is None:
            break
        wrong += [f"{at['name']} has no ring"] * (not at["ring"])
        wrong += [f"{at['name']} cannot be seen"] * (not at["seen"])
        wrong += [f"{at['name']}: {what}" for what in at["unseen"]]
    return wrong


@pytest.mark.criterion("2.1.1", "2.4.3", "2.4.7", "2.4.11", "2.4.12")
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 640)])
def test_what_has_the_focus_is_in_view_whole_and_ringed(
    browser: Browser, address: str, width: int, height: int
) -> None:
    with tab_of(browser, width, height, reduced_motion="reduce") as tab:
        wrong: dict[str, list[str]] = {}
        for kind in KINDS:
            opened(tab, address + kind)
            found = walk(tab, "Tab", 60)
            if tab.evaluate("document.activeElement !== document.body"):  # a long page: from its end, too
                tab.locator("a[href]:visible").last.focus()
                found += walk(tab, "Shift+Tab", 20)
            if found:
                wrong[kind] = found
        assert not wrong, wrong
