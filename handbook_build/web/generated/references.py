"""The list of references: every work, with the sections that cite it."""

from __future__ import annotations

from handbook_build.citing.bibliography import Bibliography
from handbook_build.linking.addresses import page_address
from handbook_build.model.handbook import GENERATED, GLOSSARY, REFERENCES, Handbook
from handbook_build.model.nodes import CitationNode, Element, Node, Text, element
from handbook_build.web.body import Renderer
from handbook_build.web.generated.glossary import capital
from handbook_build.web.generated.page import GeneratedPage

SUMMARY = "Every work that this handbook rests on, and each section that cites it."

Places = dict[str, dict[str, str]]


def page(handbook: Handbook, bibliography: Bibliography) -> GeneratedPage:
    renderer = Renderer(handbook, bibliography, REFERENCES)
    places = _places(handbook)
    # What only corrects a claim that no page makes is no work that the handbook rests on.
    unseen = {item.key for claim in handbook.false_claims for item in claim.citation.items} - places.keys()
    keys = (key for key in bibliography.references if key not in unseen)
    items = tuple(_work(key, renderer, places.get(key, {})) for key in keys)
    body = (element("ol", *items, class_="refs all"),) if items else (element("p", "No work is cited yet."),)
    return GeneratedPage(REFERENCES, GENERATED[REFERENCES], SUMMARY, body)


def _places(handbook: Handbook) -> Places:
    """By work: the address and title of each section or definition that cites it."""
    found: Places = {}
    for document in handbook.documents:
        for section, node in document.nodes():
            if isinstance(node, CitationNode):
                for item in node.citation.items:
                    number = handbook.section_number(document, section)
                    anchor = f"#{section.id}" if section.id and not document.is_handout else ""
                    title = f"{document.front.title}: {section.title}" if anchor else document.front.title
                    address = page_address(document.path) + anchor
                    found.setdefault(item.key, {})[address] = f"{number} {title}".strip()
    for entry in handbook.entries:
        for key in entry.source_keys:
            address = f"{page_address(GLOSSARY)}#{entry.anchor}"
            found.setdefault(key, {})[address] = f"Glossary: {capital(entry.preferred)}"
    return found


def _work(key: str, renderer: Renderer, places: dict[str, str]) -> Node:
    reference = renderer.nodes(renderer.bibliography.reference(key))
    if not places:
        return Element("li", (("id", f"ref-{key}"),), reference)
    links: list[Node] = [Text("Cited in: ")]
    for at, (address, title) in enumerate(places.items()):
        links += [Text("; ")] if at else []
        links.append(element("a", title, href=renderer.to(address)))
    return Element("li", (("id", f"ref-{key}"),), (*reference, element("p", *links, class_="small")))
