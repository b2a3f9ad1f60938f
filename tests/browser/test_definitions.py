"""Definitions at hand: what a reader meets at a linked word, with a mouse, a keyboard, a finger or a screen reader.

The pages are served under a policy that refuses inline scripts and styles, and the clock of a page with a mouse is
ours, so that a moment is a moment on a slow machine too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Serve
from tests.browser.waiting import until
from tests.tiny import BASE, Tiny, page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect, Locator, Page

TERMS = """terms:
  - id: rupture
    preferred: rupture
    definition: A strain between two people who work together.
    source: handbook
  - id: working-alliance
    preferred: working alliance
    definition: >-
      A bond between two people, together with their agreement on understandable aims, and on whatever
      contributes towards reaching them, notwithstanding that every now and then a rupture unavoidably tests it.
    source: handbook
    related: [rupture]
  - id: unconditional-positive-regard
    preferred: unconditional positive regard
    definition: Steady care for a person as a whole, which does not have to be earned.
    source: handbook
"""
COLUMNS = 12
WORDS = f"""A working alliance can have a rupture, and so the two go on. There is [a way back](#two) for both.

## A rupture in a heading {{#one}}

Another rupture, and unconditional positive regard.

/// question | What helps?
    answer-in: one
- [x] Saying it.

A [rupture]{{.term}} is a strain.
///

## Two {{#two}}

|{" Conversation |" * COLUMNS}
|{"---|" * COLUMNS}
|{" Conversation |" * (COLUMNS - 3)} A rupture | Conversation | Conversation |

{"Some more to read. " * 200}
"""
HANDBOOK = {**BASE, "content/terms.yml": TERMS, "content/words.md": page("words", WORDS)}
STRAIN = "A strain between two people who work together."
# The links to terms, in their order on the page.
ALLIANCE, RUPTURE, AGAIN, REGARD, FOLDED, TABLED = range(6)
# In milliseconds.
MOMENT, BRIEFLY, LONG = 300, 100, 60_000


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    """A tiny handbook, built and served."""
    made = Tiny(tmp_path_factory.mktemp("words"))
    made.write(HANDBOOK)
    built = made.run("build")
    assert built.returncode == 0, built.stdout + built.stderr
    return serve(made.root / "site")


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Page]:
    """The page on a desk's screen. Its clock stands still until a test lets time pass."""
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.clock.install(time=0)
    tab.goto(f"{address}words/")
    tab.clock.pause_at(LONG)
    yield tab
    tab.close()
    assert complaints == [], "the browser refused or missed something"


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """The page on a phone."""
    tab = browser.new_page(viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True)
    tab.goto(f"{address}words/")
    yield tab
    tab.close()


def word(tab: Page, which: int) -> Locator:
    return tab.locator("a.term").nth(which)


def definition(tab: Page) -> Locator:
    """What stands beside a word while its definition is shown."""
    return tab.get_by_role("group").filter(has=tab.get_by_role("link", name="Full entry")).last


def shown(tab: Page) -> str:
    """The heading of the definition that is shown, or nothing."""
    found = definition(tab)
    return found.inner_text().splitlines()[0] if found.count() else ""


def box(what: Locator) -> FloatRect:
    found = what.bounding_box()
    assert found, "it is not on the page"
    return found


def point_at(tab: Page, what: Locator) -> None:
    """Moves the mouse there; unlike Playwright's own `hover` and `click`, it never scrolls."""
    at = box(what)
    tab.mouse.move(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)


def at_the_foot(tab: Page, which: int) -> None:
    """Scrolls until a word stands in the last line of the screen."""
    word(tab, which).evaluate("link => scrollBy(0, link.getBoundingClientRect().bottom - innerHeight + 5)")


def rest_on(tab: Page, which: int) -> None:
    point_at(tab, word(tab, which))
    tab.clock.run_for(MOMENT)


def leave(tab: Page) -> None:
    tab.mouse.move(5, 5)


def focus(tab: Page, which: int) -> None:
    """Puts the focus on a word as a keyboard does: by Tab, from just before it."""
    word(tab, which).evaluate(
        """link => { const before = document.createElement("span"); before.tabIndex = 0;
        link.before(before); before.focus(); }"""
    )
    tab.keyboard.press("Tab")


def focused(tab: Page) -> str:
    return str(tab.evaluate("document.activeElement === document.body ? '' : document.activeElement.textContent"))


# ---- A mouse ----


def test_a_mouse_that_rests_on_a_word_sees_its_definition(desk: Page) -> None:
    point_at(desk, word(desk, RUPTURE))
    desk.clock.run_for(BRIEFLY)
    assert shown(desk) == "", "it waits a moment, so that a mouse can pass"
    desk.clock.run_for(MOMENT)
    assert shown(desk) == "Rupture"
    assert definition(desk).get_by_text(STRAIN).is_visible()


def test_a_mouse_that_passes_over_a_word_sees_nothing(desk: Page) -> None:
    point_at(desk, word(desk, RUPTURE))
    desk.clock.run_for(BRIEFLY)
    leave(desk)
    desk.clock.run_for(LONG)
    assert shown(desk) == ""


def test_a_definition_goes_when_the_mouse_leaves(desk: Page) -> None:
    rest_on(desk, RUPTURE)
    leave(desk)
    desk.clock.run_for(MOMENT * 2)
    assert shown(desk) == ""


def test_a_definition_stays_as_long_as_the_mouse_is_on_the_word(desk: Page) -> None:
    rest_on(desk, RUPTURE)
    desk.clock.run_for(LONG)
    assert shown(desk) == "Rupture"


@pytest.mark.criterion("1.4.13")
def test_a_mouse_can_cross_the_gap_and_stay_on_the_definition(desk: Page) -> None:
    rest_on(desk, RUPTURE)
    link, text = box(word(desk, RUPTURE)), box(definition(desk))
    desk.mouse.move(link["x"] + 5, (link["y"] + link["height"] + text["y"]) / 2)
    desk.clock.run_for(BRIEFLY)
    desk.mouse.move(text["x"] + 20, text["y"] + 20)
    desk.clock.run_for(LONG)
    assert shown(desk) == "Rupture"


def test_a_mouse_goes_from_one_word_to_the_next(desk: Page) -> None:
    rest_on(desk, ALLIANCE)
    assert shown(desk) == "Working alliance"
    rest_on(desk, RUPTURE)
    assert shown(desk) == "Rupture"
    assert word(desk, ALLIANCE).get_attribute("aria-expanded") == "false"


def test_a_click_keeps_the_definition_and_a_second_one_closes_it(desk: Page) -> None:
    rest_on(desk, RUPTURE)
    word(desk, RUPTURE).click()
    leave(desk)
    desk.clock.run_for(LONG)
    assert shown(desk) == "Rupture"
    word(desk, RUPTURE).click()
    assert shown(desk) == ""


def test_a_click_elsewhere_closes_the_definition(desk: Page) -> None:
    word(desk, RUPTURE).click()
    desk.mouse.click(5, 5)
    assert shown(desk) == ""


def test_the_text_can_be_selected(desk: Page) -> None:
    """Pressing, dragging and even leaving the definition does not close it."""
    rest_on(desk, RUPTURE)
    text = box(definition(desk).get_by_text(STRAIN))
    desk.mouse.move(text["x"] + 1, text["y"] + 10)
    desk.mouse.down()
    desk.mouse.move(text["x"] + text["width"] - 1, text["y"] + text["height"] - 10, steps=5)
    desk.mouse.up()
    leave(desk)
    desk.clock.run_for(LONG)
    assert desk.evaluate("getSelection().toString()").strip() == STRAIN
    assert shown(desk) == "Rupture"


@pytest.mark.parametrize("how", [{"modifiers": ["ControlOrMeta"]}, {"button": "middle"}], ids=["ctrl", "middle"])
def test_the_entry_opens_in_a_new_tab_as_that_of_any_link(desk: Page, how: dict[str, object]) -> None:
    with desk.context.expect_page() as opened:
        word(desk, RUPTURE).click(**how)  # type: ignore[arg-type]
    opened.value.wait_for_url("**/glossary/#term-rupture")
    assert desk.url.endswith("/words/")


# ---- A keyboard ----


def test_the_focus_goes_through_a_definition_and_on(desk: Page) -> None:
    focus(desk, RUPTURE)
    assert (focused(desk), shown(desk)) == ("rupture", "Rupture")
    steps = []
    for _ in range(3):
        desk.keyboard.press("Tab")
        steps.append((focused(desk), shown(desk)))
    assert steps == [("Full entry", "Rupture"), ("Close", "Rupture"), ("a way back", "")]


def test_the_focus_goes_back_again(desk: Page) -> None:
    focus(desk, RUPTURE)
    desk.keyboard.press("Tab")
    desk.keyboard.press("Shift+Tab")
    assert (focused(desk), shown(desk)) == ("rupture", "Rupture")
    for _ in range(2):  # over the place from which the focus came
        desk.keyboard.press("Shift+Tab")
    assert (focused(desk), shown(desk)) == ("working alliance", "Working alliance")


def test_the_links_of_a_definition_are_on_the_way(desk: Page) -> None:
    focus(desk, ALLIANCE)
    desk.keyboard.press("Tab")
    assert (focused(desk), shown(desk)) == ("rupture", "Working alliance")


def test_a_definition_does_not_move_the_page(desk: Page) -> None:
    desk.evaluate("scrollTo(0, 50)")
    focus(desk, RUPTURE)
    desk.keyboard.press("Tab")
    desk.keyboard.press("Escape")
    assert (desk.evaluate("scrollY"), focused(desk)) == (50, "rupture")


def test_closing_a_definition_does_not_move_the_page(desk: Page) -> None:
    """At the foot of the screen too, where a focus is otherwise moved up a little."""
    desk.set_viewport_size({"width": 1280, "height": 500})
    at_the_foot(desk, REGARD)
    before = desk.evaluate("scrollY")
    rest_on(desk, REGARD)
    point_at(desk, definition(desk).get_by_role("button", name="Close"))
    desk.mouse.down()
    desk.mouse.up()
    assert (desk.evaluate("scrollY"), focused(desk)) == (before, "unconditional positive regard")


def test_enter_on_a_word_shows_its_definition_too(desk: Page) -> None:
    """As after Escape, or with a screen reader that moves no focus."""
    focus(desk, RUPTURE)
    desk.keyboard.press("Escape")
    desk.keyboard.press("Enter")
    assert shown(desk) == "Rupture"
    desk.keyboard.press("Enter")
    assert shown(desk) == ""
    assert desk.url.endswith("/words/")


def test_enter_on_full_entry_leads_to_the_glossary(desk: Page) -> None:
    focus(desk, RUPTURE)
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/glossary/#term-rupture")


def test_close_gives_the_focus_back(desk: Page) -> None:
    focus(desk, RUPTURE)
    desk.keyboard.press("Tab")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    assert (focused(desk), shown(desk)) == ("rupture", "")


def test_a_passing_mouse_does_not_take_the_focus(desk: Page) -> None:
    """The focus is inside one definition; the mouse happens to rest on another word."""
    focus(desk, RUPTURE)
    desk.keyboard.press("Tab")
    rest_on(desk, ALLIANCE)
    assert (focused(desk), shown(desk)) == ("Full entry", "Rupture")


# ---- Escape ----


def test_escape_on_the_word_leaves_the_focus_there(desk: Page) -> None:
    focus(desk, RUPTURE)
    desk.keyboard.press("Escape")
    desk.clock.run_for(LONG)
    assert (focused(desk), shown(desk)) == ("rupture", "")


def test_escape_inside_the_definition_leads_back_to_the_word(desk: Page) -> None:
    focus(desk, RUPTURE)
    desk.keyboard.press("Tab")
    desk.keyboard.press("Escape")
    assert (focused(desk), shown(desk)) == ("rupture", "")


def test_escape_closes_what_the_mouse_opened(desk: Page) -> None:
    rest_on(desk, RUPTURE)
    desk.keyboard.press("Escape")
    desk.clock.run_for(LONG)
    assert (focused(desk), shown(desk)) == ("", "")


# ---- A finger ----


def test_a_tap_shows_the_definition_and_a_second_one_closes_it(phone: Page) -> None:
    word(phone, RUPTURE).tap()
    assert shown(phone) == "Rupture"
    word(phone, RUPTURE).tap()
    assert shown(phone) == ""


def test_a_tap_elsewhere_closes_the_definition(phone: Page) -> None:
    word(phone, RUPTURE).tap()
    phone.touchscreen.tap(200, 20)
    assert shown(phone) == ""


def test_a_tap_on_another_word_shows_its_definition(phone: Page) -> None:
    word(phone, RUPTURE).tap()
    word(phone, ALLIANCE).tap()
    assert shown(phone) == "Working alliance"


def test_a_definition_stays_while_a_finger_scrolls(phone: Page) -> None:
    word(phone, RUPTURE).tap()
    finger = phone.context.new_cdp_session(phone)
    for kind, height in (("Start", 350), ("Move", 300), ("Move", 200), ("End", 0)):
        points = [{"x": 200, "y": height}] if height else []
        finger.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})
    until(phone, "scrollY > 0", seconds=5)
    assert shown(phone) == "Rupture"


