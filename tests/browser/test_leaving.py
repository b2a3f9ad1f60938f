"""Leaving a page at once: by the button, by Shift three times, without script; and what does not leave it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import Serve
from tests.browser.safe import FILES, PLAIN, reader
from tests.tiny import Tiny

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# A desk, a telephone, and a screen of 1280 by 1024 at 400 %.
SIZES = [(1280, 800), (360, 740), (320, 256)]
# Whether a thing can be pressed: it is in view, and nothing lies over it.
PRESSABLE = """link => {
  const box = link.getBoundingClientRect();
  return box.height >= 44 && link.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
}"""
CLICK = "document.querySelector('a[data-leave]').click()"
# How many parts of the page are shown.
SHOWN = "[...document.body.children].filter(node => node.checkVisibility()).length"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    """The address of the handbook with a page that somebody may have to leave at once."""
    made = Tiny(tmp_path_factory.mktemp("leaving") / "handbook")
    made.write(FILES)
    built = made.run("build")
    assert built.returncode == 0, built.stdout + built.stderr
    return serve(made.root / "site")


def press_shift(tab: Page, times: int) -> None:
    for _ in range(times):
        tab.keyboard.press("Shift")


def left(tab: Page) -> bool:
    return tab.url == PLAIN


def test_the_button_hides_the_page_at_once_and_takes_it_out_of_the_back_button(browser: Browser, site: str) -> None:
    """What was opened before it is still there, as the page about leaving says."""
    with reader(browser) as tab:
        asked: list[dict[str, str]] = []
        tab.on("request", lambda request: asked.append(request.headers) if request.url == PLAIN else None)
        tab.goto(f"{site}calm/")
        tab.get_by_role("link", name="the page about harm").click()
        tab.wait_for_url(f"{site}harm/")
        # Looked at in the very moment of the click, before the other site can answer.
        shown, title = tab.evaluate(f"() => {{ {CLICK}; return [{SHOWN}, document.title]; }}")
        assert (shown, title) == (0, "Loading")
        tab.wait_for_url(PLAIN)
        assert ["referer" in headers for headers in asked] == [False]
        tab.go_back()
        assert tab.url == f"{site}calm/"


def test_a_click_with_a_key_held_down_leaves_too(browser: Browser, site: str) -> None:
    """So does one with the wheel of a mouse. Otherwise it would open a second window, and the first would stay."""
    presses: tuple[dict[str, Any], ...] = ({"modifiers": ["Shift"]}, {"modifiers": ["Control"]}, {"button": "middle"})
    with reader(browser) as tab:
        for press in presses:
            tab.goto(f"{site}harm/")
            tab.get_by_role("link", name="Leave this page").click(**press)
            tab.wait_for_url(PLAIN)
            assert len(tab.context.pages) == 1


def test_a_page_that_another_site_shows_in_a_frame_takes_that_site_along(browser: Browser, site: str) -> None:
    """Hosts that send our headers refuse frames; some cannot send them."""
    with reader(browser) as tab:
        around = f"{site}around.html"
        frame = {"body": f'<iframe src="{site}harm/"></iframe>', "content_type": "text/html"}
        tab.route(around, lambda route: route.fulfill(**frame))
        tab.goto(around)
        tab.frame_locator("iframe").get_by_role("link", name="Leave this page").first.click()
        tab.wait_for_url(PLAIN)


def open_search(tab: Page) -> None:
    tab.get_by_role("button", name="Search").first.click()
    assert tab.get_by_role("searchbox").evaluate("field => field === document.activeElement")


def open_definition(tab: Page) -> None:
    tab.locator("main a.term").first.click()
    tab.locator(".pop.open").wait_for()


def open_citation(tab: Page) -> None:
    tab.locator(".acts-end .cite-link").click()
    tab.locator("dialog.cite-box[open]").wait_for()


def open_menu(tab: Page) -> None:
    tab.set_viewport_size({"width": 800, "height": 800})
    tab.locator(".menu summary").click()


@pytest.mark.parametrize(
    "opened", [open_search, open_definition, open_citation, open_menu], ids=lambda one: one.__name__
)
def test_the_button_and_shift_leave_while_something_is_open(browser: Browser, site: str, opened: object) -> None:
    assert callable(opened)
    with reader(browser) as tab:
        tab.goto(f"{site}harm/")
        opened(tab)
        assert any(tab.locator("a[data-leave]").evaluate_all(f"all => all.map({PRESSABLE})"))
        press_shift(tab, 2)
        told = tab.get_by_role("status").filter(has_text="Press Shift once more to leave this page.")
        assert told.evaluate(
            "box => box.contains(document.elementFromPoint(...(({x, y}) => [x + 9, y + 9])"
            "(box.getBoundingClientRect())))"
        ), "it is seen above what is open"
        assert tab.locator(".lights .on").count() == 2
        press_shift(tab, 1)
        tab.wait_for_url(PLAIN)


def test_on_a_telephone_a_definition_leaves_the_button_in_sight(browser: Browser, site: str) -> None:
    with reader(browser, 360, 740) as tab:
        tab.goto(f"{site}harm/")
        open_definition(tab)
        assert tab.locator(".quick a[data-leave]").evaluate(PRESSABLE)


def test_shift_in_writing_and_in_shortcuts_does_not_leave(browser: Browser, site: str) -> None:
    """Capitals, Shift and Tab, Shift with a click or the wheel, Control and Shift, and any other key in between."""
    with reader(browser) as tab:
        tab.goto(f"{site}handouts/H01/")
        field = tab.get_by_label("My words")
        field.click()
        for letter in "NOT NOW":
            tab.keyboard.press(f"Shift+{letter}")
        assert field.input_value() == "NOT NOW"
        for _ in range(4):  # a hurried hand lets go of Shift before it lets go of the letter
            tab.keyboard.down("Shift")
            tab.keyboard.down("A")
            tab.keyboard.up("Shift")
            tab.keyboard.up("A")
        for keys in ("Shift+Tab", "Control+Shift", "Shift+ArrowRight"):
            for _ in range(4):
                tab.keyboard.press(keys)
        for _ in range(4):
            tab.keyboard.press("Shift")
            tab.keyboard.press("x")
        for _ in range(4):
            tab.locator("h1").click(modifiers=["Shift"])
        for _ in range(4):  # how a mouse reads along a wide table
            tab.keyboard.down("Shift")
            tab.mouse.wheel(20, 0)
            tab.keyboard.up("Shift")
        assert not left(tab)
        assert tab.locator(".shift-words").inner_text() == ""
        press_shift(tab, 3)
        tab.wait_for_url(PLAIN)


def test_presses_far_apart_do_not_add_up(browser: Browser, site: str) -> None:
    """Five seconds are left for each press, by a clock that the test winds on."""
    with reader(browser) as tab:
        tab.clock.install(time="2026-11-22T10:00:00")
        tab.goto(f"{site}harm/")
        tab.clock.pause_at("2026-11-22T11:00:00")
        for wait, words in ((4900, "two more times"), (4900, "once more")):
            press_shift(tab, 1)
            tab.clock.run_for(wait)
            assert words in tab.locator(".shift-words").inner_text()
        tab.clock.run_for(200)
        assert not tab.locator(".shift-told").is_visible()
        press_shift(tab, 2)
        assert not left(tab)
        press_shift(tab, 1)
        tab.wait_for_url(PLAIN)


def test_a_page_that_the_browser_kept_comes_back_as_it_was(browser: Browser, site: str) -> None:
    """The event that tells a page so is made here: this browser drops the page that was left."""
    with reader(browser) as tab:
        tab.goto(f"{site}harm/")
        press_shift(tab, 2)
        back = "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"
        state = f"[{SHOWN} > 0, document.title, document.querySelector('.shift-told').checkVisibility()]"
        states = tab.evaluate(f"() => {{ const before = {state}; {CLICK}; {back}; return [before, {state}]; }}")
        assert states == [[True, "Tiny", True], [True, "Tiny", False]]


def test_without_a_script_it_is_a_link(browser: Browser, site: str) -> None:
    with reader(browser, java_script_enabled=False) as tab:
        asked: list[dict[str, str]] = []
        tab.on("request", lambda request: asked.append(request.headers) if request.url == PLAIN else None)
        tab.goto(f"{site}harm/")
        assert not tab.get_by_text("Shift three times").is_visible(), "nothing is promised that does not work"
        tab.get_by_role("link", name="Leave this page").click()
        tab.wait_for_url(PLAIN)
        assert "referer" not in asked[0]
        tab.go_back()
        assert tab.url == f"{site}harm/"
        tab.get_by_role("link", name="What leaving does not hide").click()
        assert tab.get_by_role("heading", level=1).inner_text() == "Leaving a page"


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_button_stays_in_reach_and_covers_nothing_that_has_the_focus(
    browser: Browser, site: str, size: tuple[int, int]
) -> None:
    """It is the second thing that Tab meets, it stays while the page scrolls, and so does Help now."""
    with reader(browser, *size) as tab:
        tab.goto(f"{site}harm/")
        tab.keyboard.press("Tab")
        tab.keyboard.press("Tab")
        focused = tab.locator(":focus")
        assert focused.inner_text() == "Leave this page"
        assert focused.evaluate(PRESSABLE)
        for place in ("main p:nth-of-type(5)", "main p:nth-of-type(30)"):
            tab.locator(place).evaluate("node => node.scrollIntoView({block: 'center'})")
            for name in ("a[data-leave]", "a.btn.help"):
                assert any(tab.locator(name).evaluate_all(f"all => all.map({PRESSABLE})")), (place, name)
        covered = """all => all.filter(link => {
          scrollTo(0, link.getBoundingClientRect().top + scrollY - 12); // below the strip, or almost out of view
          link.focus();
          const {x, y} = link.getClientRects()[0];
          return !link.contains(document.elementFromPoint(x + 4, y + 8));
        }).length"""
        assert tab.locator("main p a").count() > 30
        assert tab.locator("main p a").evaluate_all(covered) == 0
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_lights_are_told_apart_without_their_colours(browser: Browser, site: str) -> None:
    with reader(browser, 320, 568, forced_colors="active", color_scheme="dark") as tab:
        tab.goto(f"{site}harm/")
        press_shift(tab, 1)
        grounds = tab.locator(".lights i").evaluate_all("all => all.map(one => getComputedStyle(one).backgroundColor)")
        assert len(grounds) == 3
        assert grounds[0] != grounds[1] == grounds[2]
        assert tab.locator(".quick a[data-leave]").evaluate(PRESSABLE)


def test_tabs_and_histories_show_the_name_of_the_handbook_alone(browser: Browser, site: str) -> None:
    """On the page, on the pages about it, and while a permanent address leads on; the heading says what it is."""
    with reader(browser, java_script_enabled=False) as tab:
        for address in ("harm/", "help-now/", "leaving/", "handouts/H01/", "cite/harm/"):
            tab.goto(f"{site}{address}")
            assert tab.title() == "Tiny", address
            assert tab.locator("h1").inner_text() != "Tiny"
        assert "<title>Tiny</title>" in tab.request.get(f"{site}s/to-do/").text()
        tab.goto(f"{site}calm/")
        assert tab.title() == "Calm | Tiny"
        tab.goto(f"{site}a-to-z/")
        assert tab.locator("main a[href$='harm/']", has_text="Harm").count() == 1
    with reader(browser) as tab:
        tab.goto(f"{site}calm/")
        assert tab.locator("[data-leave], script[src*='exit.js']").count() == 0, "other pages have none of it"
        tab.get_by_role("button", name="Search").first.click()
        tab.get_by_role("searchbox").fill("paragraph")
        tab.keyboard.press("Enter")
        tab.locator(".results .where", has_text="Harm").wait_for()
