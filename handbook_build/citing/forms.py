"""Every form in which a part of the handbook can be cited, made from its record.

The styles and the citations in running text are made by the citation processor, each record as if it were the only
work, so that no two sections become 2026a and 2026b. What was formatted once is kept by record: after
a change of one page only its own parts are formatted again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from handbook_build.cache import Cache, digest
from handbook_build.citing.bibliography import format_list
from handbook_build.citing.packing import packed, unpacked
from handbook_build.citing.pandoc import Inlines, format_all, program_mark
from handbook_build.citing.record import Record, book_record, records_of, released_record
from handbook_build.citing.style import Style, shipped
from handbook_build.interchange.bibtex import to_bibtex
from handbook_build.interchange.csl import to_csl_json
from handbook_build.interchange.ris import to_ris
from handbook_build.locations import Location
from handbook_build.model.author import Author
from handbook_build.model.citation import Citation, CiteItem, Item
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import Nodes, text_of

# The styles in which a reader is given a reference, by the name of their sheet.
STYLES: Mapping[str, str] = {
    "apa": "APA 7",
    "harvard-cite-them-right": "Harvard (Cite Them Right)",
    "chicago-author-date": "Chicago (author-date)",
    "vancouver": "Vancouver",
}
# Where a citation in running text takes the number of its paragraph.
SLOT = "{para}"
NOWHERE = Location("")


@dataclass(frozen=True)
class Forms:
    """All forms of one record. `styles` holds references by the name of the style; `names` and `year` are those of
    a citation in running text as APA writes them. `mark` names all that is here; it is empty where nobody gave one.
    """

    record: Record
    styles: Mapping[str, Nodes]
    names: str
    year: str
    mark: str = field(default="", compare=False)

    def in_text(self, paragraph: str = "") -> str:
        """`(Author, 2026, “Section title” section, para. 3)`, with `paragraph` as it is written: `paras. 3–5`."""
        return f"({', '.join((self.names, *self._told(paragraph)))})"

    def narrative(self, paragraph: str = "") -> str:
        """`Author (2026, “Section title” section, para. 3)`, as it stands in a sentence."""
        return f"{self.said} ({', '.join(self._told(paragraph))})"

    @property
    def said(self) -> str:
        """The authors as a sentence names them: two with "and"."""
        first = short_name(self.record.authors[0])
        if len(self.record.authors) == 2 and self.names.startswith(f"{first} & "):
            return f"{first} and {self.names[len(first) + 3 :]}"
        return self.names

    def _told(self, paragraph: str) -> Iterable[str]:
        section = f"“{_inner(self.record.title)}” section" if self.record.kind == "section" else ""
        return (part for part in (self.year, section, paragraph) if part)

    @property
    def reference(self) -> Nodes:
        """The reference as the handbook itself gives it."""
        return self.styles["apa"]

    @property
    def link(self) -> str:
        """The permanent link; from the site's root while the public address is not set."""
        return self.record.url or self.record.path

    @cached_property
    def files(self) -> Mapping[str, str]:
        """The forms for other programs, and all together as plain text, by the ending of their file."""
        work = [self.record.csl]
        return {"bib": to_bibtex(work), "ris": to_ris(work), "json": to_csl_json(work), "txt": self.text}

    def let_go(self) -> None:
        """Drops the texts of the files once they are written: there are many, and each is made again in no time."""
        self.__dict__.pop("files", None)

    @property
    def text(self) -> str:
        """Every form for readers as plain text."""
        said = [
            *((name, text_of(self.styles[style])) for style, name in STYLES.items()),
            ("In running text (APA 7)", self.in_text()),
            ("Of a paragraph", self.in_text("para. 1")),
            ("Permanent link", self.link),
        ]
        return "\n".join(f"{name}\n{text}\n" for name, text in said)


def short_name(author: Author) -> str:
    """What a citation in running text says of an author."""
    return f"{author.particle} {author.family}".strip()


@dataclass(frozen=True)
class Citing:
    """The forms of every part by its id, those of the whole handbook, and the references of all that was released.

    Parts that are gone are there as they stood last.
    """

    parts: dict[str, Forms]
    book: Forms
    released: Mapping[tuple[str, str], Nodes]
    """By the name of an edition and the id of a part."""

    def let_go(self) -> None:
        """Drops the forms of all parts, when everything is written that shows them: there are thousands."""
        self.parts.clear()


