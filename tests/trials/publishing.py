"""A build that is struck by a fault leaves the whole old site or the whole new one.

A small handbook with terms, sheets and three editions is built while something goes wrong, and again without. The site
is held against those that cold builds made of the same words, byte by byte, after the fault and after the next build.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.trials import Figure
from tests.trials._lab import Lab, built, digest, ended, started

STAGES = ("read", "cite", "print", "cards", "check", "forms", "render", "export", "editions", "copies", "publish")
# The site is looked at as often as this, in seconds.
OFTEN = 0.005
# Operations with files at the end of a build, among which is the swap.
LAST = 25
BROKEN = "\nSee [nothing](#there-is-no-such-place).\n"


def figures(long: bool) -> Iterator[Figure]:
    rng = random.Random(20261123)
    with TemporaryDirectory(prefix="handbook-trial-") as place:
        lab = Lab.made(Path(place))
        yield from struck(lab, rng, long=long)
        yield from stopped(lab, rng, 20 if long else 1)
        yield from at_once(lab, rng, 50 if long else 3)
        yield looked_at(lab, 10 if long else 1)


# Faults


def killed(lab: Lab, rng: random.Random) -> int:
    process = started(lab.root)
    time.sleep(rng.uniform(0, lab.seconds))
    process.kill()
    return ended(process)[0]


def killed_at_a_change(lab: Lab, rng: random.Random) -> int:
    return ended(started(lab.root, FAULT="kill", FAULT_AT=str(rng.randint(1, lab.changes))))[0]


def killed_near_the_swap(lab: Lab, rng: random.Random) -> int:
    at = rng.randint(max(1, lab.changes - LAST), lab.changes)
    return ended(started(lab.root, FAULT="kill", FAULT_AT=str(at)))[0]


def killed_in_two_steps(lab: Lab, rng: random.Random) -> int:
    """Where the system cannot exchange two folders: when the old site was moved aside and the new one is not there."""
    return ended(started(lab.root, FAULT="between", NO_EXCHANGE="1"))[0]


def full_disk(lab: Lab, rng: random.Random) -> int:
    return ended(started(lab.root, FAULT="ENOSPC", FAULT_AT=str(rng.randint(1, lab.changes))))[0]


def permission_lost(lab: Lab, rng: random.Random) -> int:
    return ended(started(lab.root, FAULT="EACCES", FAULT_AT=str(rng.randint(1, lab.changes))))[0]


def short_files(lab: Lab, rng: random.Random) -> int:
    """The system refuses files that are longer, as a quota does."""
    import resource

    most = rng.choice((100, 1_000, 10_000, 50_000, 100_000))
    return ended(started(lab.root, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))))[0]


def breaking(lab: Lab, rng: random.Random) -> int:
    return ended(started(lab.root, FAULT_STAGE=rng.choice(STAGES)))[0]


def failed_check(lab: Lab, rng: random.Random) -> int:
    page = lab.root / "content/leaving/endings.md"
    words = page.read_text(encoding="utf-8")
    page.write_text(words + BROKEN, encoding="utf-8")
    code = ended(started(lab.root))[0]
    page.write_text(words, encoding="utf-8")
    return code


@contextmanager
def small_disk(lab: Lab) -> Iterator[Lab | None]:
    """The same on a disk of its own that is small enough to be filled; nothing where we may not mount one."""
    place = lab.root.with_name("small")
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "handbook-trial", str(place)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True, check=False).returncode:
        yield None
        return
    try:
        small = replace(lab, root=place / "handbook")
        small.anew()
        yield small
    finally:
        subprocess.run(["umount", str(place)], check=True)


def filled(lab: Lab, rng: random.Random) -> int:
    """A disk that has no room for the whole site, which is made anew since there is none before the last."""
    shutil.rmtree(lab.root / ".handbook/spare", ignore_errors=True)
    ballast, free = lab.root.with_name("ballast"), os.statvfs(lab.root)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, free.f_bavail * free.f_frsize - rng.randint(0, 4_000_000)))
    try:
        return ended(started(lab.root))[0]
    finally:
        ballast.unlink()


@dataclass(frozen=True)
class Kind:
    """Faults of one kind, which take turns, and how many are tried in the short form and in the long one."""

    name: str
    faults: Sequence[Callable[[Lab, random.Random], int]]
    few: int
    many: int


FAULTS = (
    Kind("killed", (killed, killed_at_a_change, killed_near_the_swap, killed_in_two_steps), 8, 120),
    Kind("disk refuses", (full_disk, short_files, permission_lost), 6, 60),
    Kind("broken stage", (breaking,), 4, 22),
    Kind("failed check", (failed_check,), 1, 4),
)
FULL = Kind("disk full", (filled,), 0, 30)


def struck(lab: Lab, rng: random.Random, *, long: bool) -> Iterator[Figure]:
    tally = Tally()
    for kind in FAULTS:
        tally.strike(lab, rng, kind, kind.many if long else kind.few)
    if long:
        with small_disk(lab) as small:
            if small:
                tally.strike(small, rng, FULL, FULL.many)
    return tally.figures()


@dataclass
class Tally:
    """What came of the faults: how many there were of each kind, and how many builds each ended."""

    tried: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    whole: int = 0
    alike: int = 0
    left: int = 0

    def strike(self, lab: Lab, rng: random.Random, kind: Kind, often: int) -> None:
        for fault in islice(cycle(kind.faults), often):
            lab.edit()
            before = lab.cold[1 - lab.state]
            code = fault(lab, rng)
            self.tried[kind.name] += 1
            self.ended[kind.name] += code != 0
            self.whole += stands(lab, before, in_two_steps=fault is killed_in_two_steps)
            built(lab.root)
            self.alike += digest(lab.site) == lab.cold[lab.state]
            self.left += len(lab.left)

    def figures(self) -> Iterator[Figure]:
        total, landed = self.tried.total(), self.ended.total()
        kinds = ", ".join(f"{name} {number}" for name, number in self.tried.items())
        whole, alike = f"{self.whole} of {total}", f"{self.alike} of {total}"
        yield Figure(f"faults after which the site was whole ({kinds})", whole, "all", self.whole == total)
        yield Figure("builds that ended by their fault", f"{landed} of {total}", "most", landed > total / 2)
        yield Figure("builds after a fault that gave what a cold one gives", alike, "all", self.alike == total)
        yield Figure("files left half done by a fault after the next build", f"{self.left}", "0", not self.left)


def stands(lab: Lab, before: str, *, in_two_steps: bool) -> bool:
    """Whether the site is one of the two. In two steps it may be away, until the next build, which fails, is over."""
    if in_two_steps and not lab.site.exists():
        failed_check(lab, random.Random())
        return lab.site.exists() and digest(lab.site) == before
    return digest(lab.site) in (before, lab.cold[lab.state])


def stopped(lab: Lab, rng: random.Random, often: int) -> Iterator[Figure]:
    """By Ctrl+C, by the system, by a terminal that was closed."""
    good, tried, told = 0, 0, Counter[str]()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) * often:
        lab.edit()
        process = started(lab.root)
        # A program that has not begun has nothing to take away, and ends as the system ends it.
        time.sleep(rng.uniform(0.2 * lab.seconds, lab.seconds))
        process.send_signal(number)
        code, said = ended(process)
        in_order = (code, said) == (3, "handbook: stopped; nothing was changed\n") or code == 0
        told["stopped" if code else "done already"] += 1
        site = lab.cold[lab.state if code == 0 else 1 - lab.state]
        good += in_order and digest(lab.site) == site and not lab.left
        tried += 1
        built(lab.root)
    kinds = ", ".join(f"{kind} {count}" for kind, count in told.items())
    yield Figure(f"builds asked to end that did so in good order ({kinds})", f"{good} of {tried}", "all", good == tried)


# Several builds, and readers


def at_once(lab: Lab, rng: random.Random, often: int) -> Iterator[Figure]:
    """Two builds of the same words; and one that begins while another is at work on other words."""
    good = 0
    for _ in range(often):
        lab.edit()
        pair = [started(lab.root) for _ in range(2)]
        codes = [ended(one)[0] for one in pair]
        good += codes == [0, 0] and digest(lab.site) == lab.cold[lab.state] and not lab.left
    yield Figure("two builds at once that both ended well", f"{good} of {often}", "all", good == often)
    good = 0
    for _ in range(often):
        lab.edit()
        first = started(lab.root)
        time.sleep(rng.uniform(0.4 * lab.seconds, lab.seconds))
        lab.edit()
        second = started(lab.root)
        codes = [ended(first)[0], ended(second)[0]]
        good += codes == [0, 0] and digest(lab.site) == lab.cold[lab.state] and not lab.left
    yield Figure("the same with other words for each", f"{good} of {often}", "all", good == often)


def looked_at(lab: Lab, often: int) -> Figure:
    """Somebody reads a page all the while: how often it is not there, or is neither the old nor the new."""
    seen = Counter[str]()
    page = lab.site / "time/holidays/index.html"
    for _ in range(often):
        lab.edit()
        done = threading.Event()
        looks: list[bytes | None] = []

        def read(looks: list[bytes | None] = looks, done: threading.Event = done) -> None:
            while not done.wait(OFTEN):
                try:
                    looks.append(page.read_bytes())
                except OSError:
                    looks.append(None)

        old = page.read_bytes()
        reader = threading.Thread(target=read)
        reader.start()
        built(lab.root)
        time.sleep(OFTEN * 4)
        done.set()
        reader.join()
        whole = {old, page.read_bytes()}
        seen.update("absent" if one is None else "whole" if one in whole else "torn" for one in looks)
    total = seen.total()
    found = f"{total:,} looks: absent {seen['absent']}, torn {seen['torn']}"
    return Figure("a page while its site is published", found, "never absent, never torn", seen["whole"] == total > 0)
