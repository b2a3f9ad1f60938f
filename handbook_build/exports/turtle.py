"""Statements as Turtle (W3C Recommendation, 25 February 2014): a small part of the language, always
written in the same way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from handbook_build.exports.graph import TYPE, Description, Iri, Literal, Object, Ordered

# Of the local names that Turtle allows, those that need no thought.
_LOCAL = re.compile(r"(?:[A-Za-z0-9_]|%[0-9A-F]{2})(?:(?:[A-Za-z0-9_.-]|%[0-9A-F]{2})*(?:[A-Za-z0-9_-]|%[0-9A-F]{2}))?")
_ESCAPED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SPECIAL = re.compile(r'["\\\x00-\x1f\x7f-\x9f]')

Shorten = Callable[[str], str]


def turtle(graph: Iterable[Description], prefixes: Mapping[str, str]) -> str:
    """The statements, one paragraph for each subject. Names that begin as a prefix does are shortened by it."""
    shorten = lru_cache(maxsize=None)(lambda iri: _shortened(iri, prefixes))
    head = [f"@prefix {name}: <{space}> .\n" for name, space in prefixes.items()]
    return "".join([*head, *(_paragraph(one, shorten) for one in graph)])


def _paragraph(one: Description, shorten: Shorten) -> str:
    lines = [
        f"{'a' if predicate == TYPE else shorten(predicate)} {', '.join([_object(one, shorten) for one in objects])}"
        for predicate, objects in one.told.items()
    ]
    told = " ;\n    ".join(lines)
    return f"\n{shorten(one.subject)} {told} .\n"


def _object(thing: Object, shorten: Shorten) -> str:
    if isinstance(thing, Iri):
        return shorten(thing)
    if isinstance(thing, Literal):
        return _literal(thing)
    if isinstance(thing, Ordered):
        return f"( {' '.join([_object(one, shorten) for one in thing.members])} )"
    return "true" if thing else "false"


def _literal(literal: Literal) -> str:
    text = literal.text
    if _SPECIAL.search(text):
        text = _SPECIAL.sub(lambda found: _ESCAPED.get(found[0]) or f"\\u{ord(found[0]):04X}", text)
    return f'"{text}"@{literal.language}' if literal.language else f'"{text}"'


def _shortened(iri: str, prefixes: Mapping[str, str]) -> str:
    for name, space in prefixes.items():
        if iri.startswith(space) and _LOCAL.fullmatch(iri, len(space)):
            return f"{name}:{iri[len(space) :]}"
    return f"<{iri}>"
