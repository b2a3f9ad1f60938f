"""The glossary and the list of references of an ordinary site: plain headings, paragraphs and lists, for any theme."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from handbook_build.citing.bibliography import Bibliography
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import CitationNode, Element, Node, Nodes, TermLink, Text, element, rewrite
from handbook_build.model.term import TermEntry, TermStatus
from handbook_build.terminology.alphabet import sorting
from handbook_build.terminology.linking import link_text
from handbook_build.terminology.matcher import matcher_of
from handbook_build.web.generated.glossary import capital

# Where a part of the site is, by the path of a page and the id of a section, seen from a list.
Way = Callable[[str, str], str]
# The path of a page, and the id of a section or nothing.
Place = tuple[str, str]


@dataclass(frozen=True)
class Lists:
    """Writes both for one site. `title` tells that of a page and section; `references` is the path of that list."""

    handbook: Handbook
    bibliography: Bibliography
    title: Callable[[str, str], str]
    references: str

    def glossary(self, way: Way) -> Nodes:
        entries = sorted(self.handbook.entry.values(), key=lambda entry: (sorting(entry.preferred), entry.preferred))
        return tuple(node for entry in entries for node in self._entry(entry, way))

    def _entry(self, entry: TermEntry, way: Way) -> Iterator[Node]:
        yield element("h2", capital(entry.preferred), id=entry.anchor)
        yield element("p", *self._linked(entry.definition, entry))
        if entry.client_definition:
            yield element("p", element("em", "For clients:"), " ", *self._linked(entry.client_definition, entry))
        if entry.scope_note:
            yield element("p", *self._linked(entry.scope_note, entry))
        facts = list(self._facts(entry, way))
        if facts:
            yield element("ul", *(element("li", f"{name}: ", *value) for name, value in facts))

    def _facts(self, entry: TermEntry, way: Way) -> Iterator[tuple[str, Nodes]]:
        if forms := entry.forms(TermStatus.ADMITTED):
            yield "Also", (Text(", ".join(term.form for term in forms)),)
        others = dict.fromkeys(relation.target for relation in entry.relations)
        if links := [self._to_entry(name) for name in others if name in self.handbook.entry]:
            yield "See also", _with_commas(links)
        if entry.source_citation.items:
            yield "Source", self.citation(CitationNode(entry.source_citation), way(self.references, ""))
        used = dict.fromkeys(
            (use.document, use.section)
            for document in self.handbook.documents
            for use in document.uses
            if use.entry == entry.id
        )
        if used:
            yield "Used in", self._places(used, way)

    def _linked(self, text: str, entry: TermEntry) -> Nodes:
        """A text of an entry, in which the words of other entries lead to them."""

        def led(node: Node) -> Nodes | None:
            return (element("a", *node.children, href=f"#term-{node.entry}"),) if isinstance(node, TermLink) else None

        return rewrite(link_text(text, matcher_of(self.handbook.entries), entry.id), led)

    def _to_entry(self, name: str) -> Element:
        entry = self.handbook.entry[name]
        return element("a", entry.preferred, href=f"#{entry.anchor}")

    def _places(self, places: Iterable[Place], way: Way) -> Nodes:
        return _with_commas([element("a", self.title(*place), href=way(*place)) for place in places])

    def citation(self, node: CitationNode, list_of_works: str, *, plain: bool = False) -> Nodes:
        """A citation whose links lead to the list of references; with none where it stands in a link."""

        def led(part: Node) -> Nodes | None:
            if not isinstance(part, Element) or part.tag != "a":
                return None
            if plain:
                return part.children
            href = part.get("href")
            return (element("a", *part.children, href=list_of_works + href if href.startswith("#ref-") else href),)

        return rewrite(self.bibliography.citation(node.citation), led)

    def works(self, way: Way) -> Nodes:
        """Every work that is cited, with each place that cites it."""
        cited: dict[str, dict[Place, None]] = {}
        for document in self.handbook.documents:
            for section, node in document.nodes():
                if isinstance(node, CitationNode):
                    for item in node.citation.items:
                        cited.setdefault(item.key, {})[document.path, section.id] = None
        for entry in self.handbook.entries:
            for key in entry.source_keys:
                cited.setdefault(key, {})
        items = (self._work(key, cited[key], way) for key in self.bibliography.ordered(cited))
        listed = tuple(items)
        return (element("ul", *listed, class_="handbook-references"),) if listed else ()

    def _work(self, key: str, places: Iterable[Place], way: Way) -> Element:
        there = self._places(places, way)
        told: Nodes = (element("br"), element("small", "Cited in: ", *there)) if there else ()
        return element("li", *self.bibliography.reference(key), *told, id=f"ref-{key}")


def _with_commas(nodes: Iterable[Node]) -> Nodes:
    found: list[Node] = []
    for node in nodes:
        found += [Text(", "), node] if found else [node]
    return tuple(found)
