"""Schemas as tables: which keys a mapping has, of what kind, and which must be there.

One table serves the reader, the documentation of a format and the editor's schema. What a schema
(JSON Schema, draft 2020-12) accepts and what the reader accepts are the same, save that

- YAML itself is not in the schema: anchors, tags and repeated keys, which only the reader refuses;
- an editor knows values, not how they are written: `True` for `true`, `0x2` or `2.0` for `2`, `.nan`
  for a number; the reader wants the plain way;
- the reader takes white space at the ends of a value away, and a line break in it for a space, before
  it looks; and it finds a number out of bounds in quotation marks too;
- whether the first of two numbers is the lower one (`600-1800`), whether two records call one country by the same
  name, and whether there is a set of words that `{name}` stands for, only the reader sees.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
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


Schema = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: how it is read (what cannot be read is a Wrong), and its JSON Schema."""

    read: Callable[[Value], object]
    schema: Schema

    def __call__(self, value: Value) -> object:
        return self.read(value)


def kind(schema: Schema) -> Callable[[Callable[[Value], object]], Kind]:
    """Makes a kind of a function that reads."""
    return lambda read: Kind(read, schema)


@dataclass(frozen=True, slots=True)
class Field:
    """A key: how its value is read, and a line of documentation. `default` is what holds when it is left out."""

    name: str
    read: Kind
    doc: str
    required: bool = False
    default: str | int | None = None


def schema_of(fields: Sequence[Field], one_of_keys: Sequence[str] = ()) -> Schema:
    """The JSON Schema of a mapping with these keys. Of `one_of_keys`, when given, at least one is there."""
    properties = {}
    for one in fields:
        default = {} if one.default is None else {"default": one.default}
        properties[one.name] = {"description": one.doc, **one.read.schema, **default}
    required = [one.name for one in fields if one.required]
    return {
        "type": "object",
        "properties": properties,
        **({"required": required} if required else {}),
        **({"anyOf": [{"required": [key]} for key in one_of_keys]} if one_of_keys else {}),
        "additionalProperties": False,
    }


# Of so many keys that nobody knows each is told.
MOST_UNKNOWN = 100


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
    unknown = 0
    for key, item in value.entries:
        spec = known.get(key.text)
        if spec is None:
            unknown += 1
            if unknown > MOST_UNKNOWN:
                continue
            near = get_close_matches(key.text, known, 1)
            keys = "known keys: " + ", ".join(known) if known else "it has no options: take it out"
            hint = f"did you mean `{near[0]}`?" if near else keys
            place = source.location(key.start, key.end)
            record.flaws.append(Flaw("unknown-key", Finding(place, f"{what} has no key `{key.text}`", hint)))
            continue
        result = spec.read(item)
        place = source.location(item.start, max(item.end, item.start + 1))
        if isinstance(result, Wrong):
            record.flaws.append(Flaw("wrong-value", Finding(place, f"`{key.text}` {result.message}", result.hint)))
            continue
        record.values[key.text] = result
        record.locations[key.text] = place
    if unknown > MOST_UNKNOWN:
        message = f"{what} has {unknown - MOST_UNKNOWN} more keys that nobody knows"
        record.flaws.append(Flaw("unknown-key", Finding(source.location(value.start), message, "take them out")))
    written = {key.text for key, _ in value.entries}
    for spec in fields:
        if spec.required and spec.name not in written:
            finding = Finding(source.location(value.start), f"{what} needs the key `{spec.name}`", spec.doc)
            record.flaws.append(Flaw("missing-key", finding))
    return record


# What YAML reads as nothing, unless it stands in quotation marks.
NOTHING = ("", "~", "null", "Null", "NULL")


def is_empty(value: Scalar) -> bool:
    """Whether nothing is written there that could be a text."""
    return not value.text.strip() or (not value.quoted and value.text in NOTHING)


def one_line(value: Scalar) -> str:
    """A text as it is taken: without white space at its ends, and with single spaces in it."""
    return " ".join(value.text.split())


# YAML has numbers and truth values where an author writes words: `outline: 1.10`, `preferred: true`.
@kind({"type": ["string", "number", "boolean"], "pattern": r"\S"})
def text(value: Value) -> object:
    """A text that is not empty."""
    if not isinstance(value, Scalar):
        return Wrong("is a list or mapping where a text belongs", "write one line of text")
    if is_empty(value):
        return Wrong("is empty", "write a text, or take the key out")
    return one_line(value)


def several(one: Schema, least: int = 0) -> Schema:
    """The schema of one value or a list of such, which may have to hold some."""
    return {"anyOf": [one, {"type": "array", "items": one, **({"minItems": least} if least else {})}]}


@kind(several(text.schema))
def texts(value: Value) -> object:
    """A text, or a list of texts: always a tuple."""
    items = value.items if isinstance(value, ListValue) else (value,)
    result = [text(item) for item in items]
    wrong = next((item for item in result if isinstance(item, Wrong)), None)
    if wrong is not None:
        return Wrong("holds an entry that is empty or no text", "write a list of texts: [one, two]")
    return tuple(result)


