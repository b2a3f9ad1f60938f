"""Reads a file below a folder, so that nothing leads out of that folder, whenever it was put there.

To look where a path leads and then to open it is two steps, and a link may be swapped in between. So a path is opened
step by step from the folder, no step of which may be a link. One that holds links is followed to its end first, and
what it led to is opened in the same way.
"""

# ruff: noqa: PTH117, PTH118, PTH123, PTH206
# A Path for each of thousands of files takes as long as the reading.
from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

# Windows opens files by their whole path alone.
BY_STEPS = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
# A pipe would keep us waiting.
_FILE = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class LeadsOut(OSError):
    """A path leads out of the folder in which it begins."""

    def __init__(self) -> None:
        super().__init__(errno.EACCES, "it leads out of its folder")


def read_below(root: Path | str, name: str, most: int = -2) -> bytes:
    """What the file holds that is called `name`, as seen from `root`; of more than `most` bytes, one more than those.

    Raises OSError, and LeadsOut for what is not below `root`.
    """
    if BY_STEPS and not os.path.isabs(name):
        steps = name.split("/")
        if ".." not in steps:
            try:
                return _read(root, steps, most)
            except OSError as error:
                # A link is in the way, which may lead anywhere.
                if error.errno not in (errno.ELOOP, errno.ENOTDIR, errno.EMLINK):
                    raise
    whole = os.path.realpath(root)
    path = os.path.realpath(os.path.join(whole, name), strict=True)
    if not path.startswith(whole.rstrip(os.sep) + os.sep):
        raise LeadsOut
    if BY_STEPS:
        return _read(whole, os.path.relpath(path, whole).split(os.sep), most)
    with open(path, "rb") as file:
        return file.read(most + 1)


def is_below(root: Path | str, name: str, *, there: bool = True) -> bool:
    """Whether there is something of this name, unless it need not be there yet, and it lies below `root`."""
    try:
        whole = os.path.realpath(root)
        path = os.path.realpath(os.path.join(whole, name), strict=there)
    except (OSError, ValueError):
        return False
    return path.startswith(whole.rstrip(os.sep) + os.sep)


def _read(root: Path | str, steps: list[str], most: int) -> bytes:
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for step in steps[:-1]:
            below = os.open(step or ".", _FOLDER, dir_fd=folder)
            os.close(folder)
            folder = below
        with open(os.open(steps[-1], _FILE, dir_fd=folder), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise OSError(errno.EINVAL, "it is no ordinary file")
            return file.read(most + 1)
    finally:
        os.close(folder)
