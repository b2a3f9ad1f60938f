"""Which pages have a Markdown file beside them, and where it stands."""

from __future__ import annotations

from handbook_build.linking.addresses import page_address
from handbook_build.model.handbook import A_TO_Z, CHECK_A_SHEET, OFFLINE, PACK

# What programs ask for first: a list of all pages, and all of them in one file (https://llmstxt.org/).
LIST, WHOLE = "llms.txt", "llms-full.txt"
MARKDOWN = "text/markdown"
# Tools that work on a page alone, and a list of links that the one for programs says better.
WITHOUT = frozenset((A_TO_Z, CHECK_A_SHEET, OFFLINE, PACK))


def markdown_address(path: str) -> str:
    """`the-frame/breaks.md` stands at `the-frame/breaks/index.md`, beside the page made of it; nothing for a page that
    has none.
    """
    return "" if path in WITHOUT else f"{page_address(path)}index.md"
