"""`python -m tests.fuzzing TARGET [--seconds N | --runs N]`: tries texts until one is a fault, or the time is over."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.fuzzing.running import LACKING, can_run, run
from tests.fuzzing.smallest import fault_of
from tests.fuzzing.targets import names, target_of
from tests.tiny import set_the_day


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=__doc__)
    parser.add_argument("target", choices=names())
    parser.add_argument("--seconds", type=int, default=0, help="how long (default: until a fault is found)")
    parser.add_argument("--runs", type=int, default=-1, help="how many texts")
    parser.add_argument("--seed", type=int, default=0, help="a number that makes a run another (default: any)")
    parser.add_argument("--out", type=Path, default=Path("faults"), help="where a fault is written (default: faults/)")
    parser.add_argument("--file", type=Path, help="try this text alone")
    options = parser.parse_args()
    set_the_day()
    if options.file:
        fault = fault_of(target_of(options.target), options.file.read_bytes().decode("utf-8", "replace"))
        print(fault or "nothing is wrong")
        return 1 if fault else 0
    if not can_run():
        print(LACKING, file=sys.stderr)
        return 2
    found = run(options.target, options.out, seconds=options.seconds, runs=options.runs, seed=options.seed)
    print(f"{found.tried:,} texts, {found.reached:,} places reached")
    if found.fault is None:
        return 0
    print(f"{found.fault}: {found.why}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
