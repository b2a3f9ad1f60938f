"""Whose passages are shown: readers fold what is for others, see that they did, and get all of it back in one press."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import Serve
from tests.tiny import BASE, Tiny, page

WORDS = """## What happens {#what-happens}

First words for everybody.

/// client
For the one who comes.
///

/// counsellor | What to try
Ask once, and wait.
///

/// question | Who asks?
    answer-in: what-happens
- [ ] Nobody.
- [x] Somebody.

It is said above.
///

/// discuss
Talk about it in threes.
///

[Elsewhere](#elsewhere), [the section for trainers](#for-teaching), [a drawing](images/one.svg).

## Teaching this {#for-teaching}

/// trainer
Bring two chairs.
///

/// discuss
Who sat where?
///
"""
FILES = {
    **BASE,
    "content/words.md": page("words", WORDS, more="related: [elsewhere]\n"),
    "content/elsewhere.md": page("elsewhere", "Nothing here is for one reader alone. [Back](#words)."),
    "content/within.md": page("within", "/// client\nYours.\n\n//// trainer\nAn aside.\n////\n\nYours again.\n///\n"),
    "content/images/one.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>',
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    """The site of a tiny handbook whose page `words` has passages for every reader."""
    made = Tiny(tmp_path_factory.mktemp("passages") / "handbook")
    made.write(FILES)
    built = made.run("build")
    assert built.returncode == 0, built.stdout + built.stderr
    return serve(made.root / "site")


@pytest.fixture
def tab(browser, address: str) -> Iterator:  # type: ignore[no-untyped-def,type-arg]
    tab = browser.new_page(viewport={"width": 360, "height": 740})
    tab.faults = []
    tab.on("pageerror", lambda fault: tab.faults.append(str(fault)))
    tab.goto(f"{address}words/")
    yield tab
    assert tab.faults == []
    tab.close()


def folded(tab) -> list[str]:  # type: ignore[no-untyped-def]
    """The labels of what is folded, in the order of the page."""
    return [" ".join(one.split()) for one in tab.locator("details.folded:not([open]) > summary").all_inner_texts()]


def shows(tab, words: str) -> bool:  # type: ignore[no-untyped-def]
    return bool(tab.get_by_text(words, exact=True).is_visible())


def test_passages_for_others_are_folded_in_their_place_and_come_back(tab) -> None:  # type: ignore[no-untyped-def]
    whole = tab.locator(".body").inner_html()
    tab.locator("[data-show=client]").click()
    assert folded(tab) == ["For counsellors What to try", "For trainers", "For trainers"]
    assert shows(tab, "For the one who comes.")
    assert shows(tab, "First words for everybody.")
    assert not shows(tab, "Ask once, and wait.")
    assert not shows(tab, "Bring two chairs.")
    assert tab.get_by_role("heading", name="Teaching this").is_visible(), "the heading of a section stays"
    assert "folded" in tab.locator('.toc a[href="#for-teaching"]').text_content()
    assert tab.evaluate("document.activeElement.textContent") == "for clients", "the focus stays where it was"
    assert tab.get_by_role("status").filter(has_text="counsellors and trainers").is_visible()
    tab.get_by_text("For counsellors", exact=True).click()
    assert shows(tab, "Ask once, and wait.")
    tab.locator("[data-show='']").click()
    assert tab.locator(".body").inner_html() == whole, "the page is what it was before"
    assert "folded" not in tab.locator(".toc").text_content()
    assert tab.url.endswith("/words/")


def test_the_choice_stands_in_the_address_alone_and_goes_along_inside(tab, address: str) -> None:  # type: ignore[no-untyped-def]
    tab.locator("[data-show=trainer]").click()
    assert tab.url == f"{address}words/?for=trainer"
    tab.reload()
    assert folded(tab) == ["For clients", "For counsellors What to try"]
    assert tab.locator("[data-show][aria-current]").text_content() == "for trainers"
    link = tab.locator(".body").get_by_role("link", name="Elsewhere").first
    link.click()
    tab.wait_for_url(f"{address}elsewhere/?for=trainer")
    tab.get_by_role("link", name="Back").click()
    tab.wait_for_url(f"{address}words/?for=trainer")
    assert tab.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    hrefs = tab.evaluate("[...document.querySelectorAll('a:not([data-show])')].map(one => one.getAttribute('href'))")
    assert [one for one in hrefs if "for=" in one] == [], "what is copied says nothing of the choice"


def test_an_unknown_choice_means_everything(tab, address: str) -> None:  # type: ignore[no-untyped-def]
    tab.goto(f"{address}words/?for=nobody")
    assert folded(tab) == []
    assert tab.locator("[data-show][aria-current]").inner_text() == "everything"
    tab.locator(".body").get_by_role("link", name="Elsewhere").first.click()
    tab.wait_for_url(f"{address}elsewhere/")


def test_an_address_into_a_folded_passage_opens_it(tab, address: str) -> None:  # type: ignore[no-untyped-def]
    number = tab.get_by_text("Ask once, and wait.").get_attribute("id")
    tab.goto(f"{address}words/?for=client#{number}")
    assert shows(tab, "Ask once, and wait.")
    assert folded(tab) == ["For trainers", "For trainers"]
    assert tab.get_by_text("Ask once, and wait.").evaluate("one => one.getBoundingClientRect().top < innerHeight")
    tab.get_by_role("link", name="the section for trainers").click()
    assert shows(tab, "Bring two chairs."), "so does a link on the page"


def test_a_passage_for_others_within_ones_own_is_folded_by_itself(tab, address: str) -> None:  # type: ignore[no-untyped-def]
    tab.goto(f"{address}within/?for=client")
    assert folded(tab) == ["For trainers"]
    assert shows(tab, "Yours again.")
    assert not shows(tab, "An aside.")
    tab.locator("[data-show=counsellor]").click()
    assert folded(tab) == ["For clients"], "what is folded takes along what is in it"


def test_words_in_a_folded_passage_are_found_by_the_browser(tab) -> None:  # type: ignore[no-untyped-def]
    tab.locator("[data-show=client]").click()
    assert not shows(tab, "Bring two chairs.")
    # What find-in-page finds; a fragment of text is looked for by the same means.
    tab.evaluate("location.hash = ':~:text=Bring%20two%20chairs'")
    tab.get_by_text("Bring two chairs.").wait_for(state="visible")


def test_paper_has_what_is_shown_and_says_what_is_left_out(tab) -> None:  # type: ignore[no-untyped-def]
    tab.locator("[data-show=client]").click()
    tab.get_by_text("For counsellors", exact=True).click()
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    tab.emulate_media(media="print")
    assert shows(tab, "Ask once, and wait."), "what a reader opened is printed"
    assert not shows(tab, "Bring two chairs.")
    note = tab.locator("[data-printed]")
    assert note.is_visible()
    assert note.inner_text().startswith("Printed for clients. ")
    assert not tab.locator(".show").is_visible()
    tab.emulate_media(media="screen")
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    tab.locator("[data-show='']").click()
    tab.emulate_media(media="print")
    assert shows(tab, "Bring two chairs.")
    assert tab.locator("[data-printed]").inner_text() == ""


def test_the_time_to_read_is_that_of_what_is_shown(tmp_path: Path, browser, serve: Serve) -> None:  # type: ignore[no-untyped-def]
    made = Tiny(tmp_path / "handbook")
    long = "A word is said to you here. " * 100
    made.write({**BASE, "content/words.md": page("words", f"{long}\n\n/// counsellor\n{long}\n///\n")})
    assert made.run("build").returncode == 0
    tab = browser.new_page()
    tab.goto(f"{serve(made.root / 'site')}words/")
    assert " ".join(tab.locator(".time").inner_text().split()) == "About 7 minutes to read"
    tab.locator("[data-show=client]").click()
    assert " ".join(tab.locator(".time").inner_text().split()) == "About 4 minutes to read"
    tab.close()


def test_without_script_the_page_is_whole_and_offers_no_choice(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}words/?for=client")
    assert shows(tab, "Bring two chairs.")
    assert shows(tab, "Ask once, and wait.")
    assert not tab.locator(".show").is_visible()
    assert not tab.get_by_role("button", name="Listen").is_visible()
    assert not tab.get_by_role("button", name="Share this page").is_visible()
    context.close()


def test_a_page_without_passages_for_one_reader_offers_no_choice(tab, address: str) -> None:  # type: ignore[no-untyped-def]
    tab.goto(f"{address}elsewhere/")
    assert tab.locator("[data-show]").count() == 0
    assert tab.locator(".time").is_visible()
