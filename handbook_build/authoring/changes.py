"""Entries of `changes.yml`: written, replaced and taken out, with the author's comments, line ends and style kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from handbook_build import content
from handbook_build.authoring import edits
from handbook_build.authoring.edits import read_bytes
from handbook_build.authoring.scalars import plain_or_quoted
from handbook_build.diagnostics import Edit
from handbook_build.faults import WrongUse
from handbook_build.model.edition import Change
from handbook_build.model.handbook import Handbook
from handbook_build.model.source import Source
from handbook_build.parsing.ledger import parse_changes
from handbook_build.parsing.waivers import comment_waivers
from handbook_build.parsing.yaml import ListValue, MapValue, Scalar, Value, read_yaml

KEY = "changes"
HEAD = "# What became of ids since the last edition: `handbook ids` writes it, `handbook release` files it.\n"
BY_HAND = (
    "this command cannot edit it as it is written; mend it by hand, and `handbook check` tells whether it is right"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry with the lines that it takes: from the start of its first to the end of its last."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Listed:
    """The entries of the file. `after_key` is the place behind `changes:`; `flow` the end of a list in brackets."""

    entries: tuple[Entry, ...]
    after_key: int
    flow: int | None = None


def path_of(handbook: Handbook) -> str:
    return f"{handbook.settings.content}/{content.CHANGES}"


def with_entry(root: Path, handbook: Handbook, change: Change) -> tuple[edits.Change, tuple[Change, ...]]:
    """The file with an entry more, in place of one with the same id, and what it holds then.

    Raises WrongUse when it has mistakes of form.
    """
    source = handbook.sources.get(path_of(handbook))
    if source is None:
        text = f"{HEAD}{KEY}:\n{_written(change)}"
        made = Source(path_of(handbook), text)
        return edits.Change(made.path, b"", text.encode()), parse_changes(made)[0]
    changes, listed = _read(source)
    same = next((entry for entry in listed.entries if entry.id == change.id), None) if listed else None
    wanted = _replaced(changes, change)
    if listed is None:
        # Comments alone.
        before = "" if source.text.endswith("\n") or not source.text else "\n"
        places = [_edit(source, len(source.text), len(source.text), f"{before}{KEY}:\n{_written(change)}")]
    elif listed.flow is not None or not listed.entries:
        places = [_whole(source, listed, wanted)]
    elif same:
        places = [_edit(source, same.start, same.end, _written(change, _indent(source, same)))]
    else:
        last = listed.entries[-1]
        before = "" if source.text[: last.end].endswith("\n") else "\n"
        places = [_edit(source, last.end, last.end, before + _written(change, _indent(source, last)))]
    return _checked(root, source, places, wanted), wanted


def without_entries(root: Path, handbook: Handbook, kept: Callable[[Change], bool]) -> edits.Change | None:
    """The file with those entries alone that are kept; None when that is all. Comments stay, apart from waivers of
    what goes.

    Raises WrongUse when the file has mistakes of form.
    """
    source = handbook.sources.get(path_of(handbook))
    if source is None:
        return None
    changes, listed = _read(source)
    wanted = tuple(filter(kept, changes))
    if listed is None or len(wanted) == len(changes):
        return None
    if listed.flow is not None:
        return _checked(root, source, [_whole(source, listed, wanted)], wanted)
    gone = [entry for entry, change in zip(listed.entries, changes, strict=True) if not kept(change)]
    places = [_edit(source, _with_waivers(source, entry.start), entry.end, "") for entry in gone]
    if not wanted:
        places.append(_edit(source, listed.after_key, listed.after_key, " []"))
    return _checked(root, source, places, wanted)


def _replaced(changes: Iterable[Change], change: Change) -> tuple[Change, ...]:
    changes = tuple(changes)
    if any(one.id == change.id for one in changes):
        return tuple(change if one.id == change.id else one for one in changes)
    return (*changes, change)


def _read(source: Source) -> tuple[tuple[Change, ...], Listed | None]:
    changes, flaws = parse_changes(source)
    value, _ = read_yaml(source)
    is_empty = value is None or (isinstance(value, Scalar) and not value.text)
    if is_empty:
        return (), None
    key = next((key for key, _ in value.entries if key.text == KEY), None) if isinstance(value, MapValue) else None
    listed = value.find(KEY) if isinstance(value, MapValue) else None
    empty = isinstance(listed, Scalar) and not listed.text
    if key is None or (flaws and not empty) or not (empty or isinstance(listed, ListValue)):
        what = f"{flaws[0].finding.location}: {flaws[0].finding.message}" if flaws else f"{source.path} has no list"
        raise WrongUse(f"{what}; {BY_HAND}")
    after_key = source.text.index(":", key.end) + 1
    if not isinstance(listed, ListValue):
        return changes, Listed((), after_key)
    flow = listed.end if source.text[listed.start] == "[" else None
    entries = tuple(_entry(source.text, item) for item in listed.items if isinstance(item, MapValue))
    return changes, Listed(entries, after_key, flow)


def _entry(text: str, item: MapValue) -> Entry:
    named = item.find("id")
    start = text.rfind("\n", 0, text.rfind("-", 0, item.start)) + 1
    line_end = text.find("\n", _end(text, item))
    return Entry(named.text if isinstance(named, Scalar) else "", start, line_end + 1 if line_end >= 0 else len(text))


def _end(text: str, value: Value) -> int:
    """Where a value really ends: YAML counts the comments behind it too."""
    if isinstance(value, Scalar):
        return value.start + len(text[value.start : value.end].rstrip())
    if text[value.start] in "[{":
        return value.end
    inner = value.items if isinstance(value, ListValue) else tuple(item for _, item in value.entries)
    return max((_end(text, one) for one in inner), default=value.start)


def _indent(source: Source, entry: Entry) -> str:
    line = source.text[entry.start : entry.end]
    return line[: len(line) - len(line.lstrip(" "))]


def _with_waivers(source: Source, start: int) -> int:
    """The start of an entry with the waivers right above it, which would allow nothing without it."""
    while start:
        above = source.text.rfind("\n", 0, start - 1) + 1
        line = source.text[above:start].strip()
        begin = source.text.find("#", above, start)
        if not line.startswith("#") or not any(comment_waivers(source, begin, begin + len(line))):
            break
        start = above
    return start


def _written(change: Change, indent: str = "  ") -> str:
    into = ", ".join(plain_or_quoted(one, flow=True) for one in change.into)
    lines = [
        f"- id: {plain_or_quoted(change.id, flow=False)}",
        f"  became: {change.became.value}",
        *([f"  into: [{into}]"] if into else []),
        f"  reason: {plain_or_quoted(change.reason, flow=False)}",
    ]
    return "".join(f"{indent}{line}\n" for line in lines)


def _whole(source: Source, listed: Listed, changes: Sequence[Change]) -> Edit:
    """The list anew: one in brackets, or one that held nothing."""
    end = listed.flow if listed.flow is not None else listed.after_key
    entries = "\n" + "".join(map(_written, changes)).rstrip("\n") if changes else " []"
    return _edit(source, listed.after_key, end, entries)


def _edit(source: Source, start: int, end: int, text: str) -> Edit:
    return Edit(source.location(start, end), text)


def _checked(root: Path, source: Source, places: list[Edit], wanted: tuple[Change, ...]) -> edits.Change:
    """The change of the file, when it comes to what is wanted and to nothing else."""
    found, flaws = parse_changes(Source(source.path, edits.edited(source, places)))
    if flaws or found != wanted:
        raise WrongUse(f"{source.path}: {BY_HAND}")
    return edits.change(source, read_bytes(root, source.path), places)
