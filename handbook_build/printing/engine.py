"""The press: a sheet goes in, a PDF comes out. Typst itself is met in this file alone."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import name

from handbook_build import quick_response
from handbook_build.model.form import A4, Form
from handbook_build.printing.line import words_of
from handbook_build.printing.pictures import for_paper, in_greys
from handbook_build.printing.sheet import Sheet, named_pictures, picture_files, sheet_data
from handbook_build.printing.typefaces import FOLDER, unwritable

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).parent / "templates"
# Typst starts at the file of this name.
MAIN = "main.typ"
# A template as it lies in its folder, so that the typesetter need not read it anew for each sheet.
INCLUDED = '#include "{}"'
# What sheets are made with, in any form: Typst, and the libraries of squares, pictures, forms to fill in and Word.
ENGINES = ("typst", "segno", "pillow", "pikepdf", "python-docx", "lxml")
# PDF/UA-1 for readers with assistive technology, PDF/A-2a for those who keep files.
STANDARDS: list[Any] = ["ua-1", "a-2a"]
FORM_STANDARDS: list[Any] = ["ua-1"]

# Text that Typst could not draw, as its message quotes it: `"漢"` or `"\u{e000}"`.
_UNDRAWN = re.compile(r'"(?:\\u\{(?P<code>[0-9a-f]+)\}|(?P<text>[^"]+))"')


class Unprintable(Exception):
    """A sheet that cannot be printed: the message says what is, the hint what to do.

    `culprit` is the name of the picture, or the character, for which it cannot; empty when nobody knows.
    """

    def __init__(self, message: str, hint: str = "", culprit: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.culprit = culprit


# A picture of a sheet is 240 pixels across, in so many greys: 3 to 4 KB, since a list shows a dozen of them.
PICTURE_DOTS, PICTURE_GREYS = 29.0, 4


@dataclass(frozen=True, slots=True)
class Misfit:
    """How much too long a sheet is, and what first does not fit: its place in the body, or past its end the sources.

    No millimetres too long is a sheet with more sections than sides, each of which would have its own.
    """

    part: int
    millimetres: int


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF and the number of its pages.

    `words` and `close` tell how the sheet was made to fit: how many of its words it explains, and whether its parts
    stand close together. `misfit` is what does not fit all the same.
    """

    pdf: bytes
    pages: int
    words: int = 0
    close: bool = False
    misfit: Misfit | None = None

    def laid_out(self, sheet: Sheet) -> Sheet:
        """The sheet as it stands in this PDF."""
        if (self.words, self.close) == (len(sheet.words), sheet.close):
            return sheet
        return replace(sheet, words=sheet.words[: self.words], close=self.close)


