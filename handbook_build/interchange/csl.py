"""Works as CSL-JSON, as Zotero and pandoc read it; our own notes stay at home."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

Record = Mapping[str, object]
Person = Mapping[str, object]

# Who makes a work, as far as lists of references name them.
MAKERS = ("author", "editor", "translator", "editor-translator", "container-author", "collection-editor")
OURS = ("custom", "keyword", "note", "annote")
_MARKUP = re.compile(r"</?(?:i|b|sup|sub|sc|span)(?:\s[^<>]*)?>")


def to_csl_json(works: Iterable[Record]) -> str:
    """A list of records, without what is ours."""
    return indented([{name: value for name, value in work.items() if name not in OURS} for work in works]) + "\n"


def indented(value: object, line: str = "\n") -> str:
    """A value as `json.dumps` writes it with an indent of 2. That leaves a ring of objects behind each time, which stay
    in memory while nobody looks for such rings; and there is a file for each of thousands of sections.
    """
    inner = f"{line}  "
    if isinstance(value, Mapping) and value:
        named = [f"{_in_a_line(name)}: {indented(one, inner)}" for name, one in value.items()]
        return f"{{{inner}{f',{inner}'.join(named)}{line}}}"
    if isinstance(value, list | tuple) and value:
        listed = [indented(one, inner) for one in value]
        return f"[{inner}{f',{inner}'.join(listed)}{line}]"
    return _in_a_line(value)


_in_a_line = json.JSONEncoder(ensure_ascii=False).encode


def people(work: Record, role: str) -> tuple[Person, ...]:
    """The names in one role, in order."""
    names = work.get(role)
    return tuple(one for one in names if isinstance(one, Mapping)) if isinstance(names, list) else ()


def part(person: Person, *names: str) -> str:
    """The parts of a name, with a space between those that are there."""
    return " ".join(text for name in names if (text := str(person.get(name, "")).strip()))


def family(person: Person) -> str:
    """The family name with its particles: `van Gogh`."""
    return part(person, "dropping-particle", "non-dropping-particle", "family")


def date_parts(work: Record, name: str) -> tuple[int, ...]:
    """The year, month and day of a date as far as they are known; nothing for `n.d.`."""
    value = work.get(name)
    parts = value.get("date-parts") if isinstance(value, Mapping) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    try:
        return tuple(int(number) for number in first)
    except (TypeError, ValueError):
        return ()


def text(work: Record, name: str) -> str:
    """A field as one line of text; a number as its digits."""
    value = work.get(name, "")
    return " ".join(str(value).split()) if isinstance(value, (str, int)) else ""


def plain(words: str) -> str:
    """A text without the markup that CSL-JSON knows."""
    return _MARKUP.sub("", words)
