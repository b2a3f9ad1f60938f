"""`python -m bench [--runs N] [--only ROWS ...]`: what the handbook costs, beside other programs, in one table.

CPU seconds of whole processes and their children; programs take turns in rounds, and each figure is the median.
What is not installed is left out, and said below the table.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench import own, start
from bench.generators import Tools
from bench.large import MOST, Large, checking, growth, thousand
from bench.preview import previews
from bench.table import HEAD

# In the order of the table.
ROWS = {
    "own": "our handbook, cold and after changes",
    "release": "what is published, part by part",
    "serve": "from a save to the page in a preview",
    "thousand": "1,000 invented pages, beside Material",
    "beside": "the same beside other programs",
    "growth": "100, 1,000 and 5,000 invented pages",
    "check": "a check of 1,000 invented pages",
    "start": "starting the program",
}


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description=__doc__,
        epilog="\n".join(("rows:", *(f"  {name:<10}{about}" for name, about in ROWS.items()))),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--runs", type=int, default=3, help="how many rounds (default: 3)")
    parser.add_argument("--only", nargs="+", choices=ROWS, default=[*ROWS], metavar="ROWS", help="only these rows")
    parser.add_argument("--most", type=int, default=MOST, help="leave larger handbooks out (default: 5000)")
    parser.add_argument("--others", metavar="PYTHON", default="", help="a Python with other programs installed")
    parser.add_argument("--hugo", metavar="PATH", default="", help="Hugo's program")
    parser.add_argument("--node", metavar="DIR", default="", help="a folder whose node_modules has VitePress")
    options = parser.parse_args()
    # Whatever is installed, the checkout is measured.
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(own.ROOT), os.environ.get("PYTHONPATH"))))
    with tempfile.TemporaryDirectory(prefix="handbook-bench-") as temporary:
        large = Large(Path(temporary) / "large", Tools(*map(found, (options.others, options.hugo, options.node))))
        large.folder.mkdir()
        print(f"{time.strftime('%d %B %Y')}, Python {platform.python_version()}, {os.cpu_count()} cores, ", end="")
        print(f"load {os.getloadavg()[0]:.1f}, median of {options.runs}\n\n{HEAD}", flush=True)
        for measure in measures(options, large, Path(temporary)):
            print(measure(), flush=True)
    for missing in dict.fromkeys(large.left_out):
        print(f"\nleft out: {missing}")


def found(path: str) -> str:
    """A path that holds from any folder; a link is not followed, since a Python finds its packages by it."""
    return str(Path(path).absolute()) if path and Path(path).exists() else path


def measures(options: argparse.Namespace, large: Large, folder: Path) -> list[Callable[[], str]]:
    """The sections that are asked for."""
    runs, only = options.runs, options.only

    def place(name: str) -> Path:
        (folder / name).mkdir()
        return folder / name

    all_of_them = {
        "own": lambda: own.builds(runs, place("own")),
        "release": lambda: own.release(runs, place("release")),
        "serve": lambda: previews(runs, large),
        "thousand": lambda: thousand(runs, large, beside="beside" in only),
        "growth": lambda: growth(runs, large, options.most),
        "check": lambda: checking(runs, large),
        "start": lambda: start.starts(runs, place("start")),
    }
    wanted = {"thousand" if name == "beside" else name for name in only}
    return [measure for name, measure in all_of_them.items() if name in wanted]


if __name__ == "__main__":
    main()
