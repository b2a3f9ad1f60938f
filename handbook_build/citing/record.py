"""What is cited: the one record of a page, a section, a handout or the whole handbook.

Every form of a citation is made from it, for readers and for other programs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from handbook_build.editions.now import parts_now
from handbook_build.editions.standing import standing_of, standing_of_book
from handbook_build.linking.addresses import public_address
from handbook_build.model.author import Author, author_of
from handbook_build.model.edition import Edition, Part, edition_label
from handbook_build.model.handbook import Handbook

# What the number of a part is called where it is cited.
NUMBERED = {"page": "Section", "section": "Section", "handout": "Handout"}


@dataclass(frozen=True)
class Record:
    """A part of a handbook, or the whole of it (kind `book`, without id), as it is cited.

    `number` is that of the part itself, D2.4.2; `page_title` and `page_number` are those of its page. `container` is
    the handbook's title. `issued` is the day on which the words were released, else the day of their review; None
    is no date. `path` is the permanent address, from the site's root; `url` the same on the web, empty while
    the public address is not set. `place` is where the part stands now, or stood in its edition.
    """

    id: str
    kind: str
    title: str
    authors: tuple[Author, ...]
    container: str
    edition: str
    path: str
    url: str = ""
    place: str = ""
    number: str = ""
    page: str = ""
    page_title: str = ""
    page_number: str = ""
    issued: date | None = None
    released: bool = False
    publisher: str = ""
    language: str = ""
    licence: str = ""
    licence_url: str = ""
    abstract: str = ""

    @property
    def edition_label(self) -> str:
        """`Edition 2026.1` or `Draft after 2026.1`."""
        return edition_label(self.edition)

    @property
    def place_label(self) -> str:
        """`Section D2.4.2` or `Handout H12`: where in the handbook it stands; empty without a number."""
        return f"{NUMBERED[self.kind]} {self.number}" if self.number else ""

    @property
    def year(self) -> str:
        return str(self.issued.year) if self.issued else ""

    @property
    def csl(self) -> dict[str, object]:
        """The record in the words of CSL; what is empty is left out."""
        day = self.issued
        fields: dict[str, object] = {
            "id": self.id or "handbook",
            "type": "book" if self.kind == "book" else "chapter",
            "title": self.title,
            "author": [author.csl for author in self.authors],
            "container-title": "" if self.kind == "book" else self.container,
            "chapter-number": self.place_label,
            "edition": self.edition_label,
            "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else "",
            "publisher": "" if self.publisher in [author.name for author in self.authors] else self.publisher,
            "language": self.language,
            "license": self.licence,
            "abstract": self.abstract,
            "URL": self.url,
        }
        return {name: value for name, value in fields.items() if value}


def record_of(handbook: Handbook, name: str) -> Record:
    """The record of a page, section or handout as it stands now: in the last edition when its words are
    those of that edition.

    Raises KeyError when there is no such part.
    """
    standing = standing_of(handbook, name)
    if standing.edition:
        return released_record(handbook, standing.edition, name)
    now = parts_now(handbook)
    part = now[name]
    record = _record(handbook, part, now, standing.name, f"s/{name}/")
    return replace(record, issued=part.reviewed)


def records_of(handbook: Handbook) -> dict[str, Record]:
    """The record of every part by its id, in reading order."""
    return {name: record_of(handbook, name) for name in parts_now(handbook)}


def released_record(handbook: Handbook, edition: Edition, name: str) -> Record:
    """The record of a part as it stood in an edition. Raises KeyError when it has no such part."""
    record = _record(handbook, edition.part[name], edition.part, edition.name, f"e/{edition.name}/s/{name}/")
    return replace(record, container=edition.title or record.container, issued=edition.released, released=True)


def book_record(handbook: Handbook) -> Record:
    """The record of the handbook as a whole."""
    standing = standing_of_book(handbook)
    if standing.edition:
        return released_book_record(handbook, standing.edition)
    days = [part.reviewed for part in parts_now(handbook).values() if part.reviewed]
    return _book(
        handbook, parts_now(handbook).values(), handbook.settings.title, standing.name, max(days, default=None)
    )


def released_book_record(handbook: Handbook, edition: Edition) -> Record:
    """The record of the whole handbook in an edition."""
    title = edition.title or handbook.settings.title
    record = _book(handbook, edition.parts, title, edition.name, edition.released)
    path = f"e/{edition.name}/"
    return replace(record, path=path, url=_url(handbook, path), released=True)


def _book(handbook: Handbook, parts: Iterable[Part], title: str, edition: str, issued: date | None) -> Record:
    names = dict.fromkeys(name for part in parts for name in part.authors)
    settings = handbook.settings
    home = next((page for page in handbook.pages if page.front.kind == "home"), None)
    return Record(
        id="",
        kind="book",
        title=title,
        authors=_authors(tuple(names), title),
        container=title,
        edition=edition,
        issued=issued,
        language=settings.language,
        licence=settings.licence,
        licence_url=settings.licence_url,
        abstract=home.front.summary if home else "",
        path="",
        url=_url(handbook, ""),
    )


def _record(handbook: Handbook, part: Part, parts: Mapping[str, Part], edition: str, path: str) -> Record:
    settings, page = handbook.settings, parts.get(part.page, part)
    return Record(
        id=part.id,
        kind=part.kind,
        title=part.title,
        authors=_authors(part.authors, settings.title),
        container=settings.title,
        edition=edition,
        place=part.address,
        number=part.number,
        page=page.id,
        page_title=page.title,
        page_number=page.number,
        language=settings.language,
        licence=settings.licence,
        licence_url=settings.licence_url,
        abstract=part.summary,
        path=path,
        url=_url(handbook, path),
    )


def _authors(names: tuple[str, ...], title: str) -> tuple[Author, ...]:
    """Who wrote it; where nobody is named, the handbook speaks for itself."""
    return tuple(map(author_of, names)) or (Author(title),)


def _url(handbook: Handbook, path: str) -> str:
    return public_address(handbook, path) if handbook.settings.address else ""
