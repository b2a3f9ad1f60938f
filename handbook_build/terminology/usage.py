"""Ways of writing that look like another form of a term and are right English: a hyphen before a noun, a verb
beside its noun ("check up" and "check-up"), two words that differ by a hyphen alone, and names."""

from __future__ import annotations

import re

# Words that no noun phrase goes on with: after them a hyphen joins nothing.
_NO_NOUNS = frozenset(
    "a again all also always an and any are as at be became because become becomes been before being both but by came "
    "can cannot come comes could did do does during each even every for from gave gets gives goes had has have he her "
    "here him his how i if in into is it its just keeps later made makes may me means might must my need needs never "
    "no nor not now of often on only or our over rather remains says seems shall she should since so some soon still "
    "such take takes than that the their them then there these they this those though through to today together too "
    "took under until us was we were what when where whether which while who whose will with within without would yet "
    "you your".split()
)
# A noun follows these: "at follow-up", "her check-up".
_BEFORE_NOUNS = frozenset(
    "a after an annual at between by during each early every final for from full her his its my next no of our per "
    "quick regular short the their this until with without your".split()
)
_APART = _NO_NOUNS | _BEFORE_NOUNS | {"post"}
_PARTICLES = ("away", "back", "by", "down", "in", "off", "on", "out", "over", "through", "up")
# Verbs that are another word with a hyphen: to re-cover a chair, to recover from a cold.
_AGAIN = re.compile(
    r"re-?(?:act|bound|call|claim|collect|count|cover|creat|dress|form(?!ul)|fund|lay|lease|mark|mov|petition|place|"
    r"pos|present|press|prov|sent|serv|sign|solv|sort|sound|store|strain|tain|tract|treat|turn)"
)
_VERBS = {"practise": "practice", "practises": "practices", "license": "licence", "licenses": "licences"}
_NAMING = re.compile(
    r"\b(?:Academy|Act|Agency|Association|Authority|Board|Bulletin|Centre|Center|College|Commission|Committee|Congress|"
    r"Council|Department|Federation|Foundation|Institute|Journal|Ministry|Network|Office|Organi[sz]ation|Press|"
    r"Programme?|Quarterly|Register|Review|School|Service|Services|Society|Trust|Union|University)\b"
)
# Words with a capital, and the small ones between them in a name.
_CAPITAL = r"(?:[A-Z][\w'’-]*|&|of|for|and|the|in|on)"
_NAME_BEFORE = re.compile(rf"(?:\b{_CAPITAL}[^\S\n]+)+\Z")
_NAME_AFTER = re.compile(rf"(?:[^\S\n]+{_CAPITAL}\b)+")
# A full stop inside an address has a small letter or a number after it.
_ADDRESS = re.compile(r"\w[.@][a-z\d]|://")
_SIGNS = "./@:=&?#%~_-"
_AROUND = frozenset(_SIGNS)
# How far to look from a word: further than any name goes.
_NEAR = 120


def is_part(text: str, start: int, end: int) -> bool:
    """Whether what stands there is part of a longer compound ("rupture-repair-cycle") or of an address."""
    if text[start - 1 : start] in tuple("-‐‑_@") or re.match(r"[-‐‑_]\w", text[end : end + 2]):
        return True
    return in_address(text, start, end)


def in_address(text: str, start: int, end: int) -> bool:
    """Whether what stands there is part of an address or the name of a file ("www.rupture.example", "rupture.pdf")."""
    if text[start - 1 : start] not in _AROUND and not re.match(rf"[{re.escape(_SIGNS)}]\S", text[end : end + 2]):
        return False
    before, after = text[max(start - _NEAR, 0) : start].split(" "), text[end : end + _NEAR].split(" ")
    chunk = "".join((before[-1], text[start:end], after[0]))
    return any(_ADDRESS.search(re.sub(r"\W+\Z", "", word)) for word in chunk.split())


def is_usual(written: str, right: str, plural: bool, text: str, start: int, end: int) -> bool:
    """Whether `written`, which stands from `start` to `end` for the form `right`, is right as it is.

    `written` is a key (terminology.forms), and `plural` says that `right` was made of a singular.
    """
    spaced, hyphened = written.replace("-", " "), "-" in written
    if spaced == right.replace("-", " ") and " " in right and hyphened and not plural and _before_noun(text, end):
        return True
    if _VERBS.get(written) == right:
        return True
    # "Over all ages" is not "overall ages".
    if (first := written.split(" ")[0]) != written and not re.search(r"[\s-]", right) and first in _APART:
        return True
    if _AGAIN.match(written) and _AGAIN.match(right) and written.startswith("re-") is not right.startswith("re-"):
        return True
    if written.endswith(tuple(f" {particle}" for particle in _PARTICLES)) and " " not in right:
        before = re.search(r"([^\W_]+)\s+\Z", text[max(start - 30, 0) : start])
        return not before or before[1].lower() not in _BEFORE_NOUNS
    return in_name(text, start, end)


def in_name(text: str, start: int, end: int) -> bool:
    """Whether words with capitals are part of the name of a body, a journal or a law: "the School Counselor Board"."""
    if not all(word[:1].isupper() for word in text[start:end].split()):
        return False
    before = _NAME_BEFORE.search(text[max(start - _NEAR, 0) : start])
    after = _NAME_AFTER.match(text[end : end + _NEAR])
    return bool(_NAMING.search((before[0] if before else "") + " " + (after[0] if after else "")))


def _before_noun(text: str, end: int) -> bool:
    following = re.match(r"\s+([^\W\d_]+)", text[end : end + 30])
    return following is not None and following[1].lower() not in _NO_NOUNS
