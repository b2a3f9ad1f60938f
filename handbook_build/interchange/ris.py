"""Works as RIS, which EndNote, Zotero and Mendeley import.

A body's name ends with a comma, as EndNote asks, so that it is not divided into family and given names; a comma
inside the name cannot be told from that. RIS has no place for: "n.d.", who is both editor and translator (written as
both), italics, and which particle of a name is dropped in sorting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from handbook_build.interchange.csl import Person, Record, date_parts, family, part, people, plain, text

TYPES: Mapping[str, str] = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "review": "JOUR",
    "review-book": "JOUR",
    "book": "BOOK",
    "classic": "CLSWK",
    "chapter": "CHAP",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "paper-conference": "CPAPER",
    "report": "RPRT",
    "standard": "STAND",
    "thesis": "THES",
    "manuscript": "MANSCPT",
    "pamphlet": "PAMP",
    "patent": "PAT",
    "dataset": "DATA",
    "software": "COMP",
    "post": "ELEC",
    "post-weblog": "BLOG",
    "webpage": "ELEC",
    "motion_picture": "MPCT",
    "broadcast": "VIDEO",
    "song": "SOUND",
    "map": "MAP",
    "legislation": "STAT",
    "bill": "BILL",
    "legal_case": "CASE",
    "hearing": "HEAR",
    "personal_communication": "PCOMM",
}
TEXTS = (
    ("container-title", "T2"),
    ("collection-title", "T3"),
    ("title-short", "ST"),
    ("volume", "VL"),
    ("issue", "IS"),
    ("number", "M1"),
    ("chapter-number", "SE"),
    ("edition", "ET"),
    ("publisher", "PB"),
    ("publisher-place", "CY"),
    ("genre", "M3"),
    ("ISBN", "SN"),
    ("ISSN", "SN"),
    ("DOI", "DO"),
    ("URL", "UR"),
    ("language", "LA"),
    ("abstract", "AB"),
)
ROLES = (
    ("author", "AU"),
    ("editor", "A2"),
    ("translator", "A4"),
    ("editor-translator", "A2"),
    ("editor-translator", "A4"),
)
# Of what stands in nothing larger, A2 is the editor of the series.
WHOLE = frozenset(("BOOK", "CLSWK", "RPRT", "THES", "ELEC", "GEN"))


def to_ris(works: Iterable[Record]) -> str:
    """Records in the order of the works, one after another."""
    return "".join(f"{tag}  - {value}\n" if tag else "\n" for work in works for tag, value in _lines(work)) or "\n"


def _lines(work: Record) -> Iterator[tuple[str, str]]:
    kind = TYPES.get(str(work.get("type", "")), "GEN")
    yield "TY", kind
    yield "ID", text(work, "id")
    for role, tag in ROLES:
        for person in people(work, role):
            yield ("ED" if tag == "A2" and kind in WHOLE else tag), _person(person)
    yield "TI", plain(text(work, "title"))
    if issued := date_parts(work, "issued"):
        yield "PY", str(issued[0])
        if len(issued) > 1:
            padded = (*(f"{number:02}" for number in issued[1:]), "", "")
            yield "DA", f"{issued[0]}/{padded[0]}/{padded[1]}/"
    for name, tag in TEXTS:
        if name in work and (value := plain(text(work, name))):
            yield tag, value
    first, _, last = (piece.strip() for piece in re.sub(r"\s*[–—]\s*", "–", text(work, "page")).partition("–"))
    if not last and (span := re.fullmatch(r"(\w*\d)-(\w*\d)", first)):
        first, last = span[1], span[2]
    for tag, value in (("SP", first), ("EP", last)):
        if value:
            yield tag, value
    if original := date_parts(work, "original-date"):
        yield "OP", str(original[0])
    if accessed := date_parts(work, "accessed"):
        yield "Y2", "/".join(f"{number:02}" for number in accessed)
    yield "ER", ""
    yield "", ""


def _person(person: Person) -> str:
    if literal := part(person, "literal"):
        return f"{literal},"
    given, suffix = part(person, "given"), part(person, "suffix")
    name = f"{family(person)}, {given}" if given else f"{family(person)},"
    return f"{name}, {suffix}" if suffix else name
