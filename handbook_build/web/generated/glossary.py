"""The glossary: every entry with its definition, its other names, its neighbours, and where it is used."""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.citing.bibliography import Bibliography
from handbook_build.linking.addresses import page_address
from handbook_build.model.handbook import GENERATED, GLOSSARY, REFERENCES, Handbook
from handbook_build.model.nodes import CitationNode, Element, Node, Nodes, Text, element
from handbook_build.model.term import TermEntry, TermStatus
from handbook_build.terminology.linking import link_text
from handbook_build.terminology.matcher import Matcher, matcher_of
from handbook_build.web.body import Renderer
from handbook_build.web.generated.page import GeneratedPage

SUMMARY = "What each word means here, the other names it has, and every section that uses it."


def page(handbook: Handbook, bibliography: Bibliography) -> GeneratedPage:
    renderer = Renderer(handbook, bibliography, GLOSSARY)
    matcher = matcher_of(handbook.entries)
    used = _used_in(handbook)
    entries = sorted(handbook.entry.values(), key=lambda entry: entry.preferred.lower())
    body = tuple(_entry(entry, renderer, matcher, used.get(entry.id, {})) for entry in entries)
    return GeneratedPage(GLOSSARY, GENERATED[GLOSSARY], SUMMARY, body or (element("p", "No word is explained yet."),))


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _used_in(handbook: Handbook) -> dict[str, dict[tuple[str, str], int]]:
    """By entry: how often each section (path, id) uses any of its forms, linked or not."""
    found: dict[str, dict[tuple[str, str], int]] = {}
    for use in handbook.uses:
        places = found.setdefault(use.entry, {})
        places[use.document, use.section] = places.get((use.document, use.section), 0) + 1
    return found


def _entry(entry: TermEntry, renderer: Renderer, matcher: Matcher, used: dict[tuple[str, str], int]) -> Node:
    definition = renderer.nodes(link_text(entry.definition, matcher, entry.id))
    parts: list[Node] = [
        element("h2", capital(entry.preferred), id=entry.anchor),
        element("p", *definition, class_="def"),
    ]
    facts = [node for fact in _facts(entry, renderer, matcher) for node in fact]
    if facts:
        parts.append(element("dl", *facts, class_="facts"))
    if used:
        items = (_place(renderer, path, section, count) for (path, section), count in used.items())
        parts.append(element("div", element("h3", "Used in"), element("ul", *items), class_="used"))
    return element("section", *parts, class_="entry")


def _facts(entry: TermEntry, renderer: Renderer, matcher: Matcher) -> Iterator[tuple[Node, Node]]:
    handbook = renderer.handbook
    admitted = [term.form for term in entry.forms(TermStatus.ADMITTED)]
    if admitted:
        yield _fact("People also say", ", ".join(admitted))
    for term in entry.forms(TermStatus.DEPRECATED):
        yield _fact("Words we leave out", f"“{term.form}”: {term.reason}")
    american = [term.form for term in entry.forms(TermStatus.AMERICAN)]
    if american:
        yield _fact("American spelling", ", ".join(american))
    if entry.scope_note:
        yield _fact("How it differs", *renderer.nodes(link_text(entry.scope_note, matcher, entry.id)))
    for kind, title in (("broader", "Part of"), ("narrower", "Includes"), ("related", "See also")):
        links = [_relation(handbook.entry[name]) for name in entry.related(kind) if name in handbook.entry]
        if links:
            yield _fact(title, *_listed(links))
    if entry.source_citation.items:
        cited = renderer.nodes((CitationNode(entry.source_citation),))
        yield _fact("Source", *(_to_references(renderer, node) for node in cited))


def _to_references(renderer: Renderer, node: Node) -> Node:
    """A citation's link, leading to the page of references, since this page has no list of its own."""
    if not isinstance(node, Element) or not node.get("href").startswith("#ref-"):
        return node
    href = renderer.to(f"{page_address(REFERENCES)}{node.get('href')}")
    return Element("a", (("class", "cite"), ("href", href)), node.children)


def _relation(entry: TermEntry) -> Element:
    return element("a", entry.preferred, href=f"#{entry.anchor}")


def _listed(nodes: list[Element]) -> Nodes:
    result: list[Node] = []
    for at, node in enumerate(nodes):
        result += [Text(", "), node] if at else [node]
    return tuple(result)


def _fact(title: str, *value: Node | str) -> tuple[Node, Node]:
    return element("dt", title), element("dd", *value)


def _place(renderer: Renderer, path: str, section: str, count: int) -> Node:
    """A section that uses the term, by its title and that of its page."""
    handbook = renderer.handbook
    document = handbook.by_path[path]
    title = next((one.title for one in document.sections if one.id == section and one.id), "")
    name = document.front.title if not title else f"{document.front.title}: {title}"
    anchor = f"#{section}" if section and not document.is_handout else ""
    times = f" ({count} times)" if count > 1 else ""
    return element("li", element("a", name, href=renderer.to(page_address(path) + anchor)), times)
