"""What the last build was made from, what it found and what it wrote, so that the next one knows what has changed.

When nothing has, a build is over before any page is read: the site is as it was left, and the findings are told again.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from pathlib import Path

from handbook_build.program import mark
from handbook_build.reaching import is_below
from handbook_build.staging import WORKSHOP, Listing, name_of, place_file

# What was done: each has a record of its own; and the files of the site as they were left.
BUILD, CHECK = "build", "check"
LISTING = "site.json"
# What each unit of the site was made from.
UNITS = "units.json"
FORMAT = 2


@dataclass(frozen=True)
class Places:
    """Where a build reads: folders with all that is in them, and single files, which need not be there; each as a
    path below the handbook's folder.
    """

    folders: tuple[str, ...]
    files: tuple[str, ...]


@dataclass(frozen=True)
class Inputs:
    """Everything that a build is made from: each file with a name for its bytes, the circumstances by their own
    names (the day, the public address, the options of the command), and the program. `states` tell when and how long
    each file was written, just before it was read.
    """

    places: Places
    files: Mapping[str, str]
    circumstances: Mapping[str, str]
    program: str
    states: Mapping[str, str] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, root: Path, places: Places, circumstances: Mapping[str, str]) -> Inputs:
        """As they are now. A file that cannot be read counts as such."""
        states = dict(_files(root, places, _state))
        return cls(places, dict(_files(root, places, partial(_name, root))), dict(circumstances), mark(), states)

    def stayed(self, root: Path) -> bool:
        """Whether no file was written, put there or taken away since."""
        return dict(_files(root, self.places, _state)) == self.states

    def changes_since(self, other: Inputs) -> Iterator[str]:
        """What is other than it was, in words for an author."""
        if self.program != other.program:
            yield "this program, its theme or a package that it rests on is another version"
        for name in sorted({*self.circumstances, *other.circumstances}):
            now, then = self.circumstances.get(name, ""), other.circumstances.get(name, "")
            if now != then:
                yield f"{name} is {now or 'none'}, and was {then or 'none'}"
        for name in sorted({*self.files, *other.files}):
            now, then = self.files.get(name, ""), other.files.get(name, "")
            if now != then:
                yield f"{name} {'is new' if not then else 'is gone' if not now else 'was changed'}"


@dataclass(frozen=True)
class Record:
    """One build or check: `said` are its findings in every form in which they are shown, by the name of the form, and
    its closing line, without the time that it took. `failed` when there were errors. `output` is the folder of the
    site, below the handbook's own, and `listing` names the listing of its files: the two are kept in files of their
    own, and one may be lost.
    """

    inputs: Inputs
    said: Mapping[str, str]
    failed: bool = False
    output: str = ""
    listing: str = ""

    def write(
        self, root: Path, kind: str, listing: Listing | None = None, parts: Mapping[str, object] | None = None
    ) -> None:
        """Keeps it, with what lies in the site, and the `parts` of which its units were made. Where that cannot be
        done, the next one does everything.
        """
        listed = listing.to_json() if listing else b""
        said = {
            "format": FORMAT,
            "program": self.inputs.program,
            "folders": self.inputs.places.folders,
            "single": self.inputs.places.files,
            "files": self.inputs.files,
            "circumstances": self.inputs.circumstances,
            "said": self.said,
            "failed": self.failed,
            "output": self.output,
            "listing": name_of(listed),
        }
        try:
            if listing is not None:
                place_file(root / WORKSHOP / LISTING, listed)
                place_file(root / WORKSHOP / UNITS, _to_json(parts))
            place_file(_place(root, kind), _to_json(said))
        except OSError:
            forget(root, kind)


def _to_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _place(root: Path, kind: str) -> Path:
    return root / WORKSHOP / f"{kind}.json"


def last(root: Path, kind: str) -> Record | None:
    """The record of the last one of its kind; None when there is none that can be read."""
    try:
        said = json.loads(_place(root, kind).read_bytes())
        if said["format"] != FORMAT:
            return None
        places = Places(tuple(said["folders"]), tuple(said["single"]))
        inputs = Inputs(places, dict(said["files"]), dict(said["circumstances"]), str(said["program"]))
        return Record(inputs, dict(said["said"]), bool(said["failed"]), str(said["output"]), str(said["listing"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def listing_of(root: Path, record: Record | None) -> Listing | None:
    """The files of the site as this build left them; None when that is not known."""
    try:
        data = (root / WORKSHOP / LISTING).read_bytes()
        return Listing.from_json(data) if record and record.listing == name_of(data) else None
    except (OSError, ValueError):
        return None


def parts_of_last(root: Path) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """What each unit of the last build was made from, by its kind and name; nothing when that is not known."""
    try:
        said = json.loads((root / WORKSHOP / UNITS).read_bytes())
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def forget(root: Path, kind: str) -> None:
    """Takes the record away: before a site is put in place that it does not describe, say."""
    for path in (_place(root, kind), *([root / WORKSHOP / LISTING] if kind == BUILD else [])):
        try:
            path.unlink(missing_ok=True)
        except OSError:
            continue


def _files(root: Path, places: Places, look: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    for name in places.files:
        yield name, look(f"{root}/{name}")
    for folder in places.folders:
        yield from _below(f"{root}/{folder}", folder, look)


def _below(folder: str, name: str, look: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    try:
        found = sorted(os.scandir(folder), key=lambda one: one.name)
    except OSError as error:
        yield name, f"unreadable: {error.errno}"
        return
    for one in found:
        if one.name.startswith("."):
            # Nobody reads these.
            continue
        below = f"{name}/{one.name}"
        if one.is_dir(follow_symlinks=False):
            # Empty or not: a folder may be the target of a link, or not be readable.
            yield f"{below}/", "folder"
            yield from _below(one.path, below, look)
        else:
            yield below, look(one.path)


def _state(path: str) -> str:
    """What tells that a file was written: when, how long it is, and which one it is; empty where nothing is."""
    try:
        link = os.lstat(path)
        state = os.stat(path)
    except OSError:
        return "link to nothing" if os.path.islink(path) else ""
    return f"{state.st_mtime_ns} {state.st_size} {state.st_ino} {link.st_ino}"


def _name(root: Path, path: str) -> str:
    """A name for the bytes of a file; of what is none, what it is; empty where nothing is."""
    try:
        state = os.lstat(path)
        link = f"link to {os.readlink(path)}: " if stat.S_ISLNK(state.st_mode) else ""
        if link:
            state = os.stat(path)
            if not is_below(root, path):
                # Nobody reads it, we neither.
                return f"{link}elsewhere"
        if not stat.S_ISREG(state.st_mode):
            return f"{link}kind {stat.S_IFMT(state.st_mode)}"
        with open(path, "rb") as file:
            return link + blake2b(file.read(), digest_size=16).hexdigest()
    except FileNotFoundError:
        return "link to nothing" if os.path.islink(path) else ""
    except OSError as error:
        return f"unreadable: {error.errno}"