def test_a_finger_reaches_the_full_entry(phone: Page) -> None:
    word(phone, RUPTURE).tap()
    definition(phone).get_by_role("link", name="Full entry").tap()
    phone.wait_for_url("**/glossary/#term-rupture")


def test_what_a_finger_touches_is_large_enough(phone: Page) -> None:
    word(phone, RUPTURE).tap()
    for target in (definition(phone).get_by_role("link"), definition(phone).get_by_role("button")):
        assert min(box(target)["width"], box(target)["height"]) >= 44


def test_the_sheet_of_a_phone_leaves_the_word_in_sight(phone: Page) -> None:
    word(phone, TABLED).evaluate("link => link.scrollIntoView({block: 'end', inline: 'end'})")
    phone.evaluate("scrollBy(0, 60)")
    word(phone, TABLED).tap()
    assert in_sight(phone, word(phone, TABLED))
    assert box(definition(phone))["width"] == 390


# ---- Anywhere on the page ----


def in_sight(tab: Page, what: Locator) -> bool:
    """Whether nothing covers or cuts off the corners of a box (a word that wraps has one for each line)."""
    return bool(
        what.evaluate(
            """node => [...node.getClientRects()].every(box => [box.left + 9, box.right - 9].every(x =>
            [box.top + 9, box.bottom - 9].every(y => node.contains(document.elementFromPoint(x, y)))))"""
        )
    )


