"""What a process costs: the CPU seconds of it and its children, and its memory."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer


@dataclass(frozen=True)
class Cost:
    """CPU seconds of a process and its children, and peak megabytes of the largest."""

    cpu: float
    memory: float


def run(command: list[str], folder: Path) -> Cost:
    """Runs a command to its end. Raises SystemExit with its output when it fails."""
    cost = bounded(command, folder, 0)
    if cost is None:
        raise SystemExit(f"stopped: {' '.join(command)}")
    return cost


def bounded(command: list[str], folder: Path, seconds: float) -> Cost | None:
    """Runs a command, for so many seconds at the most (0: to its end); None when it took longer.

    Raises SystemExit with its output when it fails.
    """
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "HANDBOOK_SITE_URL": ""}
    # The first round compiles our modules, as installing has compiled everybody else's.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
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
    if process.returncode:
        raise SystemExit(output.decode(errors="replace"))
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def cpu() -> float:
    """CPU seconds of this process and its children so far."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
