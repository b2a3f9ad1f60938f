"""A finished site in a folder, wherever it came from: nothing outside of it is read, no link followed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from handbook_build.faults import MachineFault, WrongUse

# What is longer is read in pieces, for its hash alone.
LONGEST = 64_000_000
_PIECE = 1 << 20


@dataclass
class SiteFolder:
    """The files of a site by address. `others` are what lies there and is no ordinary file, with what it is."""

    root: Path
    sizes: dict[str, int] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises WrongUse when there is no such folder, and MachineFault when one cannot be listed."""
        if not self.root.is_dir():
            raise WrongUse(f"there is no folder {self.root}")
        for entry, address in _below(str(self.root)):
            if entry.is_symlink():
                self.others[address] = "symbolic link"
            elif entry.is_file(follow_symlinks=False):
                self.sizes[address] = entry.stat(follow_symlinks=False).st_size
            else:
                self.others[address] = "device or pipe"

    @cached_property
    def files(self) -> Mapping[str, str]:
        """The ordinary files, each with the SHA-256 of what it holds. Raises MachineFault when the disk refuses."""
        return {address: self.sha256(address) for address in self.sizes}

    def is_long(self, address: str) -> bool:
        return self.sizes[address] > LONGEST

    def read(self, address: str) -> bytes:
        """What a file holds; nothing of one that is too long to be looked into. Raises MachineFault when the disk
        refuses.
        """
        return b"" if self.is_long(address) else b"".join(self.pieces(address))

    def pieces(self, address: str) -> Iterator[bytes]:
        """The same, piece by piece."""
        try:
            with self.opened(address) as file:
                while piece := file.read(_PIECE):
                    yield piece
        except OSError as error:
            raise MachineFault(f"{address} could not be read: {error.strerror}") from error

    def opened(self, address: str) -> BinaryIO:
        """A file, to be closed. Raises OSError: also where a link came into its place since it was listed."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        return os.fdopen(os.open(f"{self.root}/{address}", flags), "rb")

    def sha256(self, address: str) -> str:
        total = sha256()
        for piece in self.pieces(address):
            total.update(piece)
        return total.hexdigest()


def _below(folder: str) -> Iterator[tuple[os.DirEntry[str], str]]:
    """All that lies in a folder and those below it, but the folders, each with its address."""
    left = [("", folder)]
    while left:
        above, path = left.pop()
        try:
            with os.scandir(path) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            raise MachineFault(f"{path} could not be listed: {error.strerror}") from error
        for entry in found:
            address = f"{above}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                left.append((f"{address}/", entry.path))
            else:
                yield entry, address
