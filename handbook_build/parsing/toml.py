"""TOML read strictly: every value with its place, as the YAML reader gives them.

The standard library says what is valid TOML and what a text in quotation marks means, but not where a
value stands. So a file that it accepts is walked once more; the walk has no faults to look for.
"""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress
from dataclasses import dataclass, field

from handbook_build.diagnostics import Finding
from handbook_build.locations import Location, Position
from handbook_build.model.conflicts import CONFLICT, MERGE, conflict_in
from handbook_build.model.document import Flaw
from handbook_build.model.source import Source
from handbook_build.parsing.yaml import ListValue, MapValue, Scalar, Value, shown

_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
# How the standard library begins to say that a key or table has been written before.
_TWICE = re.compile("Cannot (?:overwrite|declare|mutate|redefine)|Duplicate")
_HINT = "write `key = value`, one a line, with words in quotation marks and lists in square brackets"
# By the slip, as the standard library's message and the character at its place show it.
_HINTS = (
    (re.compile(r"Illegal character '\\n'"), 'close the quotation mark; several lines stand between three: """'),
    (re.compile("Unescaped|hex value|Escaped"), "write two backslashes for one, or 'single marks' round the text"),
    (re.compile("[“”„«»‘’‚]$"), 'write straight quotation marks: "'),
    # A number to ring: `0800 161 161`.
    (re.compile("after a statement[ 0-9()-]$"), 'put quotation marks round the value: "..."'),
)


def read_toml(source: Source) -> tuple[MapValue | None, list[Flaw]]:
    """The table written in `source`, and what was wrong with it; None when the text is no TOML."""
    flaws: list[Flaw] = []
    if dots := _DOTS.search(source.text):
        return None, [_flaw(source.location(dots.start()), "this key has more than 30 parts", "take dots out of it")]
    try:
        tomllib.loads(source.text)
        return _Walk(source, flaws).document(), flaws
    except RecursionError:
        return None, [_flaw(source.location(0), "lists and tables are nested too deep", "flatten them")]
    # A whole number of thousands of digits is a ValueError without a place.
    except ValueError as error:
        return None, [_broken(source, str(error))]


def _broken(source: Source, message: str) -> Flaw:
    """The message of the standard library as a flaw, at the place that it names."""
    if (conflict := conflict_in(source.text)) is not None:
        return _flaw(source.location(conflict), CONFLICT, MERGE)
    place = _PLACE.search(message)
    problem = message[: place.start()] if place else message
    if place is None or place["line"] is None:
        location = source.location(len(source.text.rstrip()))
        end = len(source.text)
    else:
        location = _character(source, int(place["line"]), int(place["column"]))
        end = source.offset(location.range.start)
    if _TWICE.match(problem):
        # The place is the end of the value; what is to be mended is its key.
        key = _last_key(Source(source.path, source.text[:end]))
        return _flaw(source.location(key.start, key.end), "this key has a value already", "keep one of the two")
    slip = problem + source.text[end : end + 1]
    hint = next((hint for sign, hint in _HINTS if sign.search(slip)), _HINT)
    return _flaw(location, f"this is not valid TOML: {problem[:1].lower()}{problem[1:]}", hint)


def _last_key(before: Source) -> Scalar:
    """The key whose value, or the name of the table whose heading, ends where this text ends."""
    walk = _Walk(before, [])
    # Valid so far, the text may end within a table or list.
    with suppress(ValueError, RecursionError):
        walk.document()
    return walk.last


def _character(source: Source, line: int, column: int) -> Location:
    return source.location(source.offset(Position(line, column)))


def _flaw(location: Location, message: str, hint: str) -> Flaw:
    return Flaw("toml-syntax", Finding(location, message, hint))


@dataclass
class _Table:
    """A table while it is filled: keys with their places, in the order of the file."""

    start: int
    end: int
    entries: dict[str, tuple[Scalar, _Node]] = field(default_factory=dict)


@dataclass
class _Tables:
    """The tables of an array, `[[key]]` by `[[key]]`."""

    items: list[_Table] = field(default_factory=list)


_Node = _Table | _Tables | Value

# The standard library takes time and memory by the square of them.
_DOTS = re.compile(r"(?:^|[\w\"'-])(?:[ \t]*\.[ \t]*[\w-]+){30}", re.MULTILINE)
_SPACE = re.compile(r"(?:\s|#[^\n]*)*")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_TEXT = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}' "|'''.*?'{3,5}" r'|"(?:\\.|[^"\\])*"' "|'[^']*'",
    re.DOTALL,
)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
# A number, a truth value or a date, whose time may follow after a space.
_BARE_VALUE = re.compile(r"(?:\d{4}-\d\d-\d\d (?=\d\d:))?[^\s,\]}#]+")


