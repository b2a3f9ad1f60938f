"""References that are cast in one mould: those of records that differ in title, number and address alone.

Most parts of a handbook share their authors, date and edition. The citation processor formats one record for all of
them, with stand-ins for what differs, and each reference is that one with its own words in place. A style may change
words for what they are, so only plain ones are put in: letters and digits, with few signs between them. A record with
other words is formatted by itself, and so are all of a mould that does not show its stand-ins as they were given.
That the text is the same as if each had been formatted by itself is a property test.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from handbook_build.citing.style import Style
from handbook_build.locations import Location
from handbook_build.model.citation import Item
from handbook_build.model.nodes import Element, Node, Nodes, Text, text_of

# References by key, each as if it were the only work.
FormatEach = Callable[[Sequence[Item], Style], Mapping[str, Nodes]]


class _Place(NamedTuple):
    """Where the values of a field may differ: between what stands before and behind, which belong to the mould."""

    pattern: re.Pattern[str]
    stand_in: str


_WORD = "[A-Za-z0-9À-ÖØ-öø-ž]+"
_NUMBER = r"(?:Section|Handout) )([A-Z]?[0-9]+(?:\.[0-9]+)*)()"
# In small and capital letters, so that every change of case shows, and each kind of change differently.
_TITLE, _IN_TITLE_CASE = "xqz Yqz zqz", "Xqz Yqz Zqz"
_PLACES: Mapping[str, _Place] = {
    # A question mark belongs to the mould, since it takes the place of a full stop.
    "title": _Place(re.compile(rf"()({_WORD}(?:(?: |, |: |-|’){_WORD})*)([?!]?)"), _TITLE),
    "chapter-number": _Place(re.compile(rf"({_NUMBER}"), "Q7.7.7"),
    "edition": _Place(re.compile(rf"((?:.*, )?{_NUMBER}"), "Q7.7.7"),
    "URL": _Place(re.compile(r"(.*/)([A-Za-z0-9-]+)(/)"), "xqzqx"),
}
_STAND_IN = re.compile("|".join({re.escape(place.stand_in) for place in _PLACES.values()} | {_IN_TITLE_CASE}))
# All that is known of the parts of a handbook; of works with other fields nothing is.
_FIELDS = frozenset("id type title author container-title issued publisher language".split()) | _PLACES.keys()

# A style that prints nothing but a title in title case, which takes a fifth of the time of a whole reference.
_TITLES = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Titles</title><id>titles</id><updated>2026-01-01T00:00:00Z</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><layout><text variable="title" text-case="title"/></layout></bibliography>
</style>
"""


@dataclass(frozen=True)
class _Cast:
    """A record taken apart: what it shares with others of its mould, and its own words by their stand-in."""

    item: Item
    shared: Mapping[str, object]
    own: Mapping[str, str]

    @property
    def mould(self) -> str:
        return json.dumps({**self.shared, "id": ""}, sort_keys=True)

    @property
    def title(self) -> tuple[str, str]:
        """The title and its language, on which its title case depends."""
        return self.item.title, str(self.shared.get("language", ""))


def format_in_moulds(items: Sequence[Item], style: Style, format_each: FormatEach) -> dict[str, Nodes]:
    """References by key: `format_each` is asked for one record of each mould, and for those that have none."""
    moulds = _moulds(items)
    cast = {one.item.id for casts in moulds for one in casts}
    models = [replace(casts[0].item, fields=casts[0].shared) for casts in moulds]
    made = dict(format_each([*models, *(item for item in items if item.id not in cast)], style))
    references = [(made.pop(casts[0].item.id), casts) for casts in moulds]
    cased = _in_title_case(
        (one for reference, casts in references if _IN_TITLE_CASE in text_of(reference) for one in casts),
        style,
        format_each,
    )
    unfit: list[Item] = []
    for reference, casts in references:
        if _fits(reference, casts[0]):
            made |= {one.item.id: _filled(reference, one, cased.get(one.title, "")) for one in casts}
        else:
            unfit += [one.item for one in casts]
    return made | dict(format_each(unfit, style)) if unfit else made


def _moulds(items: Iterable[Item]) -> list[list[_Cast]]:
    """Records that can be cast, those of one mould together; a single one is formatted as quickly by itself."""
    moulds: dict[str, list[_Cast]] = {}
    for item in items:
        if cast := _taken_apart(item):
            moulds.setdefault(cast.mould, []).append(cast)
    return [casts for casts in moulds.values() if len(casts) > 1]


def _taken_apart(item: Item) -> _Cast | None:
    """The record with stand-ins; None where it is no part of a handbook, or its title is not plain."""
    if item.type != "chapter" or not item.fields.keys() <= _FIELDS or _STAND_IN.search(json.dumps(item.fields)):
        return None
    shared, own = dict(item.fields), dict[str, str]()
    for name, (pattern, stand_in) in _PLACES.items():
        if match := pattern.fullmatch(str(item.fields.get(name, ""))):
            shared[name] = f"{match[1]}{stand_in}{match[3]}"
            # A style shows the number by itself or with the edition, so both have to be the same.
            if own.setdefault(stand_in, match[2]) != match[2]:
                return None
    return _Cast(item, shared, own) if _TITLE in own else None


def _fits(reference: Nodes, cast: _Cast) -> bool:
    """Whether a style shows each stand-in once as it was given, or the title in title case, which can be asked for."""
    text = text_of(reference)
    shown = [found[0].replace(_IN_TITLE_CASE, _TITLE) for found in _STAND_IN.finditer(text)]
    return sorted(shown) == sorted(cast.own) and all(text.casefold().count(one.casefold()) == 1 for one in shown)


def _in_title_case(casts: Iterable[_Cast], style: Style, format_each: FormatEach) -> dict[tuple[str, str], str]:
    """Titles as they are printed in title case, by what they are and their language."""
    wanted = {title: f"t{at}" for at, title in enumerate(dict.fromkeys(cast.title for cast in casts))}
    items = [
        Item(key, {"id": key, "type": "chapter", "title": title, "language": language}, Location(""))
        for (title, language), key in wanted.items()
    ]
    made = format_each(items, replace(style, name="titles", sheet=_TITLES)) if items else {}
    return {title: text_of(made[key]).rstrip("?!") for title, key in wanted.items()}


def _filled(reference: Nodes, cast: _Cast, cased: str) -> Nodes:
    """The reference with a record's own words in place of the stand-ins; `cased` is its title in title case."""
    return _with_words(reference, {**cast.own, _IN_TITLE_CASE: cased})


def _with_words(nodes: Nodes, own: Mapping[str, str]) -> Nodes:
    return tuple(_with_words_in(node, own) for node in nodes)


def _with_words_in(node: Node, own: Mapping[str, str]) -> Node:
    """The node with these words; itself where it has no stand-in, so that references share what they have in common."""
    filled = node
    if isinstance(node, Text):
        filled = Text(_put(node.text, own))
    elif isinstance(node, Element):
        attributes = tuple((name, _put(value, own)) for name, value in node.attributes)
        filled = Element(node.tag, attributes, _with_words(node.children, own))
    return node if filled == node else filled


def _put(text: str, own: Mapping[str, str]) -> str:
    return _STAND_IN.sub(lambda found: own[found[0]], text)