def assert_word_and_definition_in_sight(tab: Page, which: int) -> None:
    assert in_sight(tab, definition(tab)), "the definition is cut off"
    assert in_sight(tab, word(tab, which)), "the definition covers its word"


@pytest.mark.parametrize("size", [(1280, 800), (700, 800), (320, 568), (320, 256), (740, 360)], ids=str)
def test_word_and_definition_are_in_sight_on_any_screen(desk: Page, size: tuple[int, int]) -> None:
    """320 x 256 is a screen of 1280 x 1024 at 400%; the last word stands in a table that scrolls."""
    desk.set_viewport_size({"width": size[0], "height": size[1]})
    for which in (ALLIANCE, RUPTURE, AGAIN, REGARD, TABLED):
        focus(desk, which)
        assert_word_and_definition_in_sight(desk, which)
    assert desk.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_a_word_at_the_foot_of_the_screen_has_its_definition_above(desk: Page) -> None:
    desk.set_viewport_size({"width": 1280, "height": 500})
    at_the_foot(desk, REGARD)
    rest_on(desk, REGARD)
    assert_word_and_definition_in_sight(desk, REGARD)
    assert box(definition(desk))["y"] < box(word(desk, REGARD))["y"]


def test_a_word_that_wraps(desk: Page) -> None:
    word(desk, REGARD).evaluate("link => { link.parentElement.style.width = '12rem' }")
    assert word(desk, REGARD).evaluate("link => link.getClientRects().length") > 1
    focus(desk, REGARD)
    assert_word_and_definition_in_sight(desk, REGARD)


