"""What in a file of the content folder could do anything once a browser opens it: a drawing, XML, a page of HTML, CSS.

A picture in a page runs nothing; opened by itself it is a page of the handbook's own address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from lxml import etree, html

from handbook_build.model.nodes import Element
from handbook_build.parsing.harmless import faults, is_elsewhere, is_safe

# Line (0 where it is not known), and what is there.
Found = tuple[int, str]

SVG, XHTML = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xhtml}"
# What acts, or is a piece of another kind of page.
_ACTING = frozenset("script foreignObject handler listener iframe audio video embed object".split())
_MOVING = frozenset("set animate animateMotion animateTransform animateColor discard".split())
_PICTURE = re.compile(r"\s*data:image/(?:png|jpeg|gif|webp)[;,]", re.IGNORECASE)
_IMPORT = re.compile(r"@import\s*(?:url\s*\(\s*)?['\"]?\s*([^'\")\s;]*)", re.IGNORECASE)
_URL = re.compile(r"(?:url|src|image)\s*\(\s*(?:\"([^\"]*)|'([^']*)|([^)\s]*))", re.IGNORECASE)
_IN_SET = re.compile(r"image-set\s*\(([^;{}]*)", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|\n|(.))")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# What a page of HTML that stands alone has around its words.
_FRAME = frozenset("html head body title nav".split())


def found_in(name: str, data: bytes) -> tuple[Found, ...]:
    """What is found in a file, by the ending of its name."""
    look = _KINDS.get(name.rpartition(".")[2].lower())
    return tuple(look(data)) if look else ()


def _in_xml(data: bytes) -> Iterator[Found]:
    # Browsers show, and run, what stands before a mistake.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        if re.search(rb"<\s*(?:\w+:)?(?:svg|script|html)", data, re.IGNORECASE):
            yield 0, "cannot be read, so nobody knows what is in it"
        return
    tree = root.getroottree()
    if tree.docinfo.internalDTD is not None and re.search(rb"<!\s*(?:ENTITY|ATTLIST)", data):
        yield 0, "has entities or attributes of its own"
    for before in root.itersiblings(preceding=True):
        if isinstance(before, etree._ProcessingInstruction) and before.target.lower() == "xml-stylesheet":
            yield _line(before), "asks for a style sheet"
    for one in root.iter(etree.Element):
        yield from ((_line(one), what) for what in _of_element(one))


def _line(node: etree._Element) -> int:
    return node.sourceline if isinstance(node.sourceline, int) else 0


def _of_element(node: etree._Element) -> Iterator[str]:
    space, _, name = str(node.tag).rpartition("}")
    inner = f"{space}}}" if space else ""
    if inner == XHTML:
        yield f"holds a piece of a web page, `<{name}>`"
    elif name in _ACTING and inner in ("", SVG):
        yield f"holds `<{name}>`"
    elif name in _MOVING and re.search("href|^on", str(node.get("attributeName", "")), re.IGNORECASE):
        yield f"changes the attribute `{node.get('attributeName')}` by itself"
    if name == "style" and inner in ("", SVG):
        yield from (what for _, what in _in_style("".join(map(str, node.itertext()))))
    for key, value in node.items():
        yield from _of_attribute(name, str(key).rpartition("}")[2], str(value))


def _of_attribute(element: str, name: str, value: str) -> Iterator[str]:
    if name.lower().startswith("on"):
        yield f"has the attribute `{name}`, which runs a program"
    elif name in ("href", "src", "base"):
        if element == "a" and not is_safe(value):
            yield f"has a link to `{value.strip()[:60]}`, which is not safe to follow"
        elif element != "a" and is_elsewhere(value) and not _PICTURE.match(value):
            yield f"loads `{value.strip()[:60]}`"
    elif "(" in value or "\\" in value or "@" in value:
        yield from (what for _, what in _in_style(value))


def _in_css(data: bytes) -> Iterator[Found]:
    yield from _in_style(data.decode("utf-8-sig", "replace"))


def _in_style(text: str) -> Iterator[Found]:
    """Files of other hosts that a style asks for. Escapes of CSS are read, behind which a name can hide."""
    plain = _COMMENT.sub(" ", text)
    plain = _ESCAPE.sub(lambda one: _character(one[1]) if one[1] else one[2] or "", plain)
    addresses = [(found.start(), found[1]) for found in _IMPORT.finditer(plain)]
    addresses += [(found.start(), next(filter(None, found.groups()), "")) for found in _URL.finditer(plain)]
    for group in _IN_SET.finditer(plain):
        addresses += [(group.start(), found[1]) for found in re.finditer(r"[\"']([^\"']*)", group[1])]
    for at, address in sorted(set(addresses)):
        if is_elsewhere(address) and not _PICTURE.match(address) and not re.match("data:font/", address):
            yield plain.count("\n", 0, at) + 1, f"loads `{address.strip()[:60]}`"


def _character(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _in_html(data: bytes) -> Iterator[Found]:
    try:
        root = html.document_fromstring(data)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        # There is no element in it.
        return
    for node in root.iter(etree.Element):
        values = tuple((str(name), str(value)) for name, value in node.items())
        tag = str(node.tag)
        if tag == "meta" and "http-equiv" not in dict(values):
            continue
        made = Element("div" if tag in _FRAME else tag, values)
        drawn = any(str(above.tag) == "svg" for above in node.iterancestors())
        for fault in faults(made, drawn):
            what = f"the attribute `{fault.attribute}`" if fault.attribute else f"`<{tag}>`"
            yield _line(node), f"holds {what}, which may not stand in a page"


_KINDS: Mapping[str, Callable[[bytes], Iterator[Found]]] = {
    **dict.fromkeys(("svg", "xml", "xhtml", "xht", "xsl", "xslt", "rdf", "mathml"), _in_xml),
    **dict.fromkeys(("html", "htm", "shtml", "hta", "mht", "mhtml"), _in_html),
    "css": _in_css,
}
ENDINGS = tuple(f".{ending}" for ending in _KINDS)
