"""A small notation for wordings, as `false-claims.yml` uses it.

    without the relationship ... no therapy/counselling
    relationship is/makes 30 percent

Words stand for themselves in any case; `a/b` is one of several; `(word)` may be missing; `*` at
the end of a word stands for any ending; `...` stands for up to five words, none of which may be a
"not". A hyphen joins words into one choice (`online/face-to-face`); `%` and
`per cent` are `percent`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain

# What a writer says of a claim that is put down and not repeated.
_REFUTED_BEFORE = re.compile(
    r"\b(?:not|no|none|nothing|never|nor|neither|nobody|cannot|few|little|hardly|rarely|whether|myth|mistake|mistaken|"
    r"mistakenly|wrong|wrongly|false|untrue|misleading|misconception|avoid|instead of|rather than|more than|far from|"
    r"differs? from|(?:claim|idea|belief|saying|notion)s? that|\w+n['’]t)\b",
    re.IGNORECASE,
)
_REFUTED_AFTER = re.compile(
    r"\b(?:is|are|was) (?:\w+ )?(?:a myth|wrong|false|untrue|not true|mistaken|misleading|a mistake|not what)\b",
    re.IGNORECASE,
)
# Where a sentence turns to something else: a "not" before it puts nothing down after it.
_NEW_THOUGHT = re.compile(
    r"[;:]|,\s(?:but|and|yet|so)\b|\bno (?:doubt|wonder|matter)\b|\bdon['’]t worry\b", re.IGNORECASE
)
# A question that only leads in to a statement.
_LEADING = re.compile(r"\W*did you know\b", re.IGNORECASE)
_WINDOW = 200
NEGATIONS = "not|no|never|nor|neither|without|cannot|hardly|\\w+n't"
_GAP = rf"(?:(?!(?:{NEGATIONS})\b)\S+ ){{0,5}}?"
_TOKEN = re.compile(r"[^\W_]+(?:['’.,·][^\W_]+)*|%|\*")
GAPS = ("...", "…")
_ITEM = re.compile(r"\.\.\.|…|\([^()]*\)|\S+")


MOST_WORDS = 20_000


class BadPattern(Exception):
    """A wording that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Found:
    """Which pattern was found, and where in the text it was put to."""

    pattern: int
    start: int
    end: int


