"""Search, as a reader meets it: what is typed, what is found, and where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.conftest import Visit
from tests.tiny import BASE, SETTINGS, page

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

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
    tab.get_by_role("searchbox").fill(words)
    tab.keyboard.press("Enter")
    tab.locator(".find-status", has_text=f"“{words}”").wait_for()
    links = tab.locator(".results a").evaluate_all("all => all.map(link => link.pathname + link.hash)")
    return [str(link) for link in links]


def test_every_word_of_an_entry_and_of_a_table_is_found(visit: Visit) -> None:
    """The last word of one line, and the first of the next, are two words."""
    tab = visit(FILES)
    tab.get_by_role("button", name="Search").first.click()
    for words in ("obstacle", "stumbling", "outside"):
        assert "/glossary/#term-barrier" in found(tab, words)
    assert "People also say obstacle, stumbling block How we use it" in tab.locator(".results").inner_text()
    assert found(tab, "apple") == found(tab, "pear") == ["/words/", "/words/#finding"]


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


def test_every_page_finds_as_much_though_the_home_page_alone_lists_all_pages(visit: Visit) -> None:
    """With a list of all pages in each, a site would grow with its square."""
    files = {
        **FILES,
        "mkdocs.yml": FILES["mkdocs.yml"] + "nav:\n  - index.md\n  - Speaking:\n      - words.md\n",  # type: ignore[operator]
        "content/words.md": page("words", "A barrier.\n\n## Finding {#finding}\n\nAn apple.", more="outline: D2.4\n"),
    }
    for address, listed in (("", "D2.4 words/|"), ("words/", ""), ("cite/finding/", "")):
        tab = visit(files, address)
        assert tab.locator(".find-browse li").first.get_attribute("data-pages") == listed
        tab.get_by_role("button", name="Search").first.click()
        assert found(tab, "d2.4") == ["/words/"]
        assert found(tab, "apple") == ["/words/", "/words/#finding"]
        assert tab.locator(".results .where").inner_text() == "D2.4, Speaking"
