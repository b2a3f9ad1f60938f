"""What a run keeps beside the sheets of a practice: which files it made, each from what.

One line of JSON for each file, written when the file is in its place; the last word on a file holds. A run that was
killed leaves all lines but perhaps a piece of the last, which means nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from handbook_build.locking import take
from handbook_build.staging import place_file

NAME = ".press.jsonl"
LOCK = ".press.lock"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a sheet: the name of all that it was made from, its hash, and by what a change is noticed cheaply.

    Of a sheet that was refused, `file` is its id, and `refused` says why: kind of flaw, message and hint.
    """

    file: str
    key: str
    hash: str = ""
    size: int = 0
    changed: int = 0
    refused: tuple[tuple[str, str, str], ...] = ()


@dataclass
class PressLedger:
    """The ledger of one folder, open for writing while its lock is held."""

    folder: Path
    entries: dict[str, Entry] = field(default_factory=dict)

    def keep(self, entry: Entry) -> None:
        """Writes one line. Raises OSError."""
        self.entries[entry.file] = entry
        with (self.folder / NAME).open("ab") as file:
            file.write(_line(entry))

    def tidy(self) -> None:
        """Writes all of it anew, each file once. Raises OSError."""
        place_file(self.folder / NAME, b"".join(_line(entry) for _, entry in sorted(self.entries.items())))

    def holds(self, file: str, key: str) -> bool:
        """Whether this very file lies there, made from this. One that was only touched is read once more."""
        entry = self.entries.get(file)
        if entry is None or entry.key != key or entry.refused:
            return False
        try:
            found = (self.folder / file).stat()
            if (found.st_size, found.st_mtime_ns) == (entry.size, entry.changed):
                return True
            if found.st_size != entry.size or _hash((self.folder / file).read_bytes()) != entry.hash:
                return False
        except OSError:
            return False
        self.entries[file] = replace(entry, changed=found.st_mtime_ns)
        return True

    def put(self, file: str, key: str, data: bytes) -> None:
        """Puts a file in its place, and then says so. Raises OSError."""
        place_file(self.folder / file, data)
        self.keep(Entry(file, key, _hash(data), len(data), (self.folder / file).stat().st_mtime_ns))

    def forget(self, file: str) -> None:
        """Takes a file away, with the folder that it leaves empty. Raises OSError."""
        del self.entries[file]
        if "/" in file:
            path = self.folder / file
            path.unlink(missing_ok=True)
            with suppress(OSError):
                path.parent.rmdir()


def read_ledger(folder: Path) -> PressLedger:
    """The ledger of a folder. What cannot be read in it means nothing: that file is made again."""
    try:
        data = (folder / NAME).read_bytes()
    except OSError:
        return PressLedger(folder)
    ledger = PressLedger(folder, {entry.file: entry for line in data.split(b"\n") for entry in _entry(line)})
    if data and not data.endswith(b"\n"):
        ledger.tidy()
    return ledger


@contextmanager
def locked(folder: Path) -> Iterator[bool]:
    """Whether nobody else is at work in the folder, which is then ours; the system gives it free when we end."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("ab") as file:
        try:
            free = take(file)
        except OSError:
            free = False
        yield free


def clear_pieces(folder: Path) -> None:
    """Takes away what a run that was killed had begun to write. The folder is ours."""
    for place, _, names in os.walk(folder):
        for name in names:
            if name.startswith(".") and name.endswith(".part"):
                with suppress(OSError):
                    (Path(place) / name).unlink()


def _line(entry: Entry) -> bytes:
    kept: Mapping[str, object] = {name: value for name, value in asdict(entry).items() if value}
    return json.dumps(kept, ensure_ascii=False).encode() + b"\n"


def _entry(line: bytes) -> list[Entry]:
    try:
        read = json.loads(line)
        refused = tuple((str(kind), str(message), str(hint)) for kind, message, hint in read.get("refused", ()))
        sizes = {name: int(read.get(name, 0)) for name in ("size", "changed")}
        entry = Entry(str(read["file"]), str(read["key"]), str(read.get("hash", "")), refused=refused, **sizes)
    except (ValueError, TypeError, KeyError, AttributeError):
        return []
    # A path is ours when it is one that we write: `H12/H12.a4.pdf`.
    parts = entry.file.split("/")
    return [entry] if len(parts) <= 2 and ".." not in parts and "" not in parts and "\0" not in entry.file else []


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