class Press:
    """Prints sheets. Its typefaces are read at the first sheet and kept.

    The same sheet gives the same bytes: no typeface of the machine is used, and the only date is
    the sheet's own.
    """

    def __init__(self) -> None:
        self._of_thread = threading.local()

    def print(self, sheet: Sheet, form: Form = A4) -> Printed:
        """The sheet as PDF. Large print takes the pages that it needs.

        Standard print keeps to its sides as far as it can: where it would take more, its parts stand closer together,
        if it then explains more of its words than it could as it is; and it explains as many as there is room for.
        Raises Unprintable.
        """
        printed = self._print(sheet, form)
        if form.large or printed.pages <= sheet.sides:
            return printed
        as_it_is, closer = replace(sheet, close=False), replace(sheet, close=True)
        printed = self._print(closer, form)
        if printed.pages <= sheet.sides:
            return printed
        fits = [(one, *self._fit(one, form)) for one in (as_it_is, closer)]
        for one, words, _ in sorted(fits, key=lambda fit: fit[1], reverse=True):
            # The room is reckoned without the gaps that stand before what is not cut.
            for count in range(words, -1, -1):
                printed = self._print(replace(one, words=sheet.words[:count]), form)
                if printed.pages <= sheet.sides:
                    return printed
        return replace(printed, misfit=fits[-1][2])

    def _fit(self, sheet: Sheet, form: Form) -> tuple[int, Misfit]:
        """For how many of its words a sheet has room, or -1; and what does not fit when it explains none."""
        found = self._measured(sheet, form)
        if sheet.by_section:
            return _fit_sections(sheet, found)
        down = found["top"] + sheet.limit * found["room"] - found["closing"]
        words = max((count for count, tall in enumerate(found["words"]) if found["end"] + tall <= down), default=-1)
        ends = [at for _, at in found["parts"][1:]] + [found["end"]]
        cut = next((part for (part, _), end in zip(found["parts"], ends, strict=True) if end > down), len(sheet.body))
        return words, Misfit(int(cut), max(ceil(found["end"] - down), 1))

    def print_form(self, sheet: Sheet, fields: str) -> bytes:
        """The sheet in standard print on A4 as it is, for `fillable.py`: as PDF/UA-1 alone. Raises Unprintable.

        `fields` is what the lines for a practice that is not named say of themselves.
        """
        return self._print(sheet, A4, FORM_STANDARDS, fields).pdf

    def _print(self, sheet: Sheet, form: Form, standards: Sequence[Any] = STANDARDS, fields: str = "") -> Printed:
        files = _files(sheet, form, fields=fields)
        pdf = self._pdf(files, sheet.made, _pictures_of(sheet), standards)
        return Printed(pdf, _page_count(pdf), len(sheet.words), sheet.close)

    def picture(self, sheet: Sheet, dots: float = PICTURE_DOTS) -> bytes:
        """The first page of standard print on A4 as PNG in greys, with so many dots to an inch. Raises Unprintable."""
        return in_greys(self.sides(sheet, A4, dots)[0], PICTURE_GREYS)

    def sides(self, sheet: Sheet, form: Form, dots: float) -> list[bytes]:
        """Each page of the sheet as it is laid out, as PNG with so many dots to an inch. Raises Unprintable."""
        return self._drawn(_files(sheet, form), dots, _pictures_of(sheet))

    def overview(self, data: Mapping[str, Any], pictures: Mapping[str, bytes], made: date, dots: float = 0) -> bytes:
        """Pictures with their names on one page, from the data of `contact.typ`: as PDF, or as PNG with so many dots to
        an inch. Raises Unprintable.
        """
        written = json.dumps(data, ensure_ascii=False)
        if missing := unwritable([written]):
            raise undrawable(missing)
        files: Any = {
            **_template("contact.typ"),
            **{file: for_paper(pictures[path])[1] for path, file in named_pictures(pictures).items()},
            "contact.json": written.encode(),
        }
        return self._drawn(files, dots, pictures)[0] if dots else self._pdf(files, made, pictures)

    def cards(self, cards: Sequence[Mapping[str, Any]]) -> list[bytes]:
        """A PNG of each card, from the data of `card.typ`. Raises Unprintable."""
        files: Any = {**_template("card.typ"), "cards.json": json.dumps(cards, ensure_ascii=False).encode()}
        # At 72 dots to an inch a point is a pixel.
        return self._drawn(files, 72, {})

    def as_png(self, picture: bytes, width: int, name: str = "") -> bytes:
        """A picture of any kind as PNG on white, so many pixels wide. `name` is for Unprintable, which it raises."""
        kind, content = for_paper(picture)
        source = '"picture.svg"' if kind == ".svg" else 'bytes(json("picture.json"))'
        # At 72 dots to an inch a point is a pixel.
        drawing = f"#set page(width: auto, height: auto, margin: 0pt)\n#image({source}, width: {width}pt)"
        files: Any = {MAIN: drawing.encode(), f"picture{kind}": content}
        return self._drawn(files, 72, {name: picture})[0]

    def _measured(self, sheet: Sheet, form: Form) -> Mapping[str, Any]:
        """What the template tells of how tall the parts of a sheet are. Raises Unprintable."""
        import typst

        files = _files(sheet, form, measure=True)
        try:
            found = typst.query(files, "<fit>", field="value", root=TEMPLATES, **self._typefaces)
        except RuntimeError as error:  # TypstError among them
            raise self._explained(error, _pictures_of(sheet)) from error
        (told,) = json.loads(found)
        return dict(told)

    def bind(self, data: Mapping[str, Any], pictures: Mapping[str, bytes], made: date) -> Printed:
        """A book as PDF, from the data of its template and its pictures by name. Raises Unprintable."""
        files: Any = {
            **_template("book.typ"),
            **{file: for_paper(pictures[path])[1] for path, file in named_pictures(pictures).items()},
            "sheet.json": json.dumps(data, ensure_ascii=False).encode(),
        }
        pdf = self._pdf(files, made, pictures)
        return Printed(pdf, _page_count(pdf))

    def _pdf(
        self, files: Any, made: date, pictures: Mapping[str, bytes], standards: Sequence[Any] = STANDARDS
    ) -> bytes:
        """What Typst makes of the files, as PDF. Raises Unprintable, which may name one of the pictures."""
        midnight = datetime(made.year, made.month, made.day, tzinfo=UTC)
        return bytes(self._compiled(files, pictures, pdf_standards=[*standards], timestamp=midnight))

    def _drawn(self, files: Any, dots: float, pictures: Mapping[str, bytes]) -> list[bytes]:
        """Each page that Typst makes of the files, as PNG with so many dots to an inch. Raises Unprintable."""
        drawn = self._compiled(files, pictures, format="png", ppi=dots, pdf_tags=False)
        return drawn if isinstance(drawn, list) else [drawn]

    def _compiled(self, files: Any, pictures: Mapping[str, bytes], **kind: Any) -> Any:
        try:
            return self._compiler.compile(files, **kind)
        except RuntimeError as error:  # TypstError among them
            raise self._explained(error, pictures) from error

    def unusable(self, pictures: Mapping[str, bytes]) -> frozenset[str]:
        """The names of pictures that cannot be read, or hold characters that no font here has."""
        return frozenset(name for name, picture in pictures.items() if self._is_broken(picture, STANDARDS))

    @cached_property
    def fingerprint(self) -> str:
        """Changes when the same sheet could come out otherwise: with an engine, templates, typefaces or this code."""
        ours = [*Path(__file__).parent.rglob("*.py"), Path(quick_response.__file__)]
        files = [*TEMPLATES.glob("*.typ"), *FOLDER.glob("*.ttf"), *ours]
        whole = sha256(" ".join(map(version, ENGINES)).encode())
        for file in sorted(files):
            whole.update(sha256(file.read_bytes()).digest())
        return whole.hexdigest()

    @cached_property
    def card_fingerprint(self) -> str:
        """Changes when the same card could come out otherwise."""
        files = [*(TEMPLATES / name for name in ("card.typ", "marks.typ")), *FOLDER.glob("*.ttf")]
        whole = sha256(" ".join(map(version, ENGINES)).encode())
        for file in sorted(files):
            whole.update(sha256(file.read_bytes()).digest())
        return whole.hexdigest()

    @cached_property
    def _typefaces(self) -> dict[str, Any]:
        """Those that Typst may use, which are those here and no others."""
        import typst

        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])
        return {"font_paths": fonts, "ignore_system_fonts": True}

    @property
    def _compiler(self) -> typst.Compiler:
        """Typst with the templates that it has read. Each thread has one, since no two can use the same at once."""
        import typst

        if not hasattr(self._of_thread, "compiler"):
            self._of_thread.compiler = typst.Compiler(root=TEMPLATES, **self._typefaces)
        compiler: typst.Compiler = self._of_thread.compiler
        return compiler

    def _explained(self, error: RuntimeError, pictures: Mapping[str, bytes]) -> Unprintable:
        """Typst's words as the handbook says them."""
        said = re.sub(r"^PDF/[^:]* error: ", "", getattr(error, "message", str(error)))
        if (undrawn := _UNDRAWN.search(said)) and "could not be displayed" in said:
            # The words of the sheet were looked through before, so it stands in a drawing.
            character = chr(int(undrawn["code"], 16)) if undrawn["code"] else undrawn["text"][:1]
            where = next((path for path, data in pictures.items() if character.encode() in data), "")
            return undrawable(character, where)
        broken = next((path for path, picture in pictures.items() if self._is_broken(picture)), "")
        if broken:
            hint = "save it again as PNG, JPEG or SVG"
            return Unprintable(f"the picture {broken} cannot be read: {said}", hint, broken)
        inked = next((path for path, picture in pictures.items() if self._is_broken(picture, STANDARDS)), "")
        if inked and "CMYK" in said:
            hint = "save it again in the colours of a screen (RGB)"
            return Unprintable(f"the picture {inked} is in the inks of a printing press (CMYK)", hint, inked)
        return Unprintable(f"Typst says: {said}", "; ".join(getattr(error, "hints", [])))

    def _is_broken(self, picture: bytes, standards: Sequence[Any] = ()) -> bool:
        """Whether a sheet with this picture alone cannot be printed."""
        kind, content = for_paper(picture)
        source = '"picture.svg"' if kind == ".svg" else 'bytes(json("picture.json"))'
        template = f'#set document(title: "Picture")\n#set text(lang: "en")\n#image({source}, alt: "a picture")'
        files: Any = {MAIN: template.encode(), f"picture{kind}": content}
        try:
            self._compiler.compile(files, pdf_standards=[*standards])
        except RuntimeError:
            return True
        return False


