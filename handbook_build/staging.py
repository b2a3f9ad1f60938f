"""Where a site is made before it is put in its place: a folder beside the handbook, written file by file.

A site of thousands of files changes by a few from one build to the next. So the site that was replaced is kept as a
spare, and the next build begins in it: what has the same bytes stays, and only the rest is written. A spare that is
not as it was left, down to the time of writing of each file, is thrown away.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from handbook_build.faults import MachineFault
from handbook_build.stages import made_folder, on_other_disk, take_away

WORKSHOP, STAGING = ".handbook", "staging"
# The spare, and what was in it when it was put there.
SPARE, CONTENTS = "spare", "spare.json"


def name_of(data: bytes) -> str:
    """32 hexadecimal digits that no other bytes have."""
    return blake2b(data, digest_size=16).hexdigest()


@dataclass(frozen=True)
class Listing:
    """The files of a site as they were left: the name of their bytes, how many these are, and the nanoseconds of the
    last writing; and their folders, each with the nanoseconds of its last change, which is another when a file is put
    there or taken away.
    """

    files: Mapping[str, tuple[str, int, int]]
    folders: Mapping[str, int]

    @classmethod
    def of(cls, folder: Path, names: Mapping[str, str]) -> Listing:
        """Of a folder that holds these files and no others. Raises OSError."""
        base = str(folder)
        files = {}
        for address, name in names.items():
            state = os.stat(f"{base}/{address}")
            files[address] = (name, state.st_size, state.st_mtime_ns)
        folders = {"", *(part for address in names for part in above(address))}
        return cls(files, {part: os.stat(f"{base}/{part}").st_mtime_ns for part in sorted(folders)})

    def is_as_left(self, folder: Path) -> bool:
        """Whether nothing was written, put there or taken away since."""
        base = str(folder)
        try:
            for address, (_, size, written) in self.files.items():
                state = os.lstat(f"{base}/{address}")
                if state.st_size != size or state.st_mtime_ns != written:
                    return False
            return all(os.stat(f"{base}/{part}").st_mtime_ns == changed for part, changed in self.folders.items())
        except OSError:
            return False

    def to_json(self) -> bytes:
        text = json.dumps([self.files, self.folders], ensure_ascii=False, separators=(",", ":"))
        # Names of files need not be text.
        return text.encode("utf-8", "surrogatepass")

    @classmethod
    def from_json(cls, text: bytes) -> Listing:
        """Raises ValueError for anything else."""
        try:
            files, folders = json.loads(text)
            return cls({address: (str(a), int(b), int(c)) for address, (a, b, c) in files.items()}, dict(folders))
        except (TypeError, AttributeError) as error:
            raise ValueError("this is no listing of a site") from error


def above(address: str) -> Iterator[str]:
    """The folders that a file lies in, the outermost first."""
    at = address.find("/")
    while at >= 0:
        yield address[:at]
        at = address.find("/", at + 1)


@dataclass
class Stage:
    """A folder in which a site is made. `files` are those that the site has so far, by address, with the name of
    their bytes; `there` are all that lie in the folder, those of an earlier build too. `fresh` are those that had to be
    written, and `published` is the site that stands, if there is one. `sizes` are those that all files there must have.
    """

    folder: Path
    there: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)
    published: Path | None = None
    sizes: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Whether an earlier build left anything.
        self.older = bool(self.there)

    def write(self, address: str, data: bytes) -> str:
        """Puts one file of the site in its place, and gives the name of its bytes. Raises MachineFault when the disk
        refuses.
        """
        name = name_of(data)
        self.files[address] = name
        if self.there.get(address) != name:
            self.fresh.add(address)
            self._clear_way(address)
            write_file(self.folder, address, data)
            self.there[address] = name
            self.sizes[address] = len(data)
        return name

    def keep(self, address: str, name: str) -> bool:
        """Takes a file with these bytes from an earlier build; whether there is one. Raises MachineFault when the disk
        refuses.
        """
        if self.there.get(address) != name:
            data = self._published(address)
            if data is None or name_of(data) != name:
                return False
            self.write(address, data)
        self.files[address] = name
        return True

    def _published(self, address: str) -> bytes | None:
        try:
            return (self.published / address).read_bytes() if self.published else None
        except OSError:
            return None

    def _clear_way(self, address: str) -> None:
        """Takes away what an earlier build left where there must be a folder now, or a file."""
        if not self.older or address in self.there:
            return
        for part in above(address):
            if part in self.there and part not in self.files:
                (self.folder / part).unlink(missing_ok=True)
                del self.there[part]
        if (self.folder / address).is_dir():
            shutil.rmtree(self.folder / address, ignore_errors=True)
            for below in [one for one in self.there if one.startswith(f"{address}/")]:
                del self.there[below]

    def has(self, address: str) -> bool:
        return address in self.files

    def addresses(self) -> list[str]:
        """Those of all files so far, in order."""
        return sorted(self.files)

    def read(self, address: str) -> bytes:
        """A file that was put there. Raises MachineFault when the disk refuses."""
        return read_file(self.folder / address)

    def aside(self) -> Path:
        """A folder for somebody who writes a site alone, to be taken over. Raises MachineFault."""
        return made_folder(self.folder.parent, "aside-")

    def take(self, folder: Path) -> None:
        """Takes over every file of a folder, and the folder away. Raises MachineFault when the disk refuses."""
        try:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    self.write(path.relative_to(folder).as_posix(), path.read_bytes())
        except OSError as error:
            raise MachineFault(f"{folder.name} could not be read: {error.strerror}") from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def finish(self) -> None:
        """Takes away what an earlier build left and this one does not have. Raises MachineFault."""
        gone = self.there.keys() - self.files.keys()
        kept = {part for address in self.files for part in above(address)}
        try:
            for address in gone:
                (self.folder / address).unlink(missing_ok=True)
            for part in sorted({part for address in gone for part in above(address)} - kept, reverse=True):
                (self.folder / part).rmdir()
        except OSError as error:
            raise MachineFault(f"{self.folder.name} could not be cleared: {error}") from error

    def listing(self) -> Listing:
        """All files of the site as they lie there. Raises MachineFault when one is not as it was written."""
        try:
            listing = Listing.of(self.folder, self.files)
        except OSError as error:
            raise MachineFault(f"{error.filename} is gone while the site was made; run it again") from error
        for address, (_, size, _) in listing.files.items():
            if size != self.sizes.get(address):
                raise MachineFault(f"{address} was changed by somebody else while the site was made; run it again")
        return listing


@contextmanager
def staging(root: Path, published: Path | None = None) -> Iterator[Stage]:
    """A folder to build in, from which the site can be moved to the place of the `published` one; gone afterwards,
    whatever happens, unless it was kept. Files that are to stay as they are may be had from the published site.

    Raises MachineFault when nothing can be written there.
    """
    workshop = root / WORKSHOP / STAGING
    if any((root / WORKSHOP / name).is_symlink() for name in ("", STAGING, SPARE)):
        raise MachineFault(
            f"{WORKSHOP}/ is a link or holds one, and what is made must stay in the handbook; take it away"
        )
    try:
        workshop.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MachineFault(f"nothing can be written below {workshop}: {error.strerror}") from error
    folder = made_folder(workshop, "site-")
    try:
        other = on_other_disk(folder, published) if published else None
        stage = Stage(other) if other else _from_spare(root / WORKSHOP, folder) or Stage(folder)
        stage.published = published
        yield stage
    finally:
        take_away(folder)


def keep_as_spare(root: Path, folder: Path, listing: Listing) -> None:
    """Keeps the folder of a site that was replaced, which is as the listing says, for the next build to begin in.

    Where that cannot be done nothing is lost: the next build begins in an empty folder.
    """
    workshop = root / WORKSHOP
    try:
        (workshop / CONTENTS).unlink(missing_ok=True)
        shutil.rmtree(workshop / SPARE, ignore_errors=True)
        folder.rename(workshop / SPARE)
        (workshop / CONTENTS).write_bytes(listing.to_json())
    except OSError:
        return


def _from_spare(workshop: Path, folder: Path) -> Stage | None:
    """The spare, moved to this empty folder; nothing where there is none, or where it is not as it was left.

    Of two builds at once only one can move it.
    """
    try:
        listing = Listing.from_json((workshop / CONTENTS).read_bytes())
        (workshop / CONTENTS).unlink()
        folder.rmdir()
        (workshop / SPARE).rename(folder)
    except (OSError, ValueError):
        folder.mkdir(exist_ok=True)
        return None
    if listing.is_as_left(folder):
        there = {address: name for address, (name, _, _) in listing.files.items()}
        return Stage(folder, there, sizes={address: size for address, (_, size, _) in listing.files.items()})
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(exist_ok=True)
    return None


def read_file(path: Path) -> bytes:
    """What a file holds. Raises MachineFault when the disk refuses."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise MachineFault(f"{path.name} could not be read: {error.strerror}") from error


def write_file(folder: Path, address: str, data: bytes) -> None:
    """Writes one file below a folder. Raises MachineFault when the disk refuses."""
    path = f"{folder}/{address}"
    try:
        try:
            _put(path, data)
        except FileNotFoundError:
            # Asked for when it is missing alone: of tens of thousands of files, most have a folder already.
            os.makedirs(os.path.dirname(path), exist_ok=True)
            _put(path, data)
    except OSError as error:
        raise MachineFault(f"{os.path.basename(path)} could not be written: {error.strerror}") from error


def _put(path: str, data: bytes) -> None:
    with open(path, "wb") as file:
        file.write(data)


def place_file(path: Path, data: bytes) -> None:
    """Writes a file that is there whole or not at all, also when we are stopped half-way. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
