"""RIS, read into CSL-JSON. What is broken is told with its line, and the rest is read."""

from __future__ import annotations

import re
from collections.abc import Mapping

from handbook_build.interchange.incoming import Broken, Entry, Incoming, Loss, one_line

TYPES: Mapping[str, str] = {
    "JOUR": "article-journal",
    "EJOUR": "article-journal",
    "INPR": "article-journal",
    "ABST": "article-journal",
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    "BOOK": "book",
    "EBOOK": "book",
    "EDBOOK": "book",
    "CLSWK": "book",
    "CHAP": "chapter",
    "ECHAP": "chapter",
    "DICT": "entry-dictionary",
    "ENCYC": "entry-encyclopedia",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "RPRT": "report",
    "GOVDOC": "report",
    "STAND": "standard",
    "THES": "thesis",
    "MANSCPT": "manuscript",
    "UNPB": "manuscript",
    "PAMP": "pamphlet",
    "PAT": "patent",
    "DATA": "dataset",
    "COMP": "software",
    "ELEC": "webpage",
    "ICOMM": "webpage",
    "BLOG": "post-weblog",
    "MPCT": "motion_picture",
    "VIDEO": "motion_picture",
    "SOUND": "song",
    "MAP": "map",
    "STAT": "legislation",
    "BILL": "bill",
    "CASE": "legal_case",
    "HEAR": "hearing",
    "PCOMM": "personal_communication",
    "GEN": "document",
}
CONTAINED = frozenset(("chapter", "entry-dictionary", "entry-encyclopedia", "paper-conference"))
NAMES = {"AU": "author", "A1": "author", "ED": "editor", "A4": "translator"}
# The first of them that is there is taken.
TEXTS: Mapping[str, tuple[str, ...]] = {
    "title": ("TI", "T1", "CT"),
    "container-title": ("T2", "JF", "JO", "BT", "J2"),
    "container-title-short": ("JA", "J1"),
    "collection-title": ("T3",),
    "title-short": ("ST",),
    "volume": ("VL",),
    "issue": ("IS",),
    "number": ("M1",),
    "chapter-number": ("SE",),
    "edition": ("ET",),
    "publisher": ("PB",),
    "publisher-place": ("CY", "PP"),
    "genre": ("M3",),
    "DOI": ("DO",),
    "URL": ("UR", "LK"),
    "language": ("LA",),
    "abstract": ("AB", "N2"),
}
SILENT = frozenset(("TY", "ID", "SP", "EP", "PY", "Y1", "DA", "Y2", "SN", "OP", "A2", "A3"))
_LINE = re.compile(r"([A-Z][A-Z0-9]) {0,2}-(?: (.*)|)$")
_DATE = re.compile(
    r"(\d{4})(?!\d)(?:\s*[/-]\s*(\d{1,2})(?!\d)(?:\s*[/-]\s*(\d{1,2})(?!\d))?)?[\s/-]*(.*)", re.ASCII | re.DOTALL
)


# What databases write at the head of a file about itself.
_HEAD = re.compile(r"(?:Provider|Database|Content): ?", re.IGNORECASE)


def read_ris(text: str) -> Incoming:
    """Every record of the text, from `TY` to `ER`."""
    entries: list[Entry] = []
    broken: list[Broken] = []
    start, tags, stray = 0, list[tuple[str, str]](), False
    for number, line in enumerate(text.split("\n"), 1):
        found = _LINE.match(line.rstrip())
        if found is None:
            if tags and line.strip():
                # A long value goes on in the next line.
                tags[-1] = (tags[-1][0], f"{tags[-1][1]} {line.strip()}")
            elif line.strip() and not stray and not _HEAD.match(line):
                # Once for lines below each other.
                stray = True
                broken.append(
                    Broken(number, f"`{one_line(line)[:40]}` stands outside a record, which begins with `TY  -`")
                )
            continue
        stray = False
        tag, value = found[1], (found[2] or "").strip()
        if tag == "TY":
            if tags:
                broken.append(
                    Broken(start, f"this record has no end (`ER  -`) before the next begins in line {number}")
                )
            start, tags = number, [("TY", value)]
        elif not tags:
            if tag != "ER" or value:
                broken.append(Broken(number, f"`{tag}  -` stands outside a record, which begins with `TY  -`"))
        elif tag == "ER":
            entries.append(_entry(start, [*tags, ("ER", value)]))
            tags = []
        else:
            tags.append((tag, value))
    if tags:
        broken.append(Broken(start, "this record has no end (`ER  -`); the file may have been cut short"))
    return Incoming(tuple(entries), tuple(broken))


