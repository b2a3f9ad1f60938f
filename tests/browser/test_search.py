"""Search, as a reader meets it: what is typed, what is found, and where it leads."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Visit
from tests.browser.searching import ask, open_search
from tests.tiny import BASE, SETTINGS, page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

THEME = f"{SETTINGS}theme:\n  name: material\n"
TERMS = """terms:
  - id: barrier
    preferred: barrier
    admitted: [obstacle, stumbling block]
    definition: Anything that makes it harder for two people to work well together.
    scope-note: It may stand outside the room.
    source: handbook
"""
FILES = {
    **BASE,
    "mkdocs.yml": f"{THEME}plugins:\n  - search\n  - handbook\n",
    "content/terms.yml": TERMS,
    "content/words.md": page(
        "words", "A barrier.\n\n## Finding {#finding}\n\n| One | Two |\n|---|---|\n| apple | pear |\n"
    ),
}


def found(tab: Page, words: str) -> list[str]:
    """The addresses, from the site's root, to which the results of a search lead."""
    ask(tab, words)
    links = tab.locator(".results a").evaluate_all("all => all.map(link => link.pathname + link.hash)")
    return [str(link) for link in links]


def test_every_word_of_an_entry_and_of_a_table_is_found(visit: Visit) -> None:
    """The last word of one line, and the first of the next, are two words."""
    tab = visit(FILES)
    tab.get_by_role("button", name="Search").first.click()
    for words in ("obstacle", "stumbling", "outside"):
        assert "/glossary/#term-barrier" in found(tab, words)
    assert found(tab, "apple") == found(tab, "pear") == ["/words/#finding"]


def test_a_result_names_its_section_and_says_what_the_page_is_about(visit: Visit) -> None:
    tab = visit(FILES)
    open_search(tab)
    ask(tab, "apple")
    result = tab.locator(".results > li")
    assert result.locator("h3").inner_text() == "Finding"
    assert result.locator(".where").inner_text() == "Words"
    assert result.locator(".small").inner_text() == "What this page says."
    ask(tab, "harder")
    assert tab.locator(".results .small").first.inner_text().startswith("Anything that makes it harder for two")
    assert tab.locator(".results mark").all_inner_texts() == ["harder"]


def test_how_many_were_found_is_announced(visit: Visit) -> None:
    tab = visit(FILES)
    open_search(tab)
    status = tab.get_by_role("status")
    ask(tab, "apple")
    assert status.inner_text() == "1 page found for “apple”."
    ask(tab, "barier")
    assert status.inner_text().startswith("“barier” was read as “barrier”. 2 pages, the likeliest first, found for")
    ask(tab, "xqzvw")
    assert status.inner_text().startswith("Nothing found for “xqzvw”. Try another word, or look through A to Z")
    assert status.evaluate("node => node === document.activeElement"), "so that a screen reader reads it"


def test_what_is_typed_before_the_script_has_come_is_searched_when_it_comes(visit: Visit) -> None:
    tab = visit(FILES)
    waiting: list[Route] = []
    tab.route("**/search.js", lambda route: waiting.append(route))
    tab.get_by_role("button", name="Search").first.click()
    tab.get_by_role("searchbox").fill("obstacle")
    tab.keyboard.press("Enter")
    assert "?" not in tab.url
    waiting[0].continue_()
    tab.locator(".find-status", has_text="“obstacle”").wait_for()


def test_a_script_that_does_not_come_is_said_and_asked_for_again(visit: Visit) -> None:
    tab = visit(FILES)
    tab.route("**/search.js", lambda route: route.abort())
    tab.get_by_role("button", name="Search").first.click()
    tab.locator(".find-status", has_text="Search does not work here just now.").wait_for()
    tab.locator("dialog").get_by_role("button", name="Close").click()
    tab.unroute("**/search.js")
    tab.get_by_role("button", name="Search").first.click()
    assert "/glossary/#term-barrier" in found(tab, "obstacle")


def test_where_a_handbook_has_no_search_its_buttons_lead_to_the_list(visit: Visit) -> None:
    tab = visit({**FILES, "mkdocs.yml": f"{THEME}plugins:\n  - handbook\n"})
    tab.get_by_role("link", name="Search").first.click()
    assert tab.url.endswith("/a-to-z/")
    assert tab.get_by_role("link", name="Barrier").first.is_visible()


def test_a_number_leads_to_its_page_and_a_result_tells_its_number(visit: Visit) -> None:
    files = {
        **FILES,
        "mkdocs.yml": FILES["mkdocs.yml"] + "nav:\n  - index.md\n  - Speaking:\n      - words.md\n",  # type: ignore[operator]
        "content/words.md": page("words", "A barrier.\n\n## Finding {#finding}\n\nAn apple.", more="outline: D2.4\n"),
    }
    for address in ("", "words/", "cite/finding/"):
        tab = visit(files, address)
        open_search(tab)
        assert found(tab, "d2.4") == found(tab, "D2.4.1") == ["/words/"]
        assert tab.locator(".results .where").inner_text() == "D2.4, Speaking"
        assert found(tab, "apple") == ["/words/#finding"]
        assert tab.locator(".results .where").inner_text() == "D2.4, Words"


