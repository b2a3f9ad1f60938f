"""How the record of a work was checked, in plain words, from what `custom` says of it.

`confidence` is `verified`, `partly` or `unverified`; `verification` is where the details were seen;
`candidate_fields_not_seen` names what is believed and was not seen, and so was left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from handbook_build.model.citation import Item

STANDINGS = {
    "verified": ("Record checked", "What was looked at"),
    "partly": ("Record partly checked", "What was looked at"),
    "unverified": ("Record not yet checked", "Not yet checked"),
}
UNKNOWN = "No check noted"
# What fields are called outside a program.
FIELDS = {"page": "pages", "issued": "date", "container-title": "journal or book", "publisher-place": "place"}

# What those who checked wrote for themselves, and what a reader can make something of.
_PLAIN = (
    (re.compile(r"https?://(?:www\.|m\.)?([^/\s;)]+)[^\s;)]*"), r"\1"),
    (re.compile(r"\bcitation seen in public GitHub files"), "a citation of it in other people’s public files"),
    (
        re.compile(r"\bfull citation (with DOI )?in public files?(?: \d[\d, ]*\d)?"),
        r"a full citation \1in public files",
    ),
    (re.compile(r"\bin (?:public )?files?(?: \d[\d, ]*\d)"), "in public files"),
    (re.compile(r"\b(docslib) \d+"), r"\1.org"),
    (re.compile(r"\b(findings\.org\.uk) \w+"), r"\1"),
    (re.compile(r"\bPubMed record \d+"), "its record in PubMed"),
    (re.compile(r"\bfrom (?:the seed|general knowledge)\b"), "not seen there"),
    (re.compile(r"\s+;"), ";"),
)


def is_noted(item: Item) -> bool:
    """Whether a record says for readers how far it was checked; a note without `confidence` stays at home."""
    return str(item.custom.get("confidence", "")) in STANDINGS


def standing(item: Item) -> str:
    """In a few words, how far the record was checked."""
    return STANDINGS[str(item.custom["confidence"])][0] if is_noted(item) else UNKNOWN


def told(item: Item) -> tuple[str, ...]:
    """Sentences that say how the record was checked, and what was left out of it."""
    if not is_noted(item):
        return ("The record does not say how it was checked.",)
    label, begin = STANDINGS[str(item.custom["confidence"])]
    how = plainly(str(item.custom.get("verification", "")))
    sentences = [f"{begin}: {how}." if how else f"{label}."]
    left_out = item.custom.get("candidate_fields_not_seen")
    if isinstance(left_out, Mapping) and (names := [name for name in left_out if not item.fields.get(name)]):
        words = [FIELDS.get(name, name) for name in names]
        listed = f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
        sentences.append(f"Left out, since not seen: {listed}.")
    return tuple(sentences)


def plainly(words: str) -> str:
    """A note without addresses and numbers of files: the name of a site is enough to look there."""
    for pattern, plain in _PLAIN:
        words = pattern.sub(plain, words)
    places = dict.fromkeys(place.strip().rstrip(".") for place in words.split(";"))
    return "; ".join(place for place in places if place)
