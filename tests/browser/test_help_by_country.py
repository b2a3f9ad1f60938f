"""Help now by country: chosen by the reader, remembered only when asked, and forgotten by one press."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Serve
from tests.browser.safe import FILES, GB, reader
from tests.tiny import MakeTiny, Tiny

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

KEPT = """async () => [
  JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie,
  (await indexedDB.databases()).length, (await caches.keys()).length,
]"""
NOTHING = ["{}", "{}", "", 0, 0]
PRESSABLE = """link => {
  const box = link.getBoundingClientRect();
  return box.height >= 44 && link.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    """The address of a handbook with numbers in two countries."""
    made = Tiny(tmp_path_factory.mktemp("help") / "handbook")
    made.write(FILES)
    built = made.run("build")
    assert built.returncode == 0, built.stdout + built.stderr
    return serve(made.root / "site")


def countries(tab: Page) -> list[str]:
    return tab.locator(".country h2").all_inner_texts()


def test_a_country_is_remembered_when_asked_and_forgotten_by_one_press(browser: Browser, site: str) -> None:
    """Until the press nothing is stored, and after the other nothing is left."""
    with reader(browser, locale="en-IE") as tab:
        tab.goto(f"{site}help-now/")
        assert countries(tab) == ["United Kingdom", "Ireland"], "nothing is guessed from the language"
        button = tab.locator(".remember button")
        assert not button.is_visible()
        tab.get_by_role("navigation", name="Where are you now?").get_by_role("link", name="Ireland").click()
        assert countries(tab) == ["Ireland", "United Kingdom"]
        assert "Others who use this device" in tab.locator(".remember").inner_text()
        assert tab.evaluate(KEPT) == NOTHING
        button.click()
        assert tab.get_by_role("status").filter(has_text="Ireland is remembered on this device.").is_visible()
        assert button.evaluate("one => one === document.activeElement")
        assert tab.evaluate(KEPT) == ['{"handbook-country":"help-ie"}', *NOTHING[1:]]

        tab.goto(f"{site}calm/")
        tab.get_by_role("button", name="Search").first.click()
        named = tab.locator(".find-numbers:visible")
        assert named.all_inner_texts() == ["Ireland: Emergency services 112 Shout 50808"]
        links = named.locator("a").evaluate_all("all => all.map(link => link.getAttribute('href'))")
        assert links == ["tel:112", "sms:50808"]
        tab.keyboard.press("Escape")
        tab.get_by_role("link", name="Help now").first.click()
        tab.wait_for_load_state()
        assert tab.url == f"{site}help-now/#help-ie"
        assert countries(tab)[0] == "Ireland"
        assert tab.locator("#help-ie").evaluate("node => node.getBoundingClientRect().top < innerHeight / 2")

        tab.get_by_role("button", name="Forget Ireland").click()
        assert tab.evaluate(KEPT) == NOTHING
        assert button.inner_text() == "Remember this country on this device"
        tab.goto(f"{site}calm/")
        assert tab.get_by_role("link", name="Help now").first.get_attribute("href") == "../help-now/"


def test_a_browser_that_keeps_nothing_says_so_and_shows_the_numbers(browser: Browser, site: str) -> None:
    with reader(browser, 320, 568, color_scheme="dark") as tab:
        slips: list[object] = []
        tab.on("pageerror", lambda slip: slips.append(slip))
        tab.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})")
        tab.goto(f"{site}help-now/")
        tab.locator(".where-now a", has_text="Ireland").click()
        tab.locator(".remember button").click()
        assert tab.get_by_text("This browser keeps nothing here").is_visible()
        assert slips == []
        assert countries(tab)[0] == "Ireland"
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_a_script_each_country_is_one_press_away(browser: Browser, site: str) -> None:
    with reader(browser, 360, 740, java_script_enabled=False) as tab:
        tab.goto(f"{site}help-now/")
        assert not tab.locator(".remember").is_visible()
        first = tab.locator(".where-now a").first
        assert first.is_visible()
        assert first.bounding_box()["y"] < 740, "it stands on the first screen of a telephone"  # type: ignore[index]
        tab.locator(".where-now a", has_text="Ireland").click()
        assert tab.url.endswith("#help-ie")


def test_one_country_asks_no_choice_and_none_has_no_help_page(browser: Browser, serve: Serve, tiny: MakeTiny) -> None:
    """A handbook for one country has its numbers at once."""
    alone = {**FILES, "content/help.yml": f"checked: 2026-11-22\nservices:{GB}\n"}
    made = tiny(alone)
    assert made.run("build").returncode == 0
    html = made.site("help-now")
    assert "tel:999" in html
    assert "where-now" not in html
    assert "Remember this country" not in html
    with reader(browser) as tab:
        tab.goto(f"{serve(made.root / 'site')}help-now/")
        assert countries(tab) == ["United Kingdom"]
        assert tab.evaluate(KEPT) == NOTHING


@pytest.mark.parametrize("size", [(1280, 800), (320, 568), (320, 256)], ids=str)
def test_help_now_is_one_press_away_on_every_kind_of_page(browser: Browser, site: str, size: tuple[int, int]) -> None:
    """With and without a script; 320 by 256 is a screen of 1280 by 1024 at 400 %."""
    for script in (True, False):
        with reader(browser, *size, java_script_enabled=script) as tab:
            for address in ("", "calm/", "harm/", "handouts/H01/", "a-to-z/", "leaving/", "cite/calm/", "404.html"):
                tab.goto(f"{site}{address}")
                links = tab.locator("a.btn.help", has_text="Help now")
                assert any(links.evaluate_all(f"all => all.map({PRESSABLE})")), (address, script)
                assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_a_printed_page_says_whom_to_ring(browser: Browser, site: str) -> None:
    with reader(browser) as tab:
        tab.goto(f"{site}calm/")
        line = tab.locator(".foot .print-only")
        assert not line.is_visible()
        tab.emulate_media(media="print")
        assert line.inner_text().startswith("In danger now (United Kingdom): 999. To talk: Samaritans 116 123.")
        assert "help-now" in line.inner_text()
        tab.goto(f"{site}harm/")
        assert not tab.get_by_text("Leave this page").first.is_visible()
