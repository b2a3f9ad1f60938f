"""Questions that people type, each with the places to which a good librarian would send them, and how a search fares.

`tests/cases/search/questions.csv` was written before search was tuned, by somebody who had not seen what it knows:
`query`, `wanted` (ids, the best first), `kind`, and `set`: two thirds to `tune` by, and a third that was kept `aside`.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from handbook_build.linking.addresses import target_address
from handbook_build.model.handbook import Handbook

FILE = Path(__file__).parent / "cases/search/questions.csv"
# How many results count as found, and as far as anybody looks.
NEAR, FAR = 3, 10


@dataclass(frozen=True)
class Question:
    """What is typed, and the addresses that answer it."""

    words: str
    wanted: tuple[str, ...]
    kind: str
    set: str


def questions(handbook: Handbook) -> list[Question]:
    """All of them. Raises KeyError when one wants a place that is not there."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return [
            Question(
                line["query"],
                tuple(
                    target_address(handbook.targets[name.replace("term:", "term-")]) for name in line["wanted"].split()
                ),
                line["kind"],
                line["set"],
            )
            for line in csv.DictReader(lines)
        ]


def rank(shown: Sequence[Sequence[str]], wanted: Sequence[str]) -> int:
    """At which result, from 1, the first answer stands; 0 for none. A result is the addresses to which it links: it
    answers when one of them is wanted, or leads to somewhere on a page that is wanted as a whole.
    """
    for at, links in enumerate(shown[:FAR], 1):
        if any(link in wanted or link.partition("#")[0] in wanted for link in links):
            return at
    return 0


@dataclass(frozen=True)
class Score:
    """Of how many questions the answer is near, the mean of 1/rank, and the share without any result."""

    recall: float
    reciprocal: float
    none: float


def score(ranks: Sequence[int], found: Sequence[int]) -> Score:
    """`ranks` of the first answers, and how many results each question `found`."""
    total = len(ranks)
    return Score(
        sum(0 < one <= NEAR for one in ranks) / total,
        sum(1 / one for one in ranks if one) / total,
        sum(not one for one in found) / total,
    )


def by_kind(asked: Sequence[Question], ranks: Sequence[int]) -> Mapping[str, tuple[int, int]]:
    """Of each kind of question, how many are near their answer, and how many there are."""
    kinds: dict[str, tuple[int, int]] = {}
    for question, at in zip(asked, ranks, strict=True):
        near, all_of_them = kinds.get(question.kind, (0, 0))
        kinds[question.kind] = (near + (0 < at <= NEAR), all_of_them + 1)
    return kinds
