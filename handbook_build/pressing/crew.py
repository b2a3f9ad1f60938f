"""The processes of a run. Each works on one practice at a time, and says when it is done.

When one of them dies, what it worked on is known, and another takes its place. When this process dies, they notice
and end.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from handbook_build.pressing.base import Base
from handbook_build.pressing.orders import Order
from handbook_build.pressing.work import Outcome, Result, work
from handbook_build.printing.engine import Press
from handbook_build.stopping import deaf

# So long one that is told to end may take.
PATIENCE = 2.0


@dataclass
class _Worker:
    process: SpawnProcess
    line: Connection
    order: Order


@dataclass(frozen=True)
class Task:
    """What all processes of a run are told once."""

    base: Base
    out: Path
    prune: bool


def crew(orders: Sequence[Order], task: Task, jobs: int) -> Iterator[Result]:
    """The result of each practice, as they come, with so many processes at work."""
    waiting = deque(orders)
    workers: list[_Worker] = []
    try:
        while waiting and len(workers) < jobs:
            workers.append(_hire(task, waiting.popleft()))
        while workers:
            ready = wait([one.line for one in workers])
            for worker in [one for one in workers if one.line in ready]:
                result = _heard(worker)
                alive = result.outcome is not Outcome.FAILED or worker.process.is_alive()
                if waiting and alive and _give(worker, waiting[0]):
                    waiting.popleft()
                else:
                    workers.remove(worker)
                    _dismiss(worker)
                    if waiting:
                        workers.append(_hire(task, waiting.popleft()))
                yield result
    finally:
        for worker in workers:
            worker.process.terminate()
        for worker in workers:
            _dismiss(worker)


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _hire(task: Task, order: Order) -> _Worker:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_labour, args=(task, theirs), daemon=True)
    with deaf():
        process.start()
    theirs.close()
    worker = _Worker(process, ours, order)
    _give(worker, order)
    return worker


def _give(worker: _Worker, order: Order) -> bool:
    """Whether the process took the order."""
    worker.order = order
    try:
        worker.line.send(order)
    except OSError:
        return False
    return True


def _heard(worker: _Worker) -> Result:
    """What a process answers, or that it has died."""
    try:
        answer = worker.line.recv()
    except (EOFError, OSError):
        worker.process.join(PATIENCE)
        return Result(worker.order, Outcome.FAILED, reason=f"the process at work on it died ({_end(worker.process)})")
    assert isinstance(answer, Result)
    return answer


def _end(process: SpawnProcess) -> str:
    code = process.exitcode
    if code is None or code >= 0:
        return f"exit code {code}"
    with suppress(ValueError):
        return signal.Signals(-code).name
    return f"signal {-code}"


def _dismiss(worker: _Worker) -> None:
    worker.line.close()
    worker.process.join(PATIENCE)
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join()


def _labour(task: Task, line: Connection) -> None:
    """What a process does: takes orders until there are no more, or nobody to give them."""
    # Ctrl-C is for the one who gives the orders; told to end, we first take away what is half written.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    # With a process for each core, threads beside them only get in the way.
    os.environ["RAYON_NUM_THREADS"] = "1"
    press, parent = Press(), os.getppid()

    def goes_on() -> bool:
        return os.getppid() == parent

    with suppress(EOFError, OSError):
        while True:
            order = line.recv()
            line.send(work(order, task.base, press, task.out, prune=task.prune, goes_on=goes_on))
