"""Print nodes as XHTML: elements in, so that every text is escaped by the library that writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from handbook_build.linking.addresses import plain_address
from handbook_build.printing.line import PrintNode, PrintNodes, words_of

LINES = {"strong": "strong", "em": "em", "code": "code", "sub": "sub", "sup": "sup", "strike": "s"}
PLAIN = {"p": "p", "group": "div", "quote": "blockquote"}
# What stands small above a block whose title is something else.
KINDS = frozenset(("bring", "question"))
# The parts of a book that are landmarks for assistive technology.
ROLES = {kind: f"doc-{kind}" for kind in ("part", "chapter", "appendix", "glossary", "bibliography", "index", "toc")}
# What no XML may hold.
FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Characters of an address that programs of every age read.
ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)[!#-;=?-Z\]\[_a-z~]+")


@dataclass(frozen=True)
class Writer:
    """Writes the files of one book.

    `place` gives the address of a place by its name, seen from this file, or nothing; `pictures` the files of pictures
    by the name that the nodes give them; `wording` the words that the book adds.
    """

    place: Callable[[str], str]
    pictures: Mapping[str, str]
    wording: Mapping[str, str]

    def flow(self, parent: Element, nodes: PrintNodes) -> None:
        """Paragraphs, lists, tables, pictures and blocks, as children of `parent`."""
        for node in nodes:
            self.standing(parent, node)

    def standing(self, parent: Element, node: PrintNode) -> None:
        kind = node["t"]
        if kind == "p":
            self.line(_spoken(SubElement(parent, "p"), node), node["children"])
        elif kind in PLAIN:
            self.flow(_spoken(SubElement(parent, PLAIN[kind]), node), node["children"])
        elif kind == "h":
            self.line(_spoken(SubElement(parent, f"h{min(node['level'], 6)}"), node), node["children"])
        elif kind == "list":
            self.listing(parent, node)
        elif kind == "terms":
            self.terms(parent, node)
        elif kind == "table":
            self.table(parent, node)
        elif kind == "pre":
            add_text(SubElement(parent, "pre"), node["text"])
        elif kind == "rule":
            SubElement(parent, "hr")
        elif kind == "image":
            self.picture(SubElement(parent, "p", {"class": "picture"}), node)
        else:
            self.block(_spoken(SubElement(parent, "div", {"class": f"block {node['name']}"}), node), node)

    def line(self, parent: Element, nodes: PrintNodes) -> None:
        """What stands in a line of words, in `parent`."""
        for node in nodes:
            kind = node["t"]
            if kind == "text":
                add_text(parent, node["text"])
            elif kind == "break":
                SubElement(parent, "br")
            elif kind == "image":
                self.picture(parent, node)
            elif kind in LINES:
                self.line(_spoken(SubElement(parent, LINES[kind]), node), node["children"])
            else:
                self.line(_spoken(self.led(parent, node), node), node["children"])

    def led(self, parent: Element, node: PrintNode) -> Element:
        """The link that a node is, or the plain words that it is where it leads nowhere."""
        address = ""
        if node["t"] == "ref":
            address = self.place(node["to"])
        elif node["t"] == "link":
            address = outside(node["href"])
        return SubElement(parent, "a", {"href": address}) if address else SubElement(parent, "span")

    def picture(self, parent: Element, node: PrintNode) -> None:
        file = self.pictures.get(node["picture"])
        if not file:
            add_text(parent, node["alt"])
            return
        attributes = {"src": file, "alt": FORBIDDEN.sub("", node["alt"])}
        if node["width"]:
            attributes["style"] = f"width: {round(100 * node['width'])}%"
        SubElement(parent, "img", attributes)

    def listing(self, parent: Element, node: PrintNode) -> None:
        made = _spoken(SubElement(parent, "ol" if node["ordered"] else "ul"), node)
        if node["ordered"] and node["start"] != 1:
            made.set("start", str(node["start"]))
        for item in node["items"]:
            self.inside(_spoken(SubElement(made, "li"), item), item["children"])

    def inside(self, parent: Element, nodes: PrintNodes) -> None:
        """One paragraph alone in an item or a cell stands there without being a paragraph."""
        if len(nodes) == 1 and nodes[0]["t"] == "p" and "dir" not in nodes[0]:
            self.line(parent, nodes[0]["children"])
        else:
            self.flow(parent, nodes)

    def terms(self, parent: Element, node: PrintNode) -> None:
        made = SubElement(parent, "dl")
        for item in node["items"]:
            self.line(SubElement(made, "dt"), item["term"])
            self.inside(SubElement(made, "dd"), item["children"])

    def table(self, parent: Element, node: PrintNode) -> None:
        made = SubElement(parent, "table")
        for group, tag in (("head", "th"), ("body", "td")):
            if not node[group]:
                continue
            rows = SubElement(made, f"t{group}")
            for cells in node[group]:
                row = SubElement(rows, "tr")
                for cell in cells:
                    held = _spoken(SubElement(row, tag if words_of(cell).strip() else "td"), cell)
                    if held.tag == "th":
                        held.set("scope", "col")
                    if cell["align"]:
                        held.set("class", cell["align"])
                    self.inside(held, cell["children"])

    def block(self, parent: Element, node: PrintNode) -> None:
        name = node["name"]
        if name in KINDS:
            add_text(SubElement(parent, "p", {"class": "kind"}), self.wording[name])
        if node["label"]:
            self.line(SubElement(parent, "p", {"class": "label"}), node["label"])
        if name == "say":
            self.flow(SubElement(parent, "blockquote"), node["children"])
            if node.get("why"):
                self.line(SubElement(parent, "p", {"class": "why"}), node["why"])
            return
        self.flow(parent, node["children"])
        if name == "box":
            SubElement(parent, "div", {"class": "write", "role": "img", "aria-label": self.wording["box"]})


def outside(address: str) -> str:
    """An address on the web, of mail or a telephone, as every reading system takes it; nothing where it is none."""
    made = plain_address(address) if address.lower().startswith("http") else address
    try:
        known = urlsplit(made)
    except ValueError:
        return ""
    whole = known.hostname if known.scheme.lower() in ("http", "https") else known.path
    return made if whole and ADDRESS.fullmatch(made) and not re.search("%(?![0-9A-Fa-f]{2})", made) else ""


def add_text(parent: Element, words: str) -> None:
    """Words at the end of an element."""
    words = FORBIDDEN.sub("", words)
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + words
    else:
        parent.text = (parent.text or "") + words


def document(title: str, language: str, direction: str, kind: str) -> tuple[Element, Element]:
    """A page and the section in it that takes its words; `kind` is its part in the book, in the words of EPUB."""
    root = Element(
        "html",
        {
            "xmlns": "http://www.w3.org/1999/xhtml",
            "xmlns:epub": "http://www.idpf.org/2007/ops",
            "lang": language,
            "xml:lang": language,
            "dir": direction,
        },
    )
    head = SubElement(root, "head")
    SubElement(head, "meta", {"charset": "utf-8"})
    add_text(SubElement(head, "title"), title)
    SubElement(head, "link", {"rel": "stylesheet", "type": "text/css", "href": "book.css"})
    return root, SubElement(SubElement(root, "body"), "section", part_of_book(kind))


def part_of_book(kind: str) -> dict[str, str]:
    """The attributes of a part of the book: its kind, and the role that says the same to assistive technology."""
    return {"epub:type": kind, **({"role": ROLES[kind]} if kind in ROLES else {})}


def to_bytes(root: Element, doctype: str = "") -> bytes:
    """The file of an element."""
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}'
    return f"{head}{tostring(root, encoding='unicode')}\n".encode()


def _spoken(made: Element, node: PrintNode) -> Element:
    """In the language and direction of a node."""
    if language := node.get("lang"):
        made.set("lang", language)
        made.set("xml:lang", language)
    if direction := node.get("dir"):
        made.set("dir", direction)
    return made
