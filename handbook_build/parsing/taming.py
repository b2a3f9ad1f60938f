"""Takes out of a page whatever HTML in it could do anything, before anybody else sees the page.

So sheets, books, copies, feeds and the index of search never meet it, whatever is waived. What was taken out is told,
and what an author allows in place with a reason passes the sanitiser first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from operator import is_

from handbook_build.diagnostics import Finding
from handbook_build.locations import Location
from handbook_build.model.document import Flaw, Waiver
from handbook_build.model.nodes import NOWHERE, CitationNode, Element, Node, Nodes, Text, offset_of, walk
from handbook_build.model.source import Source
from handbook_build.parsing.harmless import UNSAFE_HTML, Fault, faults
from handbook_build.parsing.sanitiser import cleaned, cleaned_attributes

TAKEN_OUT = "html-taken-out"


def tamed(nodes: Nodes, source: Source, waivers: Iterable[Waiver]) -> tuple[Nodes, list[Flaw]]:
    """The nodes without what could do anything, and what was wrong with them."""
    tamer = _Tamer(source, [one for one in waivers if one.name == UNSAFE_HTML and one.reason])
    return tamer.all(nodes, False), tamer.flaws


@dataclass
class _Tamer:
    """`held` are the elements of doubt, with their places, that stand in one that passes the sanitiser as a whole."""

    source: Source
    waivers: list[Waiver]
    flaws: list[Flaw] = field(default_factory=list)
    held: list[tuple[str, Location]] | None = None

    def all(self, nodes: Nodes, drawn: bool) -> Nodes:
        made: list[Node] = []
        for node in nodes:
            made += self.one(node, drawn)
        # Most pages have nothing to take out, and keep their very nodes.
        return nodes if len(made) == len(nodes) and all(map(is_, made, nodes)) else tuple(made)

    def one(self, node: Node, drawn: bool) -> Nodes:
        if isinstance(node, (Text, CitationNode)):
            return (node,)
        if isinstance(node, Element) and (wrong := list(faults(node, drawn))):
            return self.mended(node, wrong, self.locate(node), drawn)
        inside = self.all(node.children, drawn or _is_drawing(node))
        return (node if inside is node.children else replace(node, children=inside),)

    def mended(self, node: Element, wrong: list[Fault], place: Location, drawn: bool) -> Nodes:
        """What is left of an element with faults."""
        for fault in wrong:
            self.tell(fault.check, place, fault.message, fault.hint)
        gone = {fault.attribute for fault in wrong if fault.check != UNSAFE_HTML}
        doubtful = {fault.attribute for fault in wrong if fault.check == UNSAFE_HTML}
        left = tuple(one for one in node.attributes if one[0] not in gone)
        if "" in doubtful:
            return self.sanitised(replace(node, attributes=left), place, drawn)
        allowed = cleaned_attributes([one for one in left if one[0] in doubtful])
        missing = doubtful - dict(allowed).keys()
        self.tell_taken_out(place, ", ".join(f"the attribute `{name}`" for name in sorted(missing)))
        inside = self.all(node.children, drawn or _is_drawing(node))
        return (replace(node, attributes=tuple(one for one in left if one[0] not in missing), children=inside),)

    def sanitised(self, node: Element, place: Location, drawn: bool) -> Nodes:
        """What the sanitiser leaves of an element of doubt; one inside another passes it together with that."""
        outer = self.held is None
        self.held = [*(self.held or ()), (node.tag, place)]
        node = replace(node, children=self.all(node.children, drawn or _is_drawing(node)))
        if not outer:
            return (node,)
        held, self.held = self.held, None
        made = cleaned(node)
        there = {one.tag for one in walk(made) if isinstance(one, Element)}
        for tag, where in held:
            self.tell_taken_out(where, "" if tag in there else f"the element `<{tag}>`")
        return made

    def tell_taken_out(self, place: Location, what: str) -> None:
        """That something did not pass the sanitiser, where an author has allowed it."""
        line = place.range.start.line
        if what and any(one.first_line <= line <= one.last_line for one in self.waivers):
            self.tell(TAKEN_OUT, place, f"{what} is taken out of the page, although it was allowed", "take it out here")

    def tell(self, check: str, place: Location, message: str, hint: str) -> None:
        self.flaws.append(Flaw(check, Finding(place, message, hint)))

    def locate(self, node: Element) -> Location:
        """Where an element stands; raw HTML without words is looked for by its name."""
        offset = offset_of((node,))
        if offset == NOWHERE and (found := re.search(f"<{re.escape(node.tag)}", self.source.text, re.IGNORECASE)):
            offset = found.start()
        return Location(self.source.path) if offset == NOWHERE else self.source.location(offset, offset + 1)


def _is_drawing(node: Node) -> bool:
    return isinstance(node, Element) and node.tag == "svg"
