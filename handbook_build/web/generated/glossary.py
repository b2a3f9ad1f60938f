"""The glossary: every entry with its definition, its other names, its neighbours, and where it is used."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from handbook_build.blocks.audience import CLASSES
from handbook_build.blocks.spec import mark
from handbook_build.citing.bibliography import Bibliography
from handbook_build.linking.addresses import page_address
from handbook_build.model.document import AUDIENCES
from handbook_build.model.handbook import CONCEPT_MAP, GENERATED, GLOSSARY, REFERENCES, Handbook
from handbook_build.model.nodes import CitationNode, Element, Node, Nodes, Text, element
from handbook_build.model.term import OWN_WORDING, TermEntry, TermStatus
from handbook_build.terminology.alphabet import letter_of, sorting
from handbook_build.terminology.linking import link_text
from handbook_build.terminology.matcher import matcher_of
from handbook_build.web.body import Renderer
from handbook_build.web.generated.neighbourhood import neighbourhood
from handbook_build.web.generated.page import DataFile, GeneratedPage

SUMMARY = "What each word means here, the other names it has, and every section that uses it."

# The exports that say the same as this page.
DATA = (
    DataFile("data/terms.skos.jsonld", "application/ld+json", "SKOS, as JSON-LD"),
    DataFile("data/terms.ttl", "text/turtle", "SKOS, as Turtle"),
    DataFile("data/terms.schema.jsonld", "application/ld+json", "schema.org, as JSON-LD"),
    DataFile("data/terms.csv", "text/csv", "A table, as CSV"),
)
# As readers meet them; `picture.py` has the same words for the lines of a map.
RELATED = (("broader", "Belongs to"), ("narrower", "Includes"), ("related", "See also"))

# From so many places on, the list of them opens at a press: a slow phone lays out thousands of links otherwise.
FOLDED = 5

# By entry, and then by the path of a page or handout and the id of a section.
Places = Mapping[str, Mapping[tuple[str, str], int]]


def page(handbook: Handbook, bibliography: Bibliography, exports: Collection[str] = ()) -> GeneratedPage:
    """The page. `exports` are the addresses of the data that is written beside it."""
    writer = Writer(Renderer(handbook, bibliography, GLOSSARY))
    entries = sorted(handbook.entry.values(), key=lambda entry: (sorting(entry.preferred), entry.preferred))
    title = GENERATED[GLOSSARY]
    if not entries:
        return GeneratedPage(GLOSSARY, title, SUMMARY, (element("p", "No word is explained yet."),))
    data = tuple(one for one in DATA if one.address in exports)
    body = (writer.introduction(), *map(writer.entry, entries), *writer.as_data(data))
    letters: dict[str, str] = {}
    for entry in entries:
        letters.setdefault(letter_of(entry.preferred), entry.anchor)
    return GeneratedPage(GLOSSARY, title, SUMMARY, body, data, tuple(letters.items()))


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class Writer:
    """Writes the entries of one handbook."""

    renderer: Renderer

    @property
    def handbook(self) -> Handbook:
        return self.renderer.handbook

    @cached_property
    def used(self) -> Places:
        """How often each section uses any form of an entry, linked or not."""
        return self.counted((use.entry, use.document, use.section) for use in self.handbook.uses)

    @cached_property
    def defined(self) -> Places:
        """How often each section has a passage that is marked as saying what an entry means."""
        marked = self.handbook.marked_definitions
        return self.counted((self.earlier.get(one.term, one.term), one.document, one.section) for one in marked)

    def counted(self, found: Iterable[tuple[str, str, str]]) -> Places:
        """By entry and place: how often it is there. A handout is one place, as it is on paper."""
        counts: dict[str, dict[tuple[str, str], int]] = {}
        for name, path, section in found:
            place = (path, "" if self.handbook.by_path[path].is_handout else section)
            places = counts.setdefault(name, {})
            places[place] = places.get(place, 0) + 1
        return counts

    @cached_property
    def earlier(self) -> Mapping[str, str]:
        """By an id that is in use no more: that of the entry which had it."""
        found: dict[str, str] = {}
        for entry in self.handbook.entry.values():
            for name in entry.formerly:
                if name not in self.handbook.entry:
                    found.setdefault(name, entry.id)
        return found

    @cached_property
    def differences(self) -> Mapping[str, list[tuple[str, str]]]:
        """By entry: each other entry with how the two differ. What only the other one says holds for both."""
        entries = self.handbook.entry
        own = {
            entry.id: [(one.target, one.how) for one in entry.differences if one.target in entries]
            for entry in entries.values()
        }
        stated = {(name, other) for name, differences in own.items() for other, _ in differences}
        found = {name: [*differences] for name, differences in own.items()}
        for name, differences in own.items():
            for other, how in differences:
                if (other, name) not in stated:
                    found[other].append((name, how))
        return found

    def introduction(self) -> Node:
        link = element("a", "concept map", href=self.renderer.to(page_address(CONCEPT_MAP)))
        return element("p", "The ", link, " shows how these words hang together.", class_="to-map")

    def entry(self, entry: TermEntry) -> Node:
        anchors = (element("span", id=f"term-{name}") for name in entry.formerly if self.earlier.get(name) == entry.id)
        parts: list[Node] = [
            *dict.fromkeys(anchors),
            element("h2", capital(entry.preferred), id=entry.anchor),
            *self.definitions(entry),
        ]
        facts = [node for fact in self.facts(entry) for node in fact]
        if facts:
            parts.append(element("dl", *facts, class_="facts"))
        if figure := neighbourhood(entry, self.handbook):
            summary = element("summary", "Where it sits among other words")
            parts.append(element("details", summary, figure, class_="around"))
        parts += self.places("Used in", self.used.get(entry.id, {}))
        return element("section", *parts, class_="entry")

    def definitions(self, entry: TermEntry) -> Nodes:
        """The definition; where it is not for everyone, each with its readers."""
        main = element("p", *self.linked(entry.definition, entry), class_="def")
        if not entry.client_definition:
            return (*_readers(entry.audience), main)
        others = tuple(one for one in entry.audience or AUDIENCES if one != "client")
        plain = element("p", *self.linked(entry.client_definition, entry), class_="def")
        return (*_readers(("client",)), plain, *_readers(others), main)

    def linked(self, text: str, entry: TermEntry) -> Nodes:
        """A text of an entry, in which the words of other entries lead to them."""
        return self.renderer.nodes(link_text(text, matcher_of(self.handbook.entries), entry.id))

    def facts(self, entry: TermEntry) -> Iterator[tuple[Node, Node]]:
        for title, status in (("People also say", TermStatus.ADMITTED), ("American spelling", TermStatus.AMERICAN)):
            if forms := [term.form for term in entry.forms(status)]:
                yield _fact(title, ", ".join(forms))
        if left_out := [f"“{term.form}”: {term.reason}" for term in entry.forms(TermStatus.DEPRECATED)]:
            lines = (element("li", line) for line in left_out)
            yield _fact("Words we leave out", element("ul", *lines, class_="plain"))
        if entry.scope_note:
            yield _fact("How we use it", *self.linked(entry.scope_note, entry))
        for other, how in self.differences[entry.id]:
            heading = element("dt", "How it differs from ", self.to_entry(other))
            yield heading, element("dd", *self.linked(how, entry))
        for kind, name in RELATED:
            links = [self.to_entry(other) for other in entry.related(kind) if other in self.handbook.entry]
            if links:
                yield _fact(name, _listed(links))
        if source := self.source(entry):
            yield _fact("Source", *source)
        if places := self.defined.get(entry.id):
            links = [self.to_place(path, section) for path, section in places]
            yield _fact("Defined in", _listed(links))

    def source(self, entry: TermEntry) -> Nodes:
        own = OWN_WORDING in (source.split(",")[0].strip() for source in entry.sources)
        if not entry.source_citation.items:
            return (Text("Our own wording"),) if own else ()
        cited = self.renderer.nodes((CitationNode(entry.source_citation),))
        led = tuple(self.to_references(node) for node in cited)
        return (*led, Text("; our own wording")) if own else led

    def to_references(self, node: Node) -> Node:
        """A citation's link, leading to the page of references, since this page has no list of its own."""
        if not isinstance(node, Element) or not node.get("href").startswith("#ref-"):
            return node
        href = self.renderer.to(f"{page_address(REFERENCES)}{node.get('href')}")
        return Element("a", (("class", "cite"), ("href", href)), node.children)

    def to_entry(self, name: str) -> Element:
        entry = self.handbook.entry[name]
        return element("a", entry.preferred, href=f"#{entry.anchor}")

    def places(self, title: str, places: Mapping[tuple[str, str], int]) -> Nodes:
        items = [
            element("li", self.to_place(path, section), f" ({count} times)" if count > 1 else "")
            for (path, section), count in places.items()
        ]
        if not items:
            return ()
        listed = element("ul", *items)
        if len(items) < FOLDED:
            return (element("div", element("h3", title), listed, class_="used"),)
        summary = element("summary", f"{title} {len(items)} places")
        return (element("div", element("details", summary, listed), class_="used"),)

    def to_place(self, path: str, section: str) -> Element:
        """A section by the titles of its page and its own; the page alone where the words stand at its head."""
        document = self.handbook.by_path[path]
        name, anchor = document.front.title, ""
        if document.is_handout:
            name = f"Handout {document.id}: {name}"
        elif title := next((one.title for one in document.sections if section and one.id == section), ""):
            name, anchor = f"{name}: {title}", f"#{section}"
        else:
            name += " (page)"  # an entry may have the same name
        return element("a", name, href=self.renderer.to(page_address(path) + anchor))

    def as_data(self, data: tuple[DataFile, ...]) -> Nodes:
        if not data:
            return ()
        links = (element("li", element("a", one.title, href=self.renderer.to(one.address))) for one in data)
        heading = element("h2", "The glossary as data")
        words = element("p", "All of it, for other programs:")
        return (element("section", heading, words, element("ul", *links), class_="sec flow as-data"),)


def _readers(readers: tuple[str, ...]) -> Nodes:
    """For whom a definition is; nothing when it is for everyone."""
    marks: list[Node] = []
    for at, reader in enumerate(readers):
        before = "For " if at == 0 else "and " if at == len(readers) - 1 else ""
        words = element("span", f"{before}{reader}s")
        marks.append(element("span", mark(reader), words, class_=f"who {CLASSES[reader]}"))
    return (element("p", *marks, class_="for"),) if marks else ()


def _listed(links: list[Element]) -> Element:
    """Links on lines of their own, so that each is large enough to touch."""
    return element("ul", *(element("li", link) for link in links), class_="plain ways")


def _fact(title: str, *value: Node | str) -> tuple[Node, Node]:
    return element("dt", title), element("dd", *value)
