"""A lock on an open file. The system gives it free when its holder ends, however that ends, so none outlives a process
and no number of a process has to be believed.
"""

from __future__ import annotations

import sys
from typing import BinaryIO

if sys.platform == "win32":

    def take(file: BinaryIO) -> bool:
        """Whether the lock is ours from now on; not while somebody else has it.

        Raises OSError where the disk knows no locks.
        """
        import msvcrt

        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:

    def take(file: BinaryIO) -> bool:
        """Whether the lock is ours from now on; not while somebody else has it.

        Raises OSError where the disk knows no locks.
        """
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
