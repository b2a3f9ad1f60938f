"""The handouts: each with what it is for and its files to print."""

from __future__ import annotations

from handbook_build.citing.bibliography import Bibliography
from handbook_build.linking.addresses import page_address
from handbook_build.model.document import Document
from handbook_build.model.handbook import CHECK_A_SHEET, GENERATED, HANDOUTS, Handbook
from handbook_build.model.nodes import Node, Nodes, Text, element
from handbook_build.web.body import Renderer
from handbook_build.web.generated.page import GeneratedPage
from handbook_build.web.sheets import PAPERS, sheet_address

SUMMARY = "Sheets to print, copy and hand out, or to fill in before a session."


def page(handbook: Handbook, bibliography: Bibliography) -> GeneratedPage:
    renderer = Renderer(handbook, bibliography, HANDOUTS)
    items = [_sheet(handout, renderer) for handout in handbook.handouts]
    body: Nodes = (
        (element("ul", *items, class_="plain links sheets"),) if items else (element("p", "There is no handout yet."),)
    )
    if CHECK_A_SHEET in handbook.generated:
        link = element("a", "Check a sheet that you have on paper", href=renderer.to(page_address(CHECK_A_SHEET)))
        body += (element("p", link),)
    return GeneratedPage(HANDOUTS, GENERATED[HANDOUTS], SUMMARY, body)


def _sheet(handout: Document, renderer: Renderer) -> Node:
    link = element("a", handout.front.title, href=renderer.to(page_address(handout.path)))
    about = element("span", link, element("span", handout.front.summary, class_="small"))
    parts: list[Node] = [element("b", handout.id), about]
    if handout.id in renderer.handbook.sheets:
        files: list[Node] = [Text("PDF: ")]
        for at, (paper, label) in enumerate(PAPERS):
            files += [Text(", ")] if at else []
            files.append(element("a", label, href=renderer.to(sheet_address(handout, paper))))
        parts.append(element("span", *files, class_="small"))
    return element("li", *parts)
