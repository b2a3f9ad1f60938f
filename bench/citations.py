"""`python -m bench.citations [--runs N] [--most N]`: what formatting citations costs, from 100 to 10,000 works.

The bibliography is invented: fewer authors than works, some with the same family name, so that initials, letters
after years and longer lists of authors are needed as they are in real ones. There are as many citations as works.
Beside it one plain call of pandoc does the same, as far as that ends in LIMIT seconds.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.cost import cpu
from handbook_build.cache import Cache
from handbook_build.citing.batches import everything
from handbook_build.citing.bibliography import Bibliography, format_everything
from handbook_build.citing.pandoc import format_together
from handbook_build.citing.style import Style, shipped
from handbook_build.faults import MachineFault
from handbook_build.locations import Location
from handbook_build.model.citation import Citation, CiteItem, Item
from handbook_build.model.settings import CITATION_STYLES

SIZES = (100, 300, 1_000, 2_000, 5_000, 10_000)
# No plain call is started that would take longer than this, going by the one before.
LIMIT = 60.0
SEED = 22_11_2026

_SYLLABLES = "ba be bo da de du fa fe ga go ha ho ka ki la le lo ma me mo na ni pa po ra re ro sa se ta to va ve wa we"
_GIVEN = "Ann Ben Carl Dora Eva Finn Gus Hal Ida Jon Kay Lea".split()


def invent(size: int) -> tuple[tuple[Item, ...], tuple[Citation, ...]]:
    """So many works, by seven tenths as many people, and so many different citations; the same in every run."""
    chance = random.Random(SEED)

    def word() -> str:
        return "".join(chance.choices(_SYLLABLES.split(), k=chance.randint(2, 4)))

    families = [word().capitalize() for _ in range(size)]
    # Few family names are common and most are rare.
    weights = [1 / (number + 30) for number in range(size)]
    people = [
        {"family": family, "given": f"{chance.choice(_GIVEN)} {chance.choice('ABCDEFGHJKLM')}."}
        for family in chance.choices(families, weights, k=size * 7 // 10)
    ]
    items = tuple(
        Item(name, {**fields, "id": name, "type": "article-journal"}, Location("works"))
        for name, fields in (
            (
                f"w{number}",
                {
                    "title": " ".join(word() for _ in range(7)).capitalize(),
                    "author": chance.sample(people, chance.choice((1, 1, 2, 2, 3, 3, 4, 6))),
                    "issued": {"date-parts": [[chance.randint(1960, 2026)]]},
                    "container-title": f"Journal of {word()}",
                    "volume": str(chance.randint(1, 60)),
                    "page": f"{number + 10}-{number + 20}",
                },
            )
            for number in range(size)
        )
    )
    citations: dict[Citation, None] = {}
    while len(citations) < size:
        works = chance.sample(items, chance.choice((1, 1, 1, 1, 2, 3)))
        places = [("page", str(chance.randint(1, 300))) if chance.random() < 0.3 else ("", "") for _ in works]
        citations[Citation(tuple(CiteItem(work.id, "", *place) for work, place in zip(works, places, strict=True)))] = (
            None
        )
    return items, tuple(citations)


def timed(work: Callable[[], Bibliography]) -> tuple[float, Bibliography]:
    """CPU seconds of this process and its children, and what was made."""
    began = cpu()
    made = work()
    return cpu() - began, made


def plain(items: tuple[Item, ...], citations: tuple[Citation, ...], style: Style) -> float:
    """CPU seconds of one call with everything."""
    began = cpu()
    format_together([everything(items, citations)], style.without_dashes(), Cache(None))
    return cpu() - began


def measure(size: int, style: Style, runs: int, folder: Path) -> tuple[float, float, float]:
    """CPU seconds without a cache, with everything in it, and after one new citation: medians."""
    items, citations = invent(size)
    spent: list[tuple[float, float, float]] = []
    for number in range(runs):
        cache = Cache(folder / f"{style.name}-{size}-{number}")
        cold, made = timed(lambda cache=cache: format_everything(items, citations, style, cache))
        warm, again = timed(lambda cache=cache: format_everything(items, citations, style, cache))
        if made != again:
            raise SystemExit("what was kept is not what was made")
        new = (*citations, Citation((CiteItem(items[0].id, label="page", locator="4321"),)))
        spent.append((cold, warm, timed(lambda cache=cache, new=new: format_everything(items, new, style, cache))[0]))
    cold, warm, edited = (statistics.median(column) for column in zip(*spent, strict=True))
    return cold, warm, edited


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.citations", description=__doc__)
    parser.add_argument("--runs", type=int, default=1, help="how often each is run (default: 1)")
    parser.add_argument("--most", type=int, default=SIZES[-1], help="leave larger bibliographies out")
    parser.add_argument("--style", choices=CITATION_STYLES, default=CITATION_STYLES[0])
    options = parser.parse_args()
    style = shipped(options.style)
    print(
        f"{time.strftime('%Y-%m-%d')}, Python {sys.version.split()[0]}, {style.name}; CPU s, median of {options.runs}"
    )
    print(f"{'works and citations':>20}{'cold':>9}{'warm':>9}{'one new':>9}{'plain':>9}{'plain/cold':>12}")
    expected = 0.0
    with tempfile.TemporaryDirectory(prefix="handbook-bench-") as temporary:
        for size, larger in zip(SIZES, (*SIZES[1:], 0), strict=True):
            if size > options.most:
                break
            cold, warm, edited = measure(size, style, options.runs, Path(temporary))
            one, ratio = "", ""
            if expected <= LIMIT:
                try:
                    seconds = plain(*invent(size), style)
                except (MachineFault, subprocess.SubprocessError) as fault:
                    raise SystemExit(str(fault)) from fault
                one, ratio = f"{seconds:.2f}", f"{seconds / cold:.1f}"
                # Between the square and the cube of the number of works.
                expected = seconds * (larger / size) ** 3
            print(f"{size:>20,}{cold:>9.2f}{warm:>9.2f}{edited:>9.2f}{one:>9}{ratio:>12}", flush=True)


if __name__ == "__main__":
    main()
