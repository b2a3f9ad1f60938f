"""The handouts: each with its picture, what it is for, for whom, and its files.

A counsellor in a hurry knows who the sheet is for, and looks at pictures: so sheets stand by their reader.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from handbook_build.blocks import audience
from handbook_build.citing.bibliography import Bibliography
from handbook_build.linking.addresses import page_address
from handbook_build.model.document import Document
from handbook_build.model.form import A4, DOCX, FILLABLE
from handbook_build.model.handbook import CHECK_A_SHEET, GENERATED, HANDOUTS, PACK, Handbook
from handbook_build.model.nodes import Node, Nodes, Text, element
from handbook_build.web.body import Renderer
from handbook_build.web.generated.page import GeneratedPage
from handbook_build.web.sheets import pictures_on_request, preview_address, preview_picture, sheet_address

SUMMARY = "Sheets to print, copy and hand out, or to fill in before a session."
# A sheet stands once, with the first of these that it is for.
GROUPS = (
    ("client", "For clients"),
    ("counsellor", "For counsellors"),
    ("trainer", "For trainers"),
    ("", "For everyone"),
)
# What the list offers at once; the sheet's own page has every form.
OFFERED = ((A4, "PDF, A4"), (FILLABLE, "PDF to fill in"), (DOCX, "Word"))


def page(handbook: Handbook, bibliography: Bibliography, files: Collection[str] = ()) -> GeneratedPage:
    """The page. `files` are the addresses of the files that are written beside it."""
    renderer = Renderer(handbook, bibliography, HANDOUTS, files)
    sections = tuple(_sections(handbook, renderer))
    body: Nodes = sections or (element("p", "There is no handout yet."),)
    links = [
        element("p", element("a", words, class_="btn", href=renderer.to(page_address(path))))
        for path, words in (
            (PACK, "Put several sheets together in a pack"),
            (CHECK_A_SHEET, "Check a sheet that you have on paper"),
        )
        if path in handbook.generated
    ]
    ways = (element("div", *links, class_="sheet-ways"),) if links else ()
    pictured = any(preview_address(one) in files for one in handbook.handouts)
    asked = (pictures_on_request(),) if pictured else ()
    return GeneratedPage(HANDOUTS, GENERATED[HANDOUTS], SUMMARY, (*ways, *asked, *body))


def _sections(handbook: Handbook, renderer: Renderer) -> Iterator[Node]:
    """The sheets by their first reader; a heading is left out where all have the same one."""
    groups = {name: [one for one in handbook.handouts if _reader(one) == name] for name, _ in GROUPS}
    filled = [(name, title, groups[name]) for name, title in GROUPS if groups[name]]
    for name, title, handouts in filled:
        cards = element("ul", *(_card(one, renderer) for one in handouts), class_="plain sheets")
        heading = element("h2", title, id=f"for-{name}s" if name else "for-everyone")
        yield element("section", *((heading,) if len(filled) > 1 else ()), cards, class_="sec")


def _reader(handout: Document) -> str:
    return next((name for name, _ in GROUPS if name in handout.front.audience), "")


def _card(handout: Document, renderer: Renderer) -> Node:
    """The whole card leads to the sheet's page; its picture says nothing that the title does not."""
    front = handout.front
    address = renderer.to(page_address(handout.path))
    preview = preview_address(handout)
    picture = preview_picture(renderer.to(preview))
    thumbnail = element("a", picture, class_="thumb", href=address, tabindex="-1", aria_hidden="true")
    about = [
        element("p", element("b", handout.id, class_="num"), Text(" "), element("a", front.title, href=address)),
        element("p", front.summary, class_="small"),
    ]
    if front.audience:
        about.append(element("p", *map(audience.named, front.audience), class_="for small"))
    if files := tuple(_files(handout, renderer)):
        about.append(element("p", *files, class_="small formats"))
    return element("li", *((thumbnail,) if preview in renderer.exports else ()), element("div", *about))


def _files(handout: Document, renderer: Renderer) -> Iterator[Node]:
    for form, words in OFFERED:
        address = sheet_address(handout, form)
        if address in renderer.exports:
            name = f"{words}: {handout.id} {handout.front.title}"
            yield element("a", words, href=renderer.to(address), aria_label=name)
            yield Text(" ")
