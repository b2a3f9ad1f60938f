"""Whether the words of a source arrived in an output: each has a word there that is its own, in its order.

Runs of words are looked for as they stand, the long ones first, since they say where the short ones between them must
be. What is not found so is compared word by word with what is left at its place. What is still missing is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from handbook_build.verifying.plain import words
from handbook_build.verifying.source_words import Line, Run

# From so many words on, a run says where it is.
LONG = 4
_TAKEN = 0


def lost(lines: Sequence[Line], said: Sequence[str], tips: Sequence[str] = ()) -> list[tuple[int, str]]:
    """(offset, word) of each word that is not there. `said` are the words of the output, `tips` those that it shows to
    pointers alone.
    """
    search = _Search([(line, run) for line in lines for run in line.runs if not run.tip], _Output(said))
    kept = _Output(tips)
    missing = [*search.missing()]
    for run in (run for line in lines for run in line.runs if run.tip):
        if not kept.take(run.words, 0):
            missing += _without(run, kept.left(0, None))
    return sorted(missing)


class _Search:
    """The search for runs in an output, and where each was found."""

    def __init__(self, runs: list[tuple[Line, Run]], there: _Output) -> None:
        self.runs, self.there = runs, there
        self.places: list[tuple[int, int] | None] = [None] * len(runs)

    def missing(self) -> Iterator[tuple[int, str]]:
        """The words that are nowhere."""
        self._long_ones()
        ends = self._ends()
        low, shown = 0, -1
        for at, (line, run) in enumerate(self.runs):
            high, behind = ends[at]
            place = self.places[at] or self.there.take(run.words, low, high)
            if place is None:
                # A long run that begins with the same words may have taken the first of them.
                place = self.there.take(run.words, behind, behind + len(" ".join(run.words).encode()) + 1)
            if place is None and run.moves:
                place = self.there.take(run.words, 0)
            if place is not None:
                low = place[1] if not run.moves and place[0] >= low else low
            elif id(line) != shown:
                left = self._lost(run, low, high)
                if left and self.there.take(words(line.raw), low, high):
                    # The line is shown as it stands, marks and all.
                    shown = id(line)
                else:
                    yield from left

    def _long_ones(self) -> None:
        cursor = 0
        for at, (_, run) in enumerate(self.runs):
            if len(run.words) >= LONG:
                place = self.there.take(run.words, cursor) or (self.there.take(run.words, 0) if cursor else None)
                self.places[at] = place
                if place is not None and not run.moves and place[0] >= cursor:
                    cursor = place[1]

    def _ends(self) -> list[tuple[int, int]]:
        """Before which place each run has to stand: the next long one that stays in its place, and where that ends."""
        end = len(self.there.text), len(self.there.text)
        ends = [end] * len(self.runs)
        for at in range(len(self.runs) - 1, -1, -1):
            ends[at] = end
            place = self.places[at]
            if place is not None and not self.runs[at][1].moves and place[0] < end[0]:
                end = place
        return ends

    def _lost(self, run: Run, low: int, high: int) -> list[tuple[int, str]]:
        if run.moves:
            return _without(run, self.there.left(0, None))
        near = self.there.left(low, high)
        letters = "".join(run.words)
        if (len(letters) >= LONG or not letters.isascii()) and letters in "".join(near):
            # Words that an output divides in other places, or writes without a space to those beside them.
            return []
        return _without(run, near)


def _without(run: Run, there: Sequence[str]) -> list[tuple[int, str]]:
    """The words of a run that are not among those that are there, in their order."""
    matcher = SequenceMatcher(None, run.words, there, autojunk=False)
    found = {at for block in matcher.get_matching_blocks() for at in range(block.a, block.a + block.size)}
    starts = run.starts()
    return [(starts[at], word) for at, word in enumerate(run.words) if at not in found]


class _Output:
    """The words of an output, of which each can be taken once."""

    def __init__(self, words: Iterable[str]) -> None:
        self.text = bytearray(f" {' '.join(words)} ".encode())

    def take(self, words: Sequence[str], start: int, end: int | None = None) -> tuple[int, int] | None:
        """Takes these words where they stand side by side, from `start` on; where they began and ended."""
        wanted = f" {' '.join(words)} ".encode()
        at = self.text.find(wanted, max(start - 1, 0), len(self.text) if end is None else end + 1)
        if at < 0:
            return None
        ends = at + len(wanted) - 1
        self.text[at + 1 : ends] = bytes([_TAKEN]) * (ends - at - 1)
        return at, ends

    def left(self, start: int, end: int | None) -> list[str]:
        """The words between two places that nobody took."""
        part = bytes(self.text[max(start, 0) : end]).replace(bytes([_TAKEN]), b"")
        return part.decode("utf-8", "ignore").split()
