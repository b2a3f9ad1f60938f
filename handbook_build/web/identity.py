"""What the head of a page says to programs about the part that it shows: who wrote it, where it lives, how to cite it.

Highwire's tags and Zotero's own are what reference managers read; Signposting leads from a page to its permanent
address and to its record in other forms; schema.org's vocabulary is for search engines. All is made from
the one record.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from handbook_build.citing.record import Record
from handbook_build.linking.addresses import relative
from handbook_build.linking.works import FORMATS
from handbook_build.model.author import Author
from handbook_build.model.form import PDF
from handbook_build.model.nodes import Nodes, element

SCHEMAS = (("schema.DC", "http://purl.org/dc/elements/1.1/"), ("schema.z", "http://www.zotero.org/namespaces/export#"))
NO_FILES: Mapping[str, str] = MappingProxyType({})
NOTHING: Mapping[str, object] = MappingProxyType({})
# What schema.org calls each kind of part. A section of a page is a chapter within a chapter.
TYPES = {"book": "Book", "page": "Chapter", "section": "Chapter", "handout": "LearningResource"}


@dataclass(frozen=True)
class Link:
    """A `<link>` of the head; `type` is the media type of what it leads to."""

    rel: str
    href: str
    type: str = ""


@dataclass(frozen=True)
class Identity:
    """All that the head of one page says of its record. Links are written from that page."""

    meta: tuple[tuple[str, str], ...]
    links: tuple[Link, ...]
    json_ld: str

    @property
    def nodes(self) -> Nodes:
        """The elements of the head."""
        return (
            *(
                element("link", rel=link.rel, href=link.href, **({"type": link.type} if link.type else {}))
                for link in self.links
            ),
            *(element("meta", name=name, content=content) for name, content in self.meta),
            element("script", self.json_ld, type="application/ld+json"),
        )


def cite_address(record: Record, ending: str = "") -> str:
    """Where all forms of citing a part stand, or the file with one of them: `cite/good-endings.bib`."""
    stem = f"cite/{record.id}" if record.id else "cite"
    return f"{stem}.{ending}" if ending else f"{stem}/"


def identity_of(
    record: Record,
    address: str,
    files: Mapping[str, str] = NO_FILES,
    about: bool = False,
    meaning: Mapping[str, object] = NOTHING,
) -> Identity:
    """What the page at `address` says of a record. `files` are those of a handout, each with its media type by its
    address, the one to print first; `about` tells that the page is not the part itself but speaks of it; `meaning` is
    what schema.org is told beside the record (`meaning.py`).
    """
    base = record.url.removesuffix(record.path) if record.url else ""

    def way(place: str) -> str:
        return f"{base}{place}" if base else relative(place, address)

    return Identity(
        meta=tuple(_meta(record, base, files)),
        links=tuple(_links(record, way, files, about)),
        json_ld=json_ld(record, base, files, meaning),
    )


def _meta(record: Record, base: str, files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Names and contents, as Zotero was seen to read them."""
    day = record.issued
    yield "citation_title", record.title
    for author in record.authors:
        yield "citation_author", author.inverted
    told = (
        # `citation_book_title` would be taken for Open Graph's, and be lost.
        ("citation_inbook_title", "" if record.kind == "book" else record.container),
        ("citation_publication_date", f"{day.year:04}/{day.month:02}/{day.day:02}" if day else ""),
        ("citation_publisher", record.publisher),
        ("citation_language", record.language),
        ("citation_public_url", record.url),
        ("citation_abstract", record.abstract),
        ("citation_pdf_url", next((f"{base}{file}" for file, kind in files.items() if base and kind == PDF), "")),
        ("z:itemType", "book" if record.kind == "book" else "bookSection"),
        ("z.edition", record.edition_label),
        ("DC.rights", record.licence_url or record.licence),
    )
    yield from ((name, content) for name, content in told if content)


def _links(record: Record, way: Callable[[str], str], files: Mapping[str, str], about: bool) -> Iterator[Link]:
    """Signposting's links, and where the names of the tags come from. No author has an address to link to."""
    for name, address in SCHEMAS:
        yield Link(name, address)
    yield Link("cite-as", record.url or way(record.path))
    for ending, kind, _ in FORMATS:
        yield Link("describedby", way(cite_address(record, ending)), kind)
    if about:
        yield Link("item", record.url or way(record.path), "text/html")
    for file, kind in files.items():
        yield Link("item", way(file), kind)
    if record.licence_url:
        yield Link("license", record.licence_url)
    if about or files:
        yield Link("type", "https://schema.org/AboutPage")
    yield Link("type", f"https://schema.org/{TYPES[record.kind]}")


def json_ld(
    record: Record, base: str = "", files: Mapping[str, str] = NO_FILES, meaning: Mapping[str, object] = NOTHING
) -> str:
    """The record in schema.org's words, safe inside a `script` element. `meaning` adds to it and may name closer types,
    but never says anything else than the record does.
    """
    told: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": TYPES[record.kind],
        "@id": record.url,
        "name": record.title,
        "position": record.number,
        "author": [_agent(author) for author in record.authors],
        "datePublished": record.issued.isoformat() if record.issued else "",
        "publisher": {"@type": "Organization", "name": record.publisher} if record.publisher else "",
        "inLanguage": record.language,
        "license": record.licence_url or record.licence,
        "abstract": record.abstract,
        "url": record.url,
        "isAccessibleForFree": True,
        "bookEdition": record.edition_label if record.kind == "book" else "",
        "isPartOf": _whole(record),
        "encoding": [
            {"@type": "MediaObject", "contentUrl": f"{base}{file}", "encodingFormat": kind}
            for file, kind in files.items()
            if base
        ],
    }
    told |= {name: value for name, value in meaning.items() if name == "@type" or name not in told}
    text = json.dumps(_kept(told), ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _whole(record: Record) -> dict[str, object]:
    """What a part is part of: a section of its page, and all of the handbook."""
    if record.kind == "book":
        return {}
    book: dict[str, object] = {"@type": "Book", "name": record.container, "bookEdition": record.edition_label}
    if record.kind != "section":
        return _kept(book)
    page: dict[str, object] = {
        "@type": "Chapter",
        "name": record.page_title,
        "position": record.page_number,
        "isPartOf": _kept(book),
    }
    return _kept(page)


def _agent(author: Author) -> dict[str, str]:
    if not author.is_person:
        return {"@type": "Organization", "name": author.name}
    family = f"{author.particle} {author.family}".strip()
    suffix = {"honorificSuffix": author.suffix} if author.suffix else {}
    return {"@type": "Person", "name": author.name, "familyName": family, "givenName": author.given, **suffix}


def _kept(told: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in told.items() if value}
