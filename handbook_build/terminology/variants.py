"""Other ways to write a form: with a hyphen, a space or neither, and with another country's spelling.

A text is read word by word against a table, so time grows with the text and not with the termbase.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, count, pairwise

from handbook_build.model.term import TermEntry, TermStatus
from handbook_build.terminology.forms import (
    Termbase,
    folded,
    inflections,
    is_acronym,
    is_plural,
    key,
    other_senses,
    surfaces,
)
from handbook_build.terminology.usage import is_part, is_usual

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_OWNED = re.compile(r"['’]s$", re.IGNORECASE)
_HYPHEN = re.compile(r"\w[-‐‑]\w")
_COMPOUND = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)+(?:['’]s\b)?")
_JOINT = re.compile(r"\s+|[-‐‑]")
# Prefixes that are joined in some books and hyphenated in others.
_PREFIXES = ("counter", "inter", "micro", "multi", "meta", "over", "under", "post", "self", "non", "pre", "re", "co")
# Where the two spellings differ: each rule leads both to one.
_SPELLINGS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    # Not in "prize" and "prise", which are two words: before the ending must come a syllable.
    (re.compile(r"([aeiouy]\w*)iz(?=(?:e|es|ed|er|ers|ing|ation|ations|ational)$)"), r"\1is"),
    (re.compile(r"(?<=\w{2})yz(?=(?:e|es|ed|er|ing)$)"), "ys"),
    (
        re.compile(
            r"((?:behavi|cand|col|demean|endeav|fav|flav|hon|hum|lab|neighb|od|rig|rum|sav|tum|vap|vig))or(?!ous|ar)"
        ),
        r"\1our",
    ),
    # Not in "filling" and "filing", which are two words: "travelling" has a syllable more.
    (re.compile(r"([aeiou][^\Waeiou]+[aeiou])ll(?=(?:ing|ed|or|ors|er|ers)$)"), r"\1l"),
    (re.compile(r"(cent|met|theat|lit|fib)er(?=(?:ed|ing)$)"), r"\1r"),
    (re.compile(r"(cent|met|theat|lit|fib)er(?=s?$)"), r"\1re"),
    (re.compile(r"(judg|acknowledg)ement"), r"\1ment"),
    (re.compile(r"(def|off|pret)ens(?=es?$)"), r"\1enc"),
    (re.compile(r"(licen|practi)s(?=e[sd]?$|ing$)"), r"\1c"),
    (re.compile(r"programme"), "program"),
    (re.compile(r"(?<=(?:ial|nol|tal|nal|rol|pil))ogue(?=s?$)"), "og"),
    (re.compile(r"^ageing$"), "aging"),
    (re.compile(r"(enro|insta|fulfi)ll(?=ments?$)"), r"\1l"),
    (re.compile(r"(ski|wi)ll(?=ful)"), r"\1l"),
    (re.compile(r"(?<=an)aesth|^aesth|(?<=syn)aesth"), "esth"),
    (re.compile(r"(?<=[hknrx])aem"), "em"),
    (re.compile(r"(?<=gyn)aec|(?<=p)aed"), lambda found: found[0][1:]),
    (re.compile(r"(?:^|(?<=f)|(?<=di)|(?<=rrh))oe(?=dem|soph|str|t|a)"), "e"),
    (re.compile(r"manoeuv(?:re|er)"), "maneuver"),
)
_SPELT_OTHERWISE = re.compile("|".join(f"(?:{rule.pattern})" for rule, _ in _SPELLINGS))


@dataclass(frozen=True, slots=True)
class Variant:
    """That a text writes a form in another way, from `start` to `end`; `right` is how the termbase has it."""

    start: int
    end: int
    entry: TermEntry
    right: str


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of an entry as the termbase has it; `plural` when a rule or the entry made it of a singular."""

    entry: TermEntry
    right: str
    plural: bool