def short_lines(least: int, most: int, words: int) -> Kind:
    """A list of lines, from `least` to `most` of them, each of at most `words` words and without a full stop at its
    end, as each goes on with a sentence that was begun for it: a tuple.
    """
    line = rf"^\s*([^\s]+\s+){{0,{words - 1}}}[^\s]*[^\s.]\s*$"
    hint = f"write a list of {least} to {most} lines of at most {words} words, without full stops"

    @kind(
        {
            "type": "array",
            "items": {**text.schema, "pattern": line},
            "minItems": least,
            "maxItems": most,
        }
    )
    def read(value: Value) -> object:
        if not isinstance(value, ListValue):
            return Wrong("is no list", hint)
        if not least <= len(value.items) <= most:
            return Wrong(f"has {len(value.items)} lines; {least} to {most} are wanted", hint)
        result = texts(value)
        if not isinstance(result, tuple):
            return result
        for one in result:
            if one.endswith("."):
                return Wrong(f"has a full stop at the end of `{one}`", hint)
            if len(one.split()) > words:
                return Wrong(f"has {len(one.split())} words in `{one}`; {words} are the most", hint)
        return result

    return read


@kind(texts.schema)
def placed_texts(value: Value) -> object:
    """The same, unread: `records.scalars` reads each with its place."""
    return value


@kind({"type": "object", "additionalProperties": text.schema})
def named_texts(value: Value) -> object:
    """Texts by names of the author's own, unread."""
    return value if isinstance(value, MapValue) else Wrong("is no mapping", "write `name: words` lines below it")


def records(fields: Sequence[Field], hint: str = "", one_of_keys: Sequence[str] = ()) -> Kind:
    """A list of mappings, unread: `records.nested` reads each by the table."""
    hint = hint or f"write a list below it, and begin each entry with `- {fields[0].name}: ...`"

    def read(value: Value) -> object:
        return value if isinstance(value, ListValue) else Wrong("is no list", hint)

    return Kind(read, {"type": "array", "items": schema_of(fields, one_of_keys)})


def mapping(fields: Sequence[Field]) -> Kind:
    """A mapping, unread: `read_record` reads it by the table."""

    def read(value: Value) -> object:
        return value if isinstance(value, MapValue) else Wrong("is no table", f"write `{fields[0].name} = ...` in it")

    return Kind(read, schema_of(fields))


def forms(fields: Sequence[Field]) -> Kind:
    """One or several mappings, unread; where only the first key is needed, its text can stand for one."""
    whole_form = schema_of(fields)
    plain = not any(one.required for one in fields[1:])
    return Kind(lambda value: value, several({"anyOf": [text.schema, whole_form]} if plain else whole_form))


def matching(
    pattern: str, what: str, hint: str, types: Sequence[str] = ("string",), schema: Schema | None = None
) -> Kind:
    """A text in which a pattern is found, which Python and ECMAScript read alike; `what` follows "is `words`".

    `types` are the types of JSON that a text of this kind can look like in YAML, and `schema` says what else holds
    for those of them that are no text.
    """
    found = re.compile(pattern, re.ASCII)

    def read(value: Value) -> object:
        result = text(value)
        if isinstance(result, str) and not found.search(result):
            return Wrong(f"is `{result}`, {what}", hint)
        return result

    return Kind(read, {"type": types[0] if len(types) == 1 else list(types), "pattern": pattern, **(schema or {})})


_IDENTIFIER = r"^[A-Za-z](-?[A-Za-z0-9])*$"

# An id: letters, digits and single hyphens, beginning with a letter.
identifier = matching(
    _IDENTIFIER,
    "which is no id",
    "an id begins with a letter and holds letters without accents, digits and single hyphens",
    types=("string", "boolean"),
)


def is_identifier(name: str) -> bool:
    return re.fullmatch(_IDENTIFIER, name) is not None


_written_day = matching(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "which is no date", "write year, month and day: 2026-11-22")


@kind({**_written_day.schema, "format": "date"})
def day(value: Value) -> object:
    """A date, year first: 2026-11-22."""
    result = _written_day(value)
    if isinstance(result, str):
        try:
            return date.fromisoformat(result)
        except ValueError:
            return Wrong(f"is `{result}`, which is no date", "write year, month and day: 2026-11-22")
    return result


def whole(lowest: int, highest: int) -> Kind:
    """A whole number between two bounds, both allowed."""

    @kind({"type": ["integer", "string"], "minimum": lowest, "maximum": highest, "pattern": "^[0-9]{1,9}$"})
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


@kind({"enum": [True, False, "true", "false"]})
def truth(value: Value) -> object:
    """`true` or `false`."""
    result = text(value)
    if result in ("true", "false"):
        return result == "true"
    return Wrong("is neither true nor false", "write true or false")


def one_of(*choices: str) -> Kind:
    """One word of a list."""

    @kind({"enum": list(choices)})
    def read(value: Value) -> object:
        result = text(value)
        return _chosen(result, choices) if isinstance(result, str) else result

    return read


def some_of(*choices: str) -> Kind:
    """One or more words of a list, as a tuple without repetition."""

    @kind(several({"enum": list(choices)}, least=1))
    def read(value: Value) -> object:
        result = texts(value)
        if isinstance(result, Wrong):
            return result
        if not result:
            return Wrong("is an empty list", "choose from: " + ", ".join(choices))
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
