"""All terms in one tree of words, walked along the text.

The longest form wins, so "unconditional positive regard" goes before "positive regard"; a form
stands alone, so "client" is not found in "client-centred". A phrase in which a form means something
else ("military alliance") is a form that leads nowhere. Time grows with the text, not with the
number of terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, compress, count

from handbook_build.model.term import Term, TermEntry
from handbook_build.terminology.forms import Termbase, folded, is_acronym, key, other_senses, surfaces
from handbook_build.terminology.usage import in_address

# A word, a run of spaces, or any other sign by itself.
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_ALIKE = {"-": "-‐‑", "'": "'’"}


@dataclass(frozen=True, slots=True)
class Match:
    """A form found in a text, from `start` to `end`."""

    start: int
    end: int
    entry: TermEntry
    term: Term


@dataclass(slots=True)
class _Step:
    """A place in the tree: where the next token leads, and whose form ends here.

    A form that leads nowhere has an end without an owner; `letters` must stand as they are.
    """

    further: dict[str, _Step] = field(default_factory=dict)
    is_end: bool = False
    owner: tuple[TermEntry, Term] | None = None
    letters: str = ""


class Matcher:
    """Finds every form of every entry. A form that two entries share belongs to the first."""

    def __init__(self, entries: Iterable[TermEntry]) -> None:
        self._known: dict[str, tuple[TermEntry, Term]] = {}
        self._root = _Step()
        entries = tuple(entries)
        for entry in entries:
            for surface, term in surfaces(entry).items():
                if surface:
                    owner = self._known.setdefault(surface.casefold(), (entry, term))
                    step = self._grown(surface)
                    if not step.is_end:
                        step.is_end, step.owner = True, owner
                        step.letters = owner[1].form if is_acronym(owner[1].form) else ""
        written = {key(form) for entry in entries for form in (*entry.irregular, *(term.form for term in entry.terms))}
        for phrase in (phrase for entry in entries for phrase in other_senses(entry)):
            step = self._grown(phrase)
            step.is_end = True
            # A form that somebody wrote down stays one; a plural that a rule made gives way.
            if phrase not in written:
                step.owner = None

    def _grown(self, form: str) -> _Step:
        """The place where a form ends in the tree, which grows as far as needed."""
        step = self._root
        for token in _TOKEN.findall(folded(form)):
            if token not in step.further:
                step.further |= dict.fromkeys(_ALIKE.get(token, (token,)), _Step())
            step = step.further[token]
        return step

    def find(self, text: str) -> Iterator[Match]:
        """The matches in a text, from left to right; they never overlap."""
        beginnings = self._root.further
        tokens = _TOKEN.findall(folded(text)) if beginnings else []
        candidates = list(compress(count(), map(beginnings.__contains__, tokens)))
        places = list(accumulate(map(len, tokens), initial=0)) if candidates else []
        free = 0
        for at in candidates:
            longest = self._longest(tokens, at) if at >= free else None
            if longest is None:
                continue
            step, free = longest
            if not step.owner or not text.startswith(step.letters, places[at]):
                continue
            if not in_address(text, places[at], places[free]):
                yield Match(places[at], places[free], *step.owner)

    def _longest(self, tokens: list[str], start: int) -> tuple[_Step, int] | None:
        """Where the longest form that begins at a token leads, and the token after it."""
        step = self._root.further[tokens[start]]
        ends: list[tuple[_Step, int]] = []
        at = start + 1
        while True:
            if step.is_end:
                ends.append((step, at))
            token = tokens[at] if at < len(tokens) else ""
            below = step.further.get(token) or (step.further.get(" ") if token.isspace() else None)
            if below is None:
                break
            step, at = below, at + 1
        if not ends or (start and (tokens[start - 1] in ("@", "-") or _is_word(tokens, start - 1))):
            return None
        for reached, end in reversed(ends):
            if after := _alone(tokens, end):
                return reached, after
        return None

    def look_up(self, form: str) -> tuple[TermEntry, Term] | None:
        """The entry and term to which a form belongs, if it is one."""
        plain = key(form).casefold()
        return self._known.get(plain) or self._known.get(plain.removesuffix("'s"))


def _is_word(tokens: list[str], at: int) -> bool:
    """Whether a word stands at a place, which may lie behind the last."""
    return at < len(tokens) and (tokens[at][0].isalnum() or tokens[at][0] == "_")


def _alone(tokens: list[str], end: int) -> int:
    """The token after a form that ends at `end` and its possessive; 0 when the form is part of a longer word."""
    owned = end + 2 if tokens[end : end + 2] in (["'", "s"], ["’", "s"]) else end
    for after in (owned, end):
        hyphen = after < len(tokens) and tokens[after] == "-"
        if not _is_word(tokens, after) and not (hyphen and _is_word(tokens, after + 1)):
            return after
    return 0


@lru_cache(maxsize=4)
def _made(termbase: Termbase) -> Matcher:
    return Matcher(termbase.entries)


def matcher_of(entries: tuple[TermEntry, ...]) -> Matcher:
    """The matcher of a termbase, made once."""
    return _made(Termbase(entries))