def _fit_sections(sheet: Sheet, found: Mapping[str, Any]) -> tuple[int, Misfit]:
    """The same for a sheet each section of which has a side of its own: what does not fit is a section."""
    starts = dict(found["parts"])
    firsts = (0, *sheet.section_starts)
    tops = [found["top"], *(starts[first] for first in firsts[1:]), found["end"]]
    over = [end - top - found["room"] for top, end in pairwise(tops)]
    over[-1] += found["closing"]
    words = max((count for count, tall in enumerate(found["words"]) if over[-1] + tall <= 0), default=-1)
    worst = next((at for at, by in enumerate(over) if by > 0), over.index(max(over)))
    if over[worst] <= 0 and sheet.limit < len(over):
        return words, Misfit(firsts[sheet.limit], 0)
    return words, Misfit(firsts[worst], max(ceil(over[worst]), 1))


def undrawable(characters: str, picture: str = "") -> Unprintable:
    """That there is no drawing of these characters, the first of them in full."""
    first = characters[0]
    called = name(first, "")
    known = f"U+{ord(first):04X}, {called}" if called else f"U+{ord(first):04X}"
    others = f", nor {' '.join(characters[1:9])}" if len(characters) > 1 else ""
    where = f" that is in the picture {picture}" if picture else ""
    hint = "write it in another way, or add a typeface that has it to handbook_build/printing/fonts"
    return Unprintable(f"no font here has the character '{first}' ({known}){where}{others}", hint, picture or first)


