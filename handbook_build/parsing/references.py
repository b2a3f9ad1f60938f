"""`references.json`: works as CSL-JSON, with the place of each record.

The fields are those of CSL-JSON 1.0.2, with `editor-translator`, which its processors know.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from handbook_build.diagnostics import Finding
from handbook_build.locations import Location
from handbook_build.model.citation import Item
from handbook_build.model.conflicts import CONFLICT, MERGE, conflict_in
from handbook_build.model.document import Flaw, Waiver
from handbook_build.model.source import Source

TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection "
    "dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview "
    "legal_case legislation manuscript map motion_picture musical_score pamphlet paper-conference patent "
    "performance periodical personal_communication post post-weblog regulation report review review-book "
    "software song speech standard thesis treaty webpage".split()
)
NAMES = frozenset(
    "author chair collection-editor compiler composer container-author contributor curator director editor "
    "editor-translator editorial-director executive-producer guest host illustrator interviewer narrator "
    "organizer original-author performer producer recipient reviewed-author script-writer series-creator "
    "translator".split()
)
DATES = frozenset("accessed available-date event-date issued original-date submitted".split())
TEXTS = frozenset(
    "abstract annote archive archive_collection archive_location archive-place authority call-number "
    "citation-key citation-label collection-title container-title container-title-short dimensions division "
    "DOI event event-title event-place genre ISBN ISSN journalAbbreviation jurisdiction keyword language "
    "license medium note original-publisher original-publisher-place original-title part-title PMCID PMID "
    "publisher publisher-place references reviewed-genre reviewed-title scale section shortTitle source "
    "status title title-short URL volume-title year-suffix".split()
)
NUMBERS = frozenset(
    "chapter-number citation-number collection-number edition first-reference-note-number issue locator "
    "number number-of-pages number-of-volumes page page-first part-number printing-number supplement-number "
    "version volume".split()
)
OTHER = frozenset(("id", "type", "custom", "categories"))
# What no reference needs, and what formats them cannot hold or is slow at.
LONGEST_TEXT, MOST_MARKS, LARGEST_NUMBER, MOST_ALIKE = 20_000, 100, 10**9, 200
_NUMBER = re.compile(r"-?\d{1,6}")
KNOWN = NAMES | DATES | TEXTS | NUMBERS | OTHER


# An escape in a JSON text; two that make one character stand together.
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u(?P<code>[\da-fA-F]{4})|.)", re.DOTALL
)


class _Repeats(dict[str, object]):
    """A JSON object that remembers the keys that were written twice."""

    repeated: tuple[str, ...] = ()


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = _Repeats(pairs)
    often = Counter(name for name, _ in pairs) if len(result) < len(pairs) else {}
    result.repeated = tuple(sorted(name for name, times in often.items() if times > 1))
    return result


def _readable(source: Source, flaws: list[Flaw]) -> str:
    """The text with escapes of what no page can show made visible: control characters, and halves of a pair.

    Its length stays, so places in it stay true.
    """

    def shown(escape: re.Match[str]) -> str:
        code = int(escape["code"] or "20", 16)
        if not (code < 0x20 or code == 0x7F or 0xD800 <= code < 0xE000) or code in (0x09, 0x0A, 0x0D):
            return escape[0]
        message = f"this is a control character (U+{code:04X}), which no page can show"
        if code >= 0xD800:
            message = f"this is half of a character (U+{code:04X}), whose other half is missing"
        place = source.location(escape.start(), escape.end())
        flaws.append(Flaw("control-character", Finding(place, message, "delete it, or write the character itself")))
        return "\\ufffd"

    return _ESCAPE.sub(shown, source.text)


def parse_references(source: Source) -> tuple[tuple[Item, ...], list[Flaw], list[Waiver]]:
    """The works in the order of the file. A field that cannot be used is a flaw and is left out."""
    flaws: list[Flaw] = []
    text = _readable(source, flaws)
    decoder = json.JSONDecoder(object_pairs_hook=_pairs)
    items: list[Item] = []
    waivers: list[Waiver] = []
    skip = re.compile(r"[\s,]*")
    start = re.compile(r"\s*\[").match(text)
    if not start:
        finding = Finding(source.location(0), "references.json holds no list", "write the works as [ {...}, {...} ]")
        return (), [Flaw("json-syntax", finding)] if text.strip() else [], []
    at = start.end()
    while True:
        between = skip.match(text, at)
        at = between.end() if between else at
        if text[at : at + 1] == "]":
            break
        try:
            record, end = decoder.raw_decode(text, at)
        # A number of thousands of digits is a ValueError without a place.
        except (ValueError, RecursionError) as error:
            place = error.pos if isinstance(error, json.JSONDecodeError) else at
            if (conflict := conflict_in(text)) is not None:
                finding = Finding(source.location(conflict), CONFLICT, MERGE)
                flaws.append(Flaw("json-syntax", finding))
                break
            what = (
                "nested too deeply"
                if isinstance(error, RecursionError)
                else getattr(error, "msg", "a number is too long")
            )
            hint = "look for a missing comma, quotation mark or bracket just before; the works after it were not read"
            flaws.append(Flaw("json-syntax", Finding(source.location(place), f"this is not valid JSON: {what}", hint)))
            break
        reader = _Reader(source, at, end)
        if item := reader.item(record):
            items.append(item)
        flaws += reader.flaws
        waivers += reader.waivers
        at = end
    return tuple(_few_alike(items, flaws)), flaws, waivers


def _few_alike(items: list[Item], flaws: list[Flaw]) -> Iterator[Item]:
    """The works without those that could be told apart by nothing but very many letters after one year."""
    alike: Counter[str] = Counter()
    for item in items:
        fields = item.fields
        people = fields.get("author") or fields.get("editor") or fields.get("title")
        first = people[0] if isinstance(people, list) else people
        sign = repr((first, fields.get("issued")))
        alike[sign] += 1
        if alike[sign] <= MOST_ALIKE:
            yield item
        elif alike[sign] == MOST_ALIKE + 1:
            message = f"more than {MOST_ALIKE} works have one author and year; `{item.id}` and others are left out"
            hint = "complete their authors and years, or take works out"
            flaws.append(Flaw("wrong-value", Finding(item.location, message, hint)))


class _Reader:
    """Reads one record, which stands in the source from `start` to `end`."""

    def __init__(self, source: Source, start: int, end: int) -> None:
        self.source, self.start, self.end = source, start, end
        self.flaws: list[Flaw] = []
        self.waivers: list[Waiver] = []

    def at(self, field: str, occurrence: int = 0) -> Location:
        """Where a field's name stands in the record; its beginning when it is not there."""
        found = list(re.compile(rf'"{re.escape(field)}"\s*:').finditer(self.source.text, self.start, self.end))
        if len(found) <= occurrence:
            return self.source.location(self.start)
        return self.source.location(found[occurrence].start(), found[occurrence].start() + len(field) + 2)

    def flaw(self, kind: str, location: Location, message: str, hint: str = "") -> None:
        self.flaws.append(Flaw(kind, Finding(location, message, hint)))

    def item(self, record: object) -> Item | None:
        if not isinstance(record, _Repeats):
            self.flaw("wrong-value", self.source.location(self.start), "this is no record of a work", "write { ... }")
            return None
        for name in record.repeated:
            self.flaw(
                "duplicate-key", self.at(name, 1), f"the key `{name}` stands here a second time", "keep one of the two"
            )
        key, kind = record.get("id"), record.get("type")
        if not isinstance(key, str) or not key.strip():
            self.flaw(
                "missing-key", self.source.location(self.start), "a work has no `id`", 'write "id": "surname-year"'
            )
            return None
        if not isinstance(kind, str) or kind not in TYPES:
            near = get_close_matches(str(kind), TYPES, 1)
            hint = (
                f"did you mean `{near[0]}`?"
                if near
                else "CSL's types are: article-journal, book, chapter, report, webpage ..."
            )
            self.flaw("wrong-value", self.at("type"), f"the work `{key}` has the type `{kind}`", hint)
            record["type"] = "document"
        self.allow(record.get("custom"))
        fields = {name: value for name, value in record.items() if self.usable(key, name, value)}
        return Item(key, fields, self.at("id"))

    def usable(self, key: str, name: str, value: object) -> bool:
        if name not in KNOWN:
            near = get_close_matches(name, KNOWN, 1)
            hint = f"did you mean `{near[0]}`?" if near else "put what CSL has no field for under `custom`"
            self.flaw("unknown-key", self.at(name), f"the work `{key}` has an unknown field `{name}`", hint)
            return False
        problem = problem_of(name, value)
        if problem:
            self.flaw("wrong-value", self.at(name), f"`{name}` of the work `{key}` {problem[0]}", problem[1])
        return not problem

    def allow(self, custom: object) -> None:
        allowed = custom.get("allow") if isinstance(custom, Mapping) else None
        if isinstance(allowed, Mapping):
            first, last = (self.source.position(place).line for place in (self.start, self.end))
            for name, reason in allowed.items():
                self.waivers.append(Waiver(str(name), str(reason or ""), self.at("allow"), first, last))


