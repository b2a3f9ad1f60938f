"""The list of references: every work, how its record was checked, and each section that cites it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from handbook_build.citing.bibliography import Bibliography
from handbook_build.linking.addresses import page_address
from handbook_build.linking.works import FORMATS, work_address
from handbook_build.model.citation import Item
from handbook_build.model.document import Document
from handbook_build.model.handbook import GENERATED, GLOSSARY, REFERENCES, Handbook
from handbook_build.model.nodes import CitationNode, Element, Node, Nodes, Text, element
from handbook_build.web.body import Renderer
from handbook_build.web.generated.glossary import capital
from handbook_build.web.generated.kinds_of_work import KINDS, kind_of
from handbook_build.web.generated.page import DataFile, GeneratedPage
from handbook_build.web.generated.verification import is_noted, standing, told

SUMMARY = "Every work that this handbook rests on, and each section that cites it."
CHECKED = (
    "“Record checked” means that somebody compared the details given here with the pages and files that are named"
    " under it. It does not mean that the whole work was in their hands. A detail that was not seen is named there."
)
LOST = (
    "CSL-JSON holds everything that is shown here. BibTeX and RIS have no sign for “no date”, and know fewer kinds of"
    " work; RIS has no italics, and cannot hold a comma in the name of an organisation so that every program reads it."
)
FILES = {"bib": "data/references.bib", "ris": "data/references.ris", "json": "data/references.csl.json"}
# Fewer works than this are seen at once.
MANY = 8
# Where a work is cited outside the parts of the handbook.
ELSEWHERE = {"glossary": "The glossary", "handouts": "The handouts"}


@dataclass
class Cited:
    """Where a work is cited: the title of each place by its address, and the parts of the handbook these are in."""

    places: dict[str, str] = field(default_factory=dict)
    parts: set[str] = field(default_factory=set)


def page(handbook: Handbook, bibliography: Bibliography, exports: Collection[str] = ()) -> GeneratedPage:
    """The page. `exports` are the addresses of the data that is written beside it."""
    renderer = Renderer(handbook, bibliography, REFERENCES, exports)
    cited = _cited(handbook)
    # What only corrects a claim that no page makes is no work that the handbook rests on.
    unseen = {item.key for claim in handbook.false_claims for item in claim.citation.items} - cited.keys()
    keys = [key for key in bibliography.references if key not in unseen]
    title = GENERATED[REFERENCES]
    if not keys:
        return GeneratedPage(REFERENCES, title, SUMMARY, (element("p", "No work is cited yet."),))
    noted = any(is_noted(handbook.item[key]) for key in keys)
    items = (_work(handbook.item[key], renderer, cited.get(key, Cited()), noted=noted) for key in keys)
    body = (
        *_introduction(renderer, noted=noted),
        *_filters(handbook, [handbook.item[key] for key in keys], cited),
        element("ol", *items, class_="refs all"),
    )
    files = {ending: address for ending, address in FILES.items() if address in exports}
    data = tuple(DataFile(files[ending], kind, name) for ending, kind, name in FORMATS if ending in files)
    return GeneratedPage(REFERENCES, title, SUMMARY, body, data)


def _introduction(renderer: Renderer, *, noted: bool) -> Nodes:
    """All works as files, and what is to be known of the records; folded away, since few need it."""
    files = renderer.files(FILES, "All works, for a list of your own:")
    told = [element("p", words) for words, is_needed in ((CHECKED, noted), (LOST, bool(files))) if is_needed]
    summary = element(
        "summary", "How far to trust these records and files" if noted else "What these files cannot hold"
    )
    return (*files, element("details", summary, *told, class_="around small")) if told else files


# ---- Where works are cited ----


def _cited(handbook: Handbook) -> dict[str, Cited]:
    """By key of a work, in reading order."""
    found: dict[str, Cited] = {}
    for document in handbook.documents:
        part = _part(handbook, document)
        for section, node in document.nodes():
            if isinstance(node, CitationNode):
                number = handbook.section_number(document, section)
                anchor = f"#{section.id}" if section.id and not document.is_handout else ""
                title = f"{document.front.title}: {section.title}" if anchor else document.front.title
                for item in node.citation.items:
                    cited = found.setdefault(item.key, Cited())
                    cited.places[page_address(document.path) + anchor] = f"{number} {title}".strip()
                    cited.parts |= {part} if part else set()
    for entry in handbook.entries:
        for key in entry.source_keys:
            cited = found.setdefault(key, Cited())
            cited.places[f"{page_address(GLOSSARY)}#{entry.anchor}"] = f"Glossary: {capital(entry.preferred)}"
            cited.parts.add("glossary")
    return found


def _part(handbook: Handbook, document: Document) -> str:
    """The letter of the part that a page is in, or `handouts`; nothing for a page outside all parts."""
    return "handouts" if document.is_handout else document.front.number[:1]


def _parts(handbook: Handbook, cited: Iterable[Cited]) -> list[tuple[str, str]]:
    """The parts that cite any work, each with its title."""
    letters = {part for one in cited for part in one.parts}
    titles = {page.front.number[:1]: page.front.title for page in handbook.pages if page.front.kind == "part"}
    for group in handbook.settings.navigation or ():
        pages = [handbook.by_path[entry.target] for entry in group.pages() if entry.target in handbook.by_path]
        letter = next((page.front.number[:1] for page in pages if page.front.number), "")
        if group.children and letter:
            titles.setdefault(letter, group.title)
    named = [(one, f"{one} {titles.get(one, '')}".strip()) for one in sorted(letters - ELSEWHERE.keys())]
    return [*named, *((one, title) for one, title in ELSEWHERE.items() if one in letters)]


# ---- The filters, which only a script can work ----


def _filters(handbook: Handbook, works: list[Item], cited: dict[str, Cited]) -> Nodes:
    """A form that the page's script shows; nothing where there is little to filter."""
    if len(works) < MANY:
        return ()
    present = {kind_of(item) for item in works}
    parts = _parts(handbook, (one for one in cited.values()))
    kinds = [(name, plural) for name, (_, plural) in KINDS.items() if name in present]
    fields: list[Node] = [
        _labelled("works-words", "Words", element("input", id="works-words", type="search", autocomplete="off"))
    ]
    for name, label, everything, options in (
        ("works-part", "Cited in", "The whole handbook", parts),
        ("works-kind", "Kind of work", "All kinds", kinds),
    ):
        if len(options) > 1:
            choices = [element("option", words, value=value) for value, words in (("", everything), *options)]
            fields.append(_labelled(name, label, element("select", *choices, id=name)))
    reset = element("button", "Show all works", type="reset", class_="btn")
    count = element("p", role="status", class_="count small")
    return (
        element(
            "form",
            *fields,
            element("div", reset, class_="field"),
            count,
            class_="works-filter",
            hidden="",
            role="search",
            aria_label="Find works",
        ),
    )


