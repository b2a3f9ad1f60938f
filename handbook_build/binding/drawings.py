"""Pictures made ready for an e-book."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, ParseError, fromstring, register_namespace, tostring

from handbook_build.model.picture import is_drawing
from handbook_build.printing.pictures import for_paper

# By how the file begins: the ending and media type of photographs that every reading system shows.
PHOTOGRAPHS = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png", "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "jpg", "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "gif", "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "webp", "image/webp"),
)
SVG = "http://www.w3.org/2000/svg"
SVG_TYPE = "image/svg+xml"
# What acts, or is no drawing.
REFUSED = frozenset(("script", "foreignObject", "set", "animate", "animateMotion", "animateTransform", "metadata"))


def picture_files(pictures: Mapping[str, bytes]) -> dict[str, tuple[str, str, bytes]]:
    """File name, media type and bytes of each picture that an e-book can show, by the name that the nodes give it."""
    found: dict[str, tuple[str, str, bytes]] = {}
    for number, (name, picture) in enumerate(sorted(pictures.items()), 1):
        if is_drawing(picture):
            if drawing := cleaned(for_paper(picture)[1]):
                found[name] = (f"picture-{number}.svg", SVG_TYPE, drawing)
        else:
            for start, ending, media_type in PHOTOGRAPHS:
                if start.match(picture):
                    found[name] = (f"picture-{number}.{ending}", media_type, picture)
    return found


def cleaned(drawing: bytes) -> bytes:
    """An SVG without scripts, movement and links to elsewhere; nothing when it cannot be read."""
    if b"<!ENTITY" in drawing:
        return b""
    try:
        root = fromstring(drawing)
    except ParseError:
        return b""
    if root.tag != f"{{{SVG}}}svg":
        return b""
    register_namespace("", SVG)
    register_namespace("xlink", "http://www.w3.org/1999/xlink")
    _clean(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode").encode()


def _clean(node: Element) -> None:
    for name in list(node.attrib):
        space, _, plain = name.rpartition("}")
        foreign = space not in ("", "{http://www.w3.org/1999/xlink", "{http://www.w3.org/XML/1998/namespace")
        leads_out = plain == "href" and not node.attrib[name].startswith(("#", "data:image/"))
        if foreign or leads_out or plain.startswith(("on", "data-")):
            del node.attrib[name]
    for child in list(node):
        space, _, plain = str(child.tag).rpartition("}")
        if space != f"{{{SVG}" or plain in REFUSED:
            node.remove(child)
        else:
            _clean(child)
