"""The handbook as `CITATION.cff`, which code forges and Zotero read (Citation File Format 1.2.0)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from handbook_build.citing.record import Record
from handbook_build.model.author import Author

MESSAGE = "If you use this handbook, please cite it as below. To cite a section, give its number, title and edition."
BLOCK = "preferred-citation"
# What CFF, like SPDX, calls the licences that handbooks have.
_LICENCES = re.compile(r"CC(?:[ -](BY(?:-SA|-NC|-ND|-NC-SA|-NC-ND)?)|0)[ -](\d\.\d)", re.IGNORECASE)


def citation_cff(book: Record, before: str = "") -> str:
    """The text of the file. What an author wrote in it before stays, but for what says which edition is to be cited.

    `version` and `date-released` at the top are those of the edition.
    """
    if not before.strip():
        return "".join(_lines(book, 0, top=True)) + _block(book)
    kept = _without(before, (BLOCK,))
    for key, value in (("version", book.edition), ("date-released", book.issued.isoformat() if book.issued else "")):
        kept = _with(kept, key, value)
    return f"{kept.rstrip()}\n{_block(book)}"


def spdx(licence: str) -> str:
    """`CC-BY-4.0` for `CC BY 4.0`; nothing for a licence that CFF has no name for."""
    match = _LICENCES.fullmatch(licence.strip())
    if match is None:
        return licence if licence in ("MIT", "Apache-2.0", "GPL-3.0-or-later", "OGL-UK-3.0") else ""
    return f"CC0-{match[2]}" if not match[1] else f"CC-{match[1].upper()}-{match[2]}"


def _block(book: Record) -> str:
    return f"{BLOCK}:\n  type: book\n" + "".join(_lines(book, 2, top=False))


def _lines(book: Record, indent: int, *, top: bool) -> Iterator[str]:
    space = " " * indent
    if top:
        yield f"cff-version: 1.2.0\nmessage: {_text(MESSAGE)}\n"
    yield f"{space}title: {_text(book.title)}\n"
    yield f"{space}authors:\n"
    for author in book.authors:
        first, *rest = _author(author)
        yield f"{space}  - {first}\n" + "".join(f"{space}    {line}\n" for line in rest)
    day = book.issued.isoformat() if book.issued else ""
    told = (
        ("version", book.edition if top else ""),
        ("edition", "" if top else book.edition_label),
        ("date-released", day),
        ("year", "" if top else book.year),
        ("publisher", "" if top else book.publisher),
        ("license", spdx(book.licence)),
        ("license-url", "" if spdx(book.licence) else book.licence_url),
        ("abstract", book.abstract),
        ("url", book.url),
    )
    for key, value in told:
        if value and key == "publisher":
            yield f"{space}publisher:\n{space}  name: {_text(value)}\n"
        elif value:
            yield f"{space}{key}: {value if key == 'year' else _text(value)}\n"


def _author(author: Author) -> list[str]:
    if not author.is_person:
        return [f"name: {_text(author.family)}"]
    names = (
        ("family-names", author.family),
        ("given-names", author.given),
        ("name-particle", author.particle),
        ("name-suffix", author.suffix),
    )
    return [f"{key}: {_text(value)}" for key, value in names if value]


def _text(value: str) -> str:
    """A text as YAML: between quotation marks, since JSON's texts are YAML's too."""
    return json.dumps(value, ensure_ascii=False)


def _without(text: str, keys: tuple[str, ...]) -> str:
    """The file without some of its keys and what is below them."""
    kept: list[str] = []
    dropping = False
    for line in text.splitlines(keepends=True):
        if re.match(r"[^\s#-]", line):
            dropping = line.split(":")[0].strip() in keys
        if not dropping:
            kept.append(line)
    return "".join(kept)


def _with(text: str, key: str, value: str) -> str:
    """The file with another value of a key, in its place; at the end where it was not."""
    if not value:
        return text
    line = f"{key}: {_text(value)}"
    changed, count = re.subn(rf"^{key}:.*$", lambda _: line, text, count=1, flags=re.MULTILINE)
    return changed if count else f"{text.rstrip()}\n{line}\n"