def test_a_page_that_is_written_from_right_to_left(desk: Page) -> None:
    desk.evaluate("document.documentElement.dir = 'rtl'")
    focus(desk, ALLIANCE)
    assert_word_and_definition_in_sight(desk, ALLIANCE)
    link, text = box(word(desk, ALLIANCE)), box(definition(desk))
    assert text["x"] + text["width"] == pytest.approx(link["x"] + link["width"], abs=1)
    assert desk.evaluate("document.documentElement.scrollWidth") <= 1280


def test_a_long_definition_can_be_read_to_its_end_at_400_per_cent(desk: Page) -> None:
    desk.set_viewport_size({"width": 320, "height": 256})
    focus(desk, ALLIANCE)
    close = definition(desk).get_by_role("button", name="Close")
    close.scroll_into_view_if_needed()
    assert in_sight(desk, close)
    assert_word_and_definition_in_sight(desk, ALLIANCE)


def test_a_table_that_scrolls_takes_the_definition_along(desk: Page) -> None:
    focus(desk, TABLED)
    before = box(definition(desk))["x"]
    desk.locator(".table").evaluate("table => { table.scrollLeft -= 100 }")
    until(desk, "x => document.querySelector('.pop').getBoundingClientRect().x === x", before + 100)


def test_a_word_in_a_folded_answer(desk: Page) -> None:
    assert not word(desk, FOLDED).is_visible()
    desk.get_by_text("Answer", exact=True).click()
    focus(desk, FOLDED)
    assert shown(desk) == "Rupture"
    assert_word_and_definition_in_sight(desk, FOLDED)
    desk.get_by_text("Answer", exact=True).press("Enter")
    assert shown(desk) == "", "it goes as the answer is folded again"


