"""Read by Python as it starts, when this folder is on its path: makes what the program does with files go wrong.

`FAULT_AT` is the number of the change to a file or folder at which it happens, and `FAULT` what: `kill` ends the
process at once, the name of an error (`ENOSPC`, `EACCES`) refuses this change and every later one that writes, and
`count` only writes down in `FAULT_COUNT` how many there are. `FAULT_STAGE` names a stage of the build in which our own
program breaks. With `NO_EXCHANGE` the system cannot exchange two folders; `between` ends the process between the two
steps that are taken then.
"""

from __future__ import annotations

import errno
import os
import signal
import sys

WRITES = os.O_WRONLY | os.O_RDWR
CHANGES = frozenset(("os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.truncate"))
# A disk that is full or refuses still lets things be taken away.
REFUSED = frozenset(("open", "os.rename", "os.mkdir"))

fault, at = os.environ.get("FAULT", ""), int(os.environ.get("FAULT_AT", "0"))
counter = os.open(os.environ["FAULT_COUNT"], os.O_WRONLY | os.O_CREAT) if fault == "count" else -1
seen = 0
moved = False


def changes(event: str, details: tuple[object, ...]) -> bool:
    if event == "open":
        flags = details[2]
        return isinstance(flags, int) and bool(flags & WRITES) and details[0] != os.devnull
    return event in CHANGES


def look(event: str, details: tuple[object, ...]) -> None:
    global seen, moved
    if event == "ctypes.dlsym" and details[1] in ("renameat2", "renamex_np") and os.environ.get("NO_EXCHANGE"):
        raise AttributeError(details[1])
    if not fault or not changes(event, details):
        return
    seen += 1
    if fault == "count":
        os.pwrite(counter, str(seen).encode(), 0)
    elif (seen >= at and fault == "kill") or moved:
        os.kill(os.getpid(), signal.SIGKILL)
    elif fault == "between":
        moved = event == "os.rename" and str(details[1]).endswith("-old")
    elif seen >= at and fault != "kill" and event in REFUSED:
        number = getattr(errno, fault)
        raise OSError(number, os.strerror(number))


def break_stage(name: str) -> None:
    from handbook_build.progress import Progress

    begin = Progress.stage

    def stage(self: Progress, began: str, doing: str) -> None:
        begin(self, began, doing)
        if began == name:
            raise RuntimeError(f"broken in {name}")

    Progress.stage = stage  # type: ignore[method-assign]


sys.addaudithook(look)
if os.environ.get("FAULT_STAGE"):
    break_stage(os.environ["FAULT_STAGE"])
