"""The book as EPUB 3: a folder of XHTML, one file for each page of the handbook, in one archive.

The same book gives the same bytes: its date is that of its edition, and so is every file's in the archive.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from io import BytesIO
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from handbook_build.binding.book import Book, Chapter, Listed, Passage, places_of
from handbook_build.binding.book_data import imprint_lines
from handbook_build.binding.drawings import SVG_TYPE, picture_files
from handbook_build.binding.xhtml import FORBIDDEN, Writer, add_text, document, part_of_book, to_bytes
from handbook_build.model.language import direction_of
from handbook_build.printing.line import PrintNodes, words_of
from handbook_build.printing.wording import BOOK, WORDING

WORDS = {**WORDING, **BOOK}
XHTML = "application/xhtml+xml"
CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
SUMMARY = (
    "Text in reading order with headings, a table of contents, links and an index of terms."
    "{pictures} Sizes and colours follow the reader's own settings."
    " No person has tested this book with assistive technology yet."
)
PICTURES = " Each drawing that carries meaning has a text alternative."


@dataclass(frozen=True)
class _File:
    """A file of the book: what it is in the words of EPUB, its title, and what writes its words into a section."""

    name: str
    kind: str
    title: str
    write: Callable[[Writer, Element], None]


def epub_of(book: Book) -> bytes:
    """The archive of a book that was made for the screen (`on_paper=False`)."""
    return _Binder(book).archive()


@dataclass(frozen=True)
class _Binder:
    book: Book

    # ---- What the book holds ----

    @cached_property
    def direction(self) -> str:
        return direction_of(self.book.language)

    @cached_property
    def pictures(self) -> dict[str, tuple[str, str, bytes]]:
        return picture_files(self.book.pictures)

    @cached_property
    def chapters(self) -> list[_File]:
        return [
            _File(f"{one.name}.xhtml", "part" if one.is_part else "chapter", _numbered(one.number, one.title), write)
            for one in self.book.walk()
            for write in [self.chapter(one)]
        ]

    @cached_property
    def back_matter(self) -> list[_File]:
        """What stands at the end, but for what would be empty."""
        parts = (
            ("handouts", "appendix", self.book.handouts, self.handouts),
            ("glossary", "glossary", self.book.words, self.glossary),
            ("references", "bibliography", self.book.works, self.references),
            ("index", "index", self.uses, self.index),
        )
        return [_File(f"{name}.xhtml", kind, WORDS[name], write) for name, kind, held, write in parts if held]

    @cached_property
    def uses(self) -> dict[str, dict[str, str]]:
        """By the name of a term: the places that link it, each with what it is called there."""
        found: dict[str, dict[str, str]] = {}
        for chapter in self.book.walk():
            for passage in chapter.passages:
                place = passage.name or chapter.name
                called = passage.number or words_of(passage.heading) or _numbered(chapter.number, chapter.title)
                for name in places_of(passage.body):
                    if name.startswith("term-"):
                        found.setdefault(name, {}).setdefault(place, called)
        return found

    @cached_property
    def homes(self) -> dict[str, str]:
        """The file in which each named place stands."""
        found = {}
        for chapter in self.book.walk():
            for name in (chapter.name, *(passage.name for passage in chapter.passages)):
                found[name] = f"{chapter.name}.xhtml"
        for name, listed in (
            ("handouts", self.book.handouts),
            ("glossary", self.book.words),
            ("references", self.book.works),
        ):
            found |= dict.fromkeys((name, *(one.name for one in listed)), f"{name}.xhtml")
        return {**found, "index": "index.xhtml" if self.uses else "glossary.xhtml"}

    # ---- Its files ----

    def page(self, file: _File) -> bytes:
        root, section = document(FORBIDDEN.sub("", file.title), self.book.language, self.direction, file.kind)

        def place(name: str) -> str:
            home = self.homes.get(name, "")
            fragment = f"#{name}" if name != "index" or self.uses else "#glossary"
            return (fragment if home == file.name else f"{home}{fragment}") if home else ""

        writer = Writer(place, {name: made[0] for name, made in self.pictures.items()}, WORDS)
        file.write(writer, section)
        return to_bytes(root, "<!DOCTYPE html>\n")

    def title_page(self, writer: Writer, section: Element) -> None:
        add_text(SubElement(section, "h1"), self.book.title)
        for words in (self.book.imprint.summary, *imprint_lines(self.book.imprint)):
            if words:
                add_text(SubElement(section, "p"), words)
        if self.book.citation:
            add_text(SubElement(section, "p", {"class": "label"}), WORDS["cite"])
            writer.flow(section, self.book.citation)

    def chapter(self, chapter: Chapter) -> Callable[[Writer, Element], None]:
        def write(writer: Writer, section: Element) -> None:
            add_text(SubElement(section, "h1", {"id": chapter.name}), _numbered(chapter.number, chapter.title))
            if chapter.summary:
                add_text(SubElement(section, "p", {"class": "summary"}), chapter.summary)
            for passage in chapter.passages:
                part = SubElement(section, "section")
                if passage.heading:
                    heading = SubElement(part, "h2", {"id": passage.name} if passage.name else {})
                    add_text(heading, f"{passage.number} " if passage.number else "")
                    writer.line(heading, passage.heading)
                writer.flow(part, passage.body)
            if chapter.rests_on:
                part = SubElement(section, "section", {"class": "rests"})
                add_text(SubElement(part, "h2"), WORDS["rests-on"])
                writer.flow(part, chapter.rests_on)

        return write

    def handouts(self, writer: Writer, section: Element) -> None:
        self._entries("handouts", self.book.handouts, writer, section)

    def glossary(self, writer: Writer, section: Element) -> None:
        self._entries("glossary", self.book.words, writer, section)

    def references(self, writer: Writer, section: Element) -> None:
        _title(section, "references")
        for work in self.book.works:
            held = SubElement(section, "p", {"id": work.name, "class": "work"})
            for node in work.body:
                writer.line(held, node.get("children", []))

    def index(self, writer: Writer, section: Element) -> None:
        _title(section, "index")
        listed = SubElement(section, "dl")
        for word in self.book.words:
            if word.name not in self.uses:
                continue
            writer.line(SubElement(listed, "dt"), [_ref(word.name, word.title)])
            places: PrintNodes = []
            for place, called in self.uses[word.name].items():
                places += [{"t": "text", "text": ", "}] if places else []
                places.append(_ref(place, called))
            writer.line(SubElement(listed, "dd"), places)

    def _entries(self, name: str, entries: tuple[Listed, ...], writer: Writer, section: Element) -> None:
        _title(section, name)
        for entry in entries:
            add_text(SubElement(section, "h2", {"id": entry.name}), entry.title)
            writer.flow(section, entry.body)

    # ---- Its contents and package ----

    def contents(self) -> bytes:
        root, section = document(WORDS["contents"], self.book.language, self.direction, "frontmatter")
        contents = SubElement(section, "nav", {**part_of_book("toc"), "id": "toc"})
        add_text(SubElement(contents, "h1"), WORDS["contents"])
        lines = SubElement(contents, "ol")
        self._line(lines, "title.xhtml", WORDS["title"])
        for chapter in self.book.chapters:
            self._chapter_line(lines, chapter)
        for file in self.back_matter:
            self._line(lines, file.name, file.title)
        marks = SubElement(section, "nav", {"epub:type": "landmarks", "hidden": "hidden"})
        listed = SubElement(marks, "ol")
        files = [("toc", "contents.xhtml#toc", WORDS["contents"])]
        files += [("bodymatter", one.name, one.title) for one in self.chapters[:1]]
        files += [(one.kind, one.name, one.title) for one in self.back_matter if one.kind != "appendix"]
        for kind, address, words in files:
            self._line(listed, address, words).set("epub:type", kind)
        return to_bytes(root, "<!DOCTYPE html>\n")

    def _chapter_line(self, lines: Element, chapter: Chapter) -> None:
        self._line(lines, f"{chapter.name}.xhtml", _numbered(chapter.number, chapter.title))
        named = [passage for passage in chapter.passages if passage.name]
        if named or chapter.chapters:
            inner = SubElement(lines[-1], "ol")
            for passage in named:
                self._line(inner, f"{chapter.name}.xhtml#{passage.name}", _heading(passage))
            for one in chapter.chapters:
                self._chapter_line(inner, one)

    def _line(self, lines: Element, address: str, words: str) -> Element:
        link = SubElement(SubElement(lines, "li"), "a", {"href": address})
        add_text(link, words if words.strip() else address)
        return link

    def package(self) -> bytes:
        root = Element(
            "package",
            {
                "xmlns": "http://www.idpf.org/2007/opf",
                "version": "3.0",
                "unique-identifier": "id",
                "xml:lang": self.book.language,
                "dir": self.direction,
                "prefix": "schema: http://schema.org/",
            },
        )
        metadata = SubElement(root, "metadata", {"xmlns:dc": "http://purl.org/dc/elements/1.1/"})
        for name, value, attributes in self.about():
            add_text(SubElement(metadata, name, attributes), value)
        manifest = SubElement(root, "manifest")
        spine = SubElement(root, "spine", {"page-progression-direction": self.direction})
        for name, media_type in self.manifest():
            made = {"id": posixpath.splitext(name)[0], "href": name, "media-type": media_type}
            SubElement(manifest, "item", made | ({"properties": "nav"} if name == "contents.xhtml" else {}))
            if media_type == XHTML:
                SubElement(spine, "itemref", {"idref": made["id"]})
        return to_bytes(root)

    def about(self) -> Iterator[tuple[str, str, dict[str, str]]]:
        """The facts of the book, each as an element with its words and attributes."""
        book, imprint = self.book, self.book.imprint
        unique = imprint.address or uuid5(NAMESPACE_URL, f"{book.title} {imprint.edition}").urn
        yield "dc:identifier", unique, {"id": "id"}
        yield "dc:title", " ".join(book.title.split()) or unique, {}
        yield "dc:language", book.language, {}
        for name in imprint.authors:
            yield "dc:creator", name, {}
        if imprint.summary:
            yield "dc:description", imprint.summary, {}
        if imprint.licence:
            yield "dc:rights", imprint.licence_url or imprint.licence, {}
        if imprint.issued:
            yield "dc:date", imprint.issued.isoformat(), {}
        yield "meta", f"{book.made.isoformat()}T00:00:00Z", {"property": "dcterms:modified"}
        modes = ["textual", *(["visual"] if self.pictures else [])]
        features = ["tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability"]
        features += [*(["alternativeText"] if self.pictures else []), *(["index"] if self.uses else [])]
        moving = any(media_type == "image/gif" for _, media_type, _ in self.pictures.values())
        for schema, values in (
            ("accessMode", modes),
            ("accessModeSufficient", ["textual"]),
            ("accessibilityFeature", features),
            ("accessibilityHazard", ["unknown" if moving else "none"]),
            ("accessibilitySummary", [SUMMARY.format(pictures=PICTURES if self.pictures else "")]),
        ):
            for value in values:
                yield "meta", value, {"property": f"schema:{schema}"}

    def manifest(self) -> Iterator[tuple[str, str]]:
        """Every file with its media type, in reading order."""
        yield "title.xhtml", XHTML
        yield "contents.xhtml", XHTML
        for file in (*self.chapters, *self.back_matter):
            yield file.name, XHTML
        yield "book.css", "text/css"
        for name, media_type, _ in self.pictures.values():
            yield name, media_type

    def archive(self) -> bytes:
        made = BytesIO()
        with ZipFile(made, "w") as archive:
            self._put(archive, "mimetype", b"application/epub+zip", packed=False)
            self._put(archive, "META-INF/container.xml", CONTAINER.encode())
            self._put(archive, "book/package.opf", self.package())
            title = _File("title.xhtml", "titlepage", self.book.title, self.title_page)
            self._put(archive, "book/title.xhtml", self.page(title))
            self._put(archive, "book/contents.xhtml", self.contents())
            for file in (*self.chapters, *self.back_matter):
                self._put(archive, f"book/{file.name}", self.page(file))
            self._put(archive, "book/book.css", files(__package__).joinpath("book.css").read_bytes())
            for name, media_type, picture in self.pictures.values():
                self._put(archive, f"book/{name}", picture, packed=media_type == SVG_TYPE)
        return made.getvalue()

    def _put(self, archive: ZipFile, name: str, data: bytes, *, packed: bool = True) -> None:
        day = self.book.made
        entry = ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
        entry.compress_type = ZIP_DEFLATED if packed else ZIP_STORED
        entry.external_attr = 0o644 << 16
        entry.create_system = 3
        archive.writestr(entry, data, compresslevel=9 if packed else None)


def _numbered(number: str, title: str) -> str:
    return f"{number} {title}" if number else title


def _heading(passage: Passage) -> str:
    return _numbered(passage.number, words_of(passage.heading))


def _title(section: Element, name: str) -> None:
    add_text(SubElement(section, "h1", {"id": name}), WORDS[name])


def _ref(name: str, words: str) -> dict[str, object]:
    return {"t": "ref", "to": name, "children": [{"t": "text", "text": words}]}