def test_headings_have_no_such_words(desk: Page) -> None:
    assert desk.get_by_role("heading", name="A rupture in a heading").count() == 1
    assert desk.locator(":is(h1, h2, h3, h4, h5, h6) a.term").count() == 0


# ---- What the definition is ----


def test_two_uses_in_two_sections_share_one_definition(desk: Page) -> None:
    texts = []
    for which in (RUPTURE, AGAIN):
        rest_on(desk, which)
        texts.append(definition(desk).inner_text())
    assert texts[0] == texts[1]
    assert desk.locator(".words dd").filter(has_text=STRAIN).count() == 1


def test_a_definition_links_to_the_terms_that_it_uses(desk: Page) -> None:
    """A plain link: no definition comes up inside a definition."""
    rest_on(desk, ALLIANCE)
    inner = definition(desk).get_by_role("link", name="rupture")
    inner.hover()
    desk.clock.run_for(MOMENT)
    assert shown(desk) == "Working alliance"
    inner.click()
    desk.wait_for_url("**/glossary/#term-rupture")


# ---- What a screen reader hears ----


def test_a_word_is_a_link_with_its_definition_as_description(desk: Page) -> None:
    expect = pytest.importorskip("playwright.sync_api").expect
    link = desk.get_by_role("link", name="rupture", expanded=False).first
    expect(link).to_have_accessible_description(STRAIN)
    focus(desk, RUPTURE)
    assert desk.get_by_role("link", name="rupture", expanded=True).count() == 1


def test_a_definition_is_a_named_group_beside_its_word(desk: Page) -> None:
    """It is no dialog, since nobody is taken into it, and no tooltip, since it has a link."""
    focus(desk, RUPTURE)
    assert desk.get_by_role("group", name="Rupture", exact=True).count() == 1
    assert desk.get_by_role("dialog").count() == desk.get_by_role("tooltip").count() == 0
    beside = word(desk, RUPTURE).locator("xpath=following-sibling::*[1]")
    assert beside.inner_text() == definition(desk).inner_text()


