"""What large handbooks cost, invented ones: beside other programs, and as they grow."""

from __future__ import annotations

import math
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from bench.cost import Cost, bounded, in_turns, run
from bench.generators import PROGRAMS, Tools, version
from bench.own import BUILD, HANDBOOK, MKDOCS, PLAIN_NAME, ROOT, append, cold
from bench.start import NOTHING, NOTHING_NAME
from bench.table import Row, rows, section

FEW, MANY, MOST = 100, 1_000, 5_000
# Seconds by the clock after which a program is measured on few pages only.
LIMIT = 600.0
OURS = "ours, cold"
WE_DO = "finds and links terms; cites, one list of works; checks; searches; forms and copies to take away"


@dataclass
class Large:
    """Invented handbooks in a folder, each written once, and what ours cost so far by the number of pages."""

    folder: Path
    tools: Tools = field(default_factory=Tools)
    ours: dict[int, Cost] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def written(self, pages: int) -> Path:
        """A folder with `ours` and `plain`."""
        place = self.folder / str(pages)
        if not place.exists():
            run([sys.executable, "-m", "bench.referenced", str(pages), str(place)], ROOT)
        return place

    def steps(self, pages: int) -> dict[str, Callable[[int], Cost]]:
        """Material alone, and ours."""
        place = self.written(pages)
        return {PLAIN_NAME: lambda _: run(MKDOCS, place / "plain"), OURS: lambda _: cold(BUILD, place / "ours")}

    def program(self, name: str, pages: int) -> Callable[[int], Cost]:
        """Another program. Where it takes longer than LIMIT, the cost is infinite."""
        program, place = PROGRAMS[name], self.folder / f"{name}-{pages}"
        if not place.exists():
            run([sys.executable, "-m", "bench.generators", name, str(pages), str(place)], ROOT)
            if self.tools.node:
                # Where Node looks for what the pages of VitePress need.
                (place / "node_modules").symlink_to(Path(self.tools.node) / "node_modules")

        def step(_: int) -> Cost:
            for made in program.made:
                shutil.rmtree(place / made, ignore_errors=True)
            return bounded(program.build(self.tools), place, LIMIT) or Cost(math.inf, 0)

        return step


def thousand(runs: int, large: Large, *, beside: bool) -> str:
    """1,000 pages, ours and, with `beside`, those of other programs."""
    there, few = _tried(large) if beside else ({}, {})
    quick = [name for name in there if few[name].cpu * MANY / FEW < LIMIT]
    many = in_turns(runs, large.steps(MANY) | {name: large.program(name, MANY) for name in quick})
    large.ours[MANY] = many[OURS]
    base = many[PLAIN_NAME]
    lines = list(rows({name: many[name] for name in (PLAIN_NAME, OURS)}, {OURS: "0.25"}, {OURS: WE_DO}))
    for name, told in there.items():
        program, cost = PROGRAMS[name], many.get(name, Cost(math.inf, 0))
        title, beside_it = program.name, base
        if math.isinf(cost.cpu):
            title, cost, beside_it = f"{title}, {FEW} pages beside plain {FEW}", few[name], few[PLAIN_NAME]
        lines.append(Row(title, cost, cost.cpu / beside_it.cpu, note=f"{told}: {program.does}"))
    return section("1,000 invented pages, 500 terms, 500 works, 3,000 citations", lines)


def _tried(large: Large) -> tuple[dict[str, str], dict[str, Cost]]:
    """The programs that are there, by their versions, and what all cost once with few pages. The others are noted.

    That is the base for those that take too long with many pages, and so nobody's first run counts.
    """
    versions: dict[str, str] = {}
    few = in_turns(1, large.steps(FEW))
    for name, program in PROGRAMS.items():
        told = version(program, large.tools)
        if not told:
            large.left_out.append(f"{program.name} ({program.get})")
            continue
        try:
            few |= in_turns(1, {name: large.program(name, FEW)})
            versions[name] = told
        except SystemExit as failed:
            large.left_out.append(f"{program.name}: it failed, {str(failed).strip().rpartition(chr(10))[2]}")
    return versions, few


def growth(runs: int, large: Large, most: int) -> str:
    """How CPU time and memory grow with the number of pages; the largest is built once."""
    sizes = [size for size in (FEW, MANY, MOST) if size <= most]
    for size in sizes:
        if size not in large.ours:
            name = f"{size:,} pages, cold"
            large.ours[size] = in_turns(1 if size == MOST else runs, {name: large.steps(size)[OURS]})[name]
    if most < MOST:
        large.left_out.append(f"{MOST:,} pages (--most {MOST})")
    lines = [Row(f"{size:,} pages, cold", large.ours[size]) for size in sizes]
    for before, after in pairwise(sizes):
        times = math.log(after / before)
        one, other = large.ours[before], large.ours[after]
        power, memory = (math.log(b / a) / times for a, b in ((one.cpu, other.cpu), (one.memory, other.memory)))
        lines.append(Row(f"exponent of CPU time, {before:,} to {after:,}", ratio=power))
        lines.append(Row(f"exponent of peak memory, {before:,} to {after:,}", ratio=memory))
    return section("Growth: terms, works and citations in proportion", lines)


def checking(runs: int, large: Large) -> str:
    """A check of 1,000 pages, one of which has changed since the last."""
    place = large.written(MANY) / "ours"
    check = [*HANDBOOK, "check", "--quiet"]
    run(check, place)

    def step(number: int) -> Cost:
        append(place / "content" / f"page-{number}.md", number)
        return run(check, place)

    name = "`handbook check`, warm, one page changed"
    costs = in_turns(runs, {NOTHING_NAME: lambda _: run(NOTHING, place), name: step})
    return section("Checking 1,000 invented pages", rows(costs, {name: "40"}))
