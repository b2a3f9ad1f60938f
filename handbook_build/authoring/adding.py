"""Works of another program, added to `references.json`: what can be taken is, and what is not is told."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from handbook_build.authoring.edits import Change, change, read_bytes
from handbook_build.checks.incomplete_reference import missing
from handbook_build.content import LARGEST_TEXT, WORKS
from handbook_build.diagnostics import Edit
from handbook_build.faults import WrongUse
from handbook_build.interchange.csl import date_parts, family, part, people
from handbook_build.interchange.incoming import Entry, Incoming, Loss
from handbook_build.interchange.likeness import Shelf, sign
from handbook_build.interchange.normalising import normalised
from handbook_build.locations import Location
from handbook_build.model.citation import Item
from handbook_build.model.handbook import Handbook
from handbook_build.model.source import Source
from handbook_build.parsing.references import problem_of

UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Added:
    """A work that is added: its key here, the entry it came from, and what of that was lost."""

    key: str
    entry: Entry

    @property
    def lost(self) -> tuple[Loss, ...]:
        return self.entry.lost


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is not added: where it stands in the file, its key there, and why."""

    line: int
    key: str
    why: str
    is_duplicate: bool = False


@dataclass(frozen=True)
class Addition:
    """All that becomes of a file of works; `change` is None when nothing is added."""

    source: str
    added: tuple[Added, ...]
    left_out: tuple[LeftOut, ...]
    change: Change | None
    is_new: bool = False


def add_works(root: Path, handbook: Handbook, name: str, incoming: Incoming, today: date) -> Addition:
    """What adding the works of a file called `name` comes to; nothing is written.

    Raises WrongUse when `references.json` cannot be read, and MachineFault when a disk fails.
    """
    path = f"{handbook.settings.content}/{WORKS}"
    source = _readable(root, handbook, path)
    left_out = [LeftOut(broken.line, "", broken.message) for broken in incoming.broken]
    shelf = Shelf()
    for item in handbook.item.values():
        shelf.put(sign(f"`{item.id}`", item.fields))
    taken = set(handbook.item)
    added: list[Added] = []
    for entry in map(normalised, incoming.entries):
        key = _free(key_of(entry), taken)
        own = sign(f"`{key}`, which this file adds in line {entry.line}", entry.fields)
        if found := shelf.like(own):
            other, why = found
            left_out.append(LeftOut(entry.line, entry.key, f"it has {why} as {other.name}", is_duplicate=True))
            continue
        if lacking := list(missing(Item("", entry.fields, Location(name)))):
            what = f"it has no {' and no '.join(lacking)}"
            hint = "" if entry.fields.get("issued") else "; where a work shows no date, write n.d. as its year"
            left_out.append(LeftOut(entry.line, entry.key, what + hint))
            continue
        if wrong := [(field, said) for field, value in entry.fields.items() if (said := problem_of(field, value))]:
            field, said = wrong[0]
            left_out.append(LeftOut(entry.line, entry.key, f"its `{field}` {said[0]}; {said[1]}"))
            continue
        taken.add(key)
        shelf.put(own)
        custom = {
            "confidence": UNVERIFIED,
            "verification": f"added from {name} on {today.isoformat()}; not yet compared with the work itself",
        }
        added.append(Added(key, replace(entry, fields={"id": key, **entry.fields, "custom": custom})))
    left_out.sort(key=lambda one: one.line)
    if not added:
        return Addition(name, (), tuple(left_out), None)
    records = [one.entry.fields for one in added]
    made = _appended(root, source, path, records)
    if len(made.after) > LARGEST_TEXT:
        raise WrongUse(f"{path} would become larger than {LARGEST_TEXT // 1_000_000} MB, so nothing was added")
    return Addition(name, tuple(added), tuple(left_out), made, is_new=source is None)


def _readable(root: Path, handbook: Handbook, path: str) -> Source | None:
    """The text of `references.json`; None when there is none yet."""
    source = handbook.sources.get(path)
    if source is None:
        if (root / path).exists():
            raise WrongUse(f"{path} cannot be read; `handbook check` says why. Nothing was added")
        return None
    for flaw in handbook.flaws:
        if flaw.kind == "json-syntax" and flaw.finding.location.path == path:
            raise WrongUse(f"{flaw.finding.location}: {flaw.finding.message}; mend it first. Nothing was added")
    return source


def key_of(entry: Entry) -> str:
    """`family-year`: of one author or of the first of many, of both of two; a body by the capitals of its name."""
    fields = entry.fields
    makers = next((found for role in ("author", "editor", "editor-translator") if (found := people(fields, role))), ())
    names = [_short(one) for one in (makers[:2] if len(makers) == 2 else makers[:1])]
    if not any(names):
        words = str(fields.get("title", "")).split()
        names = [_slug(" ".join(words[:3]))]
    issued = date_parts(fields, "issued")
    key = "-".join(filter(None, [*names, str(issued[0]) if issued else "nd"]))
    return key if key[:1].isalpha() else f"work-{key}"


def _short(person: Mapping[str, object]) -> str:
    if name := part(person, "literal"):
        capitals = "".join(re.findall(r"\b[A-Z]", name))
        return _slug(capitals if len(capitals) > 2 else name)
    return _slug(family(person))


def _slug(words: str) -> str:
    """Letters from a to z, digits and hyphens; another script by the names of its letters is no help to anybody."""
    decomposed = unicodedata.normalize("NFKD", words.casefold().replace("ß", "ss").replace("ø", "o").replace("ł", "l"))
    bare = "".join(one for one in decomposed if not unicodedata.combining(one))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:40].strip("-")


def _free(key: str, taken: Collection[str]) -> str:
    """The key, or the key with the first letter that makes it new: rogers-1957, rogers-1957b."""
    if key not in taken:
        return key
    letters = "bcdefghijklmnopqrstuvwxyz"
    number = 0
    while True:
        for letter in letters:
            name = f"{key}{letter}{number or ''}"
            if name not in taken:
                return name
        number += 1


def _appended(root: Path, source: Source | None, path: str, records: list[Mapping[str, object]]) -> Change:
    """The file with records at the end of its list, and all before them as it was."""
    if source is None or not source.text.strip():
        before = read_bytes(root, path) if source is not None else b""
        text = json.dumps(records, indent=2, ensure_ascii=False) + "\n"
        return Change(path, before, text.encode())
    text = source.text
    close = text.rstrip().rfind("]")
    end = len(text[:close].rstrip())
    # A comma after the last work is no JSON, and is taken for the one that is needed now.
    is_first, has_comma = text[end - 1] == "[", text[end - 1] == ","
    margin, step = _indents(text)
    written = [_written(record, margin, step) for record in records]
    new = ("" if is_first or has_comma else ",") + f"\n{margin}" + f",\n{margin}".join(written)
    if end == close:
        new += "\n"
    return change(source, read_bytes(root, path), [Edit(source.location(end, end), new)])


def _indents(text: str) -> tuple[str, str]:
    """How far works are indented in a file, and how much further their fields; no step when a work is one line."""
    first = re.search(r"^([ \t]*)\{", text, re.MULTILINE)
    if first is None:
        return "  ", "  "
    field = re.compile(r"\{[ \t]*\n([ \t]*)\"").match(text, first.end() - 1)
    return first[1], field[1].removeprefix(first[1]) if field else ""


def _written(record: Mapping[str, object], margin: str, step: str) -> str:
    if not step:
        return json.dumps(record, ensure_ascii=False)
    return json.dumps(record, indent=step, ensure_ascii=False).replace("\n", f"\n{margin}")
