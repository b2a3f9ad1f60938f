"""Data files that hold one list of mappings: `terms.yml`, `claims.yml` and their like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handbook_build.diagnostics import Finding
from handbook_build.model.document import Flaw
from handbook_build.model.source import Source
from handbook_build.parsing.fields import Field, Record, is_empty, read_record, text
from handbook_build.parsing.yaml import ListValue, MapValue, Scalar, read_yaml


def read_records(
    source: Source, file_fields: Sequence[Field], fields: Sequence[Field], what: str
) -> tuple[list[tuple[MapValue, Record]], list[Flaw], Record]:
    """The mappings of the list that a file holds under the first of its keys, each read by the table `fields`.

    The record at the end is what stands under the keys of the file itself.
    """
    value, flaws = read_yaml(source)
    name = source.path.rsplit("/", 1)[-1]
    key = file_fields[0].name
    if not isinstance(value, MapValue):
        if not flaws:
            hint = f"write `{key}:` and a list below it"
            flaws.append(Flaw("wrong-value", Finding(source.location(0), f"{name} holds no list of {key}", hint)))
        return [], flaws, Record()
    head = read_record(source, value, file_fields, name)
    flaws += head.flaws
    return nested(source, head, key, fields, what, flaws), flaws, head


def nested(
    source: Source, record: Record, key: str, fields: Sequence[Field], what: str, flaws: list[Flaw]
) -> list[tuple[MapValue, Record]]:
    """The mappings of the list under a key of kind `fields.records`, each read by the table `fields`."""
    listed = record.values.get(key)
    found = []
    for item in _mappings(source, listed, fields[0].name, flaws) if isinstance(listed, ListValue) else ():
        read = read_record(source, item, fields, what)
        flaws += read.flaws
        found.append((item, read))
    return found


def _mappings(source: Source, listed: ListValue, first: str, flaws: list[Flaw]) -> Iterator[MapValue]:
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
    texts = [part for part in parts if isinstance(part, Scalar) and not is_empty(part)]
    for part in parts:
        if not isinstance(part, Scalar) or is_empty(part):
            place = source.location(part.start, part.end)
            message = f"`{key}` holds an entry that is no text"
            flaws.append(Flaw("wrong-value", Finding(place, message, "write words")))
    return texts


def word_sets(source: Source, head: Record, flaws: list[Flaw]) -> dict[str, str]:
    """The sets of words under `words` that other texts may name, each as one choice."""
    value = head.values.get("words")
    if not isinstance(value, MapValue):
        return {}
    fields = [Field(key.text, text, "words with a slash between them") for key, _ in value.entries]
    record = read_record(source, value, fields, "`words`")
    flaws += record.flaws
    return {key: record.text(key) for key in record.values}
