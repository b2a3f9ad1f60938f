"""The logo of a practice, by its bytes: whether it is a picture that every form of a sheet can show."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from lxml import etree

from handbook_build.model.picture import is_drawing

# Pixels on a side; 45 mm in print need no more than 1,100.
WIDEST = 4000
# Elements of a drawing, with all that are shown again by `use`.
MOST_SHOWN = 50_000

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_JPEG_SCAN, _JPEG_END = b"\xff\xda", b"\xff\xd9"
# The frames of a JPEG that tell its size: all of C0 to CF but tables and a reserved one.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# Marks in a JPEG that nothing follows.
_BARE = frozenset((0x01, *range(0xD0, 0xD9)))
_ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!#|data:|['\"]?\s*\))|@import", re.IGNORECASE)
_AS_PATHS = "in your drawing program turn the letters into paths (outlines), and save it again"

# What is, and what to do.
Fault = tuple[str, str]

# A JPEG of so many colours is mixed of inks; PDF/A has none without a profile of a printer's.
INKS = 4
IN_INKS: Fault = ("is in the inks of a printing press (CMYK)", "save it again in the colours of a screen (RGB)")


def faults(data: bytes) -> list[Fault]:
    """Why this is no logo for a sheet: words that follow "the logo", and a hint."""
    return [*_faults(data)]


def _faults(data: bytes) -> Iterator[Fault]:
    if data.startswith(_PNG):
        yield from _of_pixels(_png_size(data))
    elif data.startswith(_JPEG):
        yield from _of_photograph(data)
    elif is_drawing(data):
        yield from _of_drawing(data)
    else:
        yield "is no PNG, JPEG or SVG, whatever its name says", "save it again as one of them"


def _of_pixels(size: tuple[int, int] | None) -> Iterator[Fault]:
    if size is None or not all(size):
        yield "is a picture that is broken off", "save it again"
    elif max(size) > WIDEST:
        yield f"is {size[0]} × {size[1]} pixels", f"make it smaller: at most {WIDEST} on a side, and 1,000 are plenty"


def _of_photograph(data: bytes) -> Iterator[Fault]:
    frame = _jpeg_frame(data)
    if frame is None or (unfit := list(_of_pixels(frame[:2]))):
        yield from _of_pixels(None) if frame is None else unfit
    elif frame[2] == INKS:
        yield IN_INKS
    elif _JPEG_END not in data[data.rfind(_JPEG_SCAN) :]:
        yield from _of_pixels(None)


def _png_size(data: bytes) -> tuple[int, int] | None:
    if data[12:16] != b"IHDR" or len(data) < 24:
        return None
    wide, tall = struct.unpack_from(">II", data, 16)
    return wide, tall


def _jpeg_frame(data: bytes) -> tuple[int, int, int] | None:
    """Its pixels across and down, and of how many colours it mixes them."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if mark in _FRAMES:
            tall, wide, colours = struct.unpack_from(">HHB", data.ljust(at + 10, b"\0"), at + 5)
            return wide, tall, colours
        # A mark may be filled up with 0xFF.
        at += 1 if mark == 0xFF else 2 if mark in _BARE else 2 + struct.unpack_from(">H", data, at + 2)[0]
    return None


def _of_drawing(data: bytes) -> Iterator[Fault]:
    """A drawing may hold nothing that another typeface, another file or a program would change."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        yield f"is an SVG that cannot be read: {str(error.msg).partition(',')[0]}", "save it again"
        return
    if root.getroottree().docinfo.internalDTD is not None and b"<!ENTITY" in data:
        yield "is an SVG with entities of its own", "save it again as plain SVG"
        return
    if not _has_size(root):
        yield "is an SVG without a size", 'save it again with a viewBox, such as viewBox="0 0 300 100"'
    nodes = list(root.iter(etree.Element))
    names = {etree.QName(node).localname for node in nodes}
    if names & {"text", "tspan", "textPath"}:
        yield "has letters as text, which come out in another typeface on every machine", _AS_PATHS
    if "foreignObject" in names:
        yield "holds a piece of a web page, which no sheet can show", _AS_PATHS
    if "script" in names or any(name.lower().startswith("on") for node in nodes for name, _ in _attributes(node)):
        yield "holds a program", "save it again as plain SVG"
    if _shown(root) > MOST_SHOWN:
        yield "shows parts of itself again and again", "in your drawing program turn copies into shapes of their own"
    if any(map(_leads_elsewhere, nodes)):
        yield "needs another file", "put what it needs into the drawing itself, and save it again"


def _shown(root: etree._Element) -> int:
    """How many elements are drawn, those that `use` shows again counted each time; too many where one shows itself."""
    named = {str(node.get("id")): node for node in root.iter(etree.Element) if node.get("id")}
    counts: dict[str, int] = {}
    open_: set[str] = set()

    def count(node: etree._Element) -> int:
        total = 0
        for one in node.iter(etree.Element):
            again = next((value[1:] for key, value in _attributes(one) if key == "href" and value[:1] == "#"), "")
            is_use = etree.QName(one).localname == "use"
            total += 1 + (shown(again) if is_use and again in named else 0)
        return total

    def shown(name: str) -> int:
        if name in open_ or len(open_) > 50:
            return MOST_SHOWN
        if name not in counts:
            open_.add(name)
            counts[name] = min(count(named[name]), MOST_SHOWN)
            open_.remove(name)
        return counts[name]

    return count(root)


def _attributes(node: etree._Element) -> Iterator[tuple[str, str]]:
    """Names without their namespace, and values."""
    for name, value in node.items():
        yield str(name).rpartition("}")[2], str(value)


def _has_size(root: etree._Element) -> bool:
    """Whether a viewBox, or a width and height, say how large it is."""
    try:
        box = [float(part) for part in re.split(r"[\s,]+", root.get("viewBox", "").strip())]
    except ValueError:
        box = []
    if len(box) == 4:
        return box[2] > 0 and box[3] > 0
    return all(re.match(r"\s*0*[1-9.]", root.get(side, "")) for side in ("width", "height"))


def _leads_elsewhere(node: etree._Element) -> bool:
    name = etree.QName(node).localname
    if name == "style" and _ELSEWHERE.search(node.text or ""):
        return True
    return any(
        (key in ("href", "src") and name != "a" and not value.strip().startswith(("#", "data:")))
        or (key not in ("href", "src") and _ELSEWHERE.search(value) is not None)
        for key, value in _attributes(node)
    )