class _Walk:
    """Goes through a text that is known to be valid TOML. `last` is the key that was done with last."""

    def __init__(self, source: Source, flaws: list[Flaw]) -> None:
        self.source, self.flaws = source, flaws
        self.text = source.text
        self.at = 0
        self.last = Scalar("", False, 0, 0)

    def document(self) -> MapValue:
        root = _Table(0, len(self.text))
        table = root
        self.skip()
        while self.at < len(self.text):
            start = self.at
            if self.take("[["):
                *above, last = keys = self.key()
                self.last = _whole(keys)
                array = _below(root, above).entries.setdefault(last.text, (last, _Tables()))[1]
                table = _Table(start, self.close("]]"))
                if isinstance(array, _Tables):
                    array.items.append(table)
            elif self.take("["):
                keys = self.key()
                self.last = _whole(keys)
                table = _below(root, keys, start)
                table.end = max(table.end, self.close("]"))
            else:
                self.assign(table)
            self.skip()
        return _map(root)

    def assign(self, table: _Table) -> None:
        *above, last = keys = self.key()
        self.close("=")
        value = self.value()
        self.last = _whole(keys)
        table.end = max(table.end, value.end)
        _below(table, above).entries[last.text] = (last, value)

    def value(self) -> Value:
        start = self.at
        if self.take("["):
            items = []
            while not self.ends("]"):
                items.append(self.value())
            return ListValue(tuple(items), start, self.at)
        if self.take("{"):
            table = _Table(start, start)
            while not self.ends("}"):
                self.assign(table)
            table.end = self.at
            return _map(table)
        if text := _TEXT.match(self.text, start):
            self.at = text.end()
            return Scalar(self.meant(text), True, start, self.at)
        bare = _match(_BARE_VALUE, self.text, start)
        self.at = bare.end()
        return Scalar(bare[0], False, start, self.at)

    def key(self) -> list[Scalar]:
        """A key with its dots: `a."b c".d`."""
        self.skip()
        parts = []
        while True:
            start = self.at
            text = _TEXT.match(self.text, start)
            part = text or _match(_BARE_KEY, self.text, start)
            self.at = part.end()
            parts.append(Scalar(self.meant(text) if text else part[0], False, start, self.at))
            dot = _DOT.match(self.text, self.at)
            if dot is None:
                return parts
            self.at = dot.end()

    def meant(self, quoted: re.Match[str]) -> str:
        """What a text in quotation marks says, without its escapes."""
        text: str = tomllib.loads(f"text = {quoted[0]}")["text"]
        return shown(self.source, text, *quoted.span(), self.flaws)

    def ends(self, sign: str) -> bool:
        """Whether a list or inline table ends here, perhaps after a comma, which is passed over."""
        self.skip()
        if self.take(","):
            self.skip()
        return self.take(sign)

    def take(self, sign: str) -> bool:
        found = self.text.startswith(sign, self.at)
        self.at += len(sign) * found
        return found

    def close(self, sign: str) -> int:
        """Passes a sign that must come next, and the space round it; where the sign ends."""
        self.skip()
        self.take(sign)
        end = self.at
        self.skip()
        return end

    def skip(self) -> None:
        self.at = _match(_SPACE, self.text, self.at).end()


def _match(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str]:
    found = pattern.match(text, at)
    if found is None:
        raise ValueError(f"nothing that can be read stands at character {at}")
    return found


def _whole(keys: list[Scalar]) -> Scalar:
    """A key with its dots as one."""
    return Scalar(".".join(key.text for key in keys), False, keys[0].start, keys[-1].end)


def _below(table: _Table, keys: list[Scalar], start: int | None = None) -> _Table:
    """The table that `keys` lead to, made where there is none yet; of an array, its last table."""
    for key in keys:
        place = key.start if start is None else start
        node = table.entries.setdefault(key.text, (key, _Table(place, key.end)))[1]
        if isinstance(node, _Tables):
            node = node.items[-1]
        if isinstance(node, _Table):
            table = node
    return table


def _map(table: _Table) -> MapValue:
    return MapValue(tuple((key, _finished(node)) for key, node in table.entries.values()), table.start, table.end)


def _finished(node: _Node) -> Value:
    if isinstance(node, _Table):
        return _map(node)
    if isinstance(node, _Tables):
        items = tuple(_map(table) for table in node.items)
        return ListValue(items, items[0].start, items[-1].end)
    return node
