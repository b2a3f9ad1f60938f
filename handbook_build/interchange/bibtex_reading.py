"""BibTeX and BibLaTeX, read into CSL-JSON. What is broken is told with its line, and the rest is read."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook_build.interchange.incoming import Broken, Entry, Incoming, Loss, one_line
from handbook_build.interchange.latex import from_latex

if TYPE_CHECKING:
    from bibtexparser.model import Entry as Block

TYPES: Mapping[str, str] = {
    "article": "article-journal",
    "periodical": "article-journal",
    "suppperiodical": "article-journal",
    "review": "review",
    "book": "book",
    "mvbook": "book",
    "collection": "book",
    "mvcollection": "book",
    "reference": "book",
    "mvreference": "book",
    "proceedings": "book",
    "mvproceedings": "book",
    "inbook": "chapter",
    "bookinbook": "chapter",
    "suppbook": "chapter",
    "incollection": "chapter",
    "suppcollection": "chapter",
    "inreference": "entry-encyclopedia",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "techreport": "report",
    "report": "report",
    "manual": "report",
    "standard": "standard",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "booklet": "pamphlet",
    "patent": "patent",
    "dataset": "dataset",
    "software": "software",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "movie": "motion_picture",
    "video": "motion_picture",
    "music": "song",
    "legislation": "legislation",
    "misc": "document",
}
# A kind of thesis that the name of the entry tells.
GENRES = {"phdthesis": "Doctoral dissertation", "mastersthesis": "Master’s thesis"}
SUBTYPES = {"magazine": "article-magazine", "newspaper": "article-newspaper"}
NAMES = {"author": "author", "editor": "editor", "translator": "translator", "bookauthor": "container-author"}
TEXTS = {
    "journal": "container-title",
    "journaltitle": "container-title",
    "booktitle": "container-title",
    "series": "collection-title",
    "volume": "volume",
    "edition": "edition",
    "pages": "page",
    "publisher": "publisher",
    "school": "publisher",
    "institution": "publisher",
    "organization": "publisher",
    "address": "publisher-place",
    "location": "publisher-place",
    "eventtitle": "event-title",
    "venue": "event-place",
    "type": "genre",
    "shorttitle": "title-short",
    "shortjournal": "container-title-short",
    "abstract": "abstract",
    "langid": "language",
    "language": "language",
    "pubstate": "status",
    "volumes": "number-of-volumes",
    "pagetotal": "number-of-pages",
    "chapter": "chapter-number",
    "version": "version",
    "pmid": "PMID",
    "pmcid": "PMCID",
}
VERBATIM = {"doi": "DOI", "url": "URL", "isbn": "ISBN", "issn": "ISSN"}
DATES = {"urldate": "accessed", "origdate": "original-date", "eventdate": "event-date"}
# Said by other fields, or only of use to the program that wrote them.
SILENT = frozenset(("year", "month", "day", "date", "title", "subtitle", "entrysubtype", "crossref", "number", "issue"))
KNOWN = frozenset((*NAMES, *TEXTS, *VERBATIM, *DATES, *SILENT))
MONTHS = {name: at for at, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
INHERITED = ("editor", "publisher", "address", "location", "year", "date", "series", "volume", "isbn")
# An address where BibTeX, which is older than the web, had no field for it.
_HOWPUBLISHED = re.compile(r"\s*(?:\\url\s*\{\s*)?(https?://[^\s{}]+)\s*\}?\s*")
_SILENCE = logging.getLogger("bibtexparser")


def read_bibtex(text: str) -> Incoming:
    """Every entry of the text, with the words of its macros (`@string`) put in."""
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import DuplicateFieldKeyBlock, ParsingFailedBlock
    from bibtexparser.model import Entry as Block

    _SILENCE.setLevel(logging.CRITICAL)
    library = parse_string(text, parse_stack=[])
    macros = {name: name for name in MONTHS}
    for macro in library.strings:
        macros[macro.key.lower()] = value_of(str(macro.value), macros)[0]
    broken: list[Broken] = []
    drafts: list[_Draft] = []
    for block in library.blocks:
        line = (block.start_line or 0) + 1
        if isinstance(block, Block):
            drafts.append(_draft(block, line, macros))
        elif isinstance(block, ParsingFailedBlock):
            inner = block.ignore_error_block
            if isinstance(inner, Block):
                # Two entries of one key, or a field that stands twice: the entry can be read all the same.
                twice = sorted(block.duplicate_keys) if isinstance(block, DuplicateFieldKeyBlock) else []
                drafts.append(_draft(inner, line, macros, tuple(twice)))
            else:
                broken.append(Broken(line, _broken(block.raw or "")))
    by_key = {draft.key: draft for draft in reversed(drafts)}
    return Incoming(tuple(_entry(draft, by_key) for draft in drafts), tuple(broken))


@dataclass(frozen=True)
class _Draft:
    """An entry as it is written: its fields by their names in small letters."""

    key: str
    line: int
    kind: str
    fields: Mapping[str, str]
    lost: tuple[Loss, ...]


def _draft(block: Block, line: int, macros: Mapping[str, str], twice: tuple[str, ...] = ()) -> _Draft:
    fields: dict[str, str] = {}
    lost: list[Loss] = []
    for field in block.fields:
        name = field.key.lower()
        words, unknown = value_of(str(field.value), macros)
        if name in fields:
            lost.append(Loss(name, one_line(words), "stands twice in the entry; the first was taken"))
            continue
        fields[name] = words
        lost += (Loss(name, macro, "is a macro that the file does not define; its name was kept") for macro in unknown)
    lost += (Loss(name, "", "stands twice in the entry") for name in twice if name.lower() not in fields)
    return _Draft(block.key, line, block.entry_type.lower(), fields, tuple(lost))


def value_of(written: str, macros: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """A value without its braces or quotation marks, its pieces (`jan # " 1"`) joined; and unknown macros in it."""
    pieces: list[str] = []
    unknown: list[str] = []
    for piece in (one.strip() for one in _pieces(written.strip())):
        if piece[:1] + piece[-1:] in ("{}", '""') and len(piece) > 1:
            pieces.append(piece[1:-1])
        elif piece.isdigit() or not piece:
            pieces.append(piece)
        else:
            pieces.append(macros.get(piece.lower(), piece))
            unknown += [] if piece.lower() in macros else [piece]
    return "".join(pieces), tuple(unknown)


def _pieces(written: str) -> list[str]:
    """A value cut at each `#` outside braces and quotation marks."""
    if "#" not in written:
        return [written]
    pieces, depth, quoted, start = list[str](), 0, False, 0
    for at, character in enumerate(written):
        depth += (character == "{") - (character == "}")
        if character == '"' and depth == 0:
            quoted = not quoted
        if character == "#" and depth == 0 and not quoted:
            pieces.append(written[start:at])
            start = at + 1
    return [*pieces, written[start:]]


def _broken(raw: str) -> str:
    shown = one_line(raw)[:60]
    return f"this entry does not end where the next begins; look for a missing brace, quotation mark or comma: {shown}"


def _entry(draft: _Draft, others: Mapping[str, _Draft]) -> Entry:
    raw = dict(draft.fields)
    parent = others.get(raw.get("crossref", ""))
    if parent is not None and parent is not draft:
        raw = {**{name: parent.fields[name] for name in INHERITED if name in parent.fields}, **raw}
        if "title" in parent.fields:
            raw.setdefault("booktitle", parent.fields["title"])
    if not raw.get("url", "").strip() and (found := _HOWPUBLISHED.fullmatch(raw.get("howpublished", ""))):
        del raw["howpublished"]
        raw["url"] = found[1]
    reader = _Reader(draft.kind, raw, [*draft.lost])
    if "crossref" in raw and parent is None:
        reader.lose("crossref", "there is no entry of this key in the file")
    fields = reader.fields()
    return Entry(draft.key, draft.line, fields, tuple(reader.lost))


class _Reader:
    """Reads the fields of one entry, and remembers those that have no place in CSL-JSON."""

    def __init__(self, kind: str, raw: Mapping[str, str], lost: list[Loss]) -> None:
        self.kind, self.raw, self.lost = kind, raw, lost

    def lose(self, name: str, why: str) -> None:
        self.lost.append(Loss(name, one_line(self.raw.get(name, "")), why))

    def fields(self) -> dict[str, object]:
        kind = SUBTYPES.get(self.raw.get("entrysubtype", ""), TYPES.get(self.kind, ""))
        if not kind:
            self.lost.append(Loss("entry type", f"@{self.kind}", "is no known type; taken as a document"))
            kind = "document"
        if kind == "document" and self.raw.get("url"):
            kind = "webpage"
        found: dict[str, object] = {"type": kind}
        if genre := GENRES.get(self.kind):
            found["genre"] = genre
        for name, role in NAMES.items():
            if people := self.people(name):
                found[role] = people
        if title := ": ".join(words for name in ("title", "subtitle") if (words := self.text(name))):
            found["title"] = title
        for name, field in TEXTS.items():
            if value := self.text(name):
                if field in found and field != "genre":
                    self.lose(name, f"another field already gives the {field}")
                else:
                    found[field] = value
        for name, field in VERBATIM.items():
            if value := re.sub(r"\\([%#&_{}~])", r"\1", one_line(self.raw.get(name, ""))):
                found[field] = value
        # The number of an article is that of the issue.
        number = "collection-number" if "series" in self.raw else "number"
        if kind.startswith(("article", "review")):
            number = "issue"
        for name in ("number", "issue"):
            if value := self.text(name):
                if number in found:
                    self.lose(name, f"another field already gives the {number}")
                else:
                    found[number] = value
        found |= self.dates()
        self.rest()
        return found

    def text(self, name: str) -> str:
        if name not in self.raw:
            return ""
        words, unknown = from_latex(self.raw.get(name, ""))
        for command in unknown:
            self.lost.append(Loss(name, f"\\{command}", "is a LaTeX command that is not known; its words were kept"))
        return words

    def people(self, name: str) -> list[dict[str, str]]:
        from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

        written = one_line(self.raw.get(name, ""))
        found: list[dict[str, str]] = []
        for person in split_multiple_persons_names(written) if written else []:
            if person.lower() == "others":
                self.lost.append(Loss(name, "and others", "CSL-JSON has no sign for further names; add them"))
            elif is_whole(person):
                found.append({"literal": from_latex(person)[0]})
            else:
                parts = parse_single_name_into_parts(person, strict=False)
                named = {
                    "family": parts.last,
                    "given": parts.first,
                    "non-dropping-particle": parts.von,
                    "suffix": parts.jr,
                }
                read = {part: from_latex(" ".join(words))[0] for part, words in named.items() if words}
                if "family" in read:
                    found.append(read)
                else:
                    found.append({"literal": from_latex(person)[0]})
        return found

    def dates(self) -> dict[str, object]:
        found: dict[str, object] = {}
        issued = self.raw.get("date") or self.raw.get("year", "")
        if "date" not in self.raw and re.fullmatch(r"\s*\d{4}\s*", issued):
            month = self.text("month").lower()
            number = MONTHS.get(month[:3], int(month) if re.fullmatch(r"0?[1-9]|1[0-2]", month) else 0)
            if month and not number:
                self.lose("month", "is no month that could be read")
            day = self.text("day")
            is_day = number and re.fullmatch(r"[0-9]{1,2}", day)
            if day and not is_day:
                self.lose("day", "is no day that could be read, or has no month")
            more = [number, *([int(day)] if is_day else [])] if number else []
            found["issued"] = {"date-parts": [[int(issued), *more]]}
        elif issued.strip():
            found["issued"] = read_date(from_latex(issued)[0])
            for name in ("year", "month", "day"):
                if name in self.raw and self.text(name) not in issued:
                    self.lose(name, "another field already gives the date")
        for name, field in DATES.items():
            if written := self.text(name):
                found[field] = read_date(written)
        return found

    def rest(self) -> None:
        for name in self.raw:
            if name not in KNOWN and self.raw[name].strip():
                self.lose(name, "has no place in CSL-JSON")


def is_whole(name: str) -> bool:
    """Whether a name stands in braces as a whole, as that of a body does."""
    if not (name.startswith("{") and name.endswith("}")):
        return False
    depth = 0
    for at, character in enumerate(name):
        depth += (character == "{") - (character == "}")
        if depth == 0:
            return at == len(name) - 1
    return False


def read_date(written: str) -> dict[str, object]:
    """`2020-03-01`, `2020-03`, `2020`, and ranges of these; any other words as they are."""
    parts = [part for part in written.strip().split("/") if part]
    if not 1 <= len(parts) <= 2 or not all(re.fullmatch(r"\d{4}(-\d{1,2}){0,2}", part) for part in parts):
        return {"literal": one_line(written)}
    return {"date-parts": [[int(number) for number in part.split("-")] for part in parts]}