@dataclass(frozen=True)
class _Wording:
    """A wording that was read: its expression, and for each word that must be there how it may begin.

    A whole word ends in a space; the stem of a word that may have any ending does not.
    """

    expression: str
    needed: tuple[frozenset[str], ...]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Made when the wording is first likely, since most never are."""
        return re.compile(self.expression)


class Phrasebook:
    """Finds any of many wordings in a text, and tries only those whose words stand in it."""

    def __init__(self, patterns: Sequence[str]) -> None:
        """Raises BadPattern for a wording that cannot be read."""
        self._wordings = [_read(pattern) for pattern in patterns]
        self._needed = frozenset(start for one in self._wordings for starts in one.needed for start in starts)
        self._lengths = sorted(set(map(len, self._needed)))
        # What each word that was met begins with of what any wording needs; most begin with nothing of it.
        self._begun: dict[str, tuple[str, ...]] = {}
        self._by_start: defaultdict[str, set[int]] = defaultdict(set)
        for number, wording in enumerate(self._wordings):
            # A long word is a rare one: it says soonest that the wording is not there.
            for start in max(wording.needed, key=lambda starts: min(map(len, starts))):
                self._by_start[start].add(number)

    def find(self, text: str) -> Iterator[Found]:
        """The wordings in a text, from left to right; they never overlap."""
        likely = list(self._likely(text))
        if not likely:
            return
        plain, starts, ends = _normal(text)
        offsets = [at for at, _ in starts]
        spans = sorted(
            (match.start(), -match.end(), number)
            for number in likely
            for match in self._wordings[number].regex.finditer(plain)
        )
        reached = 0
        for start, end, number in spans:
            if start >= reached:
                reached = -end
                first = bisect_right(offsets, start) - 1
                last = bisect_right(offsets, reached - 1) - 1
                yield Found(number, starts[first][1], ends[last])

    def _likely(self, text: str) -> Iterator[int]:
        """The wordings for which each word that must be there stands in a text."""
        words = set(_TOKEN.findall(text.lower().replace("’", "'")))
        if words & {"%", "cent"}:
            words.add("percent")
        starts = set(chain.from_iterable(map(self._beginnings, words)))
        numbers = {number for start in starts & self._by_start.keys() for number in self._by_start[start]}
        for number in numbers:
            if not any(needed.isdisjoint(starts) for needed in self._wordings[number].needed):
                yield number

    def _beginnings(self, word: str) -> tuple[str, ...]:
        """What is needed of the beginnings of a word, and of the whole word with the space after it."""
        found = self._begun.get(word)
        if found is None:
            made = {word[:length] for length in self._lengths} | {f"{word} "}
            found = tuple(made & self._needed)
            if len(self._begun) < MOST_WORDS:
                self._begun[word] = found
        return found


def is_refuted(sentence: str, found: Found) -> bool:
    """Whether the sentence around a wording puts it down: "it is not true that", "... is a myth"."""
    before, after = sentence[max(0, found.start - _WINDOW) : found.start], sentence[found.end :][:_WINDOW]
    asks = sentence.rstrip("”\"') ").endswith("?") and not _LEADING.match(sentence)
    return asks or bool(_REFUTED_BEFORE.search(_NEW_THOUGHT.split(before)[-1]) or _REFUTED_AFTER.search(after))


@lru_cache(maxsize=8)
def phrasebook(patterns: tuple[str, ...]) -> Phrasebook:
    """The phrasebook of some wordings, made once."""
    return Phrasebook(patterns)


def _normal(text: str) -> tuple[str, list[tuple[int, int]], list[int]]:
    """The words in lower case with one space after each, where each begins here and there, and ends."""
    out: list[str] = []
    starts: list[tuple[int, int]] = []
    ends: list[int] = []
    length = 0
    for match in _TOKEN.finditer(text):
        word = match[0].lower().replace("’", "'")
        word = "percent" if word == "%" else word
        if word == "cent" and out and out[-1] == "per ":
            out[-1] = "percent "
            length += len("cent")
            ends[-1] = match.end()
            continue
        starts.append((length, match.start()))
        ends.append(match.end())
        out.append(f"{word} ")
        length += len(word) + 1
    return "".join(out), starts, ends


@cache
def _read(pattern: str) -> _Wording:
    """A wording as an expression over words that each end in one space."""
    items = _ITEM.findall(pattern.lower())
    if not items or items[0] in GAPS or items[-1] in GAPS:
        raise BadPattern("begins or ends with `...`, or is empty" if items else "is empty")
    made: list[str] = []
    needed: list[frozenset[str]] = []
    for item in items:
        if item in GAPS:
            made.append(_GAP)
        elif item.startswith("(") and item.endswith(")"):
            made.append(f"(?:{_either(_choices(item[1:-1]))})?")
        elif "{" in item or "}" in item:
            raise BadPattern(f"has `{item}`, which is no set of words")
        elif "(" in item or ")" in item:
            raise BadPattern(f"has `{item}`: brackets stand around whole words")
        else:
            choices = _choices(item)
            made.append(_either(choices))
            needed.append(frozenset(_start(words[0]) for words in choices))
    if not needed:
        raise BadPattern("has no word that must be there")
    if re.search(r"(?:\.\.\.|…)(?: \([^()]*\))*$", " ".join(items)):
        raise BadPattern("ends with `...` and words that may be missing, so it would be found anywhere")
    return _Wording(rf"(?<![^ ]){''.join(made)}", tuple(needed))


def _choices(item: str) -> list[list[str]]:
    """The alternatives of an item, each as its words; one that ends in `*` has any ending."""
    choices = [_words(choice) for choice in item.split("/") if choice.strip()]
    if not choices:
        raise BadPattern(f"has `{item}`, in which no word stands")
    return choices


def _words(choice: str) -> list[str]:
    plain, _, _ = _normal(choice)
    words = plain.replace(" * ", "* ").split()
    if not words or words[0] == "*":
        raise BadPattern(f"has `{choice}`, which is no word")
    return words


def _either(choices: list[list[str]]) -> str:
    parts = ["".join(f"{_word(word)} " for word in words) for words in choices]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def _start(word: str) -> str:
    return word[:-1] if word.endswith("*") else f"{word} "


def _word(word: str) -> str:
    return re.escape(word[:-1]) + r"\S*" if word.endswith("*") else re.escape(word)
