"""The press: a sheet goes in, a PDF comes out. Typst itself is met in this file alone."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import name

from handbook_build.printing.line import words_of
from handbook_build.printing.pictures import for_paper
from handbook_build.printing.sheet import Paper, Print, Sheet, picture_files, sheet_data
from handbook_build.printing.typefaces import FOLDER, unwritable

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).parent / "templates"
# Typst starts at the file of this name.
MAIN = "main.typ"
# PDF/UA-1 for readers with assistive technology, PDF/A-2a for those who keep files.
STANDARDS: list[Any] = ["ua-1", "a-2a"]

# Text that Typst could not draw, as its message quotes it: `"漢"` or `"\u{e000}"`.
_UNDRAWN = re.compile(r'"(?:\\u\{(?P<code>[0-9a-f]+)\}|(?P<text>[^"]+))"')


class Unprintable(Exception):
    """A sheet that cannot be printed: the message says what is, the hint what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF and the number of its pages."""

    pdf: bytes
    pages: int


class Press:
    """Prints sheets. Its typefaces are read at the first sheet and kept.

    The same sheet gives the same bytes: no typeface of the machine is used, and the only date is
    the sheet's own.
    """

    def print(self, sheet: Sheet, paper: Paper = Paper.A4, kind: Print = Print.STANDARD) -> Printed:
        """The sheet as PDF. Raises Unprintable."""
        import typst

        files = _files(sheet, paper, kind)
        made = datetime(sheet.made.year, sheet.made.month, sheet.made.day, tzinfo=UTC)
        try:
            pdf = typst.compile(
                files,
                font_paths=self._fonts,
                ignore_system_fonts=True,
                pdf_standards=STANDARDS,
                timestamp=made,
            )
        except RuntimeError as error:  # TypstError among them
            raise self._explained(error, sheet) from error
        return Printed(pdf, _page_count(pdf))

    def count_pages(self, sheet: Sheet, paper: Paper = Paper.A4, kind: Print = Print.STANDARD) -> int:
        """How many pages the sheet fills, without making its PDF. Raises Unprintable."""
        import typst

        files = _files(sheet, paper, kind)
        try:
            counted = typst.query(
                files, "<pages>", field="value", one=True, font_paths=self._fonts, ignore_system_fonts=True
            )
        except RuntimeError as error:  # TypstError among them
            raise self._explained(error, sheet) from error
        return int(counted)

    @cached_property
    def fingerprint(self) -> str:
        """Changes when the same sheet could come out otherwise: with Typst, templates, typefaces or this code."""
        files = [*TEMPLATES.glob("*.typ"), *FOLDER.glob("*.ttf"), *Path(__file__).parent.glob("*.py")]
        whole = sha256(f"{version('typst')} {version('segno')}".encode())
        for file in sorted(files):
            whole.update(sha256(file.read_bytes()).digest())
        return whole.hexdigest()

    @cached_property
    def _fonts(self) -> typst.Fonts:
        import typst

        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])

    def _explained(self, error: RuntimeError, sheet: Sheet) -> Unprintable:
        """Typst's words as the handbook says them."""
        said = re.sub(r"^PDF/[^:]* error: ", "", getattr(error, "message", str(error)))
        if (undrawn := _UNDRAWN.search(said)) and "could not be displayed" in said:
            # The words of the sheet were looked through before, so it stands in a drawing.
            character = chr(int(undrawn["code"], 16)) if undrawn["code"] else undrawn["text"][:1]
            where = next((path for path, data in sheet.pictures.items() if character.encode() in data), "")
            return _no_drawing(character, where)
        broken = next((path for path, picture in sheet.pictures.items() if self._is_broken(picture)), "")
        if broken:
            return Unprintable(f"the picture {broken} cannot be read: {said}", "save it again as PNG, JPEG or SVG")
        return Unprintable(f"Typst says: {said}", "; ".join(getattr(error, "hints", [])))

    def _is_broken(self, picture: bytes) -> bool:
        """Whether a sheet with this picture alone cannot be printed."""
        import typst

        kind, content = for_paper(picture)
        source = '"picture.svg"' if kind == ".svg" else 'bytes(json("picture.json"))'
        files: Any = {MAIN: f'#image({source}, alt: "a picture")'.encode(), f"picture{kind}": content}
        try:
            typst.compile(files, font_paths=self._fonts, ignore_system_fonts=True)
        except RuntimeError:
            return True
        return False


def _no_drawing(characters: str, picture: str = "") -> Unprintable:
    """That there is no drawing of these characters, the first of them in full."""
    first = characters[0]
    called = name(first, "")
    known = f"U+{ord(first):04X}, {called}" if called else f"U+{ord(first):04X}"
    others = f", nor {' '.join(characters[1:9])}" if len(characters) > 1 else ""
    where = f" that is in the picture {picture}" if picture else ""
    hint = "write it in another way, or add a typeface that has it to handbook_build/printing/fonts"
    return Unprintable(f"no font here has the character '{first}' ({known}){where}{others}", hint)


def _files(sheet: Sheet, paper: Paper, kind: Print) -> Any:
    """What Typst finds, and nothing else: templates, data, pictures. (Its stubs do not know such a dictionary.)

    Raises Unprintable when there is a character that no typeface has.
    """
    data = sheet_data(sheet, paper, kind)
    if missing := unwritable(words_of(data)):
        raise _no_drawing(missing)
    templates = {path.name: path.read_bytes() for path in sorted(TEMPLATES.glob("*.typ"))}
    pictures = {file: for_paper(sheet.pictures[path])[1] for path, file in picture_files(sheet).items()}
    return {
        **templates,
        MAIN: templates["handout.typ"],
        **pictures,
        "sheet.json": json.dumps(data, ensure_ascii=False).encode(),
    }


def _page_count(pdf: bytes) -> int:
    """The number in the root of the page tree, which Typst writes first and in the open."""
    found = re.search(rb"/Type/Pages/Count (\d+)", pdf)
    assert found, "Typst writes its page tree in another way now"
    return int(found[1])
