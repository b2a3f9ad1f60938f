"""Other ways to write a form: with a hyphen, a space or neither, and with another country's spelling.

A text is read word by word against a table, so time grows with the text and not with the termbase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from handbook_build.model.term import TermEntry, TermStatus
from handbook_build.terminology.forms import is_acronym, key, other_senses, surfaces

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_JOINT = re.compile(r"\s+|[-‐‑]")
# Prefixes that are joined in some books and hyphenated in others.
_PREFIXES = ("counter", "inter", "micro", "multi", "meta", "over", "under", "post", "self", "non", "pre", "re", "co")
# Where the two spellings differ: each rule leads both to one.
_SPELLINGS = (
    (re.compile(r"(?<=\w{2})iz(?=(?:e|es|ed|er|ers|ing|ation|ations|ational)$)"), "is"),
    (re.compile(r"(?<=\w{2})yz(?=(?:e|es|ed|er|ing)$)"), "ys"),
    (re.compile(r"((?:behavi|cand|col|endeav|fav|hon|hum|lab|neighb|rig|rum|vig))or(?!ous|ar)"), r"\1our"),
    (re.compile(r"(?<=[aeiou])ll(?=(?:ing|ed|or|ors|er|ers)$)"), "l"),
    (re.compile(r"(cent|met|theat|lit|fib)er(?=(?:ed|ing)$)"), r"\1r"),
    (re.compile(r"(cent|met|theat|lit|fib)er(?=s?$)"), r"\1re"),
    (re.compile(r"(judg|acknowledg)ement"), r"\1ment"),
    (re.compile(r"(def|off|pret)ens(?=es?$)"), r"\1enc"),
    (re.compile(r"(licen|practi)s(?=e[sd]?$|ing$)"), r"\1c"),
    (re.compile(r"programme"), "program"),
)


@dataclass(frozen=True, slots=True)
class Variant:
    """That a text writes a form in another way, from `start` to `end`; `right` is how the termbase has it."""

    start: int
    end: int
    entry: TermEntry
    right: str


class Variants:
    """Finds words that differ from a preferred or admitted form by joints or spelling alone."""

    def __init__(self, entries: Iterable[TermEntry]) -> None:
        entries = tuple(entries)
        # Whatever the termbase names is written as somebody meant it.
        self._known = {surface.casefold() for entry in entries for surface in surfaces(entry)}
        self._known |= {phrase.casefold() for entry in entries for phrase in other_senses(entry)}
        self._table: dict[str, tuple[TermEntry, str]] = {}
        self._longest = 1
        for entry in entries:
            for surface, term in surfaces(entry).items():
                fine = term.status in (TermStatus.PREFERRED, TermStatus.ADMITTED)
                words = _WORD.findall(surface)
                if fine and len("".join(words)) > 5 and not is_acronym(term.form):
                    self._table.setdefault(_plain(words), (entry, surface))
                    split = any(words[0].startswith(prefix) for prefix in _PREFIXES)
                    self._longest = max(self._longest, len(words) + split)

    def find(self, text: str) -> Iterator[Variant]:
        """The variants in a text, from left to right; they never overlap."""
        words = list(_WORD.finditer(text))
        plain = [_spelt(word[0].lower().replace("’", "'")) for word in words]
        joined = [bool(_JOINT.fullmatch(text, left.end(), right.start())) for left, right in pairwise(words)]
        at = 0
        while at < len(words):
            found = next(self._at(at, text, words, plain, joined), None)
            if found is None:
                at += 1
            else:
                last, variant = found
                if variant:
                    yield variant
                at = last + 1

    def _at(
        self, at: int, text: str, words: list[re.Match[str]], plain: list[str], joined: list[bool]
    ) -> Iterator[tuple[int, Variant | None]]:
        """What begins with the word at `at`, the longest first: the last word, and the variant if it is one."""
        last = at
        while last + 1 < len(words) and last + 1 - at < self._longest and joined[last]:
            last += 1
        for end in range(last, at - 1, -1):
            known = self._table.get("".join(plain[at : end + 1]).removesuffix("'s"))
            if known is None:
                continue
            start, stop = words[at].start(), words[end].end()
            written = key(text[start:stop]).removesuffix("'s")
            if written.casefold() in self._known:
                yield end, None
            elif not self._attributive(written, known[1], text, words, at, end):
                stop -= len(text[start:stop]) - len(re.sub(r"['’]s$", "", text[start:stop]))
                yield end, Variant(start, stop, *known)

    def _attributive(self, written: str, right: str, text: str, words: list[re.Match[str]], at: int, end: int) -> bool:
        """Whether two words have a hyphen because they stand before a noun ("working-alliance scores"), or are part of
        a longer compound."""
        before, after = text[: words[at].start()][-1:], text[words[end].end() :][:2]
        if before in "-‐‑_@/" and before:
            return True
        if re.match(r"[-‐‑_]\w", after):
            return True
        following = words[end + 1] if end + 1 < len(words) else None
        owned = re.search(r"['’]s$", words[end][0])
        if " " not in right or "-" not in written or following is None or owned:
            return False
        gap = text[words[end].end() : following.start()]
        return gap.isspace() and following[0].lower() not in _NO_NOUNS


# Words that no noun phrase goes on with: after them a hyphen joins nothing.
_NO_NOUNS = frozenset(
    "a an and are as at be because but by can could did do does for from had has have he how if in into is it may "
    "might must nor not of on or she should so than that the then they this to was we were what when where which "
    "while who will with would you".split()
)


@lru_cache(maxsize=20_000)
def _spelt(word: str) -> str:
    """The word in one spelling, whichever of the two it had."""
    for rule, made in _SPELLINGS:
        word = rule.sub(made, word)
    return word


def _plain(words: list[str]) -> str:
    return "".join(_spelt(word.lower().replace("’", "'")) for word in words)
