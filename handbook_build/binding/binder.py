"""The book as the files of a release: a PDF and an EPUB of the same words."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from handbook_build.binding.book import Book, Imprint, book_of
from handbook_build.binding.book_data import book_data, missing_characters, settable, without_pictures
from handbook_build.binding.epub import epub_of
from handbook_build.cache import Cache, digest
from handbook_build.citing.bibliography import Bibliography
from handbook_build.citing.forms import Citing
from handbook_build.model.handbook import BookResult, Handbook
from handbook_build.printing.engine import Press, Printed, Unprintable
from handbook_build.web.body import Renderer
from handbook_build.web.filenames import slug

FOLDER, KIND = "book", "books"


@dataclass(frozen=True)
class Bound:
    """What came of it: what the checks are told, and the files by their address on the site."""

    result: BookResult
    files: dict[str, bytes] = field(default_factory=dict)


def bind(
    handbook: Handbook, bibliography: Bibliography, citing: Citing, read: Callable[[str], bytes], cache: Cache
) -> Bound:
    """The book in both forms. `read` gives the bytes of a picture by its path below the content folder, or raises
    OSError. A book that cannot be printed is a result, not an exception.
    """
    cited = Renderer(handbook, bibliography, "", (), citing).cited
    imprint = imprint_of(handbook, citing)
    book = book_of(handbook, bibliography, imprint, cited, read)
    try:
        printed, replaced = print_book(book, cache)
    except Unprintable as refusal:
        return Bound(BookResult(problem=refusal.message, hint=refusal.hint))
    screen = book_of(handbook, bibliography, imprint, cited, read, on_paper=False)
    screen = replace(screen, pictures={name: screen.pictures[name] for name in book.pictures if name not in replaced})
    name = f"{FOLDER}/{slug(handbook.settings.title)}"
    files = {f"{name}.pdf": printed.pdf, f"{name}.epub": epub_of(screen)}
    return Bound(BookResult(printed.pages, tuple(replaced.items())), files)


def imprint_of(handbook: Handbook, citing: Citing) -> Imprint:
    """What the title page says, from the record by which the handbook is cited."""
    record, settings = citing.book.record, handbook.settings
    names = tuple(author.name for author in record.authors)
    return Imprint(
        edition=record.edition,
        authors=tuple(name for name in names if name != record.title),
        status=settings.status,
        licence=settings.licence,
        licence_url=settings.licence_url,
        address=record.url,
        issued=record.issued,
        summary=record.abstract,
        citation=citing.book.reference,
    )


def print_book(book: Book, cache: Cache) -> tuple[Printed, dict[str, str]]:
    """The PDF, and what stands in it otherwise than was written, each with why: pictures that cannot be read, and
    characters that no font here has. Raises Unprintable.
    """
    press = Press()
    try:
        return _printed(press, book, cache)
    except Unprintable:
        broken = press.unusable(book.pictures)
        if not broken:
            raise
        printed, replaced = _printed(press, without_pictures(book, broken), cache)
        return printed, replaced | dict.fromkeys(sorted(broken), "")


def _printed(press: Press, book: Book, cache: Cache) -> tuple[Printed, dict[str, str]]:
    data = book_data(book)
    missing = missing_characters(data)
    data = settable(data, missing)
    pictures = [part for name, held in sorted(book.pictures.items()) for part in (name, held)]
    key = digest(press.fingerprint, json.dumps([data, book.made.isoformat()], sort_keys=True), *pictures)
    kept = cache.read(KIND, key)
    if kept:
        printed = Printed(kept[4:], int.from_bytes(kept[:4], "big"))
    else:
        printed = press.bind(data, book.pictures, book.made)
        cache.write(KIND, key, printed.pages.to_bytes(4, "big") + printed.pdf)
    return printed, {one: f"U+{ord(one):04X}" for one in missing}
