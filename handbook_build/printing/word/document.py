"""A sheet as a Word document that a practice can change. The one place that knows python-docx.

It has styles of its own and no theme, no text boxes and no floating frames, so that it is read out
in its order; the boxes to tick are content controls. The same sheet gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Package
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from handbook_build.model.picture import is_drawing
from handbook_build.printing.line import PrintNodes, clean, one_line, words_of
from handbook_build.printing.sheet import Sheet
from handbook_build.printing.voice import reads_leftward
from handbook_build.printing.word.body import MILLIMETRE, Body, Manner
from handbook_build.printing.word.shapes import GAP, Picture
from handbook_build.printing.word.styles import (
    FOOT,
    HEAD,
    INSET,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SPACE,
    TEXT_WIDTH,
    TOP,
    WHOLE_LINE,
    fonts,
    numbering,
    settings,
    styles,
)
from handbook_build.printing.word.xml import tag, text
from handbook_build.printing.wording import WORDING
from handbook_build.quick_response import square

# From a picture that Word does not know, such as a drawing (SVG), a width in pixels and its name to a PNG.
AsPng = Callable[[bytes, int, str], bytes]
# The same, put into the package.
Held = Callable[[bytes, int, str], Picture]

# What python-docx says of a picture that it does not know, or that is damaged.
UNKNOWN_PICTURE = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
INLINE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
CONTROLS = "http://schemas.microsoft.com/office/word/2010/wordml"
# The date of every file in the package: the first that a ZIP can hold.
NO_TIME = (1980, 1, 1, 0, 0, 0)
# How many pixels wide a drawing becomes: 300 to an inch on half the width of the text, and on the square's.
DRAWN, SQUARE_DRAWN = 1200, 600
SQUARE, LOGO_WIDTH, LOGO_HEIGHT = 18 * MILLIMETRE, 45 * MILLIMETRE, 14 * MILLIMETRE
# Details of a practice that are no longer than this stand side by side.
SHORT = 40
# The longest that a property of an Office file may be.
LONGEST = 255


def word(sheet: Sheet, as_png: AsPng) -> bytes:
    """The sheet as DOCX, on A4. Raises what `as_png` raises for a picture that cannot be read."""
    package = Document(BytesIO(_bare()))
    part = package.part

    def held(picture: bytes, width: int, name: str) -> Picture:
        if not is_drawing(picture):
            with suppress(*UNKNOWN_PICTURE):
                return kept(picture)
        return kept(as_png(picture, width, name))

    def kept(picture: bytes) -> Picture:
        relation, image = part.get_or_add_image(BytesIO(picture))
        if not image.px_width or not image.px_height:
            raise InvalidImageStreamError
        return Picture(relation, image.px_width, image.px_height)

    def picture(name: str) -> Picture | None:
        return held(sheet.pictures[name], DRAWN, name) if name in sheet.pictures else None

    def relation(address: str) -> str:
        return str(part.relate_to(clean(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True))

    def add(name: str, kind: str, relationship: str, content: str) -> str:
        made = Part(PackURI(f"/word/{name}.xml"), kind, content.encode(), part.package)
        return str(part.relate_to(made, relationship))

    body = Body(picture, relation)
    written = _written(sheet, body, held)
    add("styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, styles(clean(sheet.language)))
    add("numbering", CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING, numbering(body.starts))
    add("fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, fonts())
    add("settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, settings())
    footer = add("footer", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, _footer(sheet, body))
    names = f'xmlns:w="{SPACE}" xmlns:w14="{CONTROLS}" xmlns:r="{RELATIONSHIPS}" xmlns:wp="{INLINE}"'
    inside = parse_xml(f"<w:body {names}>{written}{_page(footer)}</w:body>".encode())
    package.element.replace(package.element.body, inside)
    _describe(package, sheet)
    return _without_times(_saved(package))


def _written(sheet: Sheet, body: Body, held: Held) -> str:
    """All that stands between the head and the foot of the pages."""
    words = "".join(_explained(body, term, definition) for term, definition in sheet.words)
    sources = body.flow([node for source in sheet.sources for node in source], Manner(style="Source"))
    box = body.flow(sheet.help, Manner(style="Help")) + _reachable(sheet, body)
    return (
        _given_out_by(sheet, body, held)
        + body.said(sheet.title, "Title")
        + body.said(sheet.summary, "Subtitle")
        + body.flow(_paged(sheet))
        + (body.said(WORDING["terms"], "Heading1") + words if words else "")
        + (body.said(WORDING["sources"], "Heading1") + sources if sources else "")
        + (GAP + box if box else "")
        + _code(sheet, body, held)
    )


def _paged(sheet: Sheet) -> PrintNodes:
    """The body; of a sheet whose sections can be given out one by one, each begins a page."""
    starts = sheet.section_starts if sheet.by_section else ()
    return [{**node, "new-page": True} if at in starts else node for at, node in enumerate(sheet.body)]


def _given_out_by(sheet: Sheet, body: Body, held: Held) -> str:
    """The practice's logo and name. The logo says what the name beside it says, so it is for the eye alone."""
    if sheet.practice is None or not (sheet.logo or sheet.practice.name):
        return ""
    logo = body.drawing(held(sheet.logo, DRAWN, sheet.practice.logo), "", LOGO_WIDTH, LOGO_HEIGHT) if sheet.logo else ""
    apart = tag("r", text("  ")) if logo else ""
    manner = _manner(sheet.practice.name, "Practice")
    whole = WHOLE_LINE if logo else {}
    return body.paragraph(logo + apart + body.line(one_line(sheet.practice.name), manner), manner, **whole)


