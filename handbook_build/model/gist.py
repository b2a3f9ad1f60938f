"""What a document has that the rest of the handbook asks for: ids, citations, statements, definitions."""

from __future__ import annotations

from dataclasses import dataclass

from handbook_build.locations import Location
from handbook_build.model.nodes import CitationNode
from handbook_build.model.term import TermUse


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be linked to by its id. `page` is the path of the page it stands on.

    `kind` is page, section, handout, anchor or term, or made: a page that the build makes.
    """

    id: str
    kind: str
    page: str
    title: str
    number: str
    location: Location

    @property
    def is_page(self) -> bool:
        return self.kind in ("page", "handout", "made")

    @property
    def label(self) -> str:
        """What a link shows that has no words of its own."""
        return f"{self.number}, {self.title}" if self.number else self.title


@dataclass(frozen=True, slots=True)
class Statement:
    """That a passage is bound to a claim; `section` is the id of the section around it."""

    claim: str
    document: str
    section: str
    location: Location


@dataclass(frozen=True, slots=True)
class MarkedDefinition:
    """That a passage of running text says what a term means; `section` is the id of the section around it."""

    term: str
    text: str
    document: str
    section: str
    location: Location


@dataclass(frozen=True, slots=True)
class Gist:
    """What is asked of a document from elsewhere, each in reading order. With it, few have to read the whole.

    `targets` is everything that has an id, `blocks` the names of its blocks and `used` the ids of the entries whose
    forms it uses, each name once; `slips` are the uses of forms that are not to be written.
    """

    targets: tuple[Target, ...] = ()
    citations: tuple[CitationNode, ...] = ()
    statements: tuple[Statement, ...] = ()
    definitions: tuple[MarkedDefinition, ...] = ()
    blocks: tuple[str, ...] = ()
    used: tuple[str, ...] = ()
    slips: tuple[TermUse, ...] = ()
