"""Blocks whose content stands elsewhere: a passage of a section, the helplines of `help.yml`."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from unicodedata import decimal
from urllib.parse import quote

from handbook_build.linking.addresses import is_outside
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.model.help import HelpDirectory, Helpline
from handbook_build.model.nodes import NOWHERE, Block, CitationNode, Element, Node, Nodes, Text, element, rewrite

# What a passage leaves behind on its page, since it is there for the page's readers.
NOT_PRINTED = frozenset(("trainer", "outcomes", "question", "discuss", "example", "evidence", "say", "counsellor"))


def draw(handbook: Handbook) -> Handbook:
    """The handbook with its passages and helplines filled in."""

    def drawn(document: Document) -> Document:
        def filled(node: Node) -> Nodes | None:
            if isinstance(node, Block) and node.name == "passage":
                return (replace(node, children=_passage(handbook, node.text_option("section"), document)),)
            if isinstance(node, Block) and node.name == "helplines":
                return (replace(node, children=countries(handbook.help)),)
            return None

        sections = tuple(replace(section, content=rewrite(section.content, filled)) for section in document.sections)
        return replace(document, sections=sections)

    needy = {"passage", "helplines"}
    return replace(
        handbook,
        documents=tuple(
            document if needy.isdisjoint(document.gist.blocks) else drawn(document) for document in handbook.documents
        ),
    )


def _passage(handbook: Handbook, name: str, onto: Document) -> Nodes:
    """The content of a section, without its place in the source, which is another file's."""
    found = handbook.section(name)
    if found is None:
        return ()
    page, section = found

    def borrowed(node: Node) -> Nodes | None:
        if isinstance(node, Text):
            return (Text(node.text),)
        if isinstance(node, CitationNode):
            return (CitationNode(replace(node.citation, start=-1)),)
        if isinstance(node, Block) and node.name in NOT_PRINTED:
            return ()
        if isinstance(node, Element):
            kept = tuple((key, _moved(key, value, page, onto)) for key, value in node.attributes if key != "id")
            return (replace(node, attributes=kept, children=rewrite(node.children, borrowed), offset=NOWHERE),)
        return None

    return rewrite(section.content, borrowed)


def _moved(key: str, value: str, page: Document, onto: Document) -> str:
    """A path that was written from one page, as it is written from another."""
    if key not in ("href", "src") or value.startswith(("#", "/")) or is_outside(value):
        return value
    target = posixpath.join(posixpath.dirname(page.path), value)
    return posixpath.relpath(target, posixpath.dirname(onto.path) or ".")


def countries(directory: HelpDirectory) -> Nodes:
    """The services of each country, emergency numbers first."""
    return tuple(
        element(
            "section",
            element("h2", name, id=country_id(code)),
            element("ul", *(_service(line) for line in _ordered(directory.of(code))), class_="plain"),
            class_="country",
        )
        for code, name in directory.countries
    )


def country_id(code: str) -> str:
    """The id of a country's heading: `help-gb`."""
    return f"help-{code.lower()}"


def _ordered(lines: tuple[Helpline, ...]) -> list[Helpline]:
    return sorted(lines, key=lambda line: line.kind != "emergency")


def _service(line: Helpline) -> Element:
    named: list[Node] = [element("p", line.service, class_="service")]
    if line.number:
        named.append(element("p", number_link(line), class_="number"))
    parts: list[Node] = [element("div", *named)]
    if line.contact:
        parts.append(element("p", line.contact, class_="contact"))
    notes = [note for note in (line.audience, line.hours, line.cost) if note]
    if notes:
        sentences = (f"{note[:1].upper()}{note[1:].rstrip('.')}." for note in notes)
        parts.append(element("p", " ".join(sentences), class_="small"))
    return element("li", *parts, class_=f"line {line.kind}")


def number_link(line: Helpline) -> Element:
    """A number that a telephone can ring, or write to (RFC 3966)."""
    return element("a", line.number, href=f"{'sms' if line.way == 'text' else 'tel'}:{_dialled(line.number)}")


def _dialled(number: str) -> str:
    """What a telephone is given. From abroad, the nought in brackets of `+44 (0)20` is not rung."""
    if number.startswith("+"):
        number = re.sub(r"\(\s*0\s*\)", "", number)
    digits = (str(decimal(character, character)) for character in number)
    return quote("".join(one for one in digits if one in "0123456789+*#"), safe="+*")
