"""Whether two parts say the same thing in other words, or are about something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from handbook_build.model.edition import Part

_WORD = re.compile(r"[^\W\d_]{4,}")
# So much of a word is compared: "boundary" and "boundaries" are one.
_STEM = 6
# Below both shares, words are those of another matter. Measured on the sections of a whole handbook: four in five
# that were exchanged for another are known by it, and none that kept two words in five is taken for another.
SHARED_WORDS, SHARED_PHRASES = 0.35, 0.03
# With fewer words than this, or in a script in which they are not found, the signs are compared: runs of so many.
FEW, RUN, SHARED_RUNS = 12, 4, 0.35


@dataclass(frozen=True)
class Wording:
    """The words of a part that say what it is about."""

    part: Part

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(self._sequence)

    @cached_property
    def phrases(self) -> frozenset[tuple[str, str]]:
        """Each two such words that follow each other."""
        return frozenset(zip(self._sequence, self._sequence[1:], strict=False))

    @cached_property
    def title(self) -> frozenset[str]:
        return frozenset(_stems(self.part.title))

    @cached_property
    def runs(self) -> frozenset[str]:
        """Each few signs that follow each other, in any script."""
        signs = " ".join(" ".join(self._texts).casefold().split())
        return frozenset(signs[at : at + RUN] for at in range(max(1, len(signs) - RUN + 1))) - {""}

    @cached_property
    def _sequence(self) -> list[str]:
        return [stem for text in self._texts for stem in _stems(text)]

    @property
    def _texts(self) -> tuple[str, ...]:
        return (self.part.summary, *(passage.text for passage in self.part.passages))

    def kept_in(self, other: Wording) -> float:
        """The share of its phrases, or of its words where it has none, that another part has too: from 0 to 1."""
        if self.phrases:
            return len(self.phrases & other.phrases) / len(self.phrases)
        return len(self.words & other.words) / len(self.words) if self.words else 0.0


def is_another(then: Part, now: Part) -> bool:
    """Whether nothing speaks for a part being what it was: not its title, and hardly a word."""
    before, after = Wording(then), Wording(now)
    if then.title.casefold() == now.title.casefold() or before.title & after.title:
        return False
    if before.runs == after.runs:
        return False
    if min(len(before.words), len(after.words)) < FEW:
        return _shared(before.runs, after.runs) < SHARED_RUNS
    words = _shared(before.words, after.words)
    return words < SHARED_WORDS and _shared(before.phrases, after.phrases) < SHARED_PHRASES


def _shared(one: frozenset[object], other: frozenset[object]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def _stems(text: str) -> list[str]:
    return [word[:_STEM] for word in _WORD.findall(text.casefold())]
