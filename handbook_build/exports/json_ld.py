"""Statements as JSON-LD 1.1 (W3C Recommendation, 16 July 2020), in names that also read well as plain JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from handbook_build.exports.graph import TYPE, Description, Literal, Object, Ordered

# What a name stands for: an address, or an object with `@id`, and with `@type` and `@container` where they apply.
Context = Mapping[str, str | Mapping[str, str]]


class Shape(NamedTuple):
    """How the values of a predicate are written."""

    name: str
    many: bool
    word: bool


def json_ld(graph: Iterable[Description], context: Context) -> str:
    """The statements, one object for each subject.

    Raises KeyError for a predicate that has no name in the context.
    """
    shapes = _shapes(context)

    def word(thing: str) -> str:
        return shapes[thing].name

    def node(one: Description) -> dict[str, object]:
        made: dict[str, object] = {"@id": one.subject}
        for predicate, objects in one.told.items():
            shape = shapes[predicate]
            written = word if shape.word else str
            made[shape.name] = (
                [_value(thing, written) for thing in objects] if shape.many else _value(objects[0], written)
            )
        return made

    return document(context, map(node, graph))


def document(context: Context, nodes: Iterable[Mapping[str, object]]) -> str:
    """The whole text, with each object on a line of its own: a change of one entry is a change of few lines."""
    lines = ",\n".join([json.dumps(node, ensure_ascii=False) for node in nodes])
    return f'{{\n"@context": {json.dumps(context, ensure_ascii=False, indent=2)},\n"@graph": [\n{lines}\n]\n}}\n'


def _value(thing: Object, written: Callable[[str], str]) -> object:
    if isinstance(thing, Literal):
        return {"@value": thing.text, "@language": thing.language} if thing.language else thing.text
    if isinstance(thing, Ordered):
        return [_value(one, written) for one in thing.members]
    return thing if isinstance(thing, bool) else written(thing)


def _shapes(context: Context) -> dict[str, Shape]:
    """By address."""
    told = {name: {"@id": one} if isinstance(one, str) else one for name, one in context.items()}
    shapes = {
        _full(one["@id"], context): Shape(name, one.get("@container") == "@set", one.get("@type") == "@vocab")
        for name, one in told.items()
    }
    return {TYPE: Shape("@type", many=False, word=True), **shapes}


def _full(short: str, context: Context) -> str:
    prefix, _, local = short.partition(":")
    space = context.get(prefix)
    return f"{space}{local}" if isinstance(space, str) else short
