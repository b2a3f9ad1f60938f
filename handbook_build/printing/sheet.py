"""A sheet as a value, and as the data that the print template reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any

from handbook_build.cache import digest
from handbook_build.handouts import LIMITS, contact_of, found_at
from handbook_build.model.day import written_date
from handbook_build.model.form import A4, Form
from handbook_build.model.picture import is_drawing
from handbook_build.model.practice import SEEN, Practice, contrast_on_white
from handbook_build.printing.line import PrintNodes, one_line
from handbook_build.printing.pictures import least_letters
from handbook_build.printing.typefaces import FAMILIES, FIRST, families_for
from handbook_build.printing.voice import directed
from handbook_build.printing.wording import DRAFT, HAS_CODE, LOOK_UP, WORDING
from handbook_build.quick_response import square

# Typst's names for the papers.
PAPERS = {"a4": "a4", "letter": "us-letter"}
# How tall they are, in millimetres.
TALL = {"a4": 297.0, "letter": 279.4}
# For a sheet that nobody has reviewed.
NO_DATE = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type in points, distances in millimetres; `loose` is the share of the usual room between lines and parts."""

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
    loose: float = 1.0


class Print(Enum):
    """The kinds of print."""

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
    # The same letters closer together, for a sheet that would need one more side for a few lines.
    CLOSE = Sizes(
        body=10.5,
        title=18,
        heading=12.5,
        subheading=11.5,
        small=9.5,
        foot=8,
        line=8,
        tick=4.2,
        side=18,
        top=10,
        bottom=20,
        square=18,
        loose=0.72,
    )
    LARGE = Sizes(
        body=18,
        title=28,
        heading=22,
        subheading=20,
        small=18,
        foot=18,
        line=13,
        tick=7,
        side=18,
        top=15,
        bottom=19,
        square=38,
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
    whom to ring. `pictures` are the bytes of each picture by the name the body gives it. `limit`
    is how many sides it may take in standard print. `practice` gives it out, with the picture
    `logo`; a sheet for clients that has none leaves lines to write it on. `close` says that the
    parts of standard print stand close together, `has_fields` that there is something to fill in, and `by_section`
    that each section but the first begins a new side, and in standard print takes no more. `wants_contact` is the key
    `contact` of the handout.
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
    audience: tuple[str, ...] = ()
    limit: int = 1
    practice: Practice | None = None
    logo: bytes = b""
    close: bool = False
    has_fields: bool = False
    by_section: bool = False
    wants_contact: str = ""

    @property
    def sides(self) -> int:
        """How many sides it may take in standard print."""
        return min(self.limit, 1 + len(self.section_starts)) if self.by_section else self.limit

    @property
    def section_starts(self) -> tuple[int, ...]:
        """Where in the body the sections begin, save one that opens it."""
        return tuple(at for at, node in enumerate(self.body) if at and node["t"] == "h" and node["level"] == 2)

    @property
    def made(self) -> date:
        """The date that its PDF bears: never that of the day, so that its bytes stay the same."""
        return self.reviewed or NO_DATE

    @property
    def is_for_clients(self) -> bool:
        return "client" in self.audience

    @property
    def contact(self) -> tuple[tuple[str, str], ...]:
        """Whom a client can reach: each detail with its words, or with none, and then it is a line to write on."""
        if not self.is_for_clients:
            return ()
        return contact_of(self.practice, has_numbers=bool(self.help), wants=self.wants_contact)

    @property
    def practice_line(self) -> str:
        """Where the practice is found, for the foot of a sheet for clients."""
        return found_at(self.practice) if self.is_for_clients else ""

    @property
    def short_foot(self) -> str:
        """Which sheet this is: all that the foot of each page says in large print."""
        return f"{self.id}, edition {self.foot.edition}." if self.foot.edition else f"{self.id}."

    @property
    def foot_lines(self) -> tuple[str, ...]:
        """The foot: who gives it out; which sheet this is and what it is not; where it comes from; whether it holds."""
        edition = f", edition {self.foot.edition}" if self.foot.edition else ""
        reviewed = f", reviewed {written_date(self.reviewed)}" if self.reviewed else ""
        draft = f" {DRAFT.format(self.foot.after)}" if self.foot.after else ""
        whole = ", ".join(part for part in (self.foot.handbook, self.foot.licence) if part)
        lines = (
            self.practice_line,
            f"{self.id}{edition}{reviewed}.{draft} {self.foot.limits}",
            " ".join(part for part in (whole and f"{whole}.", self.foot.address) if part),
            (LOOK_UP.format(self.foot.look_up) if self.foot.look_up else HAS_CODE) if self.foot.code else "",
        )
        return tuple(line for line in lines if line)

    @cached_property
    def said(self) -> dict[str, Any]:
        """What it says in each of its forms, as the template reads it; but for its square, which takes long to draw."""
        language, region = typst_language(self.language)
        return {
            "title": one_line(self.title),
            "summary": one_line(self.summary),
            "language": language,
            "region": region,
            "authors": list(self.authors),
            "made": [self.made.year, self.made.month, self.made.day],
            "body": [{key: value for key, value in node.items() if key != "offset"} for node in self.body],
            "words": [{"term": one_line(term), "definition": one_line(definition)} for term, definition in self.words],
            "sources": list(self.sources),
            "help": self.help,
            "foot": [one_line(line) for line in self.foot_lines],
            "short-foot": one_line(self.short_foot),
            "contact": [{"label": one_line(label), "words": one_line(words)} for label, words in self.contact],
            "practice": _practice(self),
            "colour": _colour(self),
            "name": self.id,
            "pictures": picture_files(self),
            "by-section": self.by_section,
            "fonts": families_for(language),
            "second": list(FAMILIES)[1:],
            "families": {name: families_for(name) for name in FIRST},
            "wording": WORDING,
        }

    @cached_property
    def fingerprint(self) -> str:
        """Changes when one of its forms could come out otherwise with the same press."""
        held = [self.limit, self.close, self.has_fields, self.foot.code, self.foot.square]
        pictures = (part for path, picture in sorted(self.pictures.items()) for part in (path, picture))
        return digest(json.dumps([held, self.said], sort_keys=True), self.logo, *pictures)


def sheet_data(sheet: Sheet, form: Form = A4) -> dict[str, Any]:
    """The JSON that `templates/handout.typ` reads. Words that authors wrote stand in it as data alone."""
    sizes = (Print.LARGE if form.large else Print.CLOSE if sheet.close else Print.STANDARD).value
    return {
        **sheet.said,
        "code": _code(sheet.foot),
        "letters": {path: least_letters(picture) for path, picture in sheet.pictures.items()} if form.large else {},
        "paper": PAPERS[form.paper],
        "height": TALL[form.paper],
        "room": TALL[form.paper] - sizes.top - sizes.bottom,
        "large": form.large,
        "tallest": 0.78 * (TALL[form.paper] - sizes.top - sizes.bottom) if form.large else 80,
        "close": sheet.close and not form.large,
        "measure": False,
        "sizes": {name: getattr(sizes, name) for name in Sizes.__slots__},
    }


def _practice(sheet: Sheet) -> dict[str, Any] | None:
    """Its name, and the file of its logo."""
    if sheet.practice is None:
        return None
    logo = f"logo{'.svg' if is_drawing(sheet.logo) else '.json'}" if sheet.logo else ""
    return directed({"name": one_line(sheet.practice.name), "logo": logo})


def _colour(sheet: Sheet) -> str:
    """The colour of the practice, where it is seen on white paper and on a grey copy."""
    colour = sheet.practice.colour if sheet.practice else ""
    return colour if colour and contrast_on_white(colour) >= SEEN else ""


def _code(foot: Foot) -> dict[str, Any] | None:
    """The code with its square, and how many modules that has on a side."""
    if not foot.code:
        return None
    modules, drawing = square(foot.square or foot.code)
    return {"sign": one_line(foot.code), "alt": f"Code {foot.code}", "modules": modules, "drawing": drawing}


def picture_files(sheet: Sheet) -> dict[str, str]:
    """The name of each picture's file beside the template."""
    return named_pictures(sheet.pictures)


def named_pictures(pictures: Mapping[str, bytes]) -> dict[str, str]:
    """A name for each picture's file: no name of an author's becomes a path."""
    kinds = {path: ".svg" if is_drawing(picture) else ".json" for path, picture in pictures.items()}
    return {path: f"picture-{number}{kinds[path]}" for number, path in enumerate(sorted(kinds), 1)}


def typst_language(tag: str) -> tuple[str, str]:
    """The language and the region of a tag such as `en-GB`, as Typst takes them."""
    main, *rest = tag.split("-")
    region = next((part.upper() for part in rest if len(part) == 2 and part.isalpha()), "")
    return (main.lower() if main.isalpha() and len(main) in (2, 3) else "en", region)
