"""What several targets ask of what was made of a text."""

from __future__ import annotations

import dataclasses
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import TypeVar

from handbook_build.locations import Location
from handbook_build.model.document import Flaw
from handbook_build.model.source import Source

Made = TypeVar("Made")
# As `content.py` hands texts on: what no page can show is visible in them, and lines end in one way.
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# Words long enough to be told from those of any notation.
WORD = re.compile(r"[^\W\d_]{4,}")


def as_read(text: str) -> str:
    """The text as the readers of a handbook's files are given it."""
    return _HIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def in_time(seconds: float, make: Callable[[], Made]) -> Made:
    """What is made, which takes no longer than so many seconds of a processor."""
    before = time.thread_time()
    made = make()
    took = time.thread_time() - before
    assert took <= seconds, f"it took {took:.1f} s, and {seconds} s are allowed"
    return made


def inside(source: Source, flaws: Iterable[Flaw]) -> None:
    """Every finding says something, of a place that is in the text."""
    for flaw in flaws:
        finding = flaw.finding
        assert finding.message.strip(), flaw
        for place in (finding.location, *(edit.location for edit in finding.edits)):
            assert stands_in(source, place), f"{place} is not in the text: {finding.message}"


def stands_in(source: Source, place: Location) -> bool:
    """Whether a place is in the text, and its end not before its beginning."""
    start, end = place.range.start, place.range.end
    return (
        place.path == source.path
        and start <= end
        and all(source.position(source.offset(one)) == one for one in (start, end))
    )


def told(source: Source, flaws: Iterable[Flaw]) -> str:
    """All that findings say, with the lines of the text that they stand in."""
    said: list[str] = []
    for flaw in flaws:
        lines = flaw.finding.location.range
        said += [flaw.finding.message, *map(source.line, range(lines.start.line, lines.end.line + 1))]
    return "\n".join(said)


def words_in(value: object) -> Iterator[str]:
    """Every text in a value of the model."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (int, float, date)):
        yield str(value)
    elif isinstance(value, Enum):
        yield f"{value.name} {value.value}"
    elif isinstance(value, Mapping):
        for key, below in value.items():
            yield from (*words_in(key), *words_in(below))
    elif isinstance(value, (list, tuple, set, frozenset)):
        for below in value:
            yield from words_in(below)
    elif dataclasses.is_dataclass(value):
        for one in dataclasses.fields(value):
            yield from words_in(getattr(value, one.name))


def missing(written: Iterable[str], said: str) -> list[str]:
    """The words that were written more often than they are said."""
    counted: dict[str, int] = {}
    for text in written:
        for word in WORD.findall(text):
            counted[word] = counted.get(word, 0) + 1
    return [word for word, times in counted.items() if said.count(word) < times]
