"""Pandoc's citation syntax: `[see @rogers-1957, p. 96; @bordin-1979]`, `@rogers-1957 [p. 96]`.

Locators are the explicit words of CSL (page, chapter, paragraph ...). What follows a locator, or
what follows a key and is no locator, is the suffix. Pandoc's own reader is the reference.
"""

from __future__ import annotations

import re

from handbook_build.model.citation import Citation, CitationMode, CiteItem
from handbook_build.parsing.typography import typographic

# Letters and digits, with single signs between them.
KEY = r"\w+(?:[:.#$%&+?<>~/-]\w+)*"
AT_KEY = re.compile(rf"(?<![^\W_])(?<![.@\\])(?P<minus>-)?@(?P<key>{KEY})")

# The words that Pandoc reads as locators, with CSL's name for each.
LABELS = {
    "page": ("page", "pages", "p.", "pp."),
    "chapter": ("chapter", "chapters", "chap.", "chaps."),
    "paragraph": ("paragraph", "paragraphs", "para.", "paras.", "¶", "¶¶"),
    "section": ("section", "sections", "sec.", "secs.", "§", "§§"),
    "figure": ("figure", "figures", "fig.", "figs."),
    "volume": ("volume", "volumes", "vol.", "vols."),
    "part": ("part", "parts", "pt.", "pts."),
    "line": ("line", "lines", "l.", "ll."),
    "note": ("note", "notes", "n.", "nn."),
    "book": ("book", "books", "bk.", "bks."),
    "column": ("column", "columns", "col.", "cols."),
    "folio": ("folio", "folios", "fol.", "fols."),
    "issue": ("issue", "issues", "no.", "nos."),
    "verse": ("verse", "verses", "v.", "vv."),
    "table": ("table", "tables", "tbl.", "tbls."),
}
_LABEL_OF = {word: label for label, words in LABELS.items() for word in words}
_WORDS = "|".join(re.escape(word) for word in sorted(_LABEL_OF, key=len, reverse=True))
_VALUE = r"(?:[0-9][0-9A-Za-z.:]*|[ivxlcdm]+(?![A-Za-z.]))"
LOCATOR = re.compile(
    rf"^\s*,?\s*(?P<label>{_WORDS})\s*(?P<value>{_VALUE}(?:\s*(?:[–—-]|,|&)\s*{_VALUE})*)(?P<rest>.*)$",
    re.DOTALL,
)


def parse_group(inside: str, offset: int) -> tuple[CiteItem, ...]:
    """The items of a bracketed citation, given the text between its brackets.

    `offset` is where that text begins in the source. A part without a key gives no item.
    """
    items: list[CiteItem] = []
    start = 0
    for part in inside.split(";"):
        match = AT_KEY.search(part)
        if match:
            label, locator, suffix = parse_locator(part[match.end() :])
            items.append(
                CiteItem(
                    key=match["key"],
                    prefix=typographic(" ".join(part[: match.start()].split())),
                    label=label,
                    locator=locator,
                    suffix=suffix,
                    suppress_author=bool(match["minus"]),
                    offset=offset + start + match.start("key"),
                )
            )
        start += len(part) + 1
    return tuple(items)


def parse_locator(text: str) -> tuple[str, str, str]:
    """(CSL label, locator, suffix) of what follows a key."""
    match = LOCATOR.match(text)
    if match is None:
        return "", "", _tidy_suffix(text)
    value = re.sub(r"\s*[–—-]\s*", "–", match["value"])
    return _LABEL_OF[match["label"]], value, _tidy_suffix(match["rest"])


def narrative(key: str, suppress_author: bool, locator: str, raw: str, start: int, key_offset: int) -> Citation:
    """A citation in running text, with the text of its locator brackets, if any."""
    label, value, suffix = parse_locator(locator)
    item = CiteItem(key, "", label, value, suffix, suppress_author, key_offset)
    mode = CitationMode.PARENTHETICAL if suppress_author else CitationMode.NARRATIVE
    return Citation((item,), mode, raw, start)


def _tidy_suffix(text: str) -> str:
    """The suffix, with its comma where the author wrote one."""
    return typographic(" ".join(text.split()))
