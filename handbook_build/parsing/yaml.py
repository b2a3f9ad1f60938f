"""YAML read strictly: every value with its place, nothing repeated, nothing executed.

Values stay the text that the author wrote; whoever asks for a date or a number reads it there,
so `outline: 1.10` stays `1.10` and `code: NO` is Norway. Anchors, aliases and tags are refused,
and so is a second document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from handbook_build.diagnostics import Finding
from handbook_build.model.conflicts import CONFLICT, MERGE, conflict_in
from handbook_build.model.document import Flaw
from handbook_build.model.source import Source

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 30
MOST_REPEATED = 100


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value; `quoted` when it stood in quotation marks or as a block of text."""

    text: str
    quoted: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ListValue:
    items: tuple[Value, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MapValue:
    """Keys in the order of the file; a repeated key keeps its first value."""

    entries: tuple[tuple[Scalar, Value], ...]
    start: int
    end: int

    def find(self, key: str) -> Value | None:
        return next((value for name, value in self.entries if name.text == key), None)


Value = Scalar | ListValue | MapValue


class _Refused(Exception):
    def __init__(self, offset: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.offset, self.message, self.hint = offset, message, hint


def read_yaml(
    source: Source, start: int = 0, end: int | None = None, *, tags: bool = False
) -> tuple[Value | None, list[Flaw]]:
    """The value written in `source` from `start` to `end`, and what was wrong with it.

    The value is None when there is none, or when the text is no YAML before its end. With `tags`, tags and
    anchors are passed over and an alias is an empty text, as `mkdocs.yml` needs; nothing is run.
    """
    reader = _Reader(source, tags)
    value = None
    try:
        events = _events(source.text[start:end], start)
        value = reader.value(events, next(events))
        # What follows the value would be lost without a word.
        next(events, None)
    except StopIteration:
        return None, reader.flaws
    except _Refused as refused:
        finding = Finding(source.location(refused.offset), refused.message, refused.hint)
        return value, [*reader.flaws, Flaw("yaml-syntax", finding)]
    return value, reader.flaws


_Event = tuple[yaml.Event, int, int]


def _events(text: str, base: int) -> Iterator[_Event]:
    """The events between document start and end, with offsets in the source."""
    depth = 0
    documents = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            at = base + _index(event.start_mark)
            if isinstance(event, yaml.ScalarEvent):
                yield event, at, base + _index(event.end_mark)
                continue
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Refused(at, "a second YAML document begins here", "keep one; remove the line `---`")
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    raise _Refused(at, f"lists and mappings are nested more than {MAX_DEPTH} deep", "flatten them")
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if isinstance(
                event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)
            ):
                continue
            yield event, at, base + _index(event.end_mark)
    except yaml.YAMLError as error:
        if (conflict := conflict_in(text)) is not None:
            raise _Refused(base + conflict, CONFLICT, MERGE) from None
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        at = base + (mark.index if mark is not None else getattr(error, "position", 0) or 0)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "broken syntax"
        raise _Refused(
            at,
            f"this is not valid YAML: {problem}",
            "check indentation, and put quotation marks round a value that holds `: ` or begins with a sign",
        ) from None


def _index(mark: object) -> int:
    index = getattr(mark, "index", 0)
    return index if isinstance(index, int) else 0


class _Reader:
    def __init__(self, source: Source, tags: bool) -> None:
        self.source = source
        self.tags = tags
        self.flaws: list[Flaw] = []
        self.repeats = 0

    def value(self, events: Iterator[_Event], event: _Event) -> Value:
        what, start, end = event
        if not self.tags:
            _refuse_tags(what, start)
        if isinstance(what, yaml.ScalarEvent):
            return Scalar(shown(self.source, what.value, start, end, self.flaws), bool(what.style), start, end)
        if isinstance(what, yaml.AliasEvent):
            return Scalar("", False, start, end)
        if isinstance(what, yaml.SequenceStartEvent):
            items: list[Value] = []
            while not isinstance((item := next(events))[0], yaml.SequenceEndEvent):
                items.append(self.value(events, item))
            return ListValue(tuple(items), start, item[2])
        return self.mapping(events, start)

    def mapping(self, events: Iterator[_Event], start: int) -> MapValue:
        entries: list[tuple[Scalar, Value]] = []
        seen: dict[str, int] = {}
        while not isinstance((key := next(events))[0], yaml.MappingEndEvent):
            if not isinstance(key[0], yaml.ScalarEvent):
                raise _Refused(key[1], "a key is a list or a mapping", "use a word as key")
            name = Scalar(shown(self.source, key[0].value, key[1], key[2], self.flaws), False, key[1], key[2])
            value = self.value(events, next(events))
            if name.text in seen:
                self.repeated(name, seen[name.text])
                continue
            seen[name.text] = name.start
            entries.append((name, value))
        return MapValue(tuple(entries), start, key[2])

    def repeated(self, name: Scalar, first: int) -> None:
        self.repeats += 1
        if self.repeats > MOST_REPEATED:
            raise _Refused(
                name.start, f"more than {MOST_REPEATED} keys of this file stand there twice", "keep one of each"
            )
        line = self.source.position(first).line
        message = f"the key `{name.text}` stands here a second time (first in line {line})"
        finding = Finding(self.source.location(name.start, name.end), message, "keep one of the two")
        self.flaws.append(Flaw("duplicate-key", finding))


# Those that `content.py` makes visible where they stand as themselves; a line end is white space.
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ufeff\ufffe\uffff]")


def shown(source: Source, text: str, start: int, end: int, flaws: list[Flaw]) -> str:
    """What a text says that stands from `start` to `end`. Control characters, written as escapes, are made visible."""
    if hidden := _HIDDEN.search(text):
        message = f"this holds a control character (U+{ord(hidden[0]):04X}), which no page can show"
        finding = Finding(source.location(start, end), message, "delete it, or write two backslashes for one")
        flaws.append(Flaw("control-character", finding))
        return _HIDDEN.sub("\ufffd", text)
    return text


def _refuse_tags(what: yaml.Event, start: int) -> None:
    if isinstance(what, yaml.AliasEvent) or getattr(what, "anchor", None):
        raise _Refused(start, "YAML anchors and aliases are not used here", "write the value out")
    if tag := getattr(what, "tag", None):
        raise _Refused(start, f"the YAML tag `{tag}` is not used here", "write the plain value")
