"""`python -m bench.press [--practices N] [--jobs 1,2]`: what a press run over many practices costs.

The practices are invented: names of different lengths, some with an address, a logo or a crisis line. Each run makes
all printed forms of the real handouts into an empty folder; then the same again, when nothing has changed. Starting
and looking over the handouts, which a run does once, is measured by a run over one practice and taken off.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.cost import Cost, run
from bench.own import copy

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><path d="M0 0h30v10z"/></svg>'


@dataclass(frozen=True)
class Run:
    """What a run cost: seconds of the clock, CPU seconds, peak megabytes, and how many PDFs it made."""

    seconds: float
    cost: Cost
    files: int


def invent(folder: Path, count: int) -> Path:
    """So many practice files in a folder."""
    folder.mkdir()
    (folder / "logo.svg").write_text(LOGO, encoding="utf-8")
    for number in range(count):
        lines = [f'name = "{"Practice " * (1 + number % 4)}{number}"', f'telephone = "01228 5{number:05}"']
        if number % 2:
            lines += ['address = ["1 High Street", "Anytown"]', 'hours = "Monday to Thursday"', 'country = "GB"']
        if number % 3 == 0:
            lines += ['logo = "logo.svg"', 'colour = "#2f6f73"']
        if number % 5 == 0:
            lines += ['crisis-line = {name = "Night Line", number = "0800 161161"}']
        (folder / f"practice-{number:04}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def pressed(handbook: Path, practices: Path, out: Path, jobs: int) -> Run:
    """One run. Raises SystemExit when it fails."""
    before = sum(1 for _ in out.rglob("*.pdf"))
    began = time.perf_counter()
    command = [sys.executable, "-m", "handbook_build", "press", str(practices), "--out", str(out)]
    cost = run([*command, "--jobs", str(jobs), "--root", str(handbook)], handbook)
    return Run(time.perf_counter() - began, cost, sum(1 for _ in out.rglob("*.pdf")) - before)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.press", description=__doc__)
    parser.add_argument("--practices", type=int, default=12, help="how many practices (default: 12)")
    parser.add_argument("--jobs", default="1,2", help="numbers of processes, with commas (default: 1,2)")
    options = parser.parse_args()
    print(f"{time.strftime('%Y-%m-%d')}, Python {sys.version.split()[0]}, {options.practices} practices")
    head = ("processes", "files", "clock s", "CPU s", "ms CPU/file", "files/s", "ratio", "again, s", "peak MB")
    print("".join(f"{words:>12}" for words in head))
    with tempfile.TemporaryDirectory(prefix="handbook-bench-") as temporary:
        place = Path(temporary)
        (place / "handbook").mkdir()
        handbook = copy(place / "handbook")
        one, many = invent(place / "one", 1), invent(place / "many", options.practices)
        # Warms the disk and the cache of what is looked over.
        pressed(handbook, one, place / "out-warm", 1)
        first = 0.0
        for jobs in map(int, options.jobs.split(",")):
            least = pressed(handbook, one, place / f"out-one-{jobs}", jobs)
            whole = pressed(handbook, many, place / f"out-{jobs}", jobs)
            again = pressed(handbook, many, place / f"out-{jobs}", jobs)
            # One practice is in both.
            files = whole.files - least.files
            seconds, cpu = whole.seconds - least.seconds, whole.cost.cpu - least.cost.cpu
            first = first or files / seconds
            numbers = (
                *(f"{jobs}", f"{whole.files}", f"{whole.seconds:.1f}", f"{whole.cost.cpu:.1f}"),
                *(f"{cpu / files * 1000:.0f}", f"{files / seconds:.1f}", f"{files / seconds / first:.2f}"),
                *(f"{again.seconds:.1f}", f"{whole.cost.memory:.0f}"),
            )
            print("".join(f"{words:>12}" for words in numbers), flush=True)


if __name__ == "__main__":
    main()
