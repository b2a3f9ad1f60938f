"""Edits, applied to files: nothing beside them changes, not a line end and not a byte order mark."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from itertools import chain, pairwise, repeat
from pathlib import Path

from handbook_build.content import PRACTICE, SETTINGS
from handbook_build.diagnostics import Edit
from handbook_build.faults import MachineFault, WrongUse
from handbook_build.model.source import Source

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# What is read beside the content folder, and the endings of what is read as text.
BESIDE = (SETTINGS, PRACTICE)
_LINE_END = re.compile(r"\r\n|\n|\r")
# How `tempfile` ends the names of files that are written beside others.
_MADE_BESIDE = re.compile(r"[a-z0-9_]{8}")
TEXTS = frozenset((".md", ".markdown", ".yml", ".yaml", ".json", ".toml"))


@dataclass(frozen=True, slots=True)
class Change:
    """A file before and after, as bytes; the path goes from the handbook's root."""

    path: str
    before: bytes
    after: bytes


def apart(edits: Iterable[Edit], *, meeting: bool = False) -> bool:
    """Whether no two edits touch the same place; with `meeting`, one may begin where another ends."""
    places = sorted((one.location.path, one.location.range.start, one.location.range.end) for one in edits)
    return all(
        path != other or start > end or (start == end and (meeting or before != end != after))
        for (path, before, end), (other, start, after) in pairwise(places)
    )


def edited(source: Source, edits: Iterable[Edit]) -> str:
    """The text of a source with edits that are apart."""
    text = source.text
    for start, end, new in _from_the_end(source, edits):
        text = text[:start] + new + text[end:]
    return text


def _from_the_end(source: Source, edits: Iterable[Edit]) -> list[tuple[int, int, str]]:
    """(start, end, new text), the last place first; what is inserted at one place keeps its order."""
    places = [
        (source.offset(one.location.range.start), source.offset(one.location.range.end), at, one.new_text)
        for at, one in enumerate(edits)
    ]
    return [(start, end, new) for start, end, _, new in sorted(places, reverse=True)]


def read_bytes(root: Path, path: str) -> bytes:
    """The bytes of a file of the handbook. Raises MachineFault when it cannot be read."""
    try:
        return (root / path).read_bytes()
    except OSError as error:
        raise MachineFault(f"{path} could not be read: {error.strerror}") from error


def change(source: Source, data: bytes, edits: Iterable[Edit]) -> Change:
    """What edits make of a file whose bytes are `data`, with the file's own line ends and byte order mark.

    A file may have line ends of several kinds; each stays what it is.

    Raises WrongUse when the file does not hold the text of `source` any more.
    """
    bom = BYTE_ORDER_MARK if data.startswith(BYTE_ORDER_MARK) else b""
    try:
        raw = data[len(bom) :].decode()
    except UnicodeDecodeError:
        raise WrongUse(f"{source.path} is not UTF-8 text any more; nothing was written") from None
    starts = _places(raw)
    if not _same(source.text, raw, starts):
        raise WrongUse(f"{source.path} was changed while it was being read; nothing was written, so run it again")
    line_end = next((end for end in ("\r\n", "\n", "\r") if end in raw), "\n")
    for start, end, new in _from_the_end(source, edits):
        own = _LINE_END.findall(raw, starts[start], starts[end])
        raw = raw[: starts[start]] + _with_line_ends(new, own, line_end) + raw[starts[end] :]
    return Change(source.path, data, bom + raw.encode())


def _with_line_ends(text: str, own: Iterable[str], other: str) -> str:
    """A text with the line ends of what it takes the place of, and further ones of another kind."""
    first, *lines = text.split("\n")
    return first + "".join(end + line for end, line in zip(chain(own, repeat(other)), lines, strict=False))


def _places(raw: str) -> list[int]:
    """Where each character of the text that was read stands in the file, whose line ends may be longer."""
    places = [at for at, character in enumerate(raw) if character != "\n" or raw[at - 1 : at] != "\r"]
    return [*places, len(raw)]


def _same(text: str, raw: str, starts: list[int]) -> bool:
    """Whether a text was read from this file. A control character was read as a sign for one."""
    return len(starts) == len(text) + 1 and all(
        character in ("\ufffd", raw[at]) or (character == "\n" and raw[at] == "\r")
        for character, at in zip(text, starts, strict=False)
    )


def difference(changes: Iterable[Change]) -> str:
    """A unified diff of changes. Line ends are shown as one kind, since they stay as they are."""
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for one in changes
        for line in unified_diff(_lines(one.before), _lines(one.after), f"a/{one.path}", f"b/{one.path}", n=1)
    )


def _lines(data: bytes) -> list[str]:
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    *lines, last = text.split("\n")
    return [f"{line}\n" for line in lines] + [last] * bool(last)