class Variants:
    """Finds words that differ from a preferred or admitted form by joints or, in English, by spelling alone."""

    def __init__(self, entries: Iterable[TermEntry], *, english: bool = True) -> None:
        entries = tuple(entries)
        self._spelt = _SPELT if english else _AS_WRITTEN
        # Whatever the termbase names is written as somebody meant it.
        self._known = {surface.casefold() for entry in entries for surface in surfaces(entry)}
        # A phrase of another sense leads to None.
        self._table: dict[str, _Form | None] = {}
        # What the words of a variant make on the way: the words of a form, joined, and prefixes.
        self._heads: set[str] = set()
        for phrase in (phrase for entry in entries for phrase in other_senses(entry)):
            self._add(phrase, None)
        for entry in entries:
            for surface, term in surfaces(entry).items():
                fine = term.status in (TermStatus.PREFERRED, TermStatus.ADMITTED)
                letters = len("".join(_WORD.findall(surface)))
                if fine and letters > 5 and not is_acronym(term.form):
                    plural = is_plural(surface) and not is_plural(term.form)
                    forms = (term.form, *inflections(term.form), *entry.irregular)
                    right = next((form for form in forms if key(form) == surface), surface)
                    self._add(surface, _Form(entry, right, plural))

    def _add(self, surface: str, form: _Form | None) -> None:
        words = [self._spelt[folded(word)] for word in _WORD.findall(surface)]
        if words:
            prefixes = _PREFIXES if self._spelt is _SPELT else ()
            self._table.setdefault("".join(words), form)
            self._heads.update(prefix for prefix in prefixes if words[0].startswith(prefix))
            self._heads.update("".join(words[:end]) for end in range(1, len(words) + 1))

    def find(self, text: str) -> Iterator[Variant]:
        """The variants in a text, from left to right; they never overlap."""
        plain = list(map(self._spelt.__getitem__, _WORD.findall(folded(text))))
        words: list[re.Match[str]] = []
        free = 0
        hyphened = self._hyphened(text)
        for at in sorted({*compress(count(), map(self._heads.__contains__, plain)), *hyphened}):
            found = [*self._found(plain, at), *hyphened.get(at, ())] if at >= free else []
            words = words or (list(_WORD.finditer(text)) if found else [])
            for end, form in sorted(found, key=lambda one: one[0], reverse=True):
                if not _joined(text, words, at, end):
                    continue
                start, stop = words[at].start(), words[end].end()
                stop -= 2 * bool(_OWNED.search(text[start:stop]))
                written = key(text[start:stop])
                known = form is None or written.casefold() in self._known
                if form and not known and self._is_fine(written, form, text, start, stop):
                    continue
                free = end + 1
                if form and not known:
                    yield Variant(start, stop, form.entry, form.right)
                break

    def _found(self, plain: list[str], at: int) -> list[tuple[int, _Form | None]]:
        """The forms that the words from `at` on make when they are put together, each with its last word."""
        found: list[tuple[int, _Form | None]] = []
        so_far = ""
        for end in range(at, len(plain)):
            so_far += plain[end]
            owned = so_far.removesuffix("'s")
            if owned not in self._heads:
                break
            if owned in self._table:
                found.append((end, self._table[owned]))
        return found

    def _hyphened(self, text: str) -> dict[int, list[tuple[int, _Form | None]]]:
        """The forms of one word that compounds with a hyphen make, wherever that stands, by their first word."""
        has_hyphen = "-" in text or "‐" in text or "‑" in text
        compounds = _COMPOUND.finditer(text) if has_hyphen and _HYPHEN.search(text) else ()
        made = [(one, "".join(self._spelt[folded(word)] for word in _WORD.findall(one[0]))) for one in compounds]
        hits = [(one, form) for one, word in made if (form := self._table.get(word.removesuffix("'s")))]
        starts = [word.start() for word in _WORD.finditer(text)] if hits else []
        found: dict[int, list[tuple[int, _Form | None]]] = {}
        for one, form in hits:
            first = bisect_left(starts, one.start())
            found[first] = [(first + len(_WORD.findall(one[0])) - 1, form)]
        return found

    def _is_fine(self, written: str, right: _Form, text: str, start: int, end: int) -> bool:
        """Whether what is written is no variant: part of something longer, or right English."""
        if is_part(text, start, end):
            return True
        if self._spelt is _SPELT:
            return is_usual(written, key(right.right), right.plural, text, start, end)
        return " " in written and " " not in right.right


@lru_cache(maxsize=4)
def _made(termbase: Termbase, english: bool) -> Variants:
    return Variants(termbase.entries, english=english)


def variants_of(entries: tuple[TermEntry, ...], *, english: bool) -> Variants:
    """The variants of a termbase, made once."""
    return _made(Termbase(entries), english)


def _joined(text: str, words: list[re.Match[str]], first: int, last: int) -> bool:
    """Whether nothing but spaces or a hyphen stands between the words from the first to the last."""
    pairs = pairwise(words[first : last + 1])
    return all(_JOINT.fullmatch(text, left.end(), right.start()) for left, right in pairs)


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


class _AsWritten(dict[str, str]):
    """Words as they are, for languages whose spelling this program does not know."""

    def __missing__(self, word: str) -> str:
        return word.replace("’", "'")


MOST_WORDS = 100_000
_SPELT = _Spelt()
_AS_WRITTEN = _AsWritten()
