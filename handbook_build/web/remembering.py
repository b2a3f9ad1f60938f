"""What a live page tells of editions: corrections of what it said, and where its former sections are now."""

from __future__ import annotations

from collections.abc import Iterable

from handbook_build.linking.addresses import page_address, relative
from handbook_build.model.document import Document
from handbook_build.model.edition import Erratum
from handbook_build.model.nodes import Element, Node, Nodes, element, walk
from handbook_build.web.framed.library import Library
from handbook_build.web.framed.telling import erratum_box, short_state


def remembered(library: Library, document: Document, nodes: Nodes, *, framed: bool) -> Nodes:
    """The body of a page with its corrections, and with the ids that once stood on it.

    `framed` tells whether permanent addresses are written beside the pages.
    """
    if not library.handbook.ledger.editions:
        return nodes
    errata = errata_now(library)
    top = tuple(erratum_box(one) for one in errata.get(document.id, ()))
    body = tuple(_corrected(node, errata) for node in nodes) if errata else nodes
    return (*top, *body, *(_once(library, document, body) if framed else ()))


def errata_now(library: Library) -> dict[str, list[Erratum]]:
    """By the id of a part of now: the errata of what it stands for."""
    archive = library.archive
    found: dict[str, list[Erratum]] = {}
    for erratum in library.handbook.ledger.errata:
        known = erratum.id in archive.ledger.last_seen
        parts = archive.last_fate(erratum.id).now if known and erratum.id not in archive.now else ()
        for name in (*(part.id for part in parts), *([erratum.id] if erratum.id in archive.now else ())):
            found.setdefault(name, []).append(erratum)
    return found


def _corrected(node: Node, errata: dict[str, list[Erratum]]) -> Node:
    """A section with its corrections under its heading."""
    if not isinstance(node, Element) or node.tag != "section":
        return node
    children: list[Node] = []
    for child in node.children:
        children.append(child)
        if isinstance(child, Element) and child.tag == "h2":
            children += [erratum_box(one) for one in errata.get(child.get("id"), ())]
    return Element(node.tag, node.attributes, tuple(children)) if len(children) > len(node.children) else node


def _once(library: Library, document: Document, nodes: Iterable[Node]) -> Nodes:
    """What stood here and is elsewhere: an old link to one of them arrives at its line."""
    archive = library.archive
    address = page_address(document.path)
    names = archive.once_on.get(address, ())
    if not names:
        return ()
    here = {node.get("id") for node in walk(nodes) if isinstance(node, Element)} | {document.id}
    items = [_former(library, name, address) for name in names if name not in here]
    heading = element("h2", "Once on this page", id="once-on-this-page")
    return (element("section", heading, element("ul", *items), class_="sec flow once"),) if items else ()


def _former(library: Library, name: str, address: str) -> Node:
    """A section or page that is elsewhere, under its own id, and where that is."""
    archive = library.archive
    link = element("a", library.title_of(name), href=relative(archive.address_of(name), address))
    part = archive.now.get(name)
    if part is None:
        edition, _ = archive.ledger.last_seen[name]
        where = short_state(library, edition, name)
    elif part.kind != "section":
        where = "now at another address"
    else:
        where = f"now in “{archive.now[part.page].title}”"
    return element("li", link, f": {where}", id=name)
