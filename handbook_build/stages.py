"""The folders in which sites are made, one for each build: below the handbook's own, or beside the site where that is
on another disk, since a folder is moved in one step on one disk alone.
"""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

from handbook_build.faults import MachineFault

# A folder beside the site that takes the place of one of ours, and the file beside ours that tells of it.
BESIDE, ELSEWHERE = ".handbook-", ".elsewhere"


def made_folder(where: Path, prefix: str) -> Path:
    """A new folder. Raises MachineFault."""
    try:
        return Path(mkdtemp(dir=where, prefix=prefix))
    except OSError as error:
        raise MachineFault(f"nothing can be written below {where}: {error.strerror}") from error


def on_other_disk(folder: Path, site: Path) -> Path | None:
    """A folder beside the site, where this one cannot be moved to the place of the site in one step; else None.

    Tried is what will be done: two places on one disk can be as far apart as two disks. Raises MachineFault.
    """
    place = next(above for above in site.absolute().parents if above.is_dir())
    beside = place / f"{BESIDE}{folder.name}"
    try:
        # For whoever clears up after us.
        folder.with_suffix(ELSEWHERE).write_bytes(os.fsencode(beside))
        folder.rename(beside)
        beside.rename(folder)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise MachineFault(
                f"nothing can be put into {place}, where the site is to be swapped in: {error.strerror}"
            ) from error
    else:
        folder.with_suffix(ELSEWHERE).unlink(missing_ok=True)
        return None
    try:
        (beside / "site").mkdir(parents=True)
    except OSError as error:
        raise MachineFault(f"nothing can be written below {place}: {error.strerror}") from error
    return beside / "site"


def take_away(folder: Path) -> None:
    """A folder of ours, and the one that took its place on another disk."""
    note = folder.with_suffix(ELSEWHERE)
    with suppress(OSError):
        beside = Path(os.fsdecode(note.read_bytes()))
        if beside.name == f"{BESIDE}{folder.name}":
            shutil.rmtree(beside, ignore_errors=True)
        note.unlink()
    shutil.rmtree(folder, ignore_errors=True)


def clear(folder: Path) -> None:
    """Takes away what builds that died have left in this folder. Only for who knows that no build is at work."""
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            take_away(path.with_suffix("") if path.suffix == ELSEWHERE else path)
