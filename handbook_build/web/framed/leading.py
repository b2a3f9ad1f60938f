"""Pages that lead on: small HTML of their own, without theme, that works without script and from a folder.

Search engines take an immediate refresh for a redirect, and the canonical link for the true address. A
script keeps the fragment, which a refresh loses: `s/good-endings/#p3` reaches the third paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable

from handbook_build.editions.archive import OldPlace
from handbook_build.linking.addresses import relative
from handbook_build.model.edition import Part
from handbook_build.model.nodes import Element, Node, Nodes, element
from handbook_build.web.framed.library import Library, full_title
from handbook_build.web.html import to_html

SCRIPT = "assets/javascripts/moved.js"


def leading_page(library: Library, address: str, part: Part) -> bytes:
    """From a permanent address to the place of a part."""
    here = relative(part.address, address)
    body = (element("h1", full_title(part)), element("p", element("a", "Read it here", href=here, data_onward="")))
    refresh = (element("meta", http_equiv="refresh", content=f"0; url={here}"),)
    shown = _preview(library, address, part.id, part.title)
    return _document(
        library, address, part.address, _tab_title(library, part.id, part.title), (*shown, *refresh), body, part.id
    )


def old_page(library: Library, place: OldPlace) -> bytes:
    """At an address where a page once stood: to what stands for it, and for each of its sections.

    With sections there is no refresh: it would take readers without script away from the section they
    asked for.
    """
    archive = library.archive
    to = archive.address_of(place.page)
    title = library.title_of(place.page)
    onward = relative(to, place.address)
    ways = {name: relative(archive.address_of(name), place.address) for name in place.sections}
    items = [element("li", element("a", library.title_of(name), id=name, href=way)) for name, way in ways.items()]
    body: Nodes = (
        element("h1", "This page has another address"),
        element("p", element("a", title, href=onward, data_onward="")),
    )
    if items:
        body = (*body, element("p", "Its sections:"), element("ul", *items))
    refresh = () if items else (element("meta", http_equiv="refresh", content=f"0; url={onward}"),)
    shown = _preview(library, place.address, place.page, title)
    return _document(library, place.address, to, _tab_title(library, place.page, title), (*shown, *refresh), body)


def _preview(library: Library, address: str, name: str, title: str) -> Nodes:
    """What is shown where the address is shared: a page with its summary, a section with the title of its page."""
    part = library.archive.now.get(name)
    document = library.handbook.by_path.get(library.handbook.targets[name].page) if part else None
    if library.previews is None or document is None or part is None:
        return ()
    summary = document.front.title if part.kind == "section" else document.front.summary
    description = element("meta", name="description", content=summary)
    shown = library.previews.of_part(name, title, summary, address).nodes
    return shown if document.can_be_left or not summary else (description, *shown)


def _tab_title(library: Library, name: str, title: str) -> str:
    """What tabs and histories show: of a page that can be left at once, the handbook's title alone."""
    return library.handbook.settings.title if library.can_be_left(name) else title


def _document(
    library: Library, address: str, to: str, title: str, refresh: Iterable[Node], body: Nodes, passages: str = ""
) -> bytes:
    """`passages` is the id before the number of a passage at the new place."""
    place = to.partition("#")[0]
    canonical = library.canonical(place) or relative(place, address)
    head = (
        element("meta", charset="utf-8"),
        library.policy,
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        element("link", rel="canonical", href=canonical),
        # Before the refresh, so that it comes first where there is script.
        element("script", src=relative(SCRIPT, address)),
        *refresh,
    )
    attributes = [("lang", library.handbook.settings.language)]
    if passages:
        attributes.append(("data-passages", passages))
    html = Element("html", tuple(attributes), (Element("head", (), head), Element("body", (), body)))
    return f"<!doctype html>\n{to_html((html,))}\n".encode()
