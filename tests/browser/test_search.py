"""Search, as a reader meets it: what is typed, what is found, and where it leads."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_reading import BROWSER, QUIET, Handler
from tests.needing import need_program
from tests.tiny import BASE, SETTINGS, Tiny, page

if TYPE_CHECKING:
    from playwright.sync_api import Page

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

Visit = Callable[..., "Page"]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join(timeout=10)


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[Visit]:
    """Builds a handbook and opens its page `words`, or another."""
    chromium = need_program("chromium", BROWSER)
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as engine, ExitStack() as open_things:
        browser = engine.chromium.launch(executable_path=chromium, args=QUIET)
        open_things.callback(browser.close)

        def open_page(files: Mapping[str, str | bytes], address: str = "words/", width: int = 1280) -> Page:
            made = Tiny(tmp_path / "handbook")
            made.write(files)
            built = made.run("build")
            assert built.returncode == 0, built.stdout + built.stderr
            tab: Page = browser.new_page(viewport={"width": width, "height": 800})
            tab.goto(f"{open_things.enter_context(served(made.root / 'site'))}{address}")
            return tab

        yield open_page


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


def test_where_a_handbook_has_no_search_its_buttons_lead_to_the_list(visit: Visit) -> None:
    tab = visit({**FILES, "mkdocs.yml": f"{THEME}plugins:\n  - handbook\n"})
    tab.get_by_role("link", name="Search").first.click()
    assert tab.url.endswith("/a-to-z/")
    assert tab.get_by_role("link", name="Barrier").first.is_visible()
