"""How tests search: they open the window, type, and read what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from playwright.sync_api import Page

# What is shown, the best first, as links that lead from the root of the site. Those of the panel of help, where words
# were urgent, stand above the first result and count with it; they take no result's place.
SHOWN = """(root) => {
  const links = (one) => [...one.querySelectorAll("a[href]:not([href^='tel:']):not([href^='sms:'])")]
    .map((link) => link.href.replace(root, "").replace(/(^|\\/)index\\.html/, "$1"));
  const results = [...document.querySelectorAll(".results > li")].map(links);
  const panel = document.querySelector(".find-help.urgent");
  if (panel) results[0] = [...(results[0] || []), ...links(panel)];
  return results;
}"""


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
