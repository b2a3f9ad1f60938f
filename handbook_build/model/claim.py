"""The claim ledger: what the handbook says that research found, once, with its figures and limits.

A page binds a sentence to a claim with `[the sentence]{claim=id}`. Effects are named as in the
literature (r, d, g, OR, SMD); an interval is a 95% confidence interval.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from handbook_build.locations import Location
from handbook_build.model.citation import Citation


class Strength(Enum):
    """How strongly a claim may be worded, from the strongest to the weakest."""

    SHOWN = "shown"
    LINKED = "linked"
    MIXED = "mixed"
    CONTESTED = "contested"
    PRACTICE_WISDOM = "practice-wisdom"


# How readers meet it, from the strongest to the weakest.
STRENGTHS = {
    Strength.SHOWN: "Shown",
    Strength.LINKED: "Linked, not shown to cause",
    Strength.MIXED: "Findings differ",
    Strength.CONTESTED: "Contested",
    Strength.PRACTICE_WISDOM: "Practice wisdom",
}

DIRECTIONS = ("better", "worse", "none", "both")


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures that belong together, each as it was written.

    `effect` reads "r = .278", `interval` holds two bounds, `shares` percentages; `studies`, `people`
    and `other` are texts that hold numbers: "over 30,000", "9 countries".
    """

    effect: str = ""
    interval: tuple[str, ...] = ()
    studies: str = ""
    people: str = ""
    shares: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One empirical statement, its strength, the works it rests on, and the sections that state it.

    `direction` is one of DIRECTIONS or empty; `locations` tells where each key stands.
    """

    id: str
    statement: str
    strength: Strength
    location: Location = field(compare=False)
    citation: Citation = field(default_factory=lambda: Citation(()))
    direction: str = ""
    figures: tuple[Figures, ...] = ()
    sections: tuple[str, ...] = ()
    source_location: Location | None = field(default=None, compare=False)
    sections_location: Location | None = field(default=None, compare=False)

    @property
    def source_keys(self) -> tuple[str, ...]:
        """The keys of the works that the claim rests on."""
        return tuple(item.key for item in self.citation.items)


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording by which a false claim is known, in the notation of `prose/phrases.py`."""

    pattern: str
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True)
class FalseClaim:
    """A claim that should not be repeated: how it is put, and what is better said instead.

    A sentence with one of the words in `unless` does not repeat it.
    """

    id: str
    says: str
    better: str
    wordings: tuple[Wording, ...]
    location: Location = field(compare=False)
    unless: tuple[str, ...] = ()
    citation: Citation = field(default_factory=lambda: Citation(()))
    source_location: Location | None = field(default=None, compare=False)
