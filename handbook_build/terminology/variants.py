"""Other ways to write a form: with a hyphen, a space or neither, and with another country's spelling.

A text is read word by word against a table, so time grows with the text and not with the termbase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import compress, count, pairwise

from handbook_build.model.term import TermEntry, TermStatus
from handbook_build.terminology.forms import folded, is_acronym, key, other_senses, surfaces

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
_SPELT_OTHERWISE = re.compile("|".join(f"(?:{rule.pattern})" for rule, _ in _SPELLINGS))


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
        # What the words of a variant make on the way: the words of a form, joined, and prefixes.
        self._heads: set[str] = set()
        for entry in entries:
            for surface, term in surfaces(entry).items():
                fine = term.status in (TermStatus.PREFERRED, TermStatus.ADMITTED)
                words = _WORD.findall(surface)
                if fine and len("".join(words)) > 5 and not is_acronym(term.form):
                    self._table.setdefault(_plain(words), (entry, surface))
                    prefixes = [prefix for prefix in _PREFIXES if words[0].startswith(prefix)]
                    self._heads.update(prefixes, (_plain(words[:end]) for end in range(1, len(words) + 1)))

    def find(self, text: str) -> Iterator[Variant]:
        """The variants in a text, from left to right; they never overlap."""
        plain = list(map(_SPELT.__getitem__, _WORD.findall(folded(text))))
        words: list[re.Match[str]] = []
        free = 0
        for at in compress(count(), map(self._heads.__contains__, plain)):
            found = self._found(plain, at) if at >= free else []
            words = words or (list(_WORD.finditer(text)) if found else [])
            for end, known in reversed(found):
                if not _joined(text, words, at, end):
                    continue
                start, stop = words[at].start(), words[end].end()
                written = key(text[start:stop]).removesuffix("'s")
                if written.casefold() in self._known:
                    free = end + 1
                elif not self._attributive(written, known[1], text, words, at, end):
                    free = end + 1
                    stop -= len(text[start:stop]) - len(re.sub(r"['’]s$", "", text[start:stop]))
                    yield Variant(start, stop, *known)
                if free > end:
                    break

    def _found(self, plain: list[str], at: int) -> list[tuple[int, tuple[TermEntry, str]]]:
        """The forms that the words from `at` on make when they are put together, each with its last word."""
        found: list[tuple[int, tuple[TermEntry, str]]] = []
        so_far = ""
        for end in range(at, len(plain)):
            so_far += plain[end]
            owned = so_far.removesuffix("'s")
            if owned not in self._heads:
                break
            if known := self._table.get(owned):
                found.append((end, known))
        return found

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


def _joined(text: str, words: list[re.Match[str]], first: int, last: int) -> bool:
    """Whether nothing but spaces or a hyphen stands between the words from the first to the last."""
    pairs = pairwise(words[first : last + 1])
    return all(_JOINT.fullmatch(text, left.end(), right.start()) for left, right in pairs)


# Words that no noun phrase goes on with: after them a hyphen joins nothing.
_NO_NOUNS = frozenset(
    "a an and are as at be because but by can could did do does for from had has have he how if in into is it may "
    "might must nor not of on or she should so than that the then they this to was we were what when where which "
    "while who will with would you".split()
)


class _Spelt(dict[str, str]):
    """Words in one spelling, whichever of the two they had; each is worked out once."""

    def __missing__(self, word: str) -> str:
        made = word.replace("’", "'")
        if _SPELT_OTHERWISE.search(made):
            for rule, right in _SPELLINGS:
                made = rule.sub(right, made)
        if len(self) < MOST_WORDS:
            self[word] = made
        return made


MOST_WORDS = 100_000
_SPELT = _Spelt()


def _plain(words: list[str]) -> str:
    return "".join(_SPELT[folded(word)] for word in words)
