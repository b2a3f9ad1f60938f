"""An edition as data, and back: the one form in which it is kept below `content/editions/`.

The seal is taken over everything but what it follows, so that two editions released on two branches can
be put in order without touching what either of them says.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import unquote

from handbook_build.locations import Location
from handbook_build.model.edition import (
    EDITION_NAME,
    PART_KINDS,
    Became,
    Change,
    Edition,
    Part,
    Passage,
    Run,
    SheetRecord,
)

FORM = 1
# A name of a folder: neither dots alone, nor anything that a system reads as more than a name.
_PLACE = re.compile(r"(?!\.+$)[^/\\:\x00-\x1f]+")
Data = Mapping[str, Any]


class Damaged(Exception):
    """A record is not as it was written; the message says what is, in words that follow the file's name."""


def edition_data(edition: Edition) -> dict[str, object]:
    """An edition as it is written, with its seal."""
    data: dict[str, object] = {
        "form": FORM,
        "title": edition.title,
        "edition": edition.name,
        "released": edition.released.isoformat(),
        "parts": [_part_data(part) for part in edition.parts],
        "sheets": [_sheet_data(sheet) for sheet in edition.sheets],
        "works": dict(edition.works),
        "changes": [change_data(change) for change in edition.changes],
    }
    if edition.note:
        data["note"] = edition.note
    follows = {"edition": edition.follows[0], "seal": edition.follows[1]} if edition.follows else None
    return {**data, "follows": follows, "seal": seal_of(data)}


def edition_text(edition: Edition) -> str:
    """The text of an edition's file: JSON in which each passage has a line, so that differences can be read."""
    data = edition_data(edition)
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


@dataclass
class Known:
    """Parts that were read before, by id: their data, its fingerprint and what it says.

    Most parts are the same from edition to edition; such a one is read once and kept once.
    """

    parts: dict[str, tuple[Data, str, Part]] = field(default_factory=dict)

    def fingerprint(self, data: object) -> str:
        found = self.parts.get(str(data.get("id"))) if isinstance(data, dict) else None
        return found[1] if found and found[0] == data else _fingerprint(data)

    def part(self, data: object) -> Part:
        """The part that data describes. Raises Damaged."""
        record = _mapping(data, "a part")
        name = _text(record, "id")
        found = self.parts.get(name)
        if found is None or found[0] != record:
            found = self.parts[name] = record, _fingerprint(record), _part(record)
        return found[2]


def seal_of(data: Data, known: Known | None = None) -> str:
    """SHA-256, in hexadecimal, of what an edition says, whatever the layout of its file: of the fingerprints of its
    parts, in order, and of all the rest.
    """
    parts = data.get("parts")
    rest = {key: value for key, value in data.items() if key not in ("follows", "seal", "parts")}
    fingerprint = known.fingerprint if known else _fingerprint
    listed = [fingerprint(part) for part in parts] if isinstance(parts, list) else parts
    return _fingerprint([listed, rest])


