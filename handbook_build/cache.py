"""Results that cost time, kept between builds below `.handbook/cache/` under the hash of all that
they were made from. A lost or broken entry only costs its time again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from threading import get_ident


@dataclass(frozen=True)
class Cache:
    """A folder of results; without a folder nothing is kept."""

    folder: Path | None

    def read(self, kind: str, key: str) -> bytes | None:
        """The result kept under `key`, or None. What was cut short or changed is not given out."""
        if self.folder is None:
            return None
        try:
            data = (self.folder / kind / key).read_bytes()
        except OSError:
            return None
        seal, body = data[:64], data[64:]
        return body if seal == _seal(body) else None

    def has(self, kind: str, key: str) -> bool:
        """Whether a result is kept under `key`, whatever has become of it."""
        return self.folder is not None and (self.folder / kind / key).exists()

    def write(self, kind: str, key: str, body: bytes) -> None:
        """Keeps a result. A full or unwritable disk is no fault: the result is simply not kept."""
        if self.folder is None:
            return
        folder = self.folder / kind
        # Another process, or another thread of this one, may be writing the very same.
        part = folder / f".{key}.{os.getpid()}.{get_ident()}"
        try:
            try:
                part.write_bytes(_seal(body) + body)
            except FileNotFoundError:
                folder.mkdir(parents=True, exist_ok=True)
                part.write_bytes(_seal(body) + body)
            part.replace(folder / key)
        except BaseException as error:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            if not isinstance(error, OSError):
                raise

    def keep_only(self, kind: str, keys: Collection[str]) -> None:
        """Takes away all results of a kind but these, so that a kind which many files change with does not grow."""
        if self.folder is None:
            return
        try:
            for path in (self.folder / kind).iterdir():
                if path.name not in keys:
                    path.unlink(missing_ok=True)
        except OSError:
            return

    def clear_pieces(self) -> None:
        """Takes away what somebody who was killed had begun to write."""
        if self.folder is None:
            return
        for path in self.folder.glob("*/.*"):
            with contextlib.suppress(OSError):
                path.unlink()


NOTHING_KEPT = Cache(None)


def digest(*parts: str | bytes) -> str:
    """A name for what was made from these parts, in this order."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()


def _seal(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()
