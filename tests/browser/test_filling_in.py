"""A handout filled in on its page, in a real browser under a strict policy: named, printed, cleared, kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Serve
from tests.printing.reading import text_of_pdf
from tests.tiny import BASE, Tiny, handout

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SHEET = """
/// lines
    count: 2
///

## The dates

/// boxes
- Last session
- First session back
///

/// lines
///

/// lines | What helps me
///

## How I feel

/// ticks
- glad
- *cross*
- something else:
///

/// ticks | For both of us
- a walk
///

/// lines
    count: 1
///

/// scale | How ready am I?
    from: not at all
    to: completely
    max: 3
///

/// scale
    from: little
    to: much
    max: 2
///

/// box | Anything else
///

/// compare
//// side | What is different
///// lines
/////
////
//// side | What is not
- nothing
////
///
"""

NAMES = "fields => fields.map(field => field.getAttribute('aria-label') || field.labels[0].textContent)"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Tiny(tmp_path_factory.mktemp("filling"))
    made.write(
        {
            **BASE,
            "content/handouts/H01.md": handout("H01", "start", SHEET).replace("authors:", "max-pages: 2\nauthors:"),
        }
    )
    built = made.run("build")
    assert built.returncode == 0, built.stdout + built.stderr
    return made.root / "site"


@pytest.fixture(scope="module")
def address(site: Path, serve: Serve) -> str:
    return f"{serve(site)}handouts/H01/"


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 700})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    opened.goto(address)
    yield opened
    assert [one for one in complaints if "favicon" not in one] == []
    assert opened.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    context.close()


def test_every_field_has_a_name_of_its_own(tab: Page) -> None:
    assert tab.locator(".sheet .sec textarea").evaluate_all(NAMES) == [
        "Leave any part blank.",
        "Last session",
        "First session back",
        "The dates",
        "What helps me",
        "something else, in your words",
        "For both of us, in your words",
        "Anything else",
        "What is different",
    ]
    assert tab.locator(".sheet [type=checkbox]").evaluate_all(NAMES) == ["glad", "cross", "something else:", "a walk"]
    assert tab.get_by_role("group", name="How ready am I?").get_by_role("radio").count() == 4
    assert tab.get_by_role("group", name="How I feel (2)").get_by_role("radio", name="0: little").count() == 1
    assert (
        tab.evaluate("(ids => ids.length - new Set(ids).size)([...document.querySelectorAll('[id]')].map(n => n.id))")
        == 0
    )


def test_the_numbers_of_one_scale_exclude_each_other_and_no_others(tab: Page) -> None:
    first, second = (tab.locator(".ws.scale").nth(at).get_by_role("radio") for at in (0, 1))
    first.nth(1).check()
    second.nth(2).check()
    first.nth(1).press("ArrowRight")
    assert first.evaluate_all("all => all.map(one => one.checked)") == [False, False, True, False]
    assert second.nth(2).is_checked()


def test_room_grows_with_what_is_written(tab: Page) -> None:
    lines = tab.get_by_label("What helps me")
    before = lines.bounding_box()
    lines.fill("a walk\n" * 12)
    after = lines.bounding_box()
    assert before
    assert after
    assert after["height"] > before["height"] * 2
    assert lines.evaluate("area => area.scrollHeight <= area.clientHeight + 1")
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("script", [True, False])
def test_enter_sends_nothing_and_leaves_the_address_alone(browser: Browser, address: str, script: bool) -> None:
    context = browser.new_context(java_script_enabled=script)
    opened = context.new_page()
    opened.goto(address, wait_until="networkidle")
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.get_by_label("Last session").fill("Tuesday")
    opened.get_by_label("Last session").press("Enter")
    opened.get_by_role("checkbox", name="glad").check()
    opened.get_by_role("checkbox", name="glad").press("Enter")
    opened.get_by_role("radio", name="0: not at all").check()
    opened.get_by_role("radio", name="0: not at all").press("Enter")
    assert (opened.url, asked) == (address, [])
    assert opened.get_by_label("Last session").input_value() == "Tuesday\n"
    context.close()


def test_it_takes_two_presses_to_clear(tab: Page) -> None:
    tab.get_by_label("What helps me").fill("a walk")
    tab.get_by_role("checkbox", name="glad").check()
    tab.get_by_role("button", name="Clear all I typed").click()
    assert tab.get_by_label("What helps me").input_value() == "a walk"
    assert "once more" in tab.get_by_role("status").inner_text()
    tab.get_by_role("button", name="Press again to clear").click()
    assert tab.get_by_label("What helps me").input_value() == ""
    assert not tab.get_by_role("checkbox", name="glad").is_checked()


@pytest.mark.parametrize("way", ["back", "reload"])
def test_who_comes_after_finds_an_empty_sheet(tab: Page, address: str, way: str) -> None:
    tab.get_by_label("What helps me").fill("private words")
    tab.get_by_role("checkbox", name="cross").check()
    if way == "back":
        tab.goto(address.replace("handouts/H01/", ""))
        tab.go_back()
    else:
        tab.reload()
    assert tab.url == address
    assert tab.get_by_label("What helps me").input_value() == ""
    assert not tab.get_by_role("checkbox", name="cross").is_checked()


def test_print_shows_the_sheet_with_its_answers_and_nothing_else(tab: Page) -> None:
    tab.get_by_label("What helps me").fill("a walk\n" * 9)
    tab.emulate_media(media="print")
    for gone in (".top", ".foot", ".intro", ".about", ".kept", ".filled"):
        assert not tab.locator(gone).first.is_visible(), gone
    assert tab.get_by_text("Leave any part blank.").last.is_visible()
    lines = tab.get_by_label("What helps me")
    assert lines.evaluate("area => area.scrollHeight <= area.clientHeight + 1")


def test_without_a_script_the_fields_are_there_and_the_buttons_are_not(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(address)
    opened.get_by_label("What helps me").fill("a walk")
    assert opened.get_by_text("Nothing you type leaves this page").is_visible()
    assert not opened.get_by_role("button", name="Print with my answers").is_visible()
    context.close()
    assert "may show your words again" not in text_without_script(browser, address, script=True)
    assert "may show your words again" in text_without_script(browser, address, script=False)


def text_without_script(browser: Browser, address: str, *, script: bool) -> str:
    context = browser.new_context(java_script_enabled=script)
    opened = context.new_page()
    opened.goto(address)
    said = opened.locator(".kept").inner_text()
    context.close()
    return said


def test_words_behind_a_tick_are_printed_whole(tab: Page) -> None:
    words = [f"word{at}" for at in range(300)]
    tab.get_by_label("something else, in your words").fill(" ".join(words))
    printed = text_of_pdf(tab.pdf(format="A4"))
    assert [one for one in words if one not in printed.split()] == []


def test_room_to_write_is_seen_where_colours_are_the_readers_own(browser: Browser, address: str) -> None:
    context = browser.new_context(forced_colors="active")
    opened = context.new_page()
    opened.goto(address)
    edges = opened.locator(".sheet .ws textarea").evaluate_all(
        "all => all.map(one => getComputedStyle(one).borderBottomStyle)"
    )
    assert set(edges) == {"solid"}
    context.close()


def test_large_print_is_chosen_for_screen_and_paper(tab: Page) -> None:
    sizes = (
        "() => [...document.querySelectorAll('.sheet :is(p, label, legend, td, th, textarea, .steps span)')]"
        ".map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(tab.evaluate(sizes)) < 24
    tab.get_by_label("Large print (18 point)").check()
    title = tab.locator(".sheet-title").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    for media in ("screen", "print"):
        tab.emulate_media(media=media)  # type: ignore[arg-type]
        assert min(tab.evaluate(sizes)) >= 24
    assert title > 24
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    tab.emulate_media(media="screen")
    tab.reload()
    assert not tab.get_by_label("Large print (18 point)").is_checked()


def test_the_foot_stands_with_the_box_above_it_in_large_print(tab: Page) -> None:
    tab.get_by_label("Large print (18 point)").check()
    *_, last = text_of_pdf(tab.pdf(format="A4")).split("\f")[:-1]
    assert "My counsellor or service" in last
    assert "H01," in last
