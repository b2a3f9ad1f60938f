"""The styles, lists, fonts and settings of a sheet in Word, as the XML of their parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from handbook_build.model.language import runs_leftward
from handbook_build.printing.typefaces import FAMILIES
from handbook_build.printing.word.xml import (
    EDGES,
    Properties,
    border,
    borders,
    paragraph_properties,
    run_properties,
    tag,
)

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# A font that every Word has, for letters that the first does not have and for computers without it.
FIRST, FALLBACK = next(iter(FAMILIES)), "Arial"
# The names that Word knows itself; the others are told to be new.
KNOWN = re.compile(r"Title|Subtitle|heading \d|List \w+|Quote|footer")

# A4 with margins of 18 mm at the sides, in twentieths of a point, and less above and below.
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 11906, 16838, 1021
TOP, FOOT = 737, 454
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
# How far each level of a list stands in, and how far a block with a frame does.
STEP, INSET = 340, 170
# Between the edge of a cell and its words.
CELL_MARGIN = 80
# Word knows nine levels of lists.
LEVELS = 9
BULLETS, NUMBERS = 1, 2


@dataclass(frozen=True, slots=True)
class Style:
    """A style of paragraphs. `id` is what the body names; `name` what people see in Word's list."""

    id: str
    name: str
    paragraph: Properties = field(default_factory=dict)
    run: Properties = field(default_factory=dict)
    after: str = ""
    based: str = "Normal"


def points(size: float) -> dict[str, str]:
    """A size of type; Word counts in half points."""
    return {"sz": tag("sz", val=round(size * 2)), "szCs": tag("szCs", val=round(size * 2))}


def spacing(before: float, after: float) -> dict[str, str]:
    """The space above and below a paragraph, in points."""
    return {"spacing": tag("spacing", before=round(before * 20), after=round(after * 20))}


def framed(width: float, *edges: str, style: str = "single") -> dict[str, str]:
    """A frame round all paragraphs of the style that follow each other, or a bar on some of its sides."""
    chosen = edges or ("top", "left", "bottom", "right")
    inset = tag("ind", left=INSET, right=INSET)
    return {"pBdr": borders("pBdr", {edge: border(width, style, 6) for edge in chosen}), "ind": inset, **WHOLE}


BOLD = {"b": tag("b"), "bCs": tag("bCs")}
WITH_NEXT = {"keepNext": tag("keepNext")}
WHOLE = {"keepLines": tag("keepLines")}
WHOLE_LINE = {"spacing": tag("spacing", line=240, lineRule="auto")}
HANGING = {"ind": tag("ind", left=STEP, hanging=STEP)}


def heading(level: int, size: float, before: float) -> Style:
    outline = {"outlineLvl": tag("outlineLvl", val=level - 1)}
    return Style(
        f"Heading{level}",
        f"heading {level}",
        {**WITH_NEXT, **WHOLE, **spacing(before, 2.5), **outline},
        {**BOLD, **points(size)},
        after="Normal",
    )


STYLES = (
    Style("Title", "Title", {**WITH_NEXT, **spacing(0, 2)}, {**BOLD, **points(18)}, after="Subtitle"),
    Style(
        "Subtitle",
        "Subtitle",
        {"pBdr": borders("pBdr", {"bottom": border(2.25, space=3)}), **spacing(0, 4)},
        after="Normal",
    ),
    heading(1, 12.5, 7),
    heading(2, 11.5, 6),
    heading(3, 10.5, 6),
    heading(4, 10.5, 6),
    heading(5, 10.5, 6),
    Style("ListBullet", "List Bullet", {**spacing(0, 1.5)}),
    Style("ListNumber", "List Number", {**spacing(0, 1.5)}),
    Style("ListContinue", "List Continue", {**spacing(0, 1.5), "ind": tag("ind", left=STEP)}),
    Style("Quote", "Quote", {**framed(0.75, "left")}),
    Style("Preformatted", "Preformatted Text"),
    Style("Label", "Label", {**WITH_NEXT, **spacing(6, 2)}, BOLD, after="Normal"),
    Style("ForAReader", "For a reader", framed(2.5, "left")),
    Style("Say", "Say", framed(1.25, "left")),
    Style("Evidence", "Evidence", framed(0.75, "left", style="double")),
    Style("Example", "Example", {**framed(0.75), **WITH_NEXT}),
    Style("Caution", "Caution", {**framed(1.5), **WITH_NEXT}),
    Style(
        "WriteInLine",
        "Write-in line",
        # The edge between two paragraphs is the line under each but the last.
        {
            "pBdr": borders("pBdr", {"bottom": border(0.75, space=1), "between": border(0.75, space=1)}),
            **spacing(8, 0),
        },
        after="WriteInLine",
    ),
    Style("Tick", "Tick", {**spacing(0, 1), **HANGING}),
    Style(
        "Scale",
        "Scale",
        {**WITH_NEXT, **spacing(4, 1)},
        points(12),
        after="ScaleEnds",
    ),
    Style(
        "ScaleEnds",
        "Scale ends",
        {"tabs": tag("tabs", tag("tab", val="right", pos=TEXT_WIDTH)), **spacing(0, 4)},
        points(9.5),
    ),
    Style("TableText", "Table Text", spacing(0, 0)),
    Style("TableHead", "Table Head", {**WITH_NEXT, **spacing(0, 0)}, BOLD),
    Style("Gap", "Gap", spacing(0, 0), points(4)),
    Style("Word", "Word used here", {**spacing(0, 1.5), **HANGING}, points(9.5)),
    Style("Source", "Source", {**spacing(0, 1.5), **HANGING}, points(9.5)),
    Style("Help", "Help", {**framed(1.25), **WITH_NEXT, **spacing(0, 1)}),
    Style("Practice", "Practice", spacing(0, 3), BOLD),
    Style("Code", "Code of the sheet", {**WHOLE, **spacing(4, 0)}, BOLD),
    Style("Footer", "footer", spacing(0, 0), points(8.5)),
)


