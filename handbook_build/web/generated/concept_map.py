"""The concept map: all terms that have relations in one picture, and the same in words below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from handbook_build.citing.bibliography import Bibliography
from handbook_build.linking.addresses import page_address
from handbook_build.mapping.arcs import arcs, sheets
from handbook_build.mapping.circle import circle
from handbook_build.mapping.graph import BROADER, RELATED, Graph, graph_of
from handbook_build.mapping.order import Place, ordered
from handbook_build.mapping.picture import Line
from handbook_build.model.handbook import CONCEPT_MAP, GENERATED, GLOSSARY, Handbook
from handbook_build.model.nodes import Element, Node, Nodes, Text, element
from handbook_build.terminology.alphabet import sorting
from handbook_build.web.body import Renderer
from handbook_build.web.generated.page import GeneratedPage
from handbook_build.web.generated.picture import BELONGS, SEE_ALSO, Words, cut, drawn, line_between

SUMMARY = "How the words of this handbook hang together: what belongs to what, and what to see also."
WIDER_WORD = f"{BELONGS}, as a part or a kind; the larger dot is the wider word"
IN_WORDS = "in-words"

# With more, the words round the oval would be too many to look through; wide screens get the arcs as well.
MOST_ROUND = 150
# Lists are nested no deeper than anyone can follow.
DEEPEST = 5


def page(handbook: Handbook, bibliography: Bibliography) -> GeneratedPage:
    atlas = Atlas(handbook, Renderer(handbook, bibliography, CONCEPT_MAP), graph_of(handbook.entries))
    return GeneratedPage(CONCEPT_MAP, GENERATED[CONCEPT_MAP], SUMMARY, tuple(_body(atlas)))


@dataclass(frozen=True)
class Atlas:
    """The terms as a graph, and how each is named and reached."""

    handbook: Handbook
    renderer: Renderer
    graph: Graph

    @cached_property
    def names(self) -> Mapping[str, str]:
        return {entry.id: entry.preferred for entry in self.handbook.entry.values()}

    @cached_property
    def glossary(self) -> str:
        return self.renderer.to(page_address(GLOSSARY))

    def name(self, term: str) -> str:
        return self.names[term]

    def address(self, term: str) -> str:
        return f"{self.glossary}#{self.handbook.entry[term].anchor}"

    def link(self, term: str) -> Element:
        return element("a", self.name(term), href=self.address(term))


def _body(atlas: Atlas) -> Iterator[Node]:
    if not atlas.handbook.entry:
        yield element("p", "No word is explained yet.")
        return
    if atlas.graph.terms:
        places = ordered(atlas.graph)
        yield _introduction(atlas)
        yield _figure(atlas, places)
        heading = element("h2", "The same in words", id=IN_WORDS)
        yield element("section", heading, *_families(atlas, places), class_="sec map-words")
    if atlas.graph.alone:
        heading = element("h2", "Words that stand alone", id="alone")
        said = element("p", "No line leads to these words; each has its entry in the glossary.")
        items = [element("li", atlas.link(name)) for name in sorted(atlas.graph.alone, key=_alphabetical(atlas))]
        yield element("section", heading, said, element("ul", *items, class_="plain"), class_="sec map-words")


def _introduction(atlas: Atlas) -> Node:
    glossary = element("a", "glossary", href=atlas.glossary)
    skip = element("a", "Go past the picture to the same in words", href=f"#{IN_WORDS}")
    return element(
        "div",
        element("p", "Each word leads to its entry in the ", glossary, ". ", skip, "."),
        element(
            "ul",
            element("li", _sample("M6 12H42", BROADER), WIDER_WORD),
            element("li", _sample("M2 18Q24 -4 46 18", RELATED), SEE_ALSO),
            class_="plain legend",
        ),
        class_="map-top",
    )


def _sample(way: str, kind: str) -> Element:
    """A short line as it stands in the map."""
    parts: list[Node] = [element("path", d=way, class_=kind)]
    if kind == BROADER:
        parts += [element("circle", cx="6", cy="12", r="5"), element("circle", cx="42", cy="12", r="3.5")]
    return element("svg", *parts, class_="drawing sample", viewBox="0 0 48 24", aria_hidden="true", focusable="false")


def _figure(atlas: Atlas, places: Sequence[Place]) -> Node:
    names = atlas.names
    said = f"{len(places)} words and the lines between them. The same stands below as a list."

    def words(kind: str, name: str) -> Words:
        return Words(f"map {kind}", "Concept map", said, name)

    def line(one: Line) -> Element:
        return line_between(one, atlas.name)

    rows = arcs(atlas.graph, places, names)
    pictures = [drawn(rows, words("arcs", "arcs"), atlas.address, line)]
    kind = "concepts"
    if len(places) <= MOST_ROUND:
        # On paper the rows are shown piece by piece, since no browser can break one drawing between rows.
        pictures += (cut(rows, top, height, "arcs") for top, height in sheets(rows))
        round_one = circle(atlas.graph, places, names)
        pictures.append(drawn(round_one, words("round", "round"), atlas.address, line))
        kind = "concepts two"
    return element("figure", *pictures, class_=kind)


def _alphabetical(atlas: Atlas) -> Callable[[str], str]:
    return lambda name: sorting(atlas.names[name])


def _families(atlas: Atlas, places: Sequence[Place]) -> Nodes:
    """Every family as a list, by the names of their widest terms."""
    families = [tuple(members) for _, members in groupby(places, key=lambda place: place.family)]
    families.sort(key=lambda members: _alphabetical(atlas)(members[0].id))
    rows = [(min(place.depth, DEEPEST), _row(atlas, place)) for members in families for place in members]
    return (_nested(rows),)


def _row(atlas: Atlas, place: Place) -> Nodes:
    """A term, and what its lines say that the nesting does not."""
    graph = atlas.graph
    shown = graph.parent.get(place.id) if place.depth <= DEEPEST else None
    others = [name for name in graph.broader[place.id] if name != shown]
    parts: list[Node] = [atlas.link(place.id)]
    for words, names in ((BELONGS, others), (SEE_ALSO, sorted(graph.related[place.id], key=_alphabetical(atlas)))):
        if names:
            parts.append(Text(f"; {words} "))
            for at, name in enumerate(names):
                parts += [Text(", "), atlas.link(name)] if at else [atlas.link(name)]
    return tuple(parts)


def _nested(rows: Sequence[tuple[int, Nodes]]) -> Element:
    """Lists inside lists, from rows that each say how deep they stand."""
    # For each open list: its finished items, and the parts of the item that is still open.
    items: list[list[Node]] = [[]]
    parts: list[list[Node]] = [[]]

    def close() -> None:
        if parts[-1]:
            items[-1].append(element("li", *parts[-1]))
        parts[-1] = []

    def fold() -> None:
        close()
        inner = element("ul", *items.pop())
        parts.pop()
        parts[-1].append(inner)

    for depth, row in rows:
        while len(items) > depth + 1:
            fold()
        if len(items) < depth + 1:
            items.append([])
            parts.append([])
        else:
            close()
        parts[-1] = [element("span", *row)]
    while len(items) > 1:
        fold()
    close()
    return element("ul", *items[0], class_="plain")
