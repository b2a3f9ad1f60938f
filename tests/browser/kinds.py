"""One page of each kind of our own site, and how a tab is opened on it in the way that some readers need."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tests.browser.waiting import until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGE = "the-frame/holidays-and-planned-breaks/"
SHEET = "handouts/H06/"
# What readers come to most, and every template at least once.
KINDS = (
    "",
    "the-frame/",
    PAGE,
    "evidence/reading-an-effect-size/",
    "help-now/",
    SHEET,
    "handouts/",
    "handouts/pack/",
    "glossary/",
    "concept-map/",
    "references/",
    "outcomes/",
    "a-to-z/",
    "changes/",
    "check-a-sheet/",
    "accessibility/",
    "this-copy/",
    "how-to-cite/",
    "404.html",
    "s/holidays-and-planned-breaks/",
    "e/2026.2/s/holidays-and-planned-breaks/",
    "cite/holidays-and-planned-breaks/",
)


@contextmanager
def tab_of(browser: Browser, width: int = 1280, height: int = 800, **wishes: Any) -> Iterator[Page]:
    """A tab of this size, with what the reader asks of the browser: `color_scheme="dark"`, `forced_colors="active"`."""
    context = browser.new_context(viewport={"width": width, "height": height}, **wishes)
    yield context.new_page()
    context.close()


def laid_out(tab: Page) -> None:
    """Waits until all of a page is laid out, which a long glossary is a moment after it has loaded."""
    until(tab, "() => !document.querySelector('.entry') || document.documentElement.matches('.settled')")


def opened(tab: Page, address: str) -> None:
    """Opens a page and waits until all of it is laid out."""
    tab.goto(address)
    laid_out(tab)
