"""What a save costs under a preview: CPU seconds of the server until the page has the new words, and until it rests.

Each server runs on loopback and is asked for the page every 50 ms, as a browser that waits would. Only processes that
are started here are ended.
"""

from __future__ import annotations

import math
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

from bench.cost import Cost, clean_environment
from bench.generators import PROGRAMS, version
from bench.large import FEW, MANY, Large
from bench.own import HANDBOOK
from bench.table import Row, section

# Seconds by the clock that a first build, or a page after a save, may take.
PATIENCE = 1_200.0
# A server rests when it uses less than this share of a core for two seconds: looking for changes costs some.
REST, SHARE = 2.0, 0.15
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Process:
    """The parent of a process, the ticks that it and its ended children have used, whether it waits for the disk."""

    parent: int
    ticks: int
    waits: bool


@dataclass(frozen=True)
class Server:
    """A running preview: its process, its address, and the folder of the pages that it follows."""

    pid: int
    url: str
    content: Path

    def family(self) -> list[Process]:
        """The process and all that it started and that are still there."""
        all_of_them, family = _processes(), {self.pid}
        # A child's number may be lower than its parent's, so look until nobody is new.
        while found := {pid for pid, one in all_of_them.items() if one.parent in family} - family:
            family |= found
        return [all_of_them[pid] for pid in family & all_of_them.keys()]

    def cpu(self) -> float:
        """CPU seconds so far of the process and all that it started."""
        return sum(one.ticks for one in self.family()) / TICK

    def shows(self, page: str, words: str) -> bool:
        """Whether a page has the words now."""
        try:
            with urllib.request.urlopen(f"{self.url}{page}/", timeout=PATIENCE) as answer:
                return words.encode() in answer.read()
        except (OSError, HTTPException):
            return False

    def wait(self, page: str, words: str) -> float:
        """Seconds by the clock until a page has the words."""
        began = time.perf_counter()
        while not self.shows(page, words):
            if time.perf_counter() - began > PATIENCE:
                raise SystemExit(f"{self.url}{page}/ has no {words!r} after {PATIENCE:.0f} s")
            time.sleep(0.05)
        return time.perf_counter() - began

    def rest(self) -> float:
        """CPU seconds of the process at the moment when it came to rest."""
        began = since = time.perf_counter()
        before = self.cpu()
        while time.perf_counter() - since < REST:
            time.sleep(0.1)
            family = self.family()
            spent = sum(one.ticks for one in family) / TICK
            # Whoever waits for the disk has not done yet, however little it uses.
            if spent - before > REST * SHARE or any(one.waits for one in family):
                since, before = time.perf_counter(), spent
                if since - began > PATIENCE:
                    raise SystemExit(f"{self.url} never rests")
        return before


def _processes() -> dict[int, Process]:
    found: dict[int, Process] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # The name in brackets may hold anything, blanks and brackets too.
            fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            found[int(path.parent.name)] = Process(int(fields[1]), sum(map(int, fields[11:15])), fields[0] == "D")
    return found


@contextmanager
def running(command: list[str], folder: Path) -> Iterator[Server]:
    """A server over a folder, once it has shown the first page and rests. `PORT` in the command is a free one."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [word.replace("PORT", str(port)) for word in command]
    # Beside the folder, where a server that follows changes does not see it.
    with folder.with_suffix(".log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=clean_environment(), stdout=log, stderr=log, start_new_session=True
        )
    server = Server(process.pid, f"http://127.0.0.1:{port}/", folder / "content")
    try:
        server.wait("page-1", "Page 1")
        server.rest()
        yield server
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def saved(server: Server, number: int) -> tuple[float, float, float]:
    """A save: CPU seconds until the page has the new words and until the server rests, and the seconds till shown."""
    page, words = f"page-{number}", f"Saved in round {number}."
    before = server.cpu()
    with (server.content / f"{page}.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{words}\n")
    waited = server.wait(page, words)
    shown = server.cpu()
    return shown - before, max(shown, server.rest()) - before, waited


def servers(large: Large, pages: int) -> dict[str, tuple[list[str], Path]]:
    """The commands of the servers, and copies of the folders that they follow."""
    place = large.written(pages)
    found = {
        # Said in words, since newer releases of click forget the default.
        "mkdocs serve": (
            [sys.executable, "-m", "mkdocs", "serve", "-q", "--livereload", "-a", "127.0.0.1:PORT"],
            "plain",
        ),
        "handbook serve": ([*HANDBOOK, "serve", "--port", "PORT"], "ours"),
    }
    made = {name: (command, _copied(place / folder)) for name, (command, folder) in found.items()}
    if version(PROGRAMS["hugo"], large.tools):
        command = [large.tools.hugo, "server", "--bind", "127.0.0.1", "--port", "PORT", "--renderToMemory", "--quiet"]
        large.program("hugo", pages)
        made["hugo server"] = command, _copied(large.folder / f"hugo-{pages}")
    else:
        large.left_out.append("Hugo's server (--hugo)")
    return made


def _copied(folder: Path) -> Path:
    """A copy without caches, so that builds that are measured elsewhere are not changed."""
    to = folder.with_name(f"{folder.name}-served")
    if not to.exists():
        shutil.copytree(folder, to, symlinks=True, ignore=shutil.ignore_patterns(".handbook", "site", "public"))
    return to


def previews(runs: int, large: Large) -> str:
    """Saves under each server, in turns."""
    lines: list[Row] = []
    for pages in (FEW, MANY):
        spent: dict[str, list[tuple[float, float, float]]] = {}
        with ExitStack() as stack:
            up = {name: stack.enter_context(running(*told)) for name, told in servers(large, pages).items()}
            for number in range(1, runs + 1):
                for name, server in up.items():
                    spent.setdefault(name, []).append(saved(server, number))
                    sys.stderr.write(f"{number} of {runs}: {name}, {pages:,} pages, {spent[name][-1][0]:.2f} s\n")
        lines += _rows(spent, pages)
    return section("From a save to the page in a preview, CPU of the server", lines)


def _rows(spent: dict[str, list[tuple[float, float, float]]], pages: int) -> Iterator[Row]:
    middles = {name: [statistics.median(column) for column in zip(*some, strict=True)] for name, some in spent.items()}
    base = next(iter(middles.values()))
    for name, (shown, rested, waited) in middles.items():
        title = f"`{name}`, {pages:,} pages"
        yield Row(f"{title}, until shown", Cost(shown, 0), _ratio(shown, base[0]), note=f"{waited:.1f} s by the clock")
        yield Row(f"{title}, until it rests", Cost(rested, 0), _ratio(rested, base[1]))


def _ratio(seconds: float, base: float) -> float:
    return seconds / base if base else math.nan
