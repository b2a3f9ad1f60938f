"""A sheet as a value, and as the data that the print template reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from handbook_build.printing.line import PrintNodes, one_line
from handbook_build.printing.pictures import is_drawing
from handbook_build.printing.quick_response import square
from handbook_build.printing.typefaces import FAMILIES
from handbook_build.printing.wording import DRAFT, HAS_CODE, LIMITS, LOOK_UP, WORDING, in_words

# For a sheet that nobody has reviewed.
NO_DATE = date(2000, 1, 1)


class Paper(Enum):
    """The papers that a sheet is made for, by Typst's names for them."""

    A4 = "a4"
    LETTER = "us-letter"


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type in points, distances in millimetres."""

    body: float
    title: float
    heading: float
    subheading: float
    small: float
    foot: float
    line: float
    tick: float
    side: float
    top: float
    bottom: float
    square: float


class Print(Enum):
    """The kinds of print. A reader of large print gets one more row."""

    STANDARD = Sizes(
        body=10.5,
        title=20,
        heading=13.5,
        subheading=12,
        small=9.5,
        foot=8.5,
        line=9,
        tick=4.2,
        side=18,
        top=13,
        bottom=21.5,
        square=18,
    )


@dataclass(frozen=True, slots=True)
class Foot:
    """What the foot of each page says of the sheet. Parts that are empty are left out.

    A sheet of a released edition bears a `code`, which `look_up` (an address to type) and `square` (what a
    telephone reads) lead to; one whose words are not released is a draft `after` an edition, and bears none.
    """

    handbook: str
    edition: str = ""
    licence: str = ""
    address: str = ""
    limits: str = LIMITS
    code: str = ""
    look_up: str = ""
    square: str = ""
    after: str = ""


@dataclass(frozen=True)
class Sheet:
    """A handout, ready for print: its body, sources and help line are print nodes.

    `words` are terms with their definitions, `sources` rendered references, `help` one line on
    whom to ring. `pictures` are the bytes of each picture by the name the body gives it.
    """

    id: str
    title: str
    summary: str
    language: str
    reviewed: date | None
    foot: Foot
    body: PrintNodes
    words: tuple[tuple[str, str], ...] = ()
    sources: tuple[PrintNodes, ...] = ()
    help: PrintNodes = field(default_factory=list)
    authors: tuple[str, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def made(self) -> date:
        """The date that its PDF bears: never that of the day, so that its bytes stay the same."""
        return self.reviewed or NO_DATE

    @property
    def foot_lines(self) -> tuple[str, ...]:
        """The foot: which sheet this is and what it is not; where it comes from; whether it still holds."""
        edition = f", edition {self.foot.edition}" if self.foot.edition else ""
        reviewed = f", reviewed {in_words(self.reviewed)}" if self.reviewed else ""
        draft = f" {DRAFT.format(self.foot.after)}" if self.foot.after else ""
        whole = ", ".join(part for part in (self.foot.handbook, self.foot.licence) if part)
        lines = (
            f"{self.id}{edition}{reviewed}.{draft} {self.foot.limits}",
            " ".join(part for part in (whole and f"{whole}.", self.foot.address) if part),
            (LOOK_UP.format(self.foot.look_up) if self.foot.look_up else HAS_CODE) if self.foot.code else "",
        )
        return tuple(line for line in lines if line)


def sheet_data(sheet: Sheet, paper: Paper = Paper.A4, kind: Print = Print.STANDARD) -> dict[str, Any]:
    """The JSON that `templates/handout.typ` reads. Words that authors wrote stand in it as data alone."""
    language, region = _language(sheet.language)
    return {
        "title": one_line(sheet.title),
        "summary": one_line(sheet.summary),
        "language": language,
        "region": region,
        "authors": list(sheet.authors),
        "made": [sheet.made.year, sheet.made.month, sheet.made.day],
        "body": sheet.body,
        "words": [{"term": one_line(term), "definition": one_line(definition)} for term, definition in sheet.words],
        "sources": list(sheet.sources),
        "help": sheet.help,
        "foot": [one_line(line) for line in sheet.foot_lines],
        "name": sheet.id,
        "code": _code(sheet.foot),
        "pictures": picture_files(sheet),
        "paper": paper.value,
        "sizes": {name: getattr(kind.value, name) for name in Sizes.__slots__},
        "fonts": list(FAMILIES),
        "wording": WORDING,
    }


def _code(foot: Foot) -> dict[str, Any] | None:
    """The code with its square, and how many modules that has on a side."""
    if not foot.code:
        return None
    modules, drawing = square(foot.square or foot.code)
    return {"sign": one_line(foot.code), "alt": f"Code {foot.code}", "modules": modules, "drawing": drawing}


def picture_files(sheet: Sheet) -> dict[str, str]:
    """The name of each picture's file beside the template: no name of an author's becomes a path."""
    kinds = {path: ".svg" if is_drawing(picture) else ".json" for path, picture in sheet.pictures.items()}
    return {path: f"picture-{number}{kinds[path]}" for number, path in enumerate(sorted(kinds), 1)}


def _language(tag: str) -> tuple[str, str]:
    """The language and the region of a tag such as `en-GB`, as Typst takes them."""
    main, *rest = tag.split("-")
    region = next((part.upper() for part in rest if len(part) == 2 and part.isalpha()), "")
    return (main.lower() if main.isalpha() and len(main) in (2, 3) else "en", region)
