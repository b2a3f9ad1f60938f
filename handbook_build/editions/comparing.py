"""What became of words between two editions: passages laid side by side, and each compared word by word.

A citation or the title of a link counts as the word that stands for it in the ledger, so that another
style of citing is no change. From a comparison both sides can be read again in full.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import TypeVar

from handbook_build.model.edition import Passage

_WORD = re.compile(r"\s+|\w+(?:[’'‑-]\w+)*|[^\w\s]")
# Beyond this, words are compared as a whole: a comparison of that length helps nobody, and costs minutes.
LONGEST = 4_000
# Below this share of common words, two passages are two, and not one that changed.
ALIKE = 0.4
# Gaps with more pairs than this are laid side by side in their order.
MANY = 2_500


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words as they stood and as they stand. When `same`, they are the same to a reader of the ledger."""

    then: str
    now: str
    same: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A passage as it stood beside what it is now; one of the two may be missing."""

    then: Passage | None
    now: Passage | None
    pieces: tuple[Piece, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether it says the same in the same place: as a paragraph or an item, to clients or to all."""
        return self.says_the_same and _place(self.then) == _place(self.now)

    @property
    def says_the_same(self) -> bool:
        return self.then is not None and self.now is not None and all(piece.same for piece in self.pieces)


def compare(then: Sequence[Passage], now: Sequence[Passage]) -> tuple[Row, ...]:
    """Each passage of either side once, in an order that keeps that of both."""
    rows: list[Row] = []
    for same, before, after in _aligned([*map(_read, then)], [*map(_read, now)], _key):
        if same:
            rows += [_row(one, other) for one, other in zip(before, after, strict=True)]
        else:
            rows += _gap(before, after)
    return tuple(rows)


@dataclass(frozen=True)
class _Read:
    """A passage with what its words are compared by, read once: it is held against several others."""

    passage: Passage
    keys: tuple[str, ...]

    @cached_property
    def bag(self) -> frozenset[str]:
        return frozenset(key.lower() for key in self.keys if not key.isspace())


# A page is compared with all its sections, and each of these by itself soon after.
@lru_cache(maxsize=1_000)
def _read(passage: Passage) -> _Read:
    return _Read(passage, tuple([key for _, key in _words(passage)]))


def _row(then: _Read, now: _Read) -> Row:
    """Two passages, word by word."""
    one, other = then.passage, now.passage
    if then.keys != now.keys and max(len(then.keys), len(now.keys)) <= LONGEST:
        return Row(one, other, _changed(one, other))
    pieces = [Piece(one.text, other.text, then.keys == now.keys)] if then.keys or now.keys else []
    return Row(one, other, tuple(_joined(pieces)))


# What changed once is told for each edition before it.
@lru_cache(maxsize=1_000)
def _changed(then: Passage, now: Passage) -> tuple[Piece, ...]:
    parts = _aligned(_words(then), _words(now), lambda word: word[1])
    return tuple(_joined([Piece(_text(before), _text(after), same) for same, before, after in parts]))


Thing = TypeVar("Thing")


def _aligned(
    then: Sequence[Thing], now: Sequence[Thing], key: Callable[[Thing], Hashable]
) -> Iterator[tuple[bool, Sequence[Thing], Sequence[Thing]]]:
    """Runs of either side in order: (whether they are the same, of then, of now)."""
    before, after = [key(one) for one in then], [key(one) for one in now]
    if before and before == after:
        # Most parts of two editions: to look for their longest common run would take most of the time.
        yield True, then, now
        return
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        yield tag == "equal", then[a:b], now[c:d]


def _place(passage: Passage | None) -> tuple[str, str]:
    return (passage.kind, passage.block) if passage else ("", "")


def _key(read: _Read) -> tuple[str, str, tuple[str, ...]]:
    return read.passage.kind, read.passage.block, read.keys


def _words(passage: Passage) -> list[tuple[str, str]]:
    """Words with what they are compared by; a mark cannot be taken for a word."""
    words: list[tuple[str, str]] = []
    for run in passage.runs:
        if run.mark:
            words.append((run.text, f"\0{run.mark}"))
        else:
            words += [(word, " " if word.isspace() else word) for word in _WORD.findall(run.text)]
    return words


def _text(words: Sequence[tuple[str, str]]) -> str:
    return "".join(text for text, _ in words)


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """A space that alone stayed between two changes belongs to both: a reader sees one change."""
    run: list[Piece] = []
    for at, piece in enumerate(pieces):
        between = 0 < at < len(pieces) - 1
        if piece.same and not (between and piece.then.isspace()):
            if run:
                yield _one(run)
                run = []
            yield piece
        else:
            run.append(piece)
    if run:
        yield _one(run)


def _one(pieces: Sequence[Piece]) -> Piece:
    return Piece("".join(one.then for one in pieces), "".join(one.now for one in pieces), same=False)


def _gap(then: Sequence[_Read], now: Sequence[_Read]) -> Iterator[Row]:
    """Passages that are not the same: those that are alike stand beside each other."""
    at_then = at_now = 0
    for one, other in [*_pairs(then, now), (len(then), len(now))]:
        gone, new = ([read.passage for read in side] for side in (then[at_then:one], now[at_now:other]))
        yield from (Row(passage, None, (Piece(passage.text, "", same=False),)) for passage in gone)
        yield from (Row(None, passage, (Piece("", passage.text, same=False),)) for passage in new)
        if one < len(then):
            yield _row(then[one], now[other])
        at_then, at_now = one + 1, other + 1


def _pairs(then: Sequence[_Read], now: Sequence[_Read]) -> list[tuple[int, int]]:
    """The places of passages that are alike, in the order of both: those with most words in common."""
    if len(then) * len(now) > MANY:
        return [(at, at) for at in range(min(len(then), len(now))) if _likeness(then[at], now[at]) >= ALIKE]
    # The best sum of likeness from here on, by the two places.
    best = [[0.0] * (len(now) + 1) for _ in range(len(then) + 1)]
    likeness = [[_likeness(one, other) for other in now] for one in then]
    for i in range(len(then) - 1, -1, -1):
        for j in range(len(now) - 1, -1, -1):
            paired = best[i + 1][j + 1] + likeness[i][j] if likeness[i][j] >= ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(then) and j < len(now):
        if likeness[i][j] >= ALIKE and best[i][j] == best[i + 1][j + 1] + likeness[i][j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _likeness(one: _Read, other: _Read) -> float:
    """The share of words that two passages have in common, from 0 to 1; none when they are of two kinds."""
    if (one.passage.kind == "heading") != (other.passage.kind == "heading"):
        return 0.0
    total = len(one.bag) + len(other.bag)
    return 2 * len(one.bag & other.bag) / total if total else 1.0