def write(root: Path, changes: Iterable[Change]) -> None:
    """Writes all changes or none, also when somebody interrupts it.

    The files as they were are written beside the new ones first, so that going back needs no room on the disk.
    Raises WrongUse when a file has changed since it was read or leads out of the handbook's folder, and
    MachineFault when a disk fails.
    """
    wanted = [(one, _target(root, one.path)) for one in changes if one.before != one.after]
    begun: list[tuple[Path, Path]] = []
    with contextlib.ExitStack() as stack:
        try:
            ready = [
                (target, *(stack.enter_context(_beside(target, data)) for data in (one.before, one.after)))
                for one, target in wanted
            ]
            for one, target in wanted:
                if target.read_bytes() != one.before:
                    raise WrongUse(f"{one.path} was changed in the meantime; nothing was written, so run it again")
            for target, old, new in ready:
                begun.append((old, target))
                new.replace(target)
        except BaseException as error:
            stuck = [target for old, target in begun if not _put_back(old, target)]
            if not isinstance(error, OSError):
                raise
            # A disk that is full names no file.
            path = error.filename2 or error.filename or ", ".join(one.path for one, _ in wanted)
            state = f"these hold the change: {', '.join(map(str, stuck))}" if stuck else "all is as it was"
            raise MachineFault(f"{path} could not be written: {error.strerror}; {state}") from error


def create(root: Path, one: Change) -> None:
    """Writes a file that was not there, whole or not at all.

    Raises WrongUse when there is one by now or its folder leads out of the handbook's, and MachineFault when a disk
    fails.
    """
    target = root / one.path
    if not target.parent.resolve().is_relative_to(root.resolve()):
        raise WrongUse(f"{one.path} leads out of the handbook's folder; nothing was written")
    handle, name = -1, ""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MachineFault(f"{one.path} could not be written: {error.strerror}; nothing was written") from error
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(one.after)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o666 & ~_umask())
        _put_new(Path(name), target)
    except FileExistsError:
        raise WrongUse(f"{one.path} was made in the meantime; nothing was written, so run it again") from None
    except OSError as error:
        raise MachineFault(f"{one.path} could not be written: {error.strerror}; nothing was written") from error
    finally:
        if name:
            Path(name).unlink(missing_ok=True)


def _put_new(made: Path, target: Path) -> None:
    """Gives a file its name in one step, and never in the place of another. Raises FileExistsError."""
    try:
        os.link(made, target)
    except FileExistsError:
        raise
    except OSError:
        # A disk without hard links.
        if os.path.lexists(target):
            raise FileExistsError from None
        made.replace(target)


def sweep(root: Path, paths: Iterable[str]) -> None:
    """Takes away what a command that was stopped left beside these files."""
    for path in paths:
        target = root / path
        for left in target.parent.glob(f".{target.name}.*"):
            # An editor's own files have other endings.
            if _MADE_BESIDE.fullmatch(left.name.removeprefix(f".{target.name}.")):
                with contextlib.suppress(OSError):
                    left.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _put_back(old: Path, target: Path) -> bool:
    try:
        old.replace(target)
    except OSError:
        return False
    return True


def _target(root: Path, path: str) -> Path:
    """The file itself, where a path is a link to it."""
    target = (root / path).resolve()
    if not target.is_relative_to(root.resolve()):
        raise WrongUse(f"{path} leads out of the handbook's folder; nothing was written")
    if not os.access(target, os.W_OK):
        raise MachineFault(f"{path} may not be written: its permissions forbid it; nothing was written")
    return target


@contextlib.contextmanager
def _beside(target: Path, data: bytes) -> Iterator[Path]:
    """A file with these bytes in the same folder, with the same permissions; taken away if it is still there."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        path.chmod(target.stat().st_mode & 0o7777)
        yield path
    finally:
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def trial(root: Path, content: str, changes: Mapping[str, bytes]) -> Iterator[Path]:
    """A copy of what is read of a handbook, in a folder of its own, with other bytes in some of its files.

    Raises MachineFault when a disk fails.
    """
    with tempfile.TemporaryDirectory(prefix="handbook-") as folder:
        copy = Path(folder)
        try:
            for path in _files(root, content):
                target = copy / path.relative_to(root)
                target.parent.mkdir(parents=True, exist_ok=True)
                _copy(root, path, target)
        except OSError as error:
            raise MachineFault(f"the handbook could not be copied to try the change: {error.strerror}") from error
        fill(copy, changes)
        yield copy


def _files(root: Path, content: str) -> Iterator[Path]:
    """The files that the reader of content looks at; a link to a folder is none that it follows."""
    yield from (path for name in BESIDE if os.path.lexists(path := root / name))
    for folder, folders, names in os.walk(root / content):
        here = Path(folder)
        yield from (here / name for name in (*names, *folders) if not name.startswith(".") and _is_leaf(here / name))
        folders[:] = [name for name in folders if not name.startswith(".")]


def _is_leaf(path: Path) -> bool:
    return path.is_symlink() or not path.is_dir()


def _copy(root: Path, path: Path, target: Path) -> None:
    """Copies a text, and the name alone of anything else. What the reader refuses is refused in the copy too."""
    try:
        inside = path.resolve(strict=True).is_relative_to(root.resolve())
        if not inside or not path.is_file():
            raise OSError
        target.write_bytes(path.read_bytes() if path.suffix.lower() in TEXTS else b"")
    except OSError:
        target.symlink_to("nowhere")


def read_source(root: Path, path: str) -> Source | None:
    """A text of the handbook that no part of it reads yet; None when there is none."""
    if not (root / path).is_file():
        return None
    text = read_bytes(root, path).decode("utf-8-sig", "replace")
    return Source(path, text.replace("\r\n", "\n").replace("\r", "\n"))


def fill(copy: Path, changes: Mapping[str, bytes]) -> None:
    """Writes other bytes into files of a copy. Raises MachineFault when a disk fails."""
    try:
        for name, data in changes.items():
            (copy / name).write_bytes(data)
    except OSError as error:
        raise MachineFault(f"the change could not be tried: {error.strerror}") from error
