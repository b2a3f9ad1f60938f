"""All terms in one regular expression, shaped like the trie of their forms.

The longest form wins, so "unconditional positive regard" goes before "positive regard"; a form
stands alone, so "client" is not found in "client-centred". A phrase in which a form means something
else ("military alliance") is a form that leads nowhere. Time grows with the text, not with the
number of terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from handbook_build.model.term import Term, TermEntry
from handbook_build.terminology.forms import is_acronym, key, surfaces

_SPECIAL = {" ": r"\s+", "-": "[-‐‑]", "'": "['’]"}


@dataclass(frozen=True, slots=True)
class Match:
    """A form found in a text, from `start` to `end`."""

    start: int
    end: int
    entry: TermEntry
    term: Term


class Matcher:
    """Finds every form of every entry. A form that two entries share belongs to the first."""

    def __init__(self, entries: Iterable[TermEntry]) -> None:
        self._known: dict[str, tuple[TermEntry, Term]] = {}
        written: list[str] = []
        entries = tuple(entries)
        for entry in entries:
            for surface, term in surfaces(entry).items():
                if surface:
                    written.append(surface)
                    self._known.setdefault(surface.casefold(), (entry, term))
        # A phrase that is itself a form of some entry stays one.
        written += [key(phrase) for entry in entries for phrase in entry.other_senses if key(phrase)]
        pattern = _pattern(_trie(written)) if written else r"(?!)"
        self._regex = re.compile(rf"(?<![\w@-])({pattern})(?:['’]s)?(?![\w]|-\w)", re.IGNORECASE)

    def find(self, text: str) -> Iterator[Match]:
        """The matches in a text, from left to right; they never overlap."""
        for match in self._regex.finditer(text):
            found = self.look_up(match[1])
            if found is None:
                # A phrase with another meaning, or a letter that only some rules hold for a form of itself.
                continue
            entry, term = found
            if is_acronym(term.form) and not match[1].startswith(term.form):
                continue
            yield Match(match.start(), match.end(), entry, term)

    def look_up(self, form: str) -> tuple[TermEntry, Term] | None:
        """The entry and term to which a form belongs, if it is one."""
        plain = key(form).casefold()
        return self._known.get(plain) or self._known.get(plain.removesuffix("'s"))


@lru_cache(maxsize=4)
def matcher_of(entries: tuple[TermEntry, ...]) -> Matcher:
    """The matcher of a termbase, made once."""
    return Matcher(entries)


_Trie = dict[str, "_Trie"]


def _trie(words: Iterable[str]) -> _Trie:
    root: _Trie = {}
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return root


def _pattern(node: _Trie) -> str:
    branches = [
        _SPECIAL.get(character, re.escape(character)) + _pattern(below)
        for character, below in sorted(node.items())
        if character
    ]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return f"{joined}?" if "" in node else joined