def problem_of(name: str, value: object) -> tuple[str, str] | None:
    """What is wrong with the value of a field, and what to write; None when it can be used."""
    if name in NAMES:
        fine = isinstance(value, list) and all(
            isinstance(person, Mapping)
            and (isinstance(person.get("family"), str) or isinstance(person.get("literal"), str))
            and all(isinstance(part, (str, bool, int)) for part in person.values())
            for person in value
        )
        return (
            None
            if fine
            else ("is no list of names", '[{"family": "Rogers", "given": "Carl R."}] or [{"literal": "..."}]')
        )
    if name in DATES:
        return None if _is_date(value) else ("is no date", '{"date-parts": [[1957, 4]]} or {"literal": "n.d."}')
    if name in TEXTS:
        return _text_problem(value) if isinstance(value, str) else ("is no text", "put it in quotation marks")
    if name in NUMBERS:
        if isinstance(value, str):
            return _text_problem(value)
        fine = isinstance(value, int) and not isinstance(value, bool) and abs(value) < LARGEST_NUMBER
        return None if fine else ("is no number or text", "put it in quotation marks")
    return None


def _text_problem(value: str) -> tuple[str, str] | None:
    """Why a text cannot be cited: what formats it takes time by the square of its marks."""
    if len(value) > LONGEST_TEXT:
        return f"has more than {LONGEST_TEXT:,} letters", "write what a list of references can show"
    if value.count("<") > MOST_MARKS:
        return f"has more than {MOST_MARKS} signs `<`", "mark with <i>, <sub> and <sup> what the work itself marks so"
    return None


_NUMBER = re.compile(r"-?[0-9]{1,9}")


def _is_date(value: object) -> bool:
    if not isinstance(value, Mapping):
        return False
    parts = value.get("date-parts")
    if parts is None:
        return isinstance(value.get("literal", value.get("raw")), str)
    return (
        isinstance(parts, list)
        and bool(parts)
        and all(
            isinstance(part, list)
            and 1 <= len(part) <= 3
            and all(
                isinstance(number, (int, str)) and not isinstance(number, bool) and _NUMBER.fullmatch(str(number))
                for number in part
            )
            for part in parts
        )
    )
