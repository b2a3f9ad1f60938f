"""What happens when somebody wants the program to end: Ctrl+C, or a signal of the system.

It ends as by Ctrl+C whoever asks, so that what is half done is taken away. What can no longer be taken back is ended
first.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# A terminal that is closed sends SIGHUP, which Windows does not have.
SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_BY_DEFAULT = (signal.SIG_DFL, signal.default_int_handler)
_NOTHING = "nothing was changed"


class _State:
    holding = False
    told = _NOTHING


def heed() -> None:
    """Ends in good order from now on. A signal that this program was told to ignore stays ignored."""
    for one in SIGNALS:
        if signal.getsignal(one) in _BY_DEFAULT:
            signal.signal(one, _stop)


def hold(told: str = _NOTHING) -> None:
    """What follows takes a moment and is not stopped; `told` is what whoever stops us afterwards is to know."""
    _State.holding, _State.told = True, told


def release() -> None:
    """May be stopped again."""
    _State.holding = False


def _stop(number: int, frame: FrameType | None) -> None:
    if not _State.holding:
        raise KeyboardInterrupt(_State.told)


def words(stopped: KeyboardInterrupt) -> str:
    """What is told to whoever stopped us."""
    return f"stopped; {str(stopped) or _NOTHING}"


@contextmanager
def deaf() -> Iterator[None]:
    """Whoever is started meanwhile hears no Ctrl-C: it is this process that ends the others."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