def _entry(line: int, tags: list[tuple[str, str]]) -> Entry:
    values: dict[str, list[str]] = {}
    for tag, value in tags:
        if value:
            values.setdefault(tag, []).append(one_line(value))
    lost: list[Loss] = []
    named = values.get("TY", [""])[0]
    written = named.upper()
    kind = TYPES.get(written, "document")
    if written not in TYPES:
        lost.append(Loss("TY", named, "is no known type; taken as a document"))
    fields: dict[str, object] = {"type": kind}
    # The editor of what the work stands in; of a whole book, the editor of its series.
    names = {**NAMES, "A2": "editor" if kind in CONTAINED or kind.startswith("article") else "collection-editor"}
    names |= {"A3": "collection-editor"}
    for tag, role in names.items():
        for value in values.get(tag, ()):
            # An edited book has its editors where another has its authors.
            place = "editor" if written == "EDBOOK" and role == "author" else role
            people = fields.setdefault(place, [])
            if isinstance(people, list):
                people.append(_person(value))
    for field, places in TEXTS.items():
        given = [(tag, value) for tag in places for value in values.get(tag, ())]
        if given:
            fields[field] = given[0][1]
            lost += (
                Loss(tag, value, f"another line already gives the {field}")
                for tag, value in given[1:]
                if value != given[0][1] and field != "abstract"
            )
    for value in values.get("SN", ()):
        name = "ISSN" if re.fullmatch(r"\d{4}-?\d{3}[\dXx]", value) else "ISBN"
        if name in fields:
            lost.append(Loss("SN", value, f"another line already gives the {name}"))
        else:
            fields[name] = value
    if pages := "–".join(values[tag][0] for tag in ("SP", "EP") if tag in values):
        fields["page"] = pages
    lost += (Loss(tag, more, "stands twice") for tag in ("SP", "EP", "ID") for more in values.get(tag, ())[1:])
    fields |= _dates(values, lost)
    known = {*names, *SILENT, *(tag for places in TEXTS.values() for tag in places)}
    lost += (
        Loss(tag, value, "has no place in CSL-JSON")
        for tag, given in values.items()
        if tag not in known
        for value in given
    )
    return Entry(values.get("ID", [""])[0], line, fields, tuple(lost))


def _person(written: str) -> dict[str, str]:
    """`Family, Given, Suffix`; a name without a comma, or with one at its end alone, is that of a body."""
    parts = [part.strip() for part in written.split(",")]
    if len(parts) == 1 or not any(parts[1:]):
        return {"literal": parts[0]}
    person = {"family": parts[0], "given": parts[1]}
    if len(parts) > 2 and parts[2]:
        person["suffix"] = ", ".join(parts[2:])
    return person


def _dates(values: Mapping[str, list[str]], lost: list[Loss]) -> dict[str, object]:
    found: dict[str, object] = {}
    for field, places in (("issued", ("DA", "PY", "Y1")), ("accessed", ("Y2",)), ("original-date", ("OP",))):
        for tag, value in [(one, value) for one in places for value in values.get(one, ())]:
            date, more = _date(value)
            if field in found:
                if not _says_the_same(date, more, found[field]):
                    lost.append(Loss(tag, value, "another line already gives the date"))
            elif date:
                found[field] = {"date-parts": [date]}
                if more:
                    lost.append(Loss(tag, more, "stands behind a date, and has no place in CSL-JSON"))
            elif field == "issued" and tag != "DA" and value.strip("/ "):
                found[field] = {"literal": value.strip("/ ")}
            else:
                lost.append(Loss(tag, value, "is no date that could be read"))
    return found


def _says_the_same(date: list[int], more: str, taken: object) -> bool:
    """Whether a date is as much of one that is taken already, or as little."""
    parts = taken.get("date-parts", [[]]) if isinstance(taken, Mapping) else [[]]
    both = list(zip(date, parts[0], strict=False))
    return bool(both) and not more and all(one == other for one, other in both)


def _date(written: str) -> tuple[list[int], str]:
    """The numbers of `2020/03/01/`, `2020/03`, `2020`, `2020-03-01`, and what stands behind them."""
    found = _DATE.fullmatch(written.strip())
    if found is None:
        return [], written
    return [int(part) for part in found.groups()[:3] if part], found[4].strip()
