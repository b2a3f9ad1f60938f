"""Marks before a family name: they keep two authors apart, and stand where a forename will be printed.

The citation processor sorts as if they were not there: they are variation selectors, which order ignores.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from handbook_build.model.citation import Citation, Item

Inlines = list[dict[str, object]]

_FIRST, _COUNT = 0xE0100, 240
_SIGN = f"[{chr(_FIRST)}-{chr(_FIRST + _COUNT - 1)}]"
_MARK = re.compile(_SIGN * 2)


def has_marks(item: Item) -> bool:
    """Whether a record has such signs of its own, as some Japanese names do."""
    return re.search(_SIGN, json.dumps(item.fields, ensure_ascii=False, default=str)) is not None


def are_marked(citation: Citation) -> bool:
    """Whether the words around the works of a citation have such signs."""
    return any(re.search(_SIGN, one.prefix + one.locator + one.suffix) for one in citation.items)


def marked(items: Sequence[Item], forenames: Mapping[str, str]) -> tuple[list[Item], dict[str, str]]:
    """The works with a mark before the family names of those who have a forename to print, and what each stands for."""
    texts = sorted({forenames[item.id] for item in items if forenames.get(item.id)})
    mark = {text: chr(_FIRST + at // _COUNT) + chr(_FIRST + at % _COUNT) for at, text in enumerate(texts)}
    found = [_marked(item, mark[text]) if (text := forenames.get(item.id)) else item for item in items]
    return found, {sign: text for text, sign in mark.items()}


def _marked(item: Item, mark: str) -> Item:
    authors = item.fields["author"]
    if not isinstance(authors, list):
        return item
    first = {**authors[0], "family": mark + authors[0]["family"]}
    return replace(item, fields={**item.fields, "author": [first, *authors[1:]]})


def printed(inlines: Inlines, forenames: Mapping[str, str]) -> Inlines:
    """The text with each mark as the forename that it stands for; without it where none is given."""
    found: Inlines = []
    for inline in inlines:
        content = inline.get("c")
        if inline["t"] == "Str" and _MARK.search(str(content)):
            found += _words(_MARK.sub(lambda mark: _before(forenames.get(mark[0], "")), str(content)))
        else:
            found.append({**inline, "c": _inside(content, forenames)} if isinstance(content, list) else inline)
    return found


def _inside(content: list[object], forenames: Mapping[str, str]) -> list[object]:
    if content and all(isinstance(one, dict) and "t" in one for one in content):
        return list(printed([one for one in content if isinstance(one, dict)], forenames))
    return [_inside(one, forenames) if isinstance(one, list) else one for one in content]


def _before(forename: str) -> str:
    return f"{forename} " if forename else ""


def _words(text: str) -> Inlines:
    return [{"t": "Space"} if word == " " else {"t": "Str", "c": word} for word in re.split("( )", text) if word]
