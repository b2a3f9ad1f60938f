"""`python bench/driver.py [--no-pdfs] COMMAND ...`: the program `handbook`, with CPU seconds for its `--timings`.

They are those of this process and of the children that have ended, which on a busy machine tell more than the clock.
With `--no-pdfs` no handout is printed. There is no such option for authors, since a page offers its sheets: what is
built so is a measure of all the rest and not a site to publish.
"""

from __future__ import annotations

import os
import sys
from types import SimpleNamespace
from typing import Any


def cpu() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def unprinted(root: Any, handbook: Any, *_rest: Any, **_named: Any) -> tuple[Any, dict[str, bytes]]:
    """In the place of `building.print_handouts`."""
    return handbook, {}


def main() -> None:
    from handbook_build import building, cli, progress

    # Only the name that `progress` knows is put in place: everybody else keeps the clock.
    vars(progress)["time"] = SimpleNamespace(perf_counter=cpu)
    if "--no-pdfs" in sys.argv:
        sys.argv.remove("--no-pdfs")
        vars(building)["print_handouts"] = unprinted
    cli.run()


if __name__ == "__main__":
    main()
