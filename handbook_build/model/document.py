"""A page or handout as it was parsed: its front matter, its sections, and what it refers to."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from handbook_build.diagnostics import Finding
from handbook_build.locations import Location
from handbook_build.model.gist import Gist, MarkedDefinition, Statement, Target
from handbook_build.model.nodes import NOWHERE, Block, CitationNode, Element, Node, Nodes, offset_of, text_of, walk
from handbook_build.model.source import Source
from handbook_build.model.term import TermStatus, TermUse

# What Markdown calls a footnote, and the places that lead to it: on each page it begins anew, so nothing else can.
FOOTNOTE = re.compile(r"fn(?:ref[0-9]*)?:")

AUDIENCES = ("client", "counsellor", "trainer")
# How a handout of several sides is laid out: all of it runs on, or each section begins a new side.
RUNNING, BY_SECTION = "running", "by-section"
# Whether the closing box of a sheet for clients has their counsellor or practice beside the numbers to ring.
OWN_CONTACT, NO_CONTACT = "own", "none"
KINDS = ("concept", "condition", "barrier", "practice", "question", "help", "home", "part")


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong that a parser met; `kind` is the name of the check that reports it."""

    kind: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Waiver:
    """That an author allows a finding, named, on a line, for a reason."""

    name: str
    reason: str
    location: Location
    first_line: int
    last_line: int


@dataclass(frozen=True)
class FrontMatter:
    """What the head of a page or handout says; `locations` tells where each key stands."""

    id: str
    title: str
    summary: str = ""
    audience: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    reviewed: date | None = None
    next_review: date | None = None
    exit: bool = False
    # pages
    kind: str = ""
    outline: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    you_will: tuple[str, ...] = ()
    drawing: str = ""
    # handouts
    section: str = ""
    max_pages: int = 0
    sides: str = ""
    contact: str = ""
    locations: Mapping[str, Location] = field(default_factory=dict, compare=False)

    @property
    def number(self) -> str:
        """The code by which the page is known in the outline, such as D2.4."""
        return self.outline[0] if self.outline else ""


@dataclass(frozen=True)
class Section:
    """An H2 and all up to the next; the text before the first H2 has no id and no title."""

    id: str
    heading: Nodes
    content: Nodes
    location: Location

    @property
    def title(self) -> str:
        return text_of(self.heading).strip()


def in_flow(sections: Iterable[Section]) -> Nodes:
    """Sections one after another, with their headings where they have one."""
    return tuple(
        node
        for section in sections
        for node in (*((Element("h2", (), section.heading),) if section.heading else ()), *section.content)
    )


@dataclass(frozen=True)
class Head:
    """What is kept of a document beside its sections; its gist before and after its terms were linked."""

    mark: str
    front: FrontMatter
    flaws: tuple[Flaw, ...]
    waivers: tuple[Waiver, ...]
    parsed: Gist
    linked: Gist


@dataclass(frozen=True)
class Document:
    """A page or a handout. Its path is relative to the content folder. `uses` is filled by linking.

    `mark` names all that is here: documents with the same one are equal. It is empty where nobody gave one.
    """

    path: str
    source: Source
    front: FrontMatter
    sections: Sequence[Section]
    flaws: tuple[Flaw, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    uses: Sequence[TermUse] = ()
    mark: str = field(default="", compare=False)

    @property
    def id(self) -> str:
        return self.front.id

    @property
    def can_be_left(self) -> bool:
        """Whether somebody may have to leave the page at once: those that say `exit: true`, and the help page."""
        return self.front.exit or self.front.kind == "help"

    @property
    def drawing(self) -> str:
        """The path, inside the content folder, of the picture for its head; empty without one."""
        name = self.front.drawing
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.path), name)) if name else ""

    @property
    def is_handout(self) -> bool:
        return self.path.startswith("handouts/") and self.path != "handouts/index.md"

    @property
    def top(self) -> Location:
        return Location(self.source.path)

    def at(self, key: str) -> Location:
        """Where a key of the front matter stands, or the top of the file."""
        return self.front.locations.get(key, self.top)

    def locate(self, offset: int, length: int = 1) -> Location:
        """Where something found at an offset of the source stands; the top when it is unknown."""
        return self.top if offset == NOWHERE else self.source.location(offset, offset + length)

    def locate_element(self, node: Element) -> Location:
        """Where an element stands; raw HTML without words is looked for by its name."""
        offset = offset_of((node,))
        return self.locate(self.source.text.find(f"<{node.tag}") if offset == NOWHERE else offset)

    @cached_property
    def body(self) -> Nodes:
        return tuple(node for section in self.sections for node in section.content)

    @property
    def citations(self) -> tuple[CitationNode, ...]:
        return self.gist.citations

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        return tuple(node for _, node in self.nodes() if isinstance(node, Element))

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(node for _, node in self.nodes() if isinstance(node, Block))

    def nodes(self) -> Iterator[tuple[Section, Node]]:
        """Every node with the section it stands in, headings included, in reading order."""
        for section, nodes in self._walked:
            for node in nodes:
                yield section, node

    def number_of(self, section: Section) -> str:
        """The number by which a section is cited: that of its page, and its place there."""
        # The page of a part is a way in; its sections are not cited.
        if not self.front.number or not section.id or self.front.kind == "part":
            return ""
        titled = [one.id for one in self.sections if one.id]
        return f"{self.front.number}.{titled.index(section.id) + 1}"

    @cached_property
    def gist(self) -> Gist:
        """What the rest of the handbook asks of it."""
        return Gist(
            tuple(self._targets()),
            tuple(node for _, node in self.nodes() if isinstance(node, CitationNode)),
            tuple(
                Statement(node.get("data-claim"), self.path, section.id, self.locate(offset_of(node.children)))
                for section, node in self._named("data-claim")
            ),
            tuple(
                MarkedDefinition(
                    node.get("data-defines"),
                    " ".join(text_of(node.children).split()),
                    self.path,
                    section.id,
                    self.locate(offset_of(node.children)),
                )
                for section, node in self._named("data-defines")
            ),
            tuple(dict.fromkeys(block.name for block in self.blocks)),
            tuple(dict.fromkeys(use.entry for use in self.uses)),
            tuple(use for use in self.uses if use.term.status in (TermStatus.DEPRECATED, TermStatus.AMERICAN)),
        )

    def known_by(self, gist: Gist) -> Document:
        """This document, whose sections need not be read for its gist."""
        # As the property itself would keep it.
        self.__dict__["gist"] = gist
        return self

    def _targets(self) -> Iterator[Target]:
        kind = "handout" if self.is_handout else "page"
        number = self.id if self.is_handout else self.front.number
        if self.id:
            yield Target(self.id, kind, self.path, self.front.title, number, self.at("id"))
        for section in self.sections:
            if section.id:
                yield Target(section.id, "section", self.path, section.title, self.number_of(section), section.location)
        for _, node in self._named("id"):
            if not FOOTNOTE.match(node.get("id")):
                yield Target(node.get("id"), "anchor", self.path, self.front.title, number, self.locate(node.offset))

    def _named(self, attribute: str) -> Iterator[tuple[Section, Element]]:
        """The elements for which an attribute says something, with their sections."""
        for section, node in self.nodes():
            if isinstance(node, Element) and node.get(attribute):
                yield section, node

    @cached_property
    def _walked(self) -> tuple[tuple[Section, Nodes], ...]:
        """Each section with every node in it: nearly every check asks for them."""
        return tuple((section, (*walk(section.heading), *walk(section.content))) for section in self.sections)