def styles(language: str) -> str:
    """`styles.xml`; `language` is the tag of the whole sheet."""
    return _part(
        "styles",
        tag("docDefaults", _defaults(language))
        + tag("style", tag("name", val="Normal") + tag("qFormat"), type="paragraph", default=1, styleId="Normal")
        + "".join(map(_style, STYLES))
        + _character_style("Hyperlink", "Hyperlink", {"u": tag("u", val="single")})
        + _character_style("CodeWords", "Code Words", {"bdr": tag("bdr", **border(0.5))})
        + _tables(),
    )


def numbering(starts: Sequence[tuple[int, int]]) -> str:
    """`numbering.xml`. `starts` has, for each numbered list in order, its level and its first number.

    A list's own number, which its paragraphs name, is its place there plus NUMBERS.
    """
    bulleted = [("bullet", "•–"[level % 2]) for level in range(LEVELS)]
    numbered = [("decimal", f"%{level + 1}.") for level in range(LEVELS)]
    kinds = "".join(_kind(at, levels) for at, levels in enumerate((bulleted, numbered)))
    lists = tag("num", tag("abstractNumId", val=0), numId=BULLETS)
    for at, (level, start) in enumerate(starts):
        again = tag("lvlOverride", tag("startOverride", val=start), ilvl=level)
        lists += tag("num", tag("abstractNumId", val=1) + again, numId=NUMBERS + at)
    return _part("numbering", kinds + lists)


def fonts() -> str:
    """`fontTable.xml`: where the first font is missing, Word takes the other."""
    first = tag("altName", val=FALLBACK) + tag("family", val="swiss") + tag("pitch", val="variable")
    return _part("fonts", tag("font", first, name=FIRST) + tag("font", tag("family", val="swiss"), name=FALLBACK))


def settings() -> str:
    """`settings.xml`: that the file is of today's kind, so that Word opens it without its compatibility mode."""
    uri = "http://schemas.microsoft.com/office/word"
    today = tag("compatSetting", name="compatibilityMode", uri=uri, val=15)
    return _part("settings", tag("defaultTabStop", val=STEP * 2) + tag("compat", today))


def _part(name: str, inside: str) -> str:
    return f'{HEAD}<w:{name} xmlns:w="{SPACE}">{inside}</w:{name}>'


def _defaults(language: str) -> str:
    fonts = {"rFonts": tag("rFonts", ascii=FIRST, hAnsi=FIRST, eastAsia=FALLBACK, cs=FALLBACK)}
    spoken = {"val": language, **({"bidi": language} if runs_leftward(language) else {})}
    run = run_properties({**fonts, **points(10.5), "lang": tag("lang", **spoken)})
    wide = {"spacing": tag("spacing", after=60, line=218, lineRule="auto")}
    plain = paragraph_properties({"widowControl": tag("widowControl"), **wide})
    return tag("rPrDefault", run) + tag("pPrDefault", plain)


def _style(style: Style) -> str:
    return tag(
        "style",
        tag("name", val=style.name)
        + tag("basedOn", val=style.based)
        + (tag("next", val=style.after) if style.after else "")
        + tag("qFormat")
        + paragraph_properties(style.paragraph)
        + run_properties(style.run),
        type="paragraph",
        styleId=style.id,
        **({} if KNOWN.fullmatch(style.name) else {"customStyle": 1}),
    )


def _character_style(name: str, shown: str, run: Properties) -> str:
    inside = tag("name", val=shown) + tag("qFormat") + run_properties(run)
    known = {} if shown == "Hyperlink" else {"customStyle": 1}
    return tag("style", inside, type="character", styleId=name, **known)


def _tables() -> str:
    """The plain table that all are based on, and that of the sheets."""
    margins = "".join(tag(edge, w=CELL_MARGIN, type="dxa") for edge in ("top", "left", "bottom", "right"))
    edges = {edge: border(0.75) for edge in EDGES[:4]}
    inner = tag("insideH", **border(0.5)) + tag("insideV", **border(0.5))
    frame = borders("tblBorders", edges).replace("</w:tblBorders>", f"{inner}</w:tblBorders>")
    own = tag("name", val="Sheet Table") + tag("basedOn", val="TableNormal") + tag("tblPr", frame)
    plain = tag("name", val="Normal Table") + tag("tblPr", tag("tblCellMar", margins))
    return tag("style", plain, type="table", default=1, styleId="TableNormal") + tag(
        "style", own, type="table", styleId="SheetTable", customStyle=1
    )


def _kind(number: int, levels: Iterable[tuple[str, str]]) -> str:
    made = "".join(
        tag(
            "lvl",
            tag("start", val=1)
            + tag("numFmt", val=form)
            + tag("lvlText", val=shown)
            + tag("lvlJc", val="left")
            + paragraph_properties({"ind": tag("ind", left=STEP * (level + 1), hanging=STEP)}),
            ilvl=level,
        )
        for level, (form, shown) in enumerate(levels)
    )
    return tag("abstractNum", tag("multiLevelType", val="multilevel") + made, abstractNumId=number)
