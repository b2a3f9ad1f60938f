"""`python -m tests.trials [--long] [NAME ...]`: tries what must hold, and prints the figures as a table."""

from __future__ import annotations

import argparse
import sys
import time

from tests.tiny import set_the_day
from tests.trials import trials


def main() -> int:
    every = {trial.name: trial for trial in trials()}
    parser = argparse.ArgumentParser(
        prog="python -m tests.trials",
        description="Tries what must hold whatever happens, and prints what came of it.",
        epilog="\n".join(("trials:", *(f"  {name:<14}{trial.about}" for name, trial in every.items()))),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", choices=[*every, []], metavar="NAME", help="only these (default: all)")
    parser.add_argument("--long", action="store_true", help="the long form, which takes hours")
    options = parser.parse_args()
    set_the_day()
    print(f"{time.strftime('%d %B %Y')}, {'long' if options.long else 'short'} form\n")
    print("| what | found | aim | met |\n|---|---|---|---|", flush=True)
    met = True
    for name in options.names or every:
        print(f"| **{every[name].about}** | | | |", flush=True)
        for figure in every[name].figures(options.long):
            print(figure, flush=True)
            met &= figure.met
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