def _pictures_of(sheet: Sheet) -> Mapping[str, bytes]:
    """All of them by their name, the practice's logo too."""
    logo = {sheet.practice.logo: sheet.logo} if sheet.practice and sheet.logo else {}
    return {**sheet.pictures, **logo}


def _template(name: str) -> dict[str, bytes]:
    """The file that Typst starts at, for the template of this name."""
    return {MAIN: INCLUDED.format(name).encode()}


def _files(sheet: Sheet, form: Form, *, measure: bool = False, fields: str = "") -> Any:
    """What Typst finds beside the templates: data and pictures. (Its stubs do not know such a dictionary.)

    Raises Unprintable when there is a character that no typeface has.
    """
    data = {**sheet_data(sheet, form), "measure": measure, "fields": fields}
    written = json.dumps(data, ensure_ascii=False)
    # The file is looked through first, which is sooner done; a control character stands in it under its number.
    if ("\\u" in written or unwritable([written])) and (missing := unwritable(words_of(data))):
        raise undrawable(missing)
    pictures = {file: for_paper(sheet.pictures[path])[1] for path, file in picture_files(sheet).items()}
    logo = {data["practice"]["logo"]: for_paper(sheet.logo)[1]} if data["practice"] and sheet.logo else {}
    return {
        **_template("handout.typ"),
        **pictures,
        **logo,
        "sheet.json": written.encode(),
    }


def _page_count(pdf: bytes) -> int:
    """The number in the root of the page tree, which Typst writes first and in the open."""
    found = re.search(rb"/Type/Pages/Count (\d+)", pdf)
    assert found, "Typst writes its page tree in another way now"
    return int(found[1])
