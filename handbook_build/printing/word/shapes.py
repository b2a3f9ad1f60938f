"""What Word needs many elements for: tables, pictures, and boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten

from handbook_build.printing.word.styles import TEXT_WIDTH
from handbook_build.printing.word.xml import paragraph_properties, run_properties, tag, text
from handbook_build.printing.wording import WORDING

# Word refuses longer titles of a control.
LONGEST_TITLE = 64
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
DECORATIVE = (
    f'<a:extLst xmlns:a="{DRAWING}/main"><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)
GAP = tag("p", paragraph_properties({"pStyle": tag("pStyle", val="Gap")}))


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the package, by the name of its relation, with its width and height in pixels."""

    relation: str
    width: int
    height: int


def checkbox(words: str, number: int) -> str:
    """A box that is ticked with a click or the space bar, under the name of its item."""
    states = "".join(
        tag(f"w14:{name}", val=sign, font="MS Gothic")
        for name, sign in (("checkedState", "2612"), ("uncheckedState", "2610"))
    )
    named = shorten(words, LONGEST_TITLE, placeholder="…") or WORDING["tick"]
    properties = (
        tag("alias", val=named)
        + tag("tag", val=f"tick-{number}")
        + tag("id", val=number)
        + tag("w14:checkbox", tag("w14:checked", val=0) + states)
    )
    sign = {"rFonts": tag("rFonts", ascii="MS Gothic", hAnsi="MS Gothic", eastAsia="MS Gothic", hint="eastAsia")}
    shown = tag("sdtContent", tag("r", run_properties(sign) + text("☐")))
    return tag("sdt", tag("sdtPr", properties) + shown)


def drawing(picture: Picture, alternative: str, widest: int, tallest: int, number: int) -> str:
    """The picture in the line, as large as it may be in its shape."""
    shape = picture.width / picture.height
    width = round(min(widest, tallest * shape))
    height = round(width / shape)
    if alternative:
        named = tag("wp:docPr", id=number, name=f"Picture {number}", descr=alternative)
    else:
        named = tag("wp:docPr", DECORATIVE, id=number, name=f"Picture {number}", descr="")
    extent = f'cx="{width}" cy="{height}"'
    return tag(
        "r",
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>{named}'
        f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{picture.relation}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>",
    )


def row(cells: Sequence[str], head: bool = False, height: int = 0) -> str:
    """One row, which no page cuts; a head is repeated on each page."""
    properties = (
        tag("cantSplit")
        + (tag("trHeight", val=height, hRule="atLeast") if height else "")
        + (tag("tblHeader") if head else "")
    )
    width = tag("tcPr", tag("tcW", w=5000 // max(len(cells), 1), type="pct"))
    return tag("tr", tag("trPr", properties) + "".join(tag("tc", width + (cell or tag("p"))) for cell in cells))


def table(rows: Sequence[str], columns: int, called: str = "", leftward: bool = False) -> str:
    """A table as wide as the text, with a paragraph below it, without which Word would join it to the next."""
    properties = (
        tag("tblStyle", val="SheetTable")
        + (tag("bidiVisual") if leftward else "")
        + tag("tblW", w=5000, type="pct")
        + tag("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1)
        + (tag("tblCaption", val=called) if called else "")
    )
    grid = tag("tblGrid", tag("gridCol", w=TEXT_WIDTH // columns) * columns)
    return tag("tbl", tag("tblPr", properties) + grid + "".join(rows)) + GAP
