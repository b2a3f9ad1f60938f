"""What a build is doing, shown as it happens: one line that changes on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from typing import TextIO


@dataclass
class Progress:
    """Names each stage as it begins. `quiet` says nothing; nothing is ever written to standard output."""

    stream: TextIO = field(default_factory=lambda: sys.stderr)
    quiet: bool = False
    timings: dict[str, float] = field(default_factory=dict)
    _stage: str = ""
    _began: float = 0.0

    @property
    def live(self) -> bool:
        return self.stream.isatty()

    def stage(self, name: str, doing: str) -> None:
        """Begins a stage: `name` for the timings, `doing` for the reader."""
        self._close()
        self._stage, self._began = name, time.perf_counter()
        self._say(doing, live_only=False)

    def step(self, done: int, total: int, what: str) -> None:
        """How far a long stage has come; shown on a terminal only."""
        self._say(f"{what} {done} of {total}", live_only=True)

    def end(self) -> None:
        """Ends the last stage and clears the line."""
        self._close()
        if self.live and not self.quiet:
            self.stream.write("\r\x1b[K")
            self.stream.flush()

    def _close(self) -> None:
        if self._stage:
            spent = time.perf_counter() - self._began
            self.timings[self._stage] = self.timings.get(self._stage, 0.0) + spent
            self._stage = ""

    def _say(self, words: str, *, live_only: bool) -> None:
        if self.quiet or (live_only and not self.live):
            return
        self.stream.write(f"\r\x1b[K{words} ..." if self.live else f"{words}\n")
        self.stream.flush()
