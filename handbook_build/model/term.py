"""Terms in the words of ISO 1087 and SKOS: an entry is a concept, its terms are preferred,
admitted or deprecated, and its relations are broader, narrower and related."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from handbook_build.locations import Location
from handbook_build.model.citation import Citation, CiteItem


class TermStatus(Enum):
    """Which word to use: the preferred one, another that is allowed, or one to avoid."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    AMERICAN = "american"


class LinkPolicy(Enum):
    """When running text links to the entry."""

    FIRST = "first"
    ASKED = "asked"
    NEVER = "never"


RELATIONS = ("broader", "narrower", "related")

# The word that stands in `source` for a definition in the handbook's own wording.
OWN_WORDING = "handbook"


@dataclass(frozen=True, slots=True)
class Term:
    """One form of a concept. `replace` says whether the preferred form can stand in word for word;
    `link` is the form's own policy, where it differs from that of its entry."""

    form: str
    status: TermStatus
    location: Location = field(compare=False)
    reason: str = ""
    replace: bool = False
    link: LinkPolicy | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """That this concept is broader, narrower or related to `target` (an entry's id)."""

    kind: str
    target: str
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True)
class Difference:
    """How two concepts that people confuse differ, in words that read well from either side."""

    target: str
    how: str
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A concept: its terms, its definition, where the definition comes from, its relations.

    `locations` tells where each key of the entry stands. `audience` says for whom the definition is
    written (empty: for everyone); where that leaves clients out, `client_definition` is for them.
    `formerly` holds ids that the entry had before, `other_senses` phrases in which one of its forms
    means something else.
    """

    id: str
    terms: tuple[Term, ...]
    definition: str
    location: Location = field(compare=False)
    sources: tuple[str, ...] = ()
    scope_note: str = ""
    relations: tuple[Relation, ...] = ()
    differences: tuple[Difference, ...] = ()
    irregular: tuple[str, ...] = ()
    other_senses: tuple[str, ...] = ()
    link: LinkPolicy = LinkPolicy.FIRST
    audience: tuple[str, ...] = ()
    client_definition: str = ""
    formerly: tuple[str, ...] = ()
    locations: Mapping[str, Location] = field(default_factory=dict, compare=False, repr=False)

    def at(self, key: str) -> Location:
        """Where a key of the entry stands, or the entry when it has none."""
        return self.locations.get(key, self.location)

    @property
    def preferred(self) -> str:
        return next((t.form for t in self.terms if t.status is TermStatus.PREFERRED), self.id)

    @property
    def plain_definition(self) -> str:
        """The definition as a client is given it."""
        return self.client_definition or self.definition

    @property
    def anchor(self) -> str:
        """The id of the entry's section on the glossary page."""
        return f"term-{self.id}"

    @property
    def source_keys(self) -> tuple[str, ...]:
        """The keys of the works that the definition rests on."""
        keys = (source.split(",")[0].strip() for source in self.sources)
        return tuple(key for key in keys if key != OWN_WORDING)

    @property
    def source_citation(self) -> Citation:
        """The works that the definition rests on, as one citation."""
        return Citation(tuple(CiteItem(key) for key in self.source_keys))

    def forms(self, *statuses: TermStatus) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.status in statuses)

    def related(self, kind: str) -> tuple[str, ...]:
        return tuple(relation.target for relation in self.relations if relation.kind == kind)


@dataclass(frozen=True, slots=True)
class TermUse:
    """That a form of an entry stands in the text; `section` is the id of the section around it.

    `kept` says in what the form stands when no program may change it: a quotation, the title of a work.
    """

    entry: str
    term: Term
    text: str
    document: str
    section: str
    location: Location
    linked: bool
    quoted: bool = False
    kept: str = ""
