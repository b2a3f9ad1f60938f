"""Bad input ends in a finding, soon, and takes nothing else with it.

Each case of `tests/trials/bad_inputs/` is put into a handbook of its own, and the real command looks it over. The
finding must name the file, with its line and column; the exit code is that of findings, or of wrong use where no
handbook can be read; and the slip on another page is reported all the same.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from threading import Event, Thread

from tests.tiny import TODAY, Tiny
from tests.trials import Figure
from tests.trials.bad_inputs import HANDBOOK, SLIP, Bad, cases

SECONDS, MEGABYTES = 10, 1000
# So long a command is waited for at all.
PATIENCE = 60
# As Linux counts them.
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2


@dataclass(frozen=True)
class Ran:
    """What came of one command."""

    case: Bad
    command: str
    code: int | None
    out: str
    err: str
    seconds: float
    by_the_clock: float
    megabytes: float
    published: bool

    @property
    def findings(self) -> list[dict[str, object]]:
        try:
            return list(json.loads(self.out)["diagnostics"])
        except ValueError:
            return []

    @property
    def wrong(self) -> str:
        """What is not as it must be; nothing when all is."""
        said = self.out + self.err
        if self.code is None:
            return f"not done after {PATIENCE} seconds"
        if "Traceback" in said or "fault of ours" in said:
            return said.strip().rpartition("\n")[2] if "Traceback" in said else self.err.strip()[:200]
        if self.code != self.case.code:
            return f"exit code {self.code}: {said.strip()[:200]}"
        if self.published:
            return "a site was published"
        if self.case.code == 1 and self.command == "check" and not self._is_told:
            return f"no finding in {self.case.at or 'it'}: {said[:200]}"
        return "" if self.case.code == 1 or self.err.strip() else "nothing was said"

    @property
    def _is_told(self) -> bool:
        return any(
            (not self.case.at or one["path"] == self.case.at)
            and (one["severity"] == "error" or self.case.warned)
            and (not self.case.finding or one["name"] == self.case.finding)
            and _placed(one)
            for one in self.findings
            if self.case.at == SLIP[0] or one["path"] != SLIP[0]
        )

    @property
    def others_checked(self) -> bool:
        return self.case.code != 1 or any((one["path"], one["name"]) == SLIP for one in self.findings)


def figures(long: bool) -> Iterator[Figure]:
    """How many end in a finding, how long they take, and whether the other pages are still checked."""
    tried = [case for case in cases() if long or case.quick]
    with TemporaryDirectory(prefix="handbook-inputs-") as name:
        folder = Path(name)
        checked = [run(case, "check", folder) for case in tried]
        built = [run(case, "build", folder) for case in tried if case.build]
    yield _share("bad inputs that end in a finding", checked, [ran for ran in checked if ran.wrong])
    left_out = [ran for ran in checked if not ran.others_checked]
    yield _share("with the other page still checked", checked, left_out)
    yield _share("builds of bad input that publish nothing and say why", built, [ran for ran in built if ran.wrong])
    slowest, largest = max(checked + built, key=_seconds), max(checked + built, key=_megabytes)
    found = f"{slowest.seconds:.1f} s of a processor, {slowest.by_the_clock:.1f} s by the clock"
    yield Figure(f"the slowest ({slowest.case.name})", found, f"{SECONDS} s", slowest.seconds <= SECONDS)
    found = f"{largest.megabytes:,.0f} MB"
    yield Figure(f"most memory ({largest.case.name})", found, f"{MEGABYTES:,} MB", largest.megabytes <= MEGABYTES)


def _seconds(ran: Ran) -> float:
    return ran.seconds


def _megabytes(ran: Ran) -> float:
    return ran.megabytes


def _share(what: str, ran: list[Ran], failed: list[Ran]) -> Figure:
    found = f"{len(ran) - len(failed)} of {len(ran)}"
    if failed:
        found += ": " + "; ".join(f"{one.case.name} ({one.wrong or 'the other page'})" for one in failed)
    return Figure(what, found.replace("\n", " ").replace("|", "¦"), "all", not failed)


def run(case: Bad, command: str, folder: Path) -> Ran:
    """One command on a handbook with this case."""
    root = folder / "handbook"
    Tiny(root).write(HANDBOOK)
    case.put(root)
    ended = Event()
    helper = Thread(target=_again, args=(case, root, ended), daemon=True)
    helper.start()
    try:
        return _run(case, command, folder, root)
    finally:
        ended.set()
        helper.join()
        _clear(root)


def _run(case: Bad, command: str, folder: Path, root: Path) -> Ran:
    out, err = folder / "out", folder / "err"
    unwanted = ("HANDBOOK_", "GITHUB_", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    words = [sys.executable, "-m", case.program, command, "--root", str(root)]
    words += ["--format", "json", "--quiet"]
    began = time.monotonic()
    with out.open("wb") as first, err.open("wb") as second:
        process = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=first, stderr=second, cwd=folder, env={**kept, **TODAY},
            preexec_fn=_as_plain_user if case.plain and os.geteuid() == 0 else None, start_new_session=True,
        )  # fmt: skip
        before = os.times()
        code, kilobytes = _watch(process, began + PATIENCE)
        after = os.times()
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    by_the_clock = time.monotonic() - began
    texts = [path.read_bytes().decode("utf-8", "replace") for path in (out, err)]
    published = os.path.lexists(root / "site") if root.is_dir() else False
    return Ran(case, command, code, *texts, seconds, by_the_clock, kilobytes / 1000, published)


def _watch(process: subprocess.Popen[bytes], until: float) -> tuple[int | None, int]:
    """The exit code of a process, None when it had to be ended, and the most memory that it and its own took."""
    most = 0
    while True:
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
        if ended:
            process.returncode = os.waitstatus_to_exitcode(status)
            # What the system tells of a process holds what the one took that started it, where that took more.
            return process.returncode, most or used.ru_maxrss
        most = max(most, _memory(process.pid))
        if time.monotonic() > until:
            os.killpg(process.pid, 9)
            os.wait4(process.pid, 0)
            process.returncode = -9
            return None, most
        time.sleep(0.05)


def _memory(pid: int) -> int:
    """What a process and those that it started take now, in kilobytes; what they share is counted once."""
    total = 0
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return total
    return total + sum(_memory(int(child)) for child in children)


def _placed(finding: dict[str, object]) -> bool:
    place = finding["range"]
    return isinstance(place, dict) and min(place["start"].values()) >= 1


def _again(case: Bad, root: Path, ended: Event) -> None:
    while case.meanwhile is not None and not ended.is_set():
        try:
            case.meanwhile(root)
        except OSError:
            time.sleep(0.01)


def _as_plain_user() -> None:
    """Takes the right to read whatever there is from a process of root's, from the program on that it starts."""
    library = ctypes.CDLL(None)
    for right in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        library.prctl(PR_CAPBSET_DROP, right, 0, 0, 0)


def _clear(root: Path) -> None:
    """Takes the handbook away, with whatever it has become."""
    if root.is_symlink() or not root.is_dir():
        root.unlink(missing_ok=True)
        return
    for folder in (root, root / "content", root / "content/sub"):
        if folder.is_dir():
            folder.chmod(0o755)
    rmtree(root)
