"""A book as the data that its print template reads."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from handbook_build.binding.book import Book, Chapter, Imprint, Listed, Passage
from handbook_build.model.day import written_date
from handbook_build.model.edition import edition_label
from handbook_build.printing.line import PrintNodes, one_line, words_of
from handbook_build.printing.sheet import Sizes, named_pictures, typst_language
from handbook_build.printing.typefaces import FAMILIES, FIRST, families_for, unwritable
from handbook_build.printing.wording import BOOK, WORDING

# A word that may be too long for what is left of a line.
LONG = re.compile(r"\S{26}")
# Of a sheet of A4, in millimetres.
HEIGHT = 297
SIZES = Sizes(
    body=11,
    title=30,
    heading=15,
    subheading=12.5,
    small=9.5,
    foot=9,
    line=9,
    tick=4.2,
    side=37,
    top=26,
    bottom=27,
    square=18,
)


def book_data(book: Book) -> dict[str, Any]:
    """The JSON that `templates/book.typ` reads. Words that authors wrote stand in it as data alone."""
    language, region = typst_language(book.language)
    return {
        "title": one_line(book.title),
        "summary": one_line(book.imprint.summary),
        "language": language,
        "region": region,
        "authors": list(book.imprint.authors),
        "made": [book.made.year, book.made.month, book.made.day],
        "imprint": [one_line(line) for line in imprint_lines(book.imprint)],
        "citation": book.citation,
        "chapters": [_chapter(chapter, 1) for chapter in book.chapters],
        "words": list(map(_listed, book.words)),
        "works": list(map(_listed, book.works)),
        "handouts": list(map(_listed, book.handouts)),
        "index": [{"name": word.name, "title": one_line(word.title)} for word in book.words],
        "pictures": named_pictures(book.pictures),
        "sizes": {name: getattr(SIZES, name) for name in Sizes.__slots__},
        "fonts": families_for(language),
        "second": list(FAMILIES)[1:],
        "families": {name: families_for(name) for name in FIRST},
        # What the templates of sheets ask for.
        "large": False,
        "colour": "",
        "tallest": 120,
        "room": HEIGHT - SIZES.top - SIZES.bottom,
        "wording": {**WORDING, **BOOK},
    }


def imprint_lines(imprint: Imprint) -> tuple[str, ...]:
    """What the title page says below the title, line by line."""
    edition = edition_label(imprint.edition) if imprint.edition else ""
    day = written_date(imprint.issued)
    licence = f"Words: {imprint.licence}. Please copy, print and adapt, and say where it came from."
    lines = (
        ", ".join(part for part in (edition, day) if part),
        ", ".join(imprint.authors),
        imprint.status,
        licence if imprint.licence else "",
        imprint.address,
    )
    return tuple(line for line in lines if line)


def settable(data: Any, missing: str) -> Any:
    """The data as the press can set it: each character that no typeface has as its number, `[U+6F22]`, and what is
    too long for a line marked as what may break.
    """
    if isinstance(data, list):
        return [settable(one, missing) for one in data]
    if not isinstance(data, dict):
        return data
    found = {name: settable(one, missing) for name, one in data.items()}
    if isinstance(text := found.get("text"), str):
        found["text"] = "".join(f"[U+{ord(one):04X}]" if one in missing else one for one in text) if missing else text
        if LONG.search(text):
            found["breaks"] = True
    return found


def missing_characters(data: Mapping[str, Any]) -> str:
    """Each character of the data that no typeface has, once."""
    return unwritable(words_of(dict(data)))


def without_pictures(book: Book, broken: Collection[str]) -> Book:
    """The book without pictures that cannot be read: their alternative text stands there."""
    return replace(book, pictures={name: held for name, held in book.pictures.items() if name not in broken})


def _chapter(chapter: Chapter, depth: int) -> dict[str, Any]:
    return {
        "name": chapter.name,
        "number": chapter.number,
        "title": one_line(chapter.title),
        "summary": one_line(chapter.summary),
        "depth": depth,
        "part": chapter.is_part,
        "passages": [_passage(passage, depth) for passage in chapter.passages],
        "chapters": [_chapter(one, depth + 1) for one in chapter.chapters],
        "rests-on": chapter.rests_on,
    }


def _passage(passage: Passage, depth: int) -> dict[str, Any]:
    return {
        "name": passage.name,
        "number": passage.number,
        "heading": passage.heading,
        "level": depth + 1,
        "body": _lower(passage.body, depth - 1),
    }


def _listed(listed: Listed) -> dict[str, Any]:
    return {"name": listed.name, "title": one_line(listed.title), "body": listed.body}


def _lower(nodes: PrintNodes, steps: int) -> PrintNodes:
    """With headings so many levels lower, as their chapter stands in a part."""
    if not steps:
        return nodes
    return [
        {
            **node,
            **({"level": node["level"] + steps} if node["t"] == "h" else {}),
            **({"children": _lower(node["children"], steps)} if node["t"] in ("group", "block") else {}),
        }
        for node in nodes
    ]
