"""Schemas as tables: which keys a mapping has, of what kind, and which must be there.

One table serves the reader, the documentation of a format and the editor's schema.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from handbook_build.diagnostics import Finding
from handbook_build.locations import Location
from handbook_build.model.document import Flaw
from handbook_build.model.source import Source
from handbook_build.parsing.yaml import ListValue, MapValue, Scalar, Value


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a value cannot be read, in words that follow "`key`"."""

    message: str
    hint: str = ""


Read = Callable[[Value], object]


@dataclass(frozen=True, slots=True)
class Field:
    """A key: how its value is read, and a line of documentation."""

    name: str
    read: Read
    doc: str
    required: bool = False


@dataclass
class Record:
    """What was read: values by key, where each stands, and what was wrong."""

    values: dict[str, object] = field(default_factory=dict)
    locations: dict[str, Location] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)

    def text(self, key: str) -> str:
        value = self.values.get(key, "")
        return value if isinstance(value, str) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, ())
        return value if isinstance(value, tuple) else ()

    def day(self, key: str) -> date | None:
        value = self.values.get(key)
        return value if isinstance(value, date) else None


def read_record(source: Source, value: MapValue, fields: Sequence[Field], what: str) -> Record:
    """Reads a mapping by its table of fields. `what` names the thing in messages, such as "a page"."""
    record = Record()
    known = {field.name: field for field in fields}
    for key, item in value.entries:
        location = source.location(key.start, key.end)
        spec = known.get(key.text)
        if spec is None:
            near = get_close_matches(key.text, known, 1)
            keys = "known keys: " + ", ".join(known) if known else "it has no options: take it out"
            hint = f"did you mean `{near[0]}`?" if near else keys
            record.flaws.append(Flaw("unknown-key", Finding(location, f"{what} has no key `{key.text}`", hint)))
            continue
        result = spec.read(item)
        if isinstance(result, Wrong):
            place = source.location(item.start, max(item.end, item.start + 1))
            record.flaws.append(Flaw("wrong-value", Finding(place, f"`{key.text}` {result.message}", result.hint)))
            continue
        record.values[key.text] = result
        record.locations[key.text] = source.location(item.start, max(item.end, item.start + 1))
    written = {key.text for key, _ in value.entries}
    for spec in fields:
        if spec.required and spec.name not in written:
            finding = Finding(source.location(value.start), f"{what} needs the key `{spec.name}`", spec.doc)
            record.flaws.append(Flaw("missing-key", finding))
    return record


def text(value: Value) -> object:
    """A text that is not empty."""
    if not isinstance(value, Scalar):
        return Wrong("is a list or mapping where a text belongs", "write one line of text")
    if not value.text.strip() or (not value.quoted and value.text in ("~", "null")):
        return Wrong("is empty", "write a text, or take the key out")
    return " ".join(value.text.split())


def anything(value: Value) -> object:
    """Whatever stands there, for a part that is read on its own."""
    return value


def texts(value: Value) -> object:
    """A text, or a list of texts: always a tuple."""
    items = value.items if isinstance(value, ListValue) else (value,)
    result = [text(item) for item in items]
    wrong = next((item for item in result if isinstance(item, Wrong)), None)
    if wrong is not None:
        return Wrong("holds an entry that is empty or no text", "write a list of texts: [one, two]")
    return tuple(result)


def identifier(value: Value) -> object:
    """An id: letters, digits and single hyphens, beginning with a letter."""
    result = text(value)
    if isinstance(result, str) and not is_identifier(result):
        return Wrong(
            f"is `{result}`, which is no id",
            "an id begins with a letter and holds letters without accents, digits and single hyphens",
        )
    return result


def is_identifier(name: str) -> bool:
    return (
        name.isascii()
        and name[:1].isalpha()
        and not name.endswith("-")
        and "--" not in name
        and all(character.isalnum() or character == "-" for character in name)
    )


def day(value: Value) -> object:
    """A date, year first: 2026-11-22."""
    result = text(value)
    if isinstance(result, str):
        try:
            return date.fromisoformat(result) if len(result) == 10 else _no_date(result)
        except ValueError:
            return _no_date(result)
    return result


def _no_date(written: str) -> Wrong:
    return Wrong(f"is `{written}`, which is no date", "write year, month and day: 2026-11-22")


def whole(lowest: int, highest: int) -> Read:
    """A whole number between two bounds, both allowed."""

    def read(value: Value) -> object:
        result = text(value)
        if isinstance(result, Wrong):
            return result
        digits = str(result)
        number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None
        if number is None or not lowest <= number <= highest:
            return Wrong(f"is `{result}`", f"write a whole number from {lowest} to {highest}")
        return number

    return read


def truth(value: Value) -> object:
    """`true` or `false`."""
    result = text(value)
    if result in ("true", "false"):
        return result == "true"
    return Wrong("is neither true nor false", "write true or false")


def one_of(*choices: str) -> Read:
    """One word of a list."""

    def read(value: Value) -> object:
        result = text(value)
        return _chosen(result, choices) if isinstance(result, str) else result

    return read


def some_of(*choices: str) -> Read:
    """One or more words of a list, as a tuple without repetition."""

    def read(value: Value) -> object:
        result = texts(value)
        if isinstance(result, Wrong):
            return result
        words = tuple(dict.fromkeys(str(word) for word in _tuple(result)))
        wrong = next((chosen for word in words if isinstance(chosen := _chosen(word, choices), Wrong)), None)
        return wrong or words

    return read


def _tuple(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def _chosen(word: str, choices: Sequence[str]) -> object:
    if word in choices:
        return word
    near = get_close_matches(word, choices, 1)
    hint = f"did you mean `{near[0]}`?" if near else ""
    return Wrong(f"is `{word}`", hint or "choose from: " + ", ".join(choices))
