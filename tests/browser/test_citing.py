"""Citing in a browser: the forms of a section at hand, numbers of paragraphs, a quotation with its source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import Serve
from tests.tiny import BASE, Tiny, page

BREAKS = """Words before any section.

## Before the break {#before}

Settle the dates, and “say so” if you mind. Then stop.

Ask who will see your messages.

Keep the number of a helpline where you can find it, and tell one person whom you trust that the weeks may be hard,
so that somebody other than you knows it and can ask you how you are without being asked to do so first.

- When you stop.
- When you start [again](#after).

## After the break {#after}

The first session can be quiet.

## Much later {#later}

Nobody keeps count.

## In other forms {#forms}

Tell *one* person, and **only** one.

| Who | What |
|-----|------|
| Ann | *tea* |
| Ben | milk, bread |

- rest
- *slow walks*

A long wait can begin.

/// say
    who: client
    why: It names the feeling.
"I felt a *bit* lost."

Then I came back.
///

/// compare
//// side | Before
Leaving early.
////
//// side | Since
Staying on.
////
///
"""
MORE = "authors: ['Dyk, Mia']\nreviewed: 2026-11-22\nnext-review: 2027-05-22\n"
TERMS = """terms:
  - id: long-wait
    preferred: long wait
    definition: Weeks without sessions.
    source: handbook
    link: first
"""
IN = "Dyk, 2026, “Before the break” section"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Tiny(tmp_path_factory.mktemp("citing"))
    made.write({**BASE, "content/breaks.md": page("breaks", BREAKS, "Breaks", MORE), "content/terms.yml": TERMS})
    built = made.run("build")
    assert built.returncode == 0, built.stdout + built.stderr
    return made.root / "site"


@pytest.fixture(scope="module")
def address(site: Path, serve: Serve) -> str:
    return serve(site)


@pytest.fixture
def tab(browser, address: str) -> Iterator:  # type: ignore[no-untyped-def, type-arg]
    """The page about breaks; what the browser complains of fails the test."""
    context = browser.new_context(
        permissions=["clipboard-read", "clipboard-write"], viewport={"width": 1280, "height": 800}
    )
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    opened.goto(f"{address}breaks/")
    yield opened
    context.close()
    assert wrong == []


def copied(tab, kind: str = "text/plain") -> str:  # type: ignore[no-untyped-def]
    return tab.evaluate(
        "async kind => (await (await navigator.clipboard.read())[0].getType(kind)).text()", kind
    ).replace("\r\n", "\n")


def select(tab, first: str, last: str = "") -> None:  # type: ignore[no-untyped-def]
    """Selects from the beginning of one run of words to the end of another, as a mouse would."""
    tab.evaluate(
        """([first, last]) => {
            const texts = [];
            const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) texts.push(walker.currentNode);
            const from = texts.find(one => one.data.includes(first)), to = texts.find(one => one.data.includes(last));
            getSelection().setBaseAndExtent(from, from.data.indexOf(first), to, to.data.indexOf(last) + last.length);
        }""",
        [first, last or first],
    )


def quote(tab, first: str, last: str = "") -> str:  # type: ignore[no-untyped-def]
    """What the button beside the selected words puts on the clipboard."""
    select(tab, first, last)
    tab.get_by_role("button", name="Copy quote with citation").click()
    tab.get_by_text("Quote with citation copied.").wait_for()
    return copied(tab)


def test_the_forms_of_a_section_are_at_hand(tab, address: str) -> None:  # type: ignore[no-untyped-def]
    link = tab.get_by_role("link", name="Cite “Before the break”")
    link.focus()
    tab.keyboard.press("Enter")
    dialog = tab.get_by_role("dialog", name="Cite “Before the break”")
    dialog.get_by_role("heading", name="APA 7", exact=True).wait_for()
    dialog.get_by_role("button", name="Copy APA 7").click()
    dialog.get_by_text("APA 7 copied.").wait_for()
    assert copied(tab).startswith("Dyk, M. (2026). Before the break. In Tiny")
    assert "<em>Tiny</em>" in copied(tab, "text/html") or "<i>Tiny</i>" in copied(tab, "text/html")
    dialog.get_by_role("button", name="Copy Permanent link").click()
    dialog.get_by_text("Permanent link copied.").wait_for()
    assert copied(tab) == f"{address}s/before/"
    dialog.get_by_text("For reference managers").click()
    dialog.get_by_role("button", name="Copy BibTeX").click()
    dialog.get_by_text("BibTeX copied.").wait_for()
    assert copied(tab).startswith("@")
    assert (
        dialog.get_by_role("link", name="Download BibTeX").evaluate("link => link.href") == f"{address}cite/before.bib"
    )
    tab.keyboard.press("Escape")
    assert dialog.count() == 0
    assert link.evaluate("link => link === document.activeElement")
    assert tab.url == f"{address}breaks/"


def test_without_script_a_link_leads_to_the_same(browser, address: str, site: Path) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}breaks/")
    tab.get_by_role("link", name="Cite “Before the break”").click()
    tab.wait_for_url(f"{address}cite/before/")
    assert tab.locator("[data-form=apa] .cite-text").inner_text().startswith("Dyk, M. (2026).")
    context.close()


def test_where_nothing_can_be_fetched_the_link_is_followed(tab, address: str) -> None:  # type: ignore[no-untyped-def]
    tab.evaluate("() => { window.fetch = () => Promise.reject(new Error('offline')); }")
    tab.get_by_role("link", name="Cite “Before the break”").click()
    tab.wait_for_url(f"{address}cite/before/")
    tab.get_by_role("button", name="Copy APA 7").click()
    tab.get_by_text("APA 7 copied.").wait_for()


def numbers(tab) -> list[str]:  # type: ignore[no-untyped-def]
    return tab.evaluate(
        "() => [...document.querySelectorAll('[data-part=before] [data-p]')]"
        ".map(one => getComputedStyle(one, '::before').content).filter(one => one !== 'none')"
    )


def test_paragraphs_are_numbered_on_demand(tab) -> None:  # type: ignore[no-untyped-def]
    press = tab.get_by_role("button", name="Number the paragraphs")
    assert press.get_attribute("aria-pressed") == "false"
    assert numbers(tab) == []
    press.click()
    assert press.get_attribute("aria-pressed") == "true"
    assert [one.split()[0] for one in numbers(tab)] == ['"1"', '"2"', '"3"', '"4"', '"5"']
    # They are no text of the page, so nobody copies them.
    select(tab, "Settle the dates", "messages.")
    assert tab.evaluate("() => getSelection().toString()").startswith("Settle the dates")
    assert "2" not in tab.evaluate("() => getSelection().toString()")
    press.click()
    assert numbers(tab) == []


@pytest.mark.parametrize("script", [True, False])
def test_the_address_of_a_paragraph_shows_the_numbers(browser, address: str, script: bool) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(java_script_enabled=script)
    tab = context.new_page()
    tab.goto(f"{address}breaks/#before-p2")
    assert tab.locator(":target").inner_text() == "Ask who will see your messages."
    if script:  # without it only a picture of the page could tell
        assert len(numbers(tab)) == 5
        tab.get_by_role("button", name="Number the paragraphs").click()
        assert numbers(tab) == []
    context.close()


def test_the_permanent_address_of_a_paragraph_leads_to_it(tab, address: str) -> None:  # type: ignore[no-untyped-def]
    tab.goto(f"{address}s/before/#p2")
    tab.wait_for_url(f"{address}breaks/#before-p2")
    assert tab.locator(":target").inner_text() == "Ask who will see your messages."


def test_a_quotation_with_its_source(tab, address: str) -> None:  # type: ignore[no-untyped-def]
    text = quote(tab, "Settle the dates, and “say so” if you mind.")
    said, reference = text.split("\n\n")
    assert said == f"“Settle the dates, and ‘say so’ if you mind” ({IN}, para. 1)."
    assert reference.startswith("Dyk, M. (2026). Before the break. In Tiny")
    assert reference.endswith(f"\n{address}s/before/#p1")
    html = copied(tab, "text/html")
    assert "<p>“Settle the dates" in html
    assert f'href="{address}s/before/#p1"' in html


def test_a_quotation_over_several_paragraphs(tab, address: str) -> None:  # type: ignore[no-untyped-def]
    tab.get_by_role("button", name="Number the paragraphs").click()
    text = quote(tab, "When you stop.", "again")
    assert text.startswith(f"“When you stop. When you start again” ({IN}, paras. 4–5).\n\n")


def test_forty_words_are_set_off(tab) -> None:  # type: ignore[no-untyped-def]
    text = quote(tab, "Ask who", "do so first.")
    assert text.startswith("Ask who will see your messages.\n\nKeep the number")
    assert f"do so first. ({IN}, paras. 2–3)\n\n" in text
    assert "<blockquote><p>Ask who" in copied(tab, "text/html")


FORMS = "(Dyk, 2026, “In other forms” section, "


@pytest.mark.parametrize(
    ("first", "last", "said", "html"),
    [
        ("Tell ", "only", "Tell one person, and only", "Tell <em>one</em> person, and <strong>only</strong>"),
        ("Who", "milk, bread", "Who | What / Ann | tea / Ben | milk, bread", "Ann | <em>tea</em> / Ben"),
        ("milk, bread", "slow walks", "milk, bread / rest / slow walks", "rest / <em>slow walks</em>”"),
        ("I felt", "came back.", "I felt a bit lost.’ Then I came back", "I felt a <em>bit</em> lost.’ Then"),
        ("Leaving early.", "Staying on.", "Leaving early. Staying on", "Leaving early. Staying on”"),
    ],
)
def test_a_quotation_keeps_its_emphasis_and_its_cells_apart(tab, first: str, last: str, said: str, html: str) -> None:  # type: ignore[no-untyped-def]
    assert quote(tab, first, last).startswith(f"“{said}” {FORMS}")
    assert html in copied(tab, "text/html")


def test_a_long_quotation_keeps_its_emphasis(tab) -> None:  # type: ignore[no-untyped-def]
    tab.evaluate("""() => {
      const words = new DOMParser().parseFromString("<em>Rest.</em> " + "a b <b>c</b> ".repeat(15), "text/html");
      document.querySelector("#before-p3").replaceChildren(...words.body.childNodes);
    }""")
    select(tab, "Rest.", "Rest.")
    tab.evaluate("() => getSelection().selectAllChildren(document.querySelector('#before-p3'))")
    tab.get_by_role("button", name="Copy quote with citation").click()
    tab.get_by_text("Quote with citation copied.").wait_for()
    assert copied(tab).startswith("Rest. a b c a b c")
    assert "<blockquote><p><em>Rest.</em> a b <strong>c</strong> a b" in copied(tab, "text/html")


def test_a_quotation_while_a_definition_is_open(tab) -> None:  # type: ignore[no-untyped-def]
    tab.locator("main a.term").first.click()
    tab.locator(".pop.open").wait_for()
    assert quote(tab, "long wait", "begin.").startswith("“long wait can begin” ")


def test_two_sides_stand_beside_each_other_and_on_paper(tab) -> None:  # type: ignore[no-untyped-def]
    left, right = (tab.get_by_text(words).bounding_box() for words in ("Leaving early.", "Staying on."))
    assert left["x"] + left["width"] <= right["x"]
    tab.emulate_media(media="print")
    assert tab.get_by_text("Leaving early.").is_visible()
    assert tab.get_by_text("Staying on.").is_visible()


def test_words_of_two_sections_are_two_quotations(tab) -> None:  # type: ignore[no-untyped-def]
    text = quote(tab, "When you stop.", "can be quiet.")
    first, second, *sources = text.split("\n\n")
    assert first == f"“When you stop. When you start again” ({IN}, paras. 4–5)."
    assert second == "“The first session can be quiet” (Dyk, 2026, “After the break” section, para. 1)."
    assert [one.splitlines()[-1].rpartition("/s/")[2] for one in sources] == ["before/#p4", "after/#p1"]


def test_words_of_more_sections_are_too_much(tab) -> None:  # type: ignore[no-untyped-def]
    select(tab, "When you stop.", "Nobody keeps count.")
    tab.get_by_text("This runs over more than two sections.").wait_for()
    assert tab.get_by_role("button", name="Copy quote with citation").count() == 0


def test_words_before_the_first_section_are_the_pages(tab) -> None:  # type: ignore[no-untyped-def]
    assert quote(tab, "Words before any section.").startswith("“Words before any section” (Dyk, 2026, para. 1).\n\n")


def test_the_button_is_reached_by_keyboard_and_goes_away(tab) -> None:  # type: ignore[no-untyped-def]
    tab.get_by_text("Ask who will see your messages.").click(click_count=3)
    press = tab.get_by_role("button", name="Copy quote with citation")
    press.wait_for()
    tab.keyboard.press("Tab")
    assert press.evaluate("press => press === document.activeElement")
    tab.keyboard.press("Enter")
    tab.get_by_text("Quote with citation copied.").wait_for()
    assert copied(tab).startswith("“Ask who will see your messages” ")
    tab.keyboard.press("Escape")
    assert press.count() == 0


def test_the_dialog_offers_what_was_selected(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    """On a telephone the system's own menu may cover the button."""
    context = browser.new_context(
        permissions=["clipboard-read", "clipboard-write"], viewport={"width": 360, "height": 740}, has_touch=True
    )
    tab = context.new_page()
    tab.goto(f"{address}breaks/")
    select(tab, "Ask who will see your messages.")
    tab.get_by_role("button", name="Copy quote with citation").wait_for()
    tab.evaluate("() => getSelection().removeAllRanges()")
    tab.get_by_role("button", name="Copy quote with citation").wait_for(state="detached")
    tab.get_by_role("link", name="Cite “Before the break”").tap()
    dialog = tab.get_by_role("dialog")
    dialog.get_by_role("button", name="Copy quote with citation").tap()
    dialog.get_by_text("Quote with citation copied.").wait_for()
    assert copied(tab).startswith("“Ask who will see your messages” ")
    assert tab.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_from_a_file_on_the_readers_own_disk(browser, site: Path) -> None:  # type: ignore[no-untyped-def]
    """No path of that disk comes into the quotation, and pages are found by links alone."""
    context = browser.new_context()
    tab = context.new_page()
    tab.goto((site / "breaks" / "index.html").as_uri())
    tab.evaluate(
        "() => { window.taken = []; navigator.clipboard.write = async ([one]) => "
        "window.taken.push(await (await one.getType('text/plain')).text()); }"
    )
    select(tab, "Ask who will see your messages.")
    tab.get_by_role("button", name="Copy quote with citation").click()
    tab.get_by_text("Quote with citation copied.").wait_for()
    (text,) = tab.evaluate("() => window.taken")
    assert text.startswith(f"“Ask who will see your messages” ({IN}, para. 2).")
    assert text.endswith("\ns/before/#p2")
    context.close()


