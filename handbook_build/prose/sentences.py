"""Where sentences end in plain text, in the manner of Unicode's rule for sentences (UAX #29), with
the abbreviations that a scholarly text is full of."""

from __future__ import annotations

import re
from collections.abc import Iterator

# What stands in a passage's text for a citation: in brackets, or as part of the sentence.
CITED, NAMED = "\ufffc", "\ufff9"

_END = re.compile(rf"(?P<mark>[.!?…]+[\"'”’)\]]*)(?P<cites>(?:\s*{CITED})*)(?=\s|$)|[。！？؟۔।॥]+[」』）]*")
_BEGINS = re.compile(rf"\s*[\"'“‘(\[¿¡]*(?:[^\W\d_a-zß-öø-ÿ]|\d|{NAMED}|$)")
_ABBREVIATIONS = frozenset("al approx ca cf dr e.g i.e jr mr mrs ms prof rev sr st v vs".split())
# Abbreviations only before a number: "no. 4", but not "say no."
_BEFORE_NUMBERS = frozenset("ch chap ed eds eq fig figs no nos p para paras pp sec tab vol vols".split())


def sentence_ends(text: str) -> Iterator[int]:
    """The offset after each sentence of `text`, the last being its length.

    A citation that follows a full stop belongs to the sentence before it.
    """
    last = len(text.rstrip())
    for match in _END.finditer(text):
        end = match.end()
        if end >= last:
            break
        if match["mark"] is None or (_BEGINS.match(text, end) and not _abbreviated(text, match.start(), match["mark"])):
            yield end
    if text:
        yield len(text)


def _abbreviated(text: str, at: int, mark: str) -> bool:
    """Whether the full stop at `at` ends an abbreviation or an initial."""
    if mark != ".":
        return False
    word = re.split(r"[\s(\[“‘]", text[max(0, at - 20) : at])[-1]
    if word.lower() in _BEFORE_NUMBERS:
        return text[at + 1 : at + 20].lstrip()[:1].isdigit()
    return word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper() and word != "I")
