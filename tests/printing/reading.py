"""How the tests of this folder make a sheet from Markdown and read a PDF back."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from handbook_build.handouts import body_of
from handbook_build.model.nodes import Nodes
from handbook_build.model.source import Source
from handbook_build.parsing.document import parse_document
from handbook_build.printing.sheet import Foot, Sheet
from handbook_build.printing.tree import print_tree
from tests.needing import need_program

HEAD = "---\nid: H99\ntitle: A sheet\n---\n"
BIDI_CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def nodes(markdown: str) -> Nodes:
    """What stands on a handout with these words, headings included."""
    document = parse_document("handouts/H99.md", Source("content/handouts/H99.md", HEAD + markdown))
    return body_of(document)


def sheet(markdown: str, pictures: Mapping[str, bytes] | None = None, **fields: Any) -> Sheet:
    said: dict[str, Any] = {"title": "A sheet", "summary": "For a test.", "language": "en-GB"} | fields
    return Sheet(
        id="H99",
        reviewed=date(2026, 11, 22),
        foot=Foot("The Working Relationship"),
        body=print_tree(nodes(markdown)),
        pictures=pictures or {},
        **said,
    )


def text_of_pdf(pdf: bytes) -> str:
    """All words of a PDF in the order in which they stand in it, as poppler reads them."""
    program = need_program("pdftotext", "install poppler (Debian: poppler-utils); it reads the words back from a PDF")
    done = subprocess.run([program, "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return BIDI_CONTROLS.sub("", done.stdout.decode())


@dataclass(frozen=True)
class Tag:
    """A tag of a PDF, as a screen reader meets it."""

    name: str
    alternative: str
    language: str
    children: tuple[Tag, ...]

    def walk(self) -> Iterator[Tag]:
        yield self
        for child in self.children:
            yield from child.walk()

    def all(self, name: str) -> list[Tag]:
        return [tag for tag in self.walk() if tag.name == name]

    def __str__(self) -> str:
        """Names alone, so that a test can show a structure: `L(LI(Lbl LBody))`."""
        inside = " ".join(map(str, self.children))
        return f"{self.name}({inside})" if inside else self.name


def tags(pdf: bytes) -> Tag:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return next(_tags(opened.Root.StructTreeRoot.K))


def language(pdf: bytes) -> str:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return str(opened.Root.Lang)


def spoken_languages(pdf: bytes) -> list[str]:
    """The languages of passages that are not in the language of the document."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        marks = [one.operands[1] for one in pikepdf.parse_content_stream(opened.pages[0]) if str(one.operator) == "BDC"]
        return [str(mark.Lang) for mark in marks if "/Lang" in mark] + [
            tag.language for tag in next(_tags(opened.Root.StructTreeRoot.K)).walk() if tag.language
        ]


def _tags(held: Any) -> Iterator[Tag]:
    if isinstance(held, pikepdf.Array):
        for one in held:
            yield from _tags(one)
    elif isinstance(held, pikepdf.Dictionary) and "/S" in held:
        children = tuple(_tags(held.K)) if "/K" in held else ()
        yield Tag(str(held.S)[1:], str(held.get("/Alt", "")), str(held.get("/Lang", "")), children)


def read_square(pdf: bytes, resolution: int, page: int = 1, *, colour: bool = False) -> list[str]:
    """What a telephone reads from a page, printed at so many dots to an inch, in grey unless in colour."""
    return read_squares_of(drawn_page(pdf, resolution, page, colour=colour))


def read_squares_of(picture: bytes) -> list[str]:
    """What a telephone reads from a picture."""
    zxing = pytest.importorskip("zxingcpp")
    pillow = pytest.importorskip("PIL.Image")
    with pillow.open(BytesIO(picture)) as opened:
        # Of all kinds of codes it would now and then see one of bars, or a small one, in the letters of a page.
        return [found.text for found in zxing.read_barcodes(opened, formats=zxing.BarcodeFormat.QRCodeModel2)]


def drawn_page(pdf: bytes, resolution: int, page: int = 1, *, colour: bool = False) -> bytes:
    """A page as a picture, with so many dots to an inch."""
    program = need_program("pdftoppm", "install poppler (Debian: poppler-utils); it draws pages of a PDF")
    # Drawn as PPM, which is made ten times as fast as PNG.
    command = [program, "-r", str(resolution), "-f", str(page), "-l", str(page), *([] if colour else ["-gray"]), "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True, timeout=60).stdout