def test_a_browser_that_lets_no_page_copy(tab) -> None:  # type: ignore[no-untyped-def]
    tab.evaluate("() => { navigator.clipboard.write = () => Promise.reject(); document.execCommand = () => false; }")
    tab.get_by_role("link", name="Cite “Before the break”").click()
    tab.get_by_role("button", name="Copy APA 7").click()
    tab.get_by_text("This browser does not let a page copy.").wait_for()
    assert tab.evaluate("() => getSelection().toString()").startswith("Dyk, M. (2026).")


@pytest.mark.parametrize("size", [(1280, 500), (320, 256)])
def test_what_has_the_focus_is_not_under_the_foot_of_the_dialog(tab, size: tuple[int, int]) -> None:  # type: ignore[no-untyped-def]
    tab.set_viewport_size({"width": size[0], "height": size[1]})
    tab.get_by_role("link", name="Cite “Before the break”").click()
    dialog = tab.get_by_role("dialog")
    dialog.get_by_text("For reference managers").click()
    dialog.locator("h2").focus()
    hidden = """() => {
        const one = document.activeElement, foot = document.querySelector(".cite-end");
        // A long text is a place of the keyboard too, as it can be scrolled; it may be taller than the window.
        return !foot.contains(one) && !one.matches("pre")
            && one.getBoundingClientRect().bottom > foot.getBoundingClientRect().top;
    }"""
    for _ in range(20):
        tab.keyboard.press("Tab")
        said = tab.evaluate("() => document.activeElement.textContent")
        assert not tab.evaluate(hidden), said
        if said == "Close":
            return
    pytest.fail("Tab never came to the end of the dialog")


