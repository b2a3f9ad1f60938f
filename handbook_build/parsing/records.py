"""Data files that hold one list of mappings: `terms.yml`, `claims.yml` and their like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handbook_build.diagnostics import Finding
from handbook_build.model.document import Flaw
from handbook_build.model.source import Source
from handbook_build.parsing.fields import Field, Record, anything, read_record
from handbook_build.parsing.yaml import ListValue, MapValue, Scalar, read_yaml


def read_records(
    source: Source, key: str, fields: Sequence[Field], what: str, beside: Sequence[Field] = ()
) -> tuple[list[tuple[MapValue, Record]], list[Flaw], Record]:
    """The mappings of the list that a file holds under `key`, each read by its table of fields.

    `beside` are other keys of the file; what stands under them is the record at the end.
    """
    head = Record()
    value, flaws = read_yaml(source)
    name = source.path.rsplit("/", 1)[-1]
    listed = value.find(key) if isinstance(value, MapValue) else None
    if isinstance(value, MapValue):
        head = read_record(source, value, (Field(key, anything, f"the list of {key}", True), *beside), name)
        flaws += head.flaws
    if not isinstance(listed, ListValue):
        if not flaws:
            hint = f"write `{key}:` and a list below it"
            flaws.append(Flaw("wrong-value", Finding(source.location(0), f"{name} holds no list of {key}", hint)))
        return [], flaws, head
    records = []
    for item in mappings(source, listed, fields[0].name, flaws):
        record = read_record(source, item, fields, what)
        flaws += record.flaws
        records.append((item, record))
    return records, flaws, head


def mappings(source: Source, listed: ListValue, first: str, flaws: list[Flaw]) -> Iterator[MapValue]:
    """The mappings of a list, which begin with the key `first`; anything else is a flaw."""
    for item in listed.items:
        if isinstance(item, MapValue):
            yield item
        else:
            place = source.location(item.start, item.end)
            flaws.append(
                Flaw("wrong-value", Finding(place, "this entry is no mapping", f"begin it with `- {first}: ...`"))
            )


def scalars(source: Source, item: MapValue, key: str, flaws: list[Flaw]) -> list[Scalar]:
    """The texts of a key that holds one or several; anything else is a flaw."""
    value = item.find(key)
    parts = value.items if isinstance(value, ListValue) else (() if value is None else (value,))
    texts = [part for part in parts if isinstance(part, Scalar) and part.text.strip()]
    for part in parts:
        if part not in texts:
            place = source.location(part.start, part.end)
            message = f"`{key}` holds an entry that is no text"
            flaws.append(Flaw("wrong-value", Finding(place, message, "write words")))
    return texts
