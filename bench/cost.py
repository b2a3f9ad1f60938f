"""What a process costs: the CPU seconds of it and its children, its memory, and what programs cost in turns."""

from __future__ import annotations

import os
import resource
import signal
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer


@dataclass(frozen=True)
class Cost:
    """CPU seconds of a process and its children, peak megabytes of the largest, and what they said."""

    cpu: float
    memory: float
    said: str = field(default="", repr=False)


def middle(costs: Iterable[Cost]) -> Cost:
    """The run of median CPU time, with the most memory of all."""
    by_time = sorted(costs, key=lambda cost: cost.cpu)
    return Cost(
        statistics.median(cost.cpu for cost in by_time),
        max(cost.memory for cost in by_time),
        by_time[len(by_time) // 2].said,
    )


def in_turns(runs: int, steps: Mapping[str, Callable[[int], Cost]]) -> dict[str, Cost]:
    """What each step costs, in the middle of so many rounds. They take turns, so that a slow minute is shared.

    A step is told the number of its round, from 1. Long ones are told of as they end.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in steps}
    for number in range(1, runs + 1):
        for name, step in steps.items():
            cost = step(number)
            costs[name].append(cost)
            if cost.cpu >= 1:
                sys.stderr.write(f"{number} of {runs}: {name}, {cost.cpu:.1f} s\n")
    return {name: middle(some) for name, some in costs.items()}


def run(command: list[str], folder: Path, *, codes: tuple[int, ...] = (0,)) -> Cost:
    """Runs a command to its end. Raises SystemExit with its output when it fails, unless with one of `codes`."""
    cost = bounded(command, folder, 0, codes=codes)
    if cost is None:
        raise SystemExit(f"stopped: {' '.join(command)}")
    return cost


def clean_environment() -> dict[str, str]:
    """Ours, without what would change what is measured."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "HANDBOOK_SITE_URL": ""}
    # The first round compiles our modules, as installing has compiled everybody else's.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def bounded(command: list[str], folder: Path, seconds: float, *, codes: tuple[int, ...] = (0,)) -> Cost | None:
    """Runs a command, for so many seconds at the most (0: to its end); None when it took longer.

    Raises SystemExit with its output when it fails.
    """
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=clean_environment(),
        # A group of its own, so that stopping it stops its children too.
        start_new_session=True,
    )
    stopped = False

    def stop() -> None:
        nonlocal stopped
        stopped = True
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)

    timer = Timer(seconds, stop)
    if seconds:
        timer.start()
    output = process.stdout.read() if process.stdout else b""
    _, status, usage = os.wait4(process.pid, 0)
    timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if stopped:
        return None
    said = output.decode(errors="replace")
    if process.returncode not in codes:
        raise SystemExit(said)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said)


def cpu() -> float:
    """CPU seconds of this process and its children so far."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
