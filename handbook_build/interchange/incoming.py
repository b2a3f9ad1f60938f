"""What a file of works from another program holds: entries as CSL-JSON, what of them was lost, and what is broken."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

FORMATS = ("bibtex", "ris", "csl-json")


@dataclass(frozen=True, slots=True)
class Loss:
    """A field of an entry that did not arrive as it was: its name and value there, and why."""

    field: str
    value: str
    why: str


@dataclass(frozen=True)
class Entry:
    """A work under the key that the file gives it; `line` is where it begins there."""

    key: str
    line: int
    fields: Mapping[str, object]
    lost: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class Broken:
    """A place of the file that could not be read."""

    line: int
    message: str


@dataclass(frozen=True)
class Incoming:
    """All of a file, in its own order."""

    entries: tuple[Entry, ...] = ()
    broken: tuple[Broken, ...] = ()


def recognise(text: str) -> str:
    """The format in which a text is written, by what it holds; "" when it is none that is known."""
    start = text.lstrip()[:1]
    if start in ("[", "{") and not re.search(r"^\s*@\w+\s*[{(]", text, re.MULTILINE):
        return "csl-json"
    if re.search(r"^TY {0,2}-", text, re.MULTILINE):
        return "ris"
    return "bibtex" if re.search(r"^\s*@\w+\s*[{(]", text, re.MULTILINE) else ""


def one_line(words: str) -> str:
    return " ".join(words.split())
