"""The pages of editions in a finished site, beside what the editions keep: each passage stands on its page."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from html import unescape

from handbook_build.model.edition import Edition, Passage

_NO_WORDS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)
# Spaces, and what stands between the cells of a row.
_BETWEEN = re.compile(r"[\s|]+")


def other_words(
    edition: Edition, pages: Collection[str], read: Callable[[str], bytes]
) -> Iterator[tuple[str, Passage]]:
    """The address of each page of an edition that lacks a passage, with the first that it lacks. Only `pages` are
    looked at.
    """
    for part in edition.parts:
        address = f"e/{edition.name}/s/{part.id}/index.html"
        if address not in pages:
            continue
        html = read(address).decode("utf-8", "replace")
        # What the head of the page says of it is not what readers see.
        words = _bare(unescape(_NO_WORDS.sub("", html.partition("<main")[2] or html)))
        lost = next((one for one in part.passages if _bare(one.text) not in words), None)
        if lost is not None:
            yield address, lost


def _bare(text: str) -> str:
    return _BETWEEN.sub("", text)
