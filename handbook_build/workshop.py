"""The folder `.handbook/` beside a handbook while a build is at work in it: one at a time.

Who comes second waits. Who has the lock knows that everything half done in there was left by builds that died, and
takes it away.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import get_ident
from typing import BinaryIO

from handbook_build.cache import Cache
from handbook_build.locking import take
from handbook_build.stages import clear
from handbook_build.staging import STAGING, WORKSHOP
from handbook_build.swapping import NOTE, put_back

LOCK = "lock"
# What the lock says while somebody works; found by whoever has it next when that one died.
_WORKING = b"at work\n"
_PAUSE = 0.05
# Who has which workshop: one build has it more than once.
_HELD: set[tuple[Path, int]] = set()


@contextmanager
def at_work(root: Path, waits: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Has the workshop alone. `waits` is called when another build is at work, before its end is waited for.

    Raises MachineFault when an old site, which a killed build has moved aside, cannot be put back.
    """
    mine = root.resolve(), get_ident()
    if mine in _HELD:
        yield
        return
    with _locked(root / WORKSHOP / LOCK, waits) as file:
        put_back(root / WORKSHOP / NOTE)
        if file is not None:
            clear(root / WORKSHOP / STAGING)
            if file.read():
                _clear_pieces(root)
            _say(file, _WORKING)
        _HELD.add(mine)
        try:
            yield
        finally:
            _HELD.discard(mine)
            if file is not None:
                _say(file, b"")


@contextmanager
def _locked(path: Path, waits: Callable[[], object]) -> Iterator[BinaryIO | None]:
    """The file, locked; None where there are no locks, or nothing can be written, which is said where it is tried."""
    try:
        file = _wait_for(path, waits)
    except OSError:
        yield None
        return
    with file:
        yield file


def _wait_for(path: Path, waits: Callable[[], object]) -> BinaryIO:
    told = False
    while True:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+b")
        try:
            while not take(file):
                if not told:
                    told = True
                    waits()
                time.sleep(_PAUSE)
            if _is(file, path):
                file.seek(0)
                return file
        except BaseException:
            file.close()
            raise
        file.close()


def _is(file: BinaryIO, path: Path) -> bool:
    """Whether it lies there still; somebody may have deleted the workshop, and who comes now locks another file."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False


def _say(file: BinaryIO, words: bytes) -> None:
    # A full disk has no room for them, and nothing rests on them but that no piece stays for ever.
    with contextlib.suppress(OSError):
        file.truncate(0)
        file.write(words)
        file.flush()


def _clear_pieces(root: Path) -> None:
    """Takes away files that a killed build had begun to write. Another program that is writing one of them just now
    keeps one result less, which is made again.
    """
    with contextlib.suppress(OSError):
        for path in (root / WORKSHOP).glob(".*.part"):
            path.unlink(missing_ok=True)
    Cache(root / WORKSHOP / "cache").clear_pieces()