def test_from_right_to_left_the_marks_stand_before_the_words(tab) -> None:  # type: ignore[no-untyped-def]
    tab.evaluate("() => { document.documentElement.dir = 'rtl'; }")
    style = tab.locator(".lead").evaluate("lead => ({...getComputedStyle(lead)})")
    assert (style["borderLeftWidth"], style["borderRightWidth"]) == ("0px", "6px")


def test_in_a_book_from_right_to_left_english_words_are_not_jumbled(visit) -> None:  # type: ignore[no-untyped-def]
    hebrew = "# allow public-address: a test\nsite_name: מדריך\ntheme:\n  name: material\n  language: he\n"
    files = {**BASE, "mkdocs.yml": hebrew, "content/breaks.md": page("breaks", BREAKS, "Breaks", MORE)}
    tab = visit({**files, "content/terms.yml": TERMS}, "cite/before/")
    # The full stop at the end of the reference stands to the right of its first letter.
    place = """one => {
        const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), at = document.createRange();
        const left = (text, from) => {
            at.setStart(text, from);
            at.setEnd(text, from + 1);
            return at.getBoundingClientRect().left;
        };
        const first = walker.nextNode();
        let last = first;
        while (walker.nextNode()) last = walker.currentNode;
        return last.data.trim() === "." && left(first, 0) < left(last, last.data.indexOf("."));
    }"""
    assert tab.locator("[data-form=apa] .cite-text").evaluate(place)
    assert tab.locator("h1").evaluate("one => getComputedStyle(one).unicodeBidi") == "plaintext"
    assert tab.locator("[data-form=bib] pre").evaluate("one => getComputedStyle(one).direction") == "ltr"
    assert tab.locator("[data-form=apa] .cite-text").evaluate("one => getComputedStyle(one).textAlign") == "right"