def _fingerprint(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def read_edition(data: object, location: Location, known: Known | None = None) -> Edition:
    """The edition that data describes; `known` holds parts of other editions. Raises Damaged."""
    known = known or Known()
    record = _mapping(data, "the file")
    if record.get("form") != FORM:
        raise Damaged(f"is written in form {record.get('form')!r}, and this version reads form {FORM}")
    if record.get("seal") != seal_of(record, known):
        raise Damaged("was changed after its release: its seal does not fit what it says")
    name = _text(record, "edition")
    if not re.fullmatch(EDITION_NAME, name):
        raise Damaged(f"names its edition {name!r}")
    follows = record.get("follows")
    parts = tuple(known.part(one) for one in _list(record, "parts"))
    sheets = tuple(_sheet(one) for one in _list(record, "sheets"))
    for what, ids in (("parts", [part.id for part in parts]), ("sheets", [sheet.id for sheet in sheets])):
        if twice := next((one for one, count in Counter(ids).items() if count > 1), ""):
            raise Damaged(f"has two {what} with the id `{twice}`")
    if lost := {sheet.id for sheet in sheets} - {part.id for part in parts if part.kind == "handout"}:
        raise Damaged(f"has a sheet without its words: `{min(lost)}`")
    return Edition(
        name=name,
        released=_day(record, "released"),
        parts=parts,
        sheets=sheets,
        works={str(key): str(value) for key, value in _mapping(record.get("works"), "`works`").items()},
        changes=tuple(_change(one) for one in _list(record, "changes")),
        follows=None if follows is None else _follows(follows),
        seal=_text(record, "seal"),
        title=_text(record, "title"),
        note=_text(record, "note") if "note" in record else "",
        location=location,
    )


def _part_data(part: Part) -> dict[str, object]:
    return {
        "id": part.id,
        "kind": part.kind,
        "page": part.page,
        "number": part.number,
        "title": part.title,
        "summary": part.summary,
        "address": part.address,
        "hash": part.digest,
        "authors": list(part.authors),
        "reviewed": part.reviewed.isoformat() if part.reviewed else None,
        "cited": list(part.cited),
        "passages": [_passage_data(passage) for passage in part.passages],
    }


def _part(value: object) -> Part:
    data = _mapping(value, "a part")
    kind = _text(data, "kind")
    if kind not in PART_KINDS:
        raise Damaged(f"has a part of the kind {kind!r}")
    # Both become folders of the site, so neither may lead out of it.
    name, address = _text(data, "id"), _text(data, "address")
    folders = [unquote(name), *unquote(address.partition("#")[0]).split("/")[:-1]]
    if not all(map(_PLACE.fullmatch, folders)):
        raise Damaged(f"has a part {name!r} at {address!r}, which is no place on a site")
    return Part(
        id=name,
        kind=kind,
        page=_text(data, "page"),
        number=_text(data, "number"),
        title=_text(data, "title"),
        address=address,
        digest=_text(data, "hash"),
        passages=tuple(_passage(one) for one in _list(data, "passages")),
        summary=_text(data, "summary"),
        authors=_texts(data, "authors"),
        reviewed=None if data.get("reviewed") is None else _day(data, "reviewed"),
        cited=_texts(data, "cited"),
    )


def _passage_data(passage: Passage) -> dict[str, object]:
    """A passage, whose words are one text where they are all its author's."""
    runs = [[run.text, run.mark] if run.mark else run.text for run in passage.runs]
    words = runs[0] if len(runs) == 1 and isinstance(runs[0], str) else runs
    block = {"block": passage.block} if passage.block else {}
    return {"kind": passage.kind, "number": passage.number, **block, "words": words}


def _passage(value: object) -> Passage:
    data = _mapping(value, "a passage")
    words, number = data.get("words"), data.get("number")
    if not isinstance(number, int):
        raise Damaged("has a passage without a number")
    runs = [words] if isinstance(words, str) else words
    if not isinstance(runs, list):
        raise Damaged("has a passage without words")
    block = data.get("block", "")
    return Passage(_text(data, "kind"), tuple(map(_run, runs)), number, block if isinstance(block, str) else "")


def _run(value: object) -> Run:
    if isinstance(value, str):
        return Run(value)
    if isinstance(value, list) and len(value) == 2 and isinstance(value[0], str) and isinstance(value[1], str):
        return Run(value[0], value[1])
    raise Damaged("has words that are no text")


def _sheet_data(sheet: SheetRecord) -> dict[str, object]:
    words = [list(word) for word in sheet.words]
    said = {"section": sheet.section, "words": words, "help": sheet.help, "other": sheet.other}
    return {"id": sheet.id, "code": sheet.code, **said}


def _sheet(value: object) -> SheetRecord:
    data = _mapping(value, "a sheet")
    words = _list(data, "words")
    if not all(isinstance(one, list) and len(one) == 2 and all(isinstance(part, str) for part in one) for one in words):
        raise Damaged("has a sheet whose words cannot be read")
    return SheetRecord(
        id=_text(data, "id"),
        code=_text(data, "code"),
        section=_text(data, "section"),
        words=tuple((one[0], one[1]) for one in words),
        help=_text(data, "help"),
        other=_text({"other": "", **data}, "other"),
    )


def change_data(change: Change) -> dict[str, object]:
    """What became of an id, as it is written."""
    return {"id": change.id, "became": change.became.value, "into": list(change.into), "reason": change.reason}


def _change(value: object) -> Change:
    data = _mapping(value, "a change")
    became = _text(data, "became")
    known = {one.value: one for one in Became}
    if became not in known:
        raise Damaged(f"says that an id became {became!r}")
    return Change(_text(data, "id"), known[became], _texts(data, "into"), _text(data, "reason"))


def _follows(value: object) -> tuple[str, str]:
    data = _mapping(value, "`follows`")
    return _text(data, "edition"), _text(data, "seal")


def _mapping(value: object, what: str) -> Data:
    if not isinstance(value, dict):
        raise Damaged(f"is damaged: {what} is no JSON object")
    return value


def _list(data: Data, key: str) -> list[Any]:
    value = data.get(key)
    if not isinstance(value, list):
        raise Damaged(f"is damaged: `{key}` is no list")
    return value


def _text(data: Data, key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str):
        raise Damaged(f"is damaged: `{key}` is no text")
    return value


def _texts(data: Data, key: str) -> tuple[str, ...]:
    values = _list(data, key)
    if not all(isinstance(one, str) for one in values):
        raise Damaged(f"is damaged: `{key}` holds something that is no text")
    return tuple(values)


def _day(data: Data, key: str) -> date:
    try:
        return date.fromisoformat(_text(data, key))
    except ValueError:
        raise Damaged(f"is damaged: `{key}` is no date") from None
