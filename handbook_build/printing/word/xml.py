"""WordprocessingML (ECMA-376) as text: elements, and properties in the order that Word insists on."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from handbook_build.printing.line import clean

# Word calls a file damaged whose properties stand in another order than that of the schema.
PARAGRAPH_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "tabs",
    "suppressAutoHyphens", "bidi", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl",
)  # fmt: skip
RUN_ORDER = ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "strike", "color", "sz", "szCs", "u", "bdr", "vertAlign",
             "rtl", "lang")  # fmt: skip
EDGES = ("top", "left", "bottom", "right", "between")

# The properties of a paragraph or a run, each by its name as a whole element.
Properties = Mapping[str, str]


def tag(name: str, inside: str = "", /, **attributes: str | int) -> str:
    """An element; names without a prefix are Word's own, as `tag("jc", val="center")`."""
    full = name if ":" in name else f"w:{name}"
    prefix = full.partition(":")[0]
    # ECMA-376 gives its own attributes a prefix in Word's two vocabularies alone.
    before = f"{prefix}:" if prefix in ("w", "w14") else ""
    said = "".join(f" {before}{key}={quoteattr(clean(str(value)))}" for key, value in attributes.items())
    return f"<{full}{said}>{inside}</{full}>" if inside else f"<{full}{said}/>"


def text(words: str) -> str:
    return f'<w:t xml:space="preserve">{escape(clean(words))}</w:t>'


def paragraph_properties(properties: Properties) -> str:
    """`w:pPr`, or nothing. Raises KeyError for a property that has no place in the order."""
    return _in_order("pPr", PARAGRAPH_ORDER, properties)


def run_properties(properties: Properties) -> str:
    """`w:rPr`, or nothing. Raises KeyError for a property that has no place in the order."""
    return _in_order("rPr", RUN_ORDER, properties)


def border(width: float, style: str = "single", space: int = 0) -> dict[str, str | int]:
    """One edge, so many points wide and so many from the words. (Word counts in eighths.)"""
    return {"val": style, "sz": round(width * 8), "space": space, "color": "000000"}


def borders(name: str, edges: Mapping[str, Mapping[str, str | int]]) -> str:
    """The edges of a paragraph (`pBdr`) or of table cells."""
    return tag(name, "".join(tag(edge, **edges[edge]) for edge in EDGES if edge in edges))


def _in_order(name: str, order: tuple[str, ...], properties: Properties) -> str:
    if unplaced := set(properties) - set(order):
        raise KeyError(f"{name} has no place for {', '.join(sorted(unplaced))}")
    inside = "".join(properties[each] for each in order if each in properties)
    return tag(name, inside) if inside else ""