def _labelled(name: str, label: str, control: Element) -> Element:
    return element("div", Element("label", (("for", name),), (Text(label),)), control, class_="field")


# ---- One work ----


def _work(item: Item, renderer: Renderer, cited: Cited, *, noted: bool) -> Node:
    reference = renderer.nodes(renderer.bibliography.reference(item.id))
    parts: list[Node] = [element("p", *reference, **renderer.spoken(item.id))]
    if cited.places:
        links = (element("a", title, href=renderer.to(address)) for address, title in cited.places.items())
        listed = element("ul", *(element("li", link) for link in links), class_="plain")
        parts.append(element("div", element("p", "Cited in"), listed, class_="places small"))
    parts += _record(item, renderer, noted=noted)
    attributes = (
        ("id", f"ref-{item.id}"),
        ("data-kind", kind_of(item)),
        ("data-parts", " ".join(sorted(cited.parts))),
    )
    return Element("li", attributes, tuple(parts))


def _record(item: Item, renderer: Renderer, *, noted: bool) -> Nodes:
    """How the record was checked, and the record itself for other programs; folded away."""
    addresses = {ending: work_address(item.id, ending) for ending, _, _ in FORMATS}
    files = renderer.files(addresses, "This work alone:", item.title)
    sentences = told(item) if noted else ()
    if not sentences and not files:
        return ()
    singular, _ = KINDS[kind_of(item)]
    title = f"{singular}. {standing(item)}" if noted else f"{singular}. Take this work with you"
    body = (*(element("p", one) for one in sentences), *files)
    return (element("details", element("summary", title), *body, class_="record around small"),)
