"""`handbook press`."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from handbook_build.commands import CLEAN, FAULT, FINDINGS, Commands, console, root

if TYPE_CHECKING:
    from handbook_build.pressing.orders import Shard
    from handbook_build.pressing.tally import Tally

MOST_JOBS = 512


def add(commands: Commands) -> None:
    press = commands.add("press", "make every sheet for every practice of a folder; what is unchanged is kept", run)
    press.add_argument(
        "practices", type=Path, metavar="FOLDER", help="the folder with a practice file for each, *.toml"
    )
    press.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the sheets go: DIR/NAME/H12/...")
    console.add_form_options(press, "the four printed PDFs")
    press.add_argument("--shard", type=_shard, metavar="N/OF", help="only this share of the practices: 3/16")
    press.add_argument("--jobs", type=_jobs, metavar="N", help="how many processes work at once (default: all cores)")
    press.add_argument("--prune", action="store_true", help="take away sheets whose practice or handout has gone")
    console.add_text_or_json(press)


def _shard(text: str) -> Shard:
    from handbook_build.pressing.orders import parse_shard

    try:
        return parse_shard(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _jobs(text: str) -> int:
    jobs = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= jobs <= MOST_JOBS:
        raise argparse.ArgumentTypeError(f"{text} is no number of processes; give one from 1 to {MOST_JOBS}")
    return jobs


def run(options: argparse.Namespace) -> int:
    from handbook_build.model.form import PRINTED
    from handbook_build.pressing.base import take_stock
    from handbook_build.pressing.crew import Task, cores, crew
    from handbook_build.pressing.orders import Shard, leftovers, open_output, orders
    from handbook_build.pressing.tally import Tally
    from handbook_build.progress import Progress

    began, folder = time.perf_counter(), root(options)
    shard, out = options.shard or Shard(), options.out
    all_orders = orders(options.practices, options.practices.as_posix())
    progress = Progress(quiet=options.format == "json")
    try:
        stock = take_stock(folder, os.environ, console.forms(options, PRINTED), progress)
    finally:
        progress.end()
    settings = stock.base.handbook.settings
    open_output(out, folder, settings.content, settings.output, options.practices)
    share = [order for order in all_orders if shard.has(order.folder)]
    tally = Tally(options.format == "json", len(share), len(stock.base.sheets), began)
    _say(tally.of_handbook(stock))
    try:
        jobs = min(options.jobs or cores(), max(len(share), 1))
        for result in crew(share, Task(stock.base, out, options.prune), jobs):
            _say(tally.of_result(result))
        for name in leftovers(out, all_orders, shard):
            _say(tally.of_leftover(out, name, prune=options.prune))
    except KeyboardInterrupt:
        sys.stderr.write(f"\nhandbook: stopped; {tally.stopped()}; run it again for the rest\n")
        return FAULT
    _say(tally.summary())
    return _code(tally)


def _code(tally: Tally) -> int:
    return FAULT if tally.failed else FINDINGS if tally.refused else CLEAN


def _say(words: str) -> None:
    sys.stdout.write(words)
    sys.stdout.flush()
