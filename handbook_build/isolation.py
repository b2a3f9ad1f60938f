"""Reading what others wrote in a process of its own, which a page can bring down without taking the build with it.

A library that reads Markdown, YAML or XML may crash, never end, or ask for all memory there is. So each piece of work
is done in a worker, with a limit to its time and memory; a worker that ends over it is replaced, and the others go on.
Results come back as plain values of the model (`keeping.py`), in the order of the work.

Where a process can be split in two (Linux) a worker is there in a few milliseconds, with all that is loaded. Elsewhere
one is started anew, which takes a second: what can do no harm is read without one.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook_build.keeping import Unreadable, from_bytes, to_bytes
from handbook_build.stopping import deaf

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

# Seconds of a processor for one piece of work, so that a machine with much else to do comes to the same end; and how
# many times as long its worker is waited for.
SECONDS = 3.0
WAITING = 3
# Memory for one piece of work, in bytes, beside what the worker began with.
MEMORY = 500_000_000
# So many letters are worth a worker more.
LOAD = 60_000

TOO_LONG = "took longer than {} seconds"
TOO_LARGE = f"took more than {MEMORY // 1_000_000} MB of memory"


@dataclass(frozen=True)
class Work:
    """A piece of work: a function of a module, with its arguments; how many letters it is to read, and whether they
    are such that they can do no harm.
    """

    do: Callable[[], object]
    size: int
    harmless: bool = False
    seconds: float = SECONDS


@dataclass(frozen=True)
class Stopped:
    """That a piece of work came to nothing; `why` follows "reading it"."""

    why: str


def isolated(pieces: Sequence[Work]) -> Iterator[Any]:
    """What each piece of work gives, or how it was stopped, in their order."""
    if not pieces:
        return
    if (not _can_split() and all(piece.harmless for piece in pieces)) or _is_worker():
        yield from map(_answer, pieces)
        return
    for answer in _Crew(pieces).answers():
        yield answer if isinstance(answer, Stopped) else _value(answer)


def _value(body: bytes) -> Any:
    try:
        return from_bytes(body)
    except Unreadable:
        return Stopped("gave nothing that can be used")


def _answer(piece: Work) -> Any:
    try:
        return piece.do()
    except MemoryError:
        return Stopped(TOO_LARGE)
    except Exception as error:
        return _failed(error)


def _failed(error: Exception) -> Stopped:
    """An exception is a fault of the program that reads; what it read is told all the same, and the rest goes on."""
    if os.environ.get("HANDBOOK_DEBUG"):
        raise error
    return Stopped(f"failed ({type(error).__name__}: {str(error)[:200]})")


def _can_split() -> bool:
    # On macOS a process that is split in two may not use the system's own libraries.
    return sys.platform == "linux"


def _is_worker() -> bool:
    """Whether this process is itself one that can be ended and replaced."""
    from multiprocessing import current_process

    return current_process().daemon


@dataclass
class _Worker:
    """A process, and what it is at work on until when at most."""

    process: Any
    line: Connection
    at: int
    until: float


class _Crew:
    """The workers of one run."""

    def __init__(self, pieces: Sequence[Work]) -> None:
        self.pieces = pieces
        self.found: dict[int, bytes | Stopped] = {}
        self.workers: list[_Worker] = []
        # Of two that take long, neither shall wait for the other.
        self.waiting = iter(sorted(range(len(pieces)), key=lambda at: -pieces[at].size))

    def answers(self) -> Iterator[bytes | Stopped]:
        """In the order of the work, as soon as all before it are there."""
        jobs = min(os.cpu_count() or 1, sum(piece.size for piece in self.pieces) // LOAD + 1)
        try:
            for _ in range(jobs):
                self._hire()
            for at in range(len(self.pieces)):
                while at not in self.found:
                    self._listen()
                yield self.found.pop(at)
        finally:
            for worker in self.workers:
                _dismiss(worker)

    def _hire(self) -> None:
        """One more worker, if there is work for it."""
        if (at := next(self.waiting, None)) is None:
            return
        from multiprocessing import get_context

        context: Any = get_context("fork" if _can_split() else "spawn")
        ours, theirs = context.Pipe()
        # A process that was split off has our ends of all lines too, and would never hear that we are gone.
        inherited = [ours, *(worker.line for worker in self.workers)] if _can_split() else []
        process = context.Process(target=_labour, args=(self.pieces, theirs, inherited), daemon=True)
        with deaf():
            process.start()
        theirs.close()
        self.workers.append(_Worker(process, ours, at, 0.0))
        self._give(self.workers[-1], at)

    def _give(self, worker: _Worker, at: int) -> None:
        worker.at, worker.until = at, time.monotonic() + self.pieces[at].seconds * WAITING
        # One that has died is heard to have died.
        with suppress(OSError):
            worker.line.send(at)

    def _listen(self) -> None:
        """Waits until one of the workers answers, dies or has had all its time."""
        from multiprocessing.connection import wait

        soonest = min(worker.until for worker in self.workers)
        ready = wait([worker.line for worker in self.workers], max(0.0, soonest - time.monotonic()))
        for worker in list(self.workers):
            if worker.line in ready:
                self._hear(worker)
            elif time.monotonic() > worker.until:
                self._replace(worker, self._too_long(worker))

    def _hear(self, worker: _Worker) -> None:
        try:
            kind, body = worker.line.recv_bytes(1), worker.line.recv_bytes()
        except (EOFError, OSError):
            worker.process.join(WAITING)
            self._replace(worker, self._end(worker))
            return
        self.found[worker.at] = body if kind == _DONE else Stopped(body.decode(errors="replace"))
        if (at := next(self.waiting, None)) is not None:
            self._give(worker, at)
        else:
            self.workers.remove(worker)
            _dismiss(worker)

    def _replace(self, worker: _Worker, stopped: Stopped) -> None:
        self.found[worker.at] = stopped
        self.workers.remove(worker)
        _dismiss(worker)
        self._hire()

    def _too_long(self, worker: _Worker) -> Stopped:
        return Stopped(TOO_LONG.format(round(self.pieces[worker.at].seconds)))

    def _end(self, worker: _Worker) -> Stopped:
        """How a worker came to its end."""
        code = worker.process.exitcode
        if code is not None and code == -getattr(signal, "SIGPROF", 0):
            return self._too_long(worker)
        name = f"code {code}"
        if code is not None and code < 0:
            with suppress(ValueError):
                name = signal.Signals(-code).name
        return Stopped(f"brought down the program that reads it ({name})")


_DONE, _STOPPED = b"+", b"-"


def _dismiss(worker: _Worker) -> None:
    worker.line.close()
    if worker.process.is_alive():
        worker.process.kill()
    worker.process.join()
    worker.process.close()


def _labour(pieces: Sequence[Work], line: Connection, inherited: Sequence[Connection]) -> None:
    """What a worker does, until nobody has more work for it."""
    for other in inherited:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _limit_memory()
    with suppress(EOFError, OSError):
        while True:
            piece = pieces[line.recv()]
            _limit_time(piece.seconds)
            try:
                answer = _answer(piece)
                body = answer if isinstance(answer, Stopped) else to_bytes(answer)
            except MemoryError:
                body = Stopped(TOO_LARGE)
            except Exception as error:
                body = _failed(error)
            _limit_time(0)
            line.send_bytes(_STOPPED if isinstance(body, Stopped) else _DONE)
            line.send_bytes(body.why.encode("utf-8", "replace") if isinstance(body, Stopped) else body)
    os._exit(0)


def _limit_time(seconds: float) -> None:
    """Ends this process after so much of a processor's time, inside a library too; 0 takes the limit away."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _limit_memory() -> None:
    if sys.platform != "linux":
        return
    import resource

    now = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    _, highest = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = now + MEMORY
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if highest < 0 else min(wanted, highest), highest))
