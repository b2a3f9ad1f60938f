"""The new site and the old one change places.

In one step where the system can (Linux, macOS). Elsewhere the old folder is moved aside and the new one in, which
leaves a moment without a site. When the second step fails the old one is moved back; when we are killed before it, a
note tells the next build where the old one lies.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import json
import os
import sys
from pathlib import Path

from handbook_build.faults import MachineFault
from handbook_build.staging import place_file

# Where the old site lies, and where it belongs, while it is moved in two steps.
NOTE = "swap.json"
ASIDE = "-old"


def swap(stage: Path, destination: Path, note: Path) -> None:
    """Puts the stage in the place of the site, which lies in the place of the stage afterwards, if there was one.

    Raises OSError; the old site stands then.
    """
    if _exchange(stage, destination):
        return
    if os.path.lexists(destination):
        _move(stage, destination, note)
    else:
        destination.parent.mkdir(parents=True, exist_ok=True)
        stage.rename(destination)


def put_back(note: Path) -> None:
    """Puts an old site back that was moved aside by a build which was killed before it moved the new one in.

    Raises MachineFault when that cannot be done.
    """
    try:
        aside, destination = (note.parent / path for path in json.loads(note.read_bytes()))
    except (FileNotFoundError, NotADirectoryError):
        return
    except (OSError, ValueError, TypeError):
        aside = destination = note
    try:
        if aside.match(f"site*{ASIDE}") and aside.is_dir() and not os.path.lexists(destination):
            aside.rename(destination)
        note.unlink(missing_ok=True)
    except OSError as error:
        raise MachineFault(
            f"a build was killed as it put the site in its place, and the old site lies in {aside}; "
            f"it could not be put back to {destination}: {error.strerror}"
        ) from error


def flush(folder: Path) -> None:
    """Waits until all that was written on the disk of this folder is there.

    A swap can be on the disk before the files are: when the power goes, the new site would stand with empty files.
    Asking for the disk as a whole takes 0.2 s for 7,000 new files; for each file alone, 33 s. Raises OSError.
    """
    if sys.platform.startswith("linux"):
        number = os.open(folder, os.O_RDONLY)
        try:
            refused = _call("syncfs", number)
        finally:
            os.close(number)
        if refused not in (0, errno.ENOSYS):
            raise OSError(refused, os.strerror(refused))
    elif hasattr(os, "sync"):
        os.sync()


def _move(stage: Path, destination: Path, note: Path) -> None:
    aside = stage.with_name(f"{stage.name}{ASIDE}")
    place_file(note, json.dumps([_from(note, aside), _from(note, destination)]).encode())
    destination.rename(aside)
    try:
        stage.rename(destination)
    except BaseException:
        aside.rename(destination)
        raise
    with contextlib.suppress(OSError):
        aside.rename(stage)
        note.unlink()


def _from(note: Path, path: Path) -> str:
    """The way from the note, so that it holds when the handbook is moved as a whole."""
    try:
        return os.path.relpath(path, note.parent)
    except ValueError:
        # Another drive of Windows.
        return str(path.absolute())


def _exchange(one: Path, other: Path) -> bool:
    """Exchanges two folders in one step; False where that cannot be done."""
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform.startswith("linux"):
        return _call("renameat2", -100, first, -100, second, 2) == 0
    if sys.platform == "darwin":
        return _call("renamex_np", first, second, 2) == 0
    return False


def _call(name: str, *arguments: object) -> int:
    """A call of the C library: 0 when it worked, else the number of the error."""
    try:
        function = getattr(ctypes.CDLL(None, use_errno=True), name)
    except (OSError, AttributeError, TypeError):
        return errno.ENOSYS
    return 0 if function(*arguments) == 0 else ctypes.get_errno()
