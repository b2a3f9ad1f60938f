"""`python -m bench [--runs N]`: what a build of the real content costs, part by part."""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bench.cost import Cost, cpu, run

Result = TypeVar("Result")
ROOT = Path(__file__).resolve().parent.parent
PLAIN = """site_name: Plain
docs_dir: content
theme: {name: material, font: false}
plugins: [search]
markdown_extensions: [attr_list, def_list, tables, smarty, sane_lists, toc]
"""


def copy(to: Path) -> Path:
    """The handbook's content and settings in a folder of their own, without caches."""
    for name in ("content", "overrides"):
        shutil.copytree(ROOT / name, to / name)
    shutil.copy(ROOT / "mkdocs.yml", to / "mkdocs.yml")
    return to


def parts(folder: Path) -> dict[str, float]:
    """CPU seconds of each part of one build in this process and its children, the caches being empty."""
    from handbook_build import building
    from handbook_build.assembly import load
    from handbook_build.cache import Cache
    from handbook_build.checks import run_checks
    from handbook_build.citing.bibliography import cite
    from handbook_build.progress import Progress
    from handbook_build.publishing import publish, staging

    spent: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Result]) -> Result:
        began = cpu()
        result = work()
        spent[name] = cpu() - began
        return result

    quiet = Progress(quiet=True)
    cache = Cache(None)
    handbook = timed("read and link", lambda: load(folder, {}))
    timed("check", lambda: run_checks(handbook))
    bibliography = timed("cite", lambda: cite(handbook, cache))
    printed, files = timed(
        "print", lambda: building.print_handouts(folder, handbook, bibliography, cache, quiet, all_papers=True)
    )
    job = building.Job(folder, printed, bibliography, run_checks(printed), files)
    with staging(folder) as stage:
        timed("render", lambda: building.write_site(job, stage, quiet))
        timed("publish", lambda: publish(stage, folder / "published"))
    return spent


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how often each build is run (default: 5)")
    runs = parser.parse_args().runs
    handbook = [sys.executable, "-m", "handbook_build", "build", "--quiet"]
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "-q"]
    plain: list[Cost] = []
    cold: list[Cost] = []
    warm: list[Cost] = []
    with tempfile.TemporaryDirectory(prefix="handbook-bench-") as temporary:
        ours, theirs = copy(Path(temporary) / "ours"), Path(temporary) / "theirs"
        shutil.copytree(ROOT / "content", theirs / "content")
        (theirs / "mkdocs.yml").write_text(PLAIN, encoding="utf-8")
        for number in range(runs + 1):
            shutil.rmtree(ours / ".handbook", ignore_errors=True)
            costs = (run(mkdocs, theirs), run(handbook, ours), run(handbook, ours))
            if number:  # The first round only warms the disk.
                for kept, cost in zip((plain, cold, warm), costs, strict=True):
                    kept.append(cost)
        pieces = parts(ours)
    base = statistics.median(cost.cpu for cost in plain)
    print(f"Median of {runs} rounds, {time.strftime('%Y-%m-%d')}, Python {sys.version.split()[0]}")
    print(f"{'':<34}{'CPU s':>8}{'ratio':>8}{'peak MB':>9}")
    for name, costs_of in (
        ("plain mkdocs build, Material", plain),
        ("handbook build, cold", cold),
        ("handbook build, warm", warm),
    ):
        seconds = statistics.median(cost.cpu for cost in costs_of)
        print(f"{name:<34}{seconds:>8.2f}{seconds / base:>8.2f}{max(cost.memory for cost in costs_of):>9.0f}")
    print("\nParts of one cold build, CPU s (imports of a part count in it)")
    for name, seconds in pieces.items():
        print(f"{name:<34}{seconds:>8.2f}")


if __name__ == "__main__":
    main()
