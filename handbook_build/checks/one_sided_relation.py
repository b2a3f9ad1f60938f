"""A term names another as broader, narrower or related, and the other does not name it back.

Relations are read from both ends: what is broader from here is narrower from there. `handbook fix` adds
the other half, unless the other entry says something else about the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook_build.diagnostics import Edit, Finding, Severity
from handbook_build.locations import Location
from handbook_build.model.handbook import Handbook
from handbook_build.model.source import Source
from handbook_build.model.term import RELATIONS, TermEntry

CODE, NAME, SEVERITY = "HB211", "one-sided-relation", Severity.WARNING
INVERSE = {"broader": "narrower", "narrower": "broader", "related": "related"}


def check(handbook: Handbook) -> Iterator[Finding]:
    for entry in handbook.entries:
        for relation in entry.relations:
            other = handbook.entry.get(relation.target)
            back = INVERSE[relation.kind]
            if other and other is not entry and entry.id not in other.related(back):
                yield Finding(
                    relation.location,
                    f"`{entry.id}` names `{other.id}` as {relation.kind}, and `{other.id}` does not name it as {back}",
                    f"add `{entry.id}` to `{back}` of `{other.id}`",
                    _other_half(handbook, entry, other, back),
                )


def _other_half(handbook: Handbook, entry: TermEntry, other: TermEntry, back: str) -> tuple[Edit, ...]:
    """The edit that names `entry` in `other`; none where the two contradict each other."""
    source = handbook.sources.get(other.location.path)
    kinds = {one.kind for one in entry.relations if one.target == other.id}
    if source is None or len(kinds) > 1 or any(one.target == entry.id for one in other.relations):
        return ()
    listed = [one.location for one in other.relations if one.kind == back]
    return _in_list(source, max(listed), entry.id) if listed else _new_key(source, other, back, entry.id)


def _in_list(source: Source, last: Location, name: str) -> tuple[Edit, ...]:
    """Adds to a list after its last item, in the way in which that is written."""
    text = source.text
    start, end = source.offset(last.range.start), source.offset(last.range.end)
    before = text[text.rfind("\n", 0, start) + 1 : start]
    if re.match(r"\s*[,\]]", text[end:]):
        return (Edit(source.location(end, end), f", {name}"),)
    if re.fullmatch(r" *- +", before):
        at = _line_end(text, end)
        return (Edit(source.location(at, at), f"\n{before}{name}"),)
    if re.fullmatch(r" *(?:- +)?\w+: +", before):
        return (Edit(source.location(start, end), f"[{text[start:end]}, {name}]"),)
    return ()


def _new_key(source: Source, other: TermEntry, back: str, name: str) -> tuple[Edit, ...]:
    """Adds the key on a line of its own, below those that come before it; none when the entry is on one line."""
    text = source.text
    line = text.rfind("\n", 0, source.offset(other.location.range.start)) + 1
    first = re.match(r"( *(?:- +)?)id:", text[line:])
    if first is None:
        return ()
    column = len(first[1])
    below = re.compile(rf"(?:\n(?: {{{column}}}.*|[ \t]*(?=\n {{{column}}})))*").match(text, _line_end(text, line))
    if re.search(rf"^ {{{column}}}{back}:", below[0] if below else "", re.MULTILINE):
        return ()
    earlier = RELATIONS[: RELATIONS.index(back)]
    places = [other.at("definition"), *(one.location for one in other.relations if one.kind in earlier)]
    places += [other.at("source")] if other.sources else []
    at = max(source.offset(place.range.start) for place in places)
    at = _line_end(text, at)
    # A value that goes on over further lines is indented more than its key.
    more = re.compile(rf"(?:\n {{{column + 1},}}\S.*)*").match(text, at)
    at = more.end() if more else at
    return (Edit(source.location(at, at), f"\n{' ' * column}{back}: [{name}]"),)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
