"""The works of a site that cites by mkdocs-bibtex."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from handbook_build.authoring.adding import Addition, add_works
from handbook_build.authoring.arriving import read_works
from handbook_build.authoring.migrating.plain_site import PlainSite, Untaken
from handbook_build.content import SETTINGS
from handbook_build.faults import WrongUse
from handbook_build.interchange.incoming import Incoming
from handbook_build.locations import Location, Position, Range
from handbook_build.model.citation import Item
from handbook_build.model.handbook import Handbook
from handbook_build.model.settings import Settings

BIBTEX = "bibtex"


@dataclass(frozen=True)
class Works:
    """`references.json`, empty when there is none, and the new key of each work by the old one."""

    data: bytes
    keys: dict[str, str]


def works_of(site: PlainSite, target: Path, today: date) -> Works:
    """The works of all its files, for the handbook that is to stand in the folder `target`; what is lost of them is
    told at its place.
    """
    options = site.plugin(BIBTEX)
    keys: dict[str, str] = {}
    records: list[dict[str, object]] = []
    for name, incoming in [] if options is None else _files(site, options):
        there = tuple(Item(str(one["id"]), one, Location(name)) for one in records)
        bare = Handbook(Settings("", Location(SETTINGS)), items=there)
        addition = add_works(target, bare, name, incoming, today)
        records += json.loads(addition.change.after) if addition.change else []
        keys |= {key: new for key, new in _keys(addition).items() if key not in keys}
        _tell(site, name, addition)
    text = json.dumps(records, indent=2, ensure_ascii=False) + "\n"
    return Works(text.encode() if records else b"", keys)


def _files(site: PlainSite, options: object) -> Iterator[tuple[str, Incoming]]:
    said = options if isinstance(options, dict) else {}
    named = [str(said["bib_file"])] if said.get("bib_file") else []
    if folder := said.get("bib_dir"):
        base = site.root / str(folder)
        named += (
            [path.relative_to(site.root).as_posix() for path in sorted(base.rglob("*.bib"))] if base.is_dir() else []
        )
    for path in named:
        if re.match(r"https?://", path):
            what = f"the works at {path} are not fetched"
            site.untaken.append(Untaken(site.at(path), what, "save them as a file: handbook references add FILE"))
        elif source := site.named_file(path):
            try:
                yield path, read_works(path, source.text.encode(), BIBTEX)
            except WrongUse as wrong:
                site.untaken.append(Untaken(Location(path), str(wrong), "mend it: handbook references add FILE"))


def _keys(addition: Addition) -> dict[str, str]:
    keys = {one.entry.key: one.key for one in addition.added}
    for one in addition.left_out:
        # Of two records of one work, the first stands for both.
        if one.is_duplicate and (first := re.search(r"`([^`]+)`", one.why)):
            keys.setdefault(one.key, first[1])
    return keys


def _tell(site: PlainSite, name: str, addition: Addition) -> None:
    def at(line: int) -> Location:
        return Location(name, Range(Position(line, 1), Position(line, 1)))

    for one in addition.left_out:
        what = f"the work `{one.key}` is left out: {one.why}" if one.key else f"a work is left out: {one.why}"
        hint = "citations of it lead to the other" if one.is_duplicate else "mend it: handbook references add FILE"
        site.untaken.append(Untaken(at(one.line), what, hint))
    for added in addition.added:
        for loss in added.lost:
            what = f"of the work `{added.key}`, {loss.field} is lost: {loss.why}"
            site.untaken.append(Untaken(at(added.entry.line), what, "look whether readers need it"))