def test_nothing_has_a_title_of_the_browser(desk: Page) -> None:
    focus(desk, RUPTURE)
    assert desk.locator("main [title], main .md-tooltip").count() == 0


# ---- Other ways to read ----


def test_without_script_a_word_is_a_link_to_its_entry(browser: Browser, address: str) -> None:
    tab = browser.new_page(java_script_enabled=False)
    tab.goto(f"{address}words/")
    word(tab, RUPTURE).click()
    tab.wait_for_url("**/glossary/#term-rupture")
    tab.locator("#term-rupture").wait_for(state="visible")
    tab.close()


def test_a_browser_without_popovers(browser: Browser, address: str) -> None:
    tab = browser.new_page(viewport={"width": 700, "height": 800})
    tab.add_init_script("delete HTMLElement.prototype.showPopover; delete HTMLElement.prototype.popover;")
    tab.goto(f"{address}words/")
    for which in (RUPTURE, TABLED):
        focus(tab, which)
        assert shown(tab) == "Rupture"
        assert_word_and_definition_in_sight(tab, which)
    tab.keyboard.press("Escape")
    assert shown(tab) == ""
    tab.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_keep_an_edge_around_the_definition(browser: Browser, address: str, scheme: str) -> None:
    tab = browser.new_page(forced_colors="active", color_scheme=scheme)  # type: ignore[arg-type]
    tab.goto(f"{address}words/")
    word(tab, RUPTURE).click()
    style = definition(tab).evaluate("node => ({...getComputedStyle(node)})")
    for side in ("Top", "Right", "Bottom", "Left"):
        assert style[f"border{side}Style"] == "solid"
        assert style[f"border{side}Width"] == "2px"
        assert style[f"border{side}Color"] == style["color"] != style["backgroundColor"]
    assert word(tab, RUPTURE).evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    tab.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_links_stand_out_from_their_ground(browser: Browser, address: str, scheme: str) -> None:
    tab = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
    tab.goto(f"{address}words/")
    word(tab, RUPTURE).click()
    ground = _luminance(definition(tab), "backgroundColor")
    for ink in (definition(tab), *definition(tab).get_by_role("link").all()):
        darker, lighter = sorted((ground, _luminance(ink, "color")))
        assert (lighter + 0.05) / (darker + 0.05) >= 7
    tab.close()


def test_nothing_moves_for_who_wants_no_motion(browser: Browser, address: str) -> None:
    tab = browser.new_page(reduced_motion="reduce")
    tab.goto(f"{address}words/")
    word(tab, RUPTURE).click()
    assert tab.evaluate("document.getAnimations().length") == 0
    moving = "node => [node, ...node.querySelectorAll('*')].map(one => getComputedStyle(one).transitionDuration)"
    assert set(definition(tab).evaluate(moving)) == {"0s"}
    tab.close()


def test_paper_has_the_words_in_a_box_and_no_definition_over_the_text(browser: Browser, address: str) -> None:
    tab = browser.new_page()
    tab.goto(f"{address}words/")
    word(tab, RUPTURE).click()
    tab.emulate_media(media="print")
    assert not tab.locator(".pop").is_visible()
    words = tab.locator(".words")
    assert words.evaluate("node => getComputedStyle(node).borderTopStyle") == "solid"
    assert words.inner_text().split("\n")[0] == "Words used here"
    assert words.locator("dt").all_inner_texts() == ["Working alliance", "Rupture", "Unconditional positive regard"]
    assert all(words.locator("dd").all_inner_texts())
    last = tab.locator(".body > .sec").last
    assert last.inner_text() == words.inner_text(), "nothing of the text comes after the words"
    tab.close()


def _luminance(what: Locator, name: str) -> float:
    """How light a colour of an element is, by the formula of the WCAG."""
    style = what.evaluate("(node, name) => getComputedStyle(node)[name]", name)
    channels = [int(part) / 255 for part in style.removeprefix("rgb(").removesuffix(")").split(",")]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))
