"""`python -m bench.terms [--runs N] [--others PYTHON]`: what linking terms adds to a build.

The handbook is invented (`bench/invented.py`): 100 pages of 3,000 words, built without terms, with 800 and
with 5,000. PYTHON is that of an environment in which other programs are installed, to be measured beside it.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from bench.cost import Cost, bounded, run
from bench.invented import Invented, invent, write_handbook
from bench.others import OTHERS, Other, installed

PAGES, WORDS, TERMS = 100, 3_000, (0, 800, 5_000)
# CPU seconds that a run of another program may take; where all pages take longer, it gets a tenth of them.
LIMIT = 150.0
LINKING = ("reading terms.yml", "preparing the search", "going through the pages")
HANDBOOK = [sys.executable, "-m", "handbook_build", "build", "--quiet"]


def builds(invented: Invented, folder: Path, runs: int) -> dict[int, list[Cost]]:
    """What whole builds cost by the number of terms; they take turns, so that a slow minute is shared."""
    costs: dict[int, list[Cost]] = {terms: [] for terms in TERMS}
    for terms in TERMS:
        write_handbook(invented, folder / str(terms), terms)
    for number in range(runs + 1):
        for terms in TERMS:
            cost = run(HANDBOOK, folder / str(terms))
            if number:  # The first round only warms the disk.
                costs[terms].append(cost)
    return costs


def linking(folder: Path, runs: int) -> dict[int, dict[str, float]]:
    """CPU seconds of linking alone, in this process, by the number of terms: reading `terms.yml`, preparing
    the search for its forms, going through all pages; and how many uses were found and links made."""
    from handbook_build.assembly import load
    from handbook_build.model.source import Source
    from handbook_build.parsing.terms import parse_terms
    from handbook_build.terminology.linking import link_terms
    from handbook_build.terminology.matcher import matcher_of

    plain = load(folder / "0", {})
    found: dict[int, dict[str, float]] = {}
    gc.collect()
    gc.disable()  # As in a build.
    for terms in TERMS:
        path = folder / str(terms) / "content" / "terms.yml"
        text = path.read_text(encoding="utf-8") if terms else "terms: []\n"
        spent: dict[str, list[float]] = {}
        for _ in range(runs):
            # A source of its own in each round, so that nothing is remembered from the one before.
            source = Source("content/terms.yml", text)
            times = [time.process_time()]
            entries, _flaws = parse_terms(source)
            times.append(time.process_time())
            matcher_of(entries)
            times.append(time.process_time())
            handbook = link_terms(replace(plain, entries=entries))
            times.append(time.process_time())
            for name, (began, ended) in zip(LINKING, pairwise(times), strict=True):
                spent.setdefault(name, []).append(ended - began)
        found[terms] = {name: statistics.median(seconds) for name, seconds in spent.items()}
        found[terms] |= {"uses": len(handbook.uses), "links": sum(use.linked for use in handbook.uses)}
    gc.enable()
    return found


def compared(
    other: Other, python: str, invented: Invented, folder: Path, terms: int
) -> tuple[int, float, float] | None:
    """So many pages cost so many CPU seconds without terms and with them; of a hundred, ten or one page the
    most that stay within LIMIT. None when not even one page does."""
    best: tuple[int, float, float] | None = None
    for pages in (PAGES // 100, PAGES // 10, PAGES):
        if best and best[2] * pages / best[0] > LIMIT:
            break
        few = replace(invented, pages=invented.pages[:pages])
        place = folder / f"{other.name}-{terms}-{pages}"
        other.write(few, place / "without", 0)
        other.write(few, place / "with", terms)
        command = [python, *other.arguments]
        without, given = (bounded(command, place / one, 2 * LIMIT) for one in ("without", "with"))
        if without is None or given is None:
            break
        best = pages, without.cpu, given.cpu
    return best


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.terms", description=__doc__)
    parser.add_argument(
        "--runs", type=int, default=5, help="how often each of our builds is run (default: 5; 0: never)"
    )
    parser.add_argument("--others", metavar="PYTHON", help="measure the other programs that this Python has")
    options = parser.parse_args()
    print(f"{time.strftime('%Y-%m-%d')}, Python {sys.version.split()[0]}, {PAGES} pages of {WORDS} words")
    invented = invent(PAGES, WORDS, max(TERMS))
    with tempfile.TemporaryDirectory(prefix="handbook-bench-") as temporary:
        folder = Path(temporary)
        if options.runs:
            costs = builds(invented, folder, options.runs)
            report(costs, linking(folder, options.runs))
        for other in OTHERS:
            compare(other, options.others, invented, folder)


def report(costs: dict[int, list[Cost]], parts: dict[int, dict[str, float]]) -> None:
    """Prints what whole builds cost, and what of it linking alone does."""
    seconds = {terms: statistics.median(cost.cpu for cost in some) for terms, some in costs.items()}

    def row(name: str, value: Callable[[int], str]) -> None:
        print(f"{name:<34}" + "".join(f"{value(terms):>13}" for terms in TERMS))

    print("\n" + " " * 34 + "".join(f"{f'{terms:,} terms':>13}" for terms in TERMS))
    row("whole build, CPU s, median", lambda terms: f"{seconds[terms]:.2f}")
    row("  added", lambda terms: f"{seconds[terms] / seconds[0] - 1:+.0%}" if terms else "")
    row("  peak MB", lambda terms: f"{max(cost.memory for cost in costs[terms]):.0f}")
    for name in LINKING:
        row(f"{name}, CPU s", lambda terms, name=name: f"{parts[terms][name]:.2f}")
    alone = {terms: sum(part[name] - parts[0][name] for name in LINKING) for terms, part in parts.items()}
    row("  added to the build by these", lambda terms: f"{alone[terms] / seconds[0]:+.0%}" if terms else "")
    for name in ("uses", "links"):
        row(name, lambda terms, name=name: f"{parts[terms][name]:,.0f}")


def compare(other: Other, python: str | None, invented: Invented, folder: Path) -> None:
    """Measures another program and prints what terms add to it, or how to get it."""
    if python is None or not installed(python, other):
        print(f"\n{other.name}: not measured; pip install {' '.join(other.packages)}, and name its Python in --others")
        return
    print(f"\n{other.name}, CPU s of one run without terms and with them")
    for terms in TERMS[1:]:
        if found := compared(other, python, invented, folder, terms):
            pages, without, given = found
            added = given / without - 1
            print(f"{f'  {terms:,} terms, {pages} pages':<34}{without:>13.2f}{given:>13.2f}{added:>+13.0%}", flush=True)
        else:
            print(f"  {terms:,} terms: more than {2 * LIMIT:.0f} s for one page", flush=True)


if __name__ == "__main__":
    main()