def _manner(words: str, style: str) -> Manner:
    return Manner(style=style, leftward=reads_leftward(words))


def _explained(body: Body, term: str, definition: str) -> str:
    manner = _manner(term, "Word")
    named = body.line([{"t": "strong", "children": one_line(term)}, {"t": "text", "text": " "}], manner)
    return body.paragraph(named + body.line(one_line(definition), manner), manner)


def _reachable(sheet: Sheet, body: Body) -> str:
    """The details of the practice, and below them a line to write on for each that is not known."""
    known = [
        [*one_line(label), {"t": "text", "text": ": "}, {"t": "strong", "children": one_line(words)}]
        for label, words in sheet.contact
        if words
    ]
    unknown = [[*one_line(label), {"t": "text", "text": " "}] for label, words in sheet.contact if not words]
    return "".join(_side_by_side(body, known, "none")) + "".join(_side_by_side(body, unknown, "underscore"))


def _side_by_side(body: Body, lines: list[PrintNodes], leader: str) -> Iterator[str]:
    """The lines in the box, two short ones in one. After a line that has a leader, its place to write on."""
    width, tab = TEXT_WIDTH - 2 * INSET, tag("r", tag("tab"))
    while lines:
        at_once = 2 if len(lines) > 1 and all(len(words_of(line)) <= SHORT for line in lines[:2]) else 1
        some, lines = list(map(body.line, lines[:at_once])), lines[at_once:]
        ends = (INSET + width * (one + 1) // at_once for one in range(at_once))
        # What follows the tab begins at a stop on the left; at the last, nothing does.
        stops = "".join(
            tag("tab", val="right" if end == INSET + width else "left", leader=leader, pos=end) for end in ends
        )
        inside = tab.join(some) if leader == "none" else tag("r", text(" ")).join(one + tab for one in some)
        yield body.paragraph(inside, Manner(style="Help"), tabs=tag("tabs", stops))


def _code(sheet: Sheet, body: Body, held: Held) -> str:
    """The square that a telephone reads and, beside it, the code to read out and type."""
    if not sheet.foot.code:
        return ""
    _, drawing = square(sheet.foot.square or sheet.foot.code)
    picture = body.drawing(
        held(drawing.encode(), SQUARE_DRAWN, sheet.foot.code), f"Code {sheet.foot.code}", SQUARE, SQUARE
    )
    sign = tag("r", text("  ")) + body.line(one_line(sheet.foot.code))
    return body.paragraph(picture + sign, Manner(style="Code"), **WHOLE_LINE)


def _footer(sheet: Sheet, body: Body) -> str:
    """The foot of every page: its number, and what the sheet says of itself."""
    before, between, after = (tag("r", text(words)) if words else "" for words in WORDING["page"].split("{}"))
    pages = before + _field("PAGE") + between + _field("NUMPAGES") + after + tag("r", text(". "))
    lines = [body.line(one_line(line)) for line in sheet.foot_lines]
    first = body.paragraph(pages + "".join(lines[:1]), style="Footer")
    rest = "".join(body.paragraph(line, style="Footer") for line in lines[1:])
    return f'{HEAD}<w:ftr xmlns:w="{SPACE}">{first}{rest}</w:ftr>'


def _field(name: str) -> str:
    """A number that Word knows."""
    return tag("fldSimple", tag("r", text("1")), instr=f" {name} ")


def _page(footer: str) -> str:
    """A4 with its margins and the foot."""
    inside = (
        f'<w:footerReference w:type="default" r:id="{footer}"/>'
        + tag("pgSz", w=PAGE_WIDTH, h=PAGE_HEIGHT)
        + tag("pgMar", top=TOP, right=MARGIN, bottom=TOP, left=MARGIN, header=FOOT, footer=FOOT, gutter=0)
    )
    return tag("sectPr", inside)


def _describe(package: Package, sheet: Sheet) -> None:
    """What the file says of itself; python-docx writes its own name and the time where it is not told."""
    made = datetime(sheet.made.year, sheet.made.month, sheet.made.day)
    authors = _property(", ".join(sheet.authors))
    about = package.core_properties
    about.title, about.subject = _property(sheet.title), _property(sheet.summary)
    about.author = about.last_modified_by = authors
    about.language, about.identifier, about.version = clean(sheet.language), sheet.id, _property(sheet.foot.edition)
    about.comments = about.keywords = about.category = ""
    about.created = about.modified = made
    about.revision = 1


def _property(words: str) -> str:
    return words_of(one_line(clean(words)))[:LONGEST]


@cache
def _bare() -> bytes:
    """The document that python-docx begins with, without its words, theme, styles and pictures."""
    package = Document()
    part = package.part
    for relations in (part.rels, part.package.rels):
        for name, relation in list(relations.items()):
            if not relation.reltype.endswith(("/officeDocument", "/core-properties")):
                del relations[name]
    return _saved(package)


def _saved(package: Package) -> bytes:
    written = BytesIO()
    package.save(written)
    return written.getvalue()


def _without_times(package: bytes) -> bytes:
    """The ZIP file with one date for all that is in it."""
    written = BytesIO()
    with ZipFile(BytesIO(package)) as found, ZipFile(written, "w", ZIP_DEFLATED) as made:
        for entry in found.infolist():
            same = ZipInfo(entry.filename, NO_TIME)
            same.compress_type, same.create_system = ZIP_DEFLATED, 0
            made.writestr(same, found.read(entry))
    return written.getvalue()
