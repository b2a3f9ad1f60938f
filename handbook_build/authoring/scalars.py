"""The words in YAML: where they stand, and how new words stand there in the author's own style.

Of quotation marks only those are added that new words need, and they are single ones; such marks go
again when the words that needed them go.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from handbook_build.model.source import Source
from handbook_build.parsing.yaml import ListValue, MapValue, Scalar, Value, read_yaml

# Plain words that other readers of YAML take for something else.
TAKEN = frozenset(("true", "false", "yes", "no", "on", "off", "null", "~", "y", "n"))
# What a path ends with when the text is itself a key.
KEY = ":"


@dataclass(frozen=True, slots=True)
class Words:
    """A text in a YAML file under a path of keys; `flow` says that it stands between brackets."""

    path: str
    start: int
    end: int
    value: str
    flow: bool


def words_of(value: Value | None, text: str, wanted: tuple[str, ...]) -> Iterator[Words]:
    """The texts of a value under the paths that are wanted: `terms/definition`, `nav/*:`."""
    for one in _walk(value, text, "", flow=False):
        if any(fnmatchcase(one.path, pattern) for pattern in wanted):
            yield one


def _walk(value: Value | None, text: str, path: str, *, flow: bool) -> Iterator[Words]:
    if isinstance(value, Scalar):
        yield Words(path, value.start, value.end, value.text, flow)
    elif isinstance(value, ListValue):
        for item in value.items:
            yield from _walk(item, text, path, flow=flow or text[value.start] == "[")
    elif isinstance(value, MapValue):
        flow = flow or text[value.start] == "{"
        for key, item in value.entries:
            yield Words(f"{path}/{KEY}" if path else KEY, key.start, key.end, key.text, flow)
            yield from _walk(item, text, f"{path}/{key.text}" if path else key.text, flow=flow)


@dataclass(frozen=True, slots=True)
class Inside:
    """What stands inside a text's quotation marks; `mark` is the mark, `|` for a block, or nothing."""

    start: int
    end: int
    mark: str
    text: str


def inside(text: str, words: Words) -> Inside:
    """The words as they are written, apart from doubled single marks."""
    start, end = words.start, words.start + len(text[words.start : words.end].rstrip())
    mark = text[start : start + 1]
    if mark in ("'", '"') and end > start + 1 and text[end - 1] == mark:
        written = text[start + 1 : end - 1]
        return Inside(start, end, mark, written.replace("''", "'") if mark == "'" else written)
    if mark in ("|", ">"):
        first = text.find("\n", start, end) + 1
        return Inside(first, end, "|", text[first:end]) if first else Inside(end, end, "|", "")
    return Inside(start, end, "", text[start:end])


def written(old: Inside, new: str, words: Words) -> str:
    """What to write in place of the whole of `old`, so that it says `new`."""
    is_key = words.path.endswith(KEY)
    if old.mark == "'":
        needed = not is_plain(old.text, flow=words.flow, key=is_key)
        if needed and is_plain(new, flow=words.flow, key=is_key):
            return new
        return single(new)
    if old.mark == '"':
        return f'"{new}"'
    if old.mark or is_plain(new, flow=words.flow, key=is_key):
        return new
    return single(new)


def single(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def is_plain(words: str, *, flow: bool = False, key: bool = False) -> bool:
    """Whether a text can stand in YAML without quotation marks."""
    if words.lower() in TAKEN or not words.strip():
        return False
    if words.replace(".", "").replace("-", "").isdigit():
        return False
    line = f"- [{words}]" if flow else f"? {words}\n: a" if key and "\n" in words else f"- {words}"
    line = (f"- {{{words}: a}}" if flow else f"{words}: a") if key and "\n" not in words else line
    value, flaws = read_yaml(Source("", line + "\n"))
    while isinstance(value, ListValue) and len(value.items) == 1:
        value = value.items[0]
    if isinstance(value, MapValue) and len(value.entries) == 1 and key:
        value = value.entries[0][0]
    return not flaws and isinstance(value, Scalar) and not value.quoted and value.text == " ".join(words.split())


def plain_or_quoted(words: str, *, flow: bool) -> str:
    return words if is_plain(words, flow=flow) else single(words)
