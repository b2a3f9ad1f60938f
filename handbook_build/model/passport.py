"""The passport of a site, `build.json`: what made it, what was checked, and the SHA-256 of every file.

A site may come from anywhere, so nothing that its passport says is trusted before it was read here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

PASSPORT = "build.json"
GENERATOR = "handbook_build"
# Ten times what ours takes for fifty editions.
LARGEST = 256_000_000
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Damaged(ValueError):
    """This is no passport that could be used; the message says why."""


class Older(ValueError):
    """A version made it that wrote down no list of files."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """A finding that an author allows: where it stands, what was found, and why it may stay."""

    place: str
    message: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ran:
    """A check that ran: how often it found what is to be mended, the first of that, and what is allowed."""

    code: str
    name: str
    found: int = 0
    first: str = ""
    allowed: tuple[Allowed, ...] = ()


@dataclass(frozen=True)
class Account:
    """What is known of a build before its pages are written: the version of this program and a name for all of its
    files, what it rests on with the versions, the checks that ran, and how much there is of what.
    """

    version: str
    program: str
    rests_on: Mapping[str, str]
    checks: tuple[Ran, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Passport:
    """What is asked of a site's passport when the site is looked at again: `counts` by what was counted, `editions`
    the seal of each by its name, `files` the SHA-256 of each by its address.
    """

    title: str
    version: str
    edition: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    editions: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


def read_passport(data: bytes) -> Passport:
    """A passport from its text. Raises Damaged, or Older where it lists no files."""
    try:
        said = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Damaged("it is no JSON that can be read") from error
    if not isinstance(said, dict) or said.get("generator") != GENERATOR:
        raise Damaged("it is not one that this tool wrote")
    version = _text(said, "version")
    if "files" not in said:
        raise Older(version)
    files = _texts(said, "files")
    for address, name in files.items():
        if not is_address(address):
            raise Damaged(f"it names a file that can be in no site: {address[:80]!r}")
        if not _SHA256.fullmatch(name):
            raise Damaged(f"it has no SHA-256 for {address[:80]!r}")
    counts = _mapping(said, "counts")
    if not all(isinstance(one, int) for one in counts.values()):
        raise Damaged("`counts` holds something that is no number")
    numbers = {name: one for name, one in counts.items() if isinstance(one, int)}
    return Passport(_text(said, "title"), version, _text(said, "edition"), numbers, _texts(said, "editions"), files)


def is_address(address: str) -> bool:
    """Whether a file of a site can have this address: a path that goes down from its folder, step by step."""
    return bool(address) and "\0" not in address and not {"", ".", ".."} & set(address.split("/"))


def _text(said: Mapping[str, object], key: str) -> str:
    value = said.get(key, "")
    if not isinstance(value, str):
        raise Damaged(f"`{key}` is no text")
    return value


def _mapping(said: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = said.get(key, {})
    if not isinstance(value, dict):
        raise Damaged(f"`{key}` is no mapping")
    return value


def _texts(said: Mapping[str, object], key: str) -> dict[str, str]:
    values = _mapping(said, key)
    if not all(isinstance(one, str) for one in values.values()):
        raise Damaged(f"`{key}` holds something that is no text")
    return {name: one for name, one in values.items() if isinstance(one, str)}


# The same as a JSON Schema, for programs that read it.

_TEXT, _NUMBER = {"type": "string"}, {"type": "integer", "minimum": 0}


def _object(about: str, needed: tuple[str, ...] = (), **properties: object) -> dict[str, object]:
    return {
        "type": "object",
        "description": about,
        "properties": properties,
        "required": list(needed or properties),
        "additionalProperties": False,
    }


def _named(about: str, each: object) -> dict[str, object]:
    return {"type": "object", "description": about, "additionalProperties": each}


def _list(about: str, each: object) -> dict[str, object]:
    return {"type": "array", "description": about, "items": each}


def _told(about: str) -> dict[str, object]:
    return {**_TEXT, "description": about}


_ALLOWED = _object(
    "A finding that an author allows.",
    place=_told("The file, line and column."),
    message=_told("What was found."),
    reason=_told("Why it may stay."),
)
_RAN = _object(
    "A check that ran in this build.",
    code=_told("As `handbook explain` knows it."),
    name=_told("Its name."),
    findings={**_NUMBER, "description": "How often it found something that was not allowed."},
    waived=_list("What it found and an author allows.", _ALLOWED),
)
PASSPORT_SCHEMA: Mapping[str, object] = _object(
    "What made a site, what was checked, and what its files are.",
    # The folder for a disk, which is unpacked from a ZIP, says no more than this.
    ("generator", "version", "title", "edition", "files"),
    **{"$schema": _told("Where this schema lies.")},
    generator={"const": GENERATOR, "description": "By this a site of ours is known."},
    version=_told("The version of the program."),
    program=_told("The SHA-256 of all files of the program, its templates, styles and fonts."),
    restsOn=_named("What else the bytes depend on, with the version of each.", _TEXT),
    engine=_told("What put the pages into templates: `handbook`, our own, or the name of another program."),
    title=_told("The name of the handbook."),
    edition=_told("The edition, or what it is a draft of."),
    language=_told("The language of the handbook."),
    address=_told("The public address; empty where there is none."),
    counts=_named("How much there is of what.", _NUMBER),
    checks=_list("Every check that ran, in order of its code.", _RAN),
    accessibility=_object(
        "What is known of who can use it; nothing where templates are the handbook's own.",
        ("standard", "sheets"),
        standard=_told("The guidelines."),
        testedInThisBuild={"const": False, "description": "The tests belong to the program, not to a build."},
        lastGoneThrough={**_TEXT, "format": "date", "description": "When somebody last went through every row."},
        criteria=_named("The numbers of the criteria, by how each is held.", _list("Numbers.", _TEXT)),
        sheets=_object(
            "The printed sheets and the book.",
            files={**_NUMBER, "description": "How many PDFs there are."},
            made=_told("What they were made as."),
            validated={"const": False, "description": "No validator runs in a build."},
        ),
    ),
    privacy=_object(
        "What the pages let a browser load, and what they ask it to.",
        policy=_told("The content security policy of every page; empty where templates are the handbook's own."),
        filesLookedAt={**_NUMBER, "description": "Pages, styles and drawings that were looked at in this build."},
        loadedFromElsewhere=_named("Of each file that loads from another host, what.", _list("Addresses.", _TEXT)),
    ),
    editions=_named("The seal of each edition, by its name.", _TEXT),
    files=_named(
        "The SHA-256 of every file but this one, by its address.", {"type": "string", "pattern": "^[0-9a-f]{64}$"}
    ),
)