def citing_of(handbook: Handbook, cache: Cache) -> Citing:
    """The forms of everything that can be cited. Raises MachineFault when pandoc fails."""
    gone = {name: edition for name, (edition, _) in handbook.ledger.last_seen.items()}
    records = records_of(handbook)
    records |= {name: released_record(handbook, gone[name], name) for name in gone if name not in records}
    *parts, book = forms_of([*records.values(), book_record(handbook)], cache)
    then = [
        released_record(handbook, edition, part.id) for edition in handbook.ledger.editions for part in edition.parts
    ]
    references = _references([_Work.of(record) for record in then], shipped("apa"), cache, "released")
    released = {(record.edition, record.id): nodes for record, nodes in zip(then, references, strict=True)}
    return Citing(dict(zip(records, parts, strict=True)), book, released)


def forms_of(records: Iterable[Record], cache: Cache) -> list[Forms]:
    """The forms of each record, in order. Raises MachineFault when pandoc fails."""
    listed = list(records)
    works = [_Work.of(record) for record in listed]
    styled = {name: _references(works, shipped(name), cache, "now") for name in STYLES}
    cited = _cited(listed, cache)
    return [
        Forms(
            record,
            {name: references[at] for name, references in styled.items()},
            *cited[at],
            mark=digest(program_mark(), repr(record), *cited[at]),
        )
        for at, record in enumerate(listed)
    ]


class _Work(NamedTuple):
    """A record as styles are asked for it, under a name for its words: for those that can say the number of a chapter,
    and for those that cannot, where the edition brings it along.
    """

    plain: Item
    numbered: Item

    @classmethod
    def of(cls, record: Record) -> _Work:
        fields = {name: value for name, value in record.csl.items() if name not in ("id", "abstract", "license")}
        plain = _named(fields)
        if not record.place_label:
            return cls(plain, plain)
        edition = f"{record.edition_label}, {record.place_label}".removeprefix(", ")
        return cls(plain, _named({**fields, "edition": edition}))


def _named(fields: dict[str, object]) -> Item:
    name = digest(json.dumps(fields, sort_keys=True))
    return Item(name, {**fields, "id": name}, NOWHERE)


def _references(works: list[_Work], style: Style, cache: Cache, purpose: str) -> list[Nodes]:
    """The reference of each work in one style, from what is kept for this purpose as far as it goes."""
    if not works:
        return []
    sheet = digest("references 1", purpose, program_mark(), style.sheet, style.locale)
    items = [work.plain if "chapter-number" in style.sheet else work.numbered for work in works]
    kept = json.loads(cache.read("cite", sheet) or "{}")
    known = {item.id: unpacked(kept[item.id]) for item in items if item.id in kept}
    missing = {item.id: item for item in items if item.id not in kept}
    if missing:
        known |= format_list(list(missing.values()), _unsorted(style), Cache(None))
        keeping = {item.id: kept.get(item.id) or packed(known[item.id]) for item in items}
        cache.write("cite", sheet, json.dumps(keeping, ensure_ascii=False).encode())
    return [known[item.id] for item in items]


def _unsorted(style: Style) -> Style:
    """The style without its order of the list, which takes a fifth of the time and is of no use to a single work."""
    return replace(style, sheet=re.sub(r"<sort>.*?</sort>", "", style.sheet, flags=re.DOTALL))


def _cited(records: list[Record], cache: Cache) -> list[tuple[str, str]]:
    """The names and the year by which each record is cited in running text, as APA writes them."""
    style = shipped("apa").without_comparing()
    works: dict[str, Item] = {}
    keys: list[str] = []
    for record in records:
        fields = {name: value for name, value in record.csl.items() if name in ("author", "issued")}
        key = digest(json.dumps(fields, sort_keys=True))
        works[key] = Item(key, {**fields, "id": key, "type": "book", "title": record.container}, NOWHERE)
        keys.append(key)
    citations = {key: Citation((CiteItem(key),)) for key in works}
    made = format_all(list(works.values()), list(citations.values()), style, cache)
    texts = {key: _said(made.citations[citation])[1:-1].rpartition(", ") for key, citation in citations.items()}
    return [(texts[key][0], texts[key][2]) for key in keys]


def _said(inlines: Inlines) -> str:
    """The words of a citation that has nothing but words and a link."""
    said = ""
    for inline in inlines:
        content = inline.get("c")
        if inline["t"] == "Space":
            said += " "
        elif isinstance(content, str):
            said += content
        elif isinstance(content, list):
            said += _said(next(part for part in content if isinstance(part, list) and part and "t" in part[0]))
    return said


def _inner(title: str) -> str:
    """A title inside quotation marks: its own become single."""
    return title.translate({ord("“"): "‘", ord("”"): "’", ord('"'): "'"})
