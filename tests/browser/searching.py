"""How tests search: they open the window, type, and read what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from playwright.sync_api import Page

# What is shown, the best first: what stands in the panel of help counts where words were urgent. Links as they lead
# from the root of the site.
SHOWN = """(root) => [document.querySelector(".find-help.urgent"), ...document.querySelectorAll(".results > li")]
  .filter(Boolean).map((one) => [...one.querySelectorAll("a[href]:not([href^='tel:']):not([href^='sms:'])")]
    .map((link) => link.href.replace(root, "").replace(/(^|\\/)index\\.html/, "$1")))"""


def open_search(tab: Page) -> None:
    tab.get_by_role("button", name="Search").locator("visible=true").first.click()


def ask(tab: Page, words: str) -> None:
    """Types words into the open window and waits for the answer."""
    tab.get_by_role("searchbox").fill(words)
    tab.keyboard.press("Enter")
    tab.locator(".find-status", has_text=f"“{' '.join(words.split())}”").wait_for()


def shown(tab: Page, root: str) -> list[list[str]]:
    """The addresses to which each result links, from the site's root."""
    return cast("list[list[str]]", tab.evaluate(SHOWN, root))