PHRASES = """phrases:
  - to: finding
    says: [where did i put it, lost my keys]
  - to: start
    says: [begin here]
alike:
  - [keys, keyring]
"""


def test_what_people_say_leads_there_with_slips_and_other_words(visit: Visit) -> None:
    tab = visit({**FILES, "content/phrases.yml": PHRASES})
    open_search(tab)
    for typed in ("lost", "I’ve lost my kees!", "keyring", "LOST", "los", "lostkeys", "where are my keys"):
        assert found(tab, typed)[0] == "/words/#finding", typed
    assert found(tab, "begining")[0] == "/"


LANGUAGES = {
    "mkdocs.yml": "# allow public-address: tests are published nowhere\nsite_name: Drobny\n"
    "theme:\n  name: material\n  language: {}\nplugins: [search, handbook]\n",
}


@pytest.mark.parametrize(
    ("language", "text", "typed"),
    [
        ("de", "Die Beziehungen zwischen zwei Menschen.", "beziehung"),
        ("fr", "La séance a été annulée.", "seance annulee"),
        ("pl", "Zaufanie rośnie powoli.", "rosnie"),
        ("ja", "信頼関係は時間をかけて育つ。", "信頼"),
        ("ar", "العلاقة بين شخصين.", "العلاقة"),
        ("ru", "Доверие растёт медленно.", "растет"),
    ],
)
def test_other_languages_are_searched_by_their_own_words(visit: Visit, language: str, text: str, typed: str) -> None:
    tab = visit(
        {**BASE, "mkdocs.yml": LANGUAGES["mkdocs.yml"].format(language), "content/words.md": page("words", text)}
    )
    open_search(tab)
    assert found(tab, typed) == ["/words/"]


def answering(body: str) -> Callable[[Route], None]:
    """Gives these words, or nothing, for whatever is asked for."""
    if not body:
        return lambda route: route.fulfill(status=404)
    return lambda route: route.fulfill(body=body, content_type="text/javascript")


def test_a_missing_or_damaged_index_leaves_the_list_and_says_so(visit: Visit) -> None:
    tab = visit(FILES)
    whole = (tab.request.get(f"{tab.url.removesuffix('words/')}search/index.js")).text()
    for damage in (
        "",
        "x = ",
        'globalThis.handbookIndex="{}";',
        whole[: len(whole) // 2],
        whole.replace("\\", ""),
        "<p>",
    ):
        tab.route("**/search/index.js", answering(damage))
        tab.reload()
        open_search(tab)
        tab.get_by_role("searchbox").fill("apple")
        tab.keyboard.press("Enter")
        tab.locator(".find-status", has_text="Search does not work here just now.").wait_for()
        assert tab.locator(".results li").count() == 0
        tab.unroute("**/search/index.js")
    tab.locator("dialog").get_by_role("link", name="everything, A to Z").click()
    tab.wait_for_url("**/a-to-z/")


def test_an_index_that_came_too_late_is_asked_for_again(visit: Visit) -> None:
    tab = visit(FILES)
    tab.route("**/search/index.js", lambda route: route.abort())
    open_search(tab)
    tab.get_by_role("searchbox").fill("apple")
    tab.locator(".find-status", has_text="Search does not work here just now.").wait_for()
    tab.unroute("**/search/index.js")
    assert found(tab, "apple") == ["/words/#finding"]


def test_search_is_done_by_keys_alone(visit: Visit) -> None:
    tab = visit(FILES)
    tab.get_by_role("button", name="Search").first.focus()
    tab.keyboard.press("Enter")
    tab.keyboard.type("apple")
    tab.keyboard.press("Enter")
    tab.locator(".find-status", has_text="“apple”").wait_for()
    for _ in range(3):
        tab.keyboard.press("Tab")
        if tab.evaluate("Boolean(document.activeElement.closest('.results'))"):
            break
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/words/#finding")


def test_search_is_done_by_touch_alone(browser: Browser, visit: Visit) -> None:
    address = visit(FILES).url
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    tab = context.new_page()
    tab.goto(address)
    tab.get_by_role("button", name="Search").locator("visible=true").first.tap()
    tab.get_by_role("searchbox").tap()
    tab.keyboard.insert_text("apple")
    tab.get_by_role("button", name="Search", exact=True).locator("visible=true").last.tap()
    link = tab.locator(".results h3 a")
    link.wait_for()
    box = link.bounding_box()
    assert box
    assert box["height"] >= 24
    link.tap()
    tab.wait_for_url("**/words/#finding")
    context.close()


def test_nothing_typed_stands_in_the_address_or_is_kept(visit: Visit) -> None:
    tab = visit(FILES)
    before = tab.url
    asked: list[str] = []
    open_search(tab)
    found(tab, "apple")
    tab.on("request", lambda request: asked.append(request.url))
    found(tab, "obstacle")
    assert (tab.url, asked) == (before, [])
    assert tab.evaluate("[localStorage.length, sessionStorage.length, history.state, document.cookie]") == [
        0,
        0,
        None,
        "",
    ]
