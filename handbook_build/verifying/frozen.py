"""The pages of editions in a finished site, beside what the editions keep: each passage stands on its page."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from html import unescape

from handbook_build.model.edition import Edition, Passage

_NO_WORDS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)
# Where a page begins to compare them with the words of now.
_COMPARED = '<h2 id="what-has-changed"'
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
        # Neither the head of the page nor the comparison below has to have the words as they stood.
        shown = (html.partition("<main")[2] or html).partition(_COMPARED)[0]
        words = _bare(unescape(_NO_WORDS.sub("", shown)))
        lost = next((one for one in part.passages if _bare(one.text) not in words), None)
        if lost is not None:
            yield address, lost


def _bare(text: str) -> str:
    return _BETWEEN.sub("", text)
