"""The whole handbook as one value: settings, pages, handouts, terms, works, helplines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from handbook_build.diagnostics import Finding
from handbook_build.locations import Location
from handbook_build.model.citation import Item
from handbook_build.model.claim import Claim, FalseClaim
from handbook_build.model.document import Document, Flaw, Section, Waiver
from handbook_build.model.edition import Ledger
from handbook_build.model.gist import MarkedDefinition as MarkedDefinition
from handbook_build.model.gist import Statement
from handbook_build.model.gist import Target as Target
from handbook_build.model.help import HelpDirectory
from handbook_build.model.jargon import Jargon
from handbook_build.model.nodes import NOWHERE
from handbook_build.model.plan import PlanGroup
from handbook_build.model.practice import Practice
from handbook_build.model.seeking import Phrases, Urgent
from handbook_build.model.settings import Settings
from handbook_build.model.source import Source
from handbook_build.model.teaching import Outcome, Question, outcomes_of
from handbook_build.model.term import TermEntry, TermUse

# Pages that the build makes from data, by their path below the content folder.
GLOSSARY, REFERENCES, HANDOUTS, A_TO_Z = "glossary.md", "references.md", "handouts/index.md", "a-to-z.md"
CONCEPT_MAP, CHANGES, CHECK_A_SHEET = "concept-map.md", "changes.md", "check-a-sheet.md"
PACK, OUTCOMES = "handouts/pack.md", "outcomes.md"
PRIVACY = "privacy.md"
OFFLINE = "offline.md"
LEAVING = "leaving.md"
ACCESSIBILITY = "accessibility.md"
THIS_COPY = "this-copy.md"
# What is found in a file of which nothing can be used.
UNREAD = frozenset(("yaml-syntax", "json-syntax", "toml-syntax", "unreadable-file", "unparsed-file"))
# Where the feed of changes stands on the site.
CHANGES_FEED = "changes/feed.xml"
GENERATED = {
    GLOSSARY: "Glossary",
    CONCEPT_MAP: "Concept map",
    REFERENCES: "References",
    HANDOUTS: "Handouts",
    PACK: "Make a pack",
    OUTCOMES: "Outcomes and questions",
    A_TO_Z: "A to Z",
    CHANGES: "What has changed",
    CHECK_A_SHEET: "Check a printed sheet",
    PRIVACY: "Privacy",
    OFFLINE: "Keep for offline",
    LEAVING: "Leaving a page",
    ACCESSIBILITY: "Accessibility",
    THIS_COPY: "About this copy",
}
# Those that an author may write in other words: `privacy.md` or `privacy/index.md` takes the place of ours.
REPLACEABLE = frozenset((ACCESSIBILITY, THIS_COPY, OFFLINE, PRIVACY))


@dataclass(frozen=True, slots=True)
class Overflow:
    """That a sheet takes more sides than it may in one form (its name): what first does not fit, and by how much.

    `part` is its heading, label or first words, `offset` where it stands in the handout's source (or NOWHERE).
    `millimetres` is how much too long the sheet is, or nothing when it has one section more than sides.
    """

    form: str
    part: str
    millimetres: int
    offset: int = NOWHERE


@dataclass(frozen=True, slots=True)
class SheetResult:
    """How a handout printed: its sides by the name of the form, or why it could not be printed.

    `culprit` is the picture, by its path below the content folder, or the character for which it could not.
    """

    pages: Mapping[str, int] = field(default_factory=dict)
    problem: str = ""
    hint: str = ""
    culprit: str = ""
    overflows: tuple[Overflow, ...] = ()


@dataclass(frozen=True, slots=True)
class BookResult:
    """How the book printed: its pages, or why it could not be printed.

    `replaced` are the names of pictures, and single characters with their number, for which other words stand there.
    """

    pages: int = 0
    replaced: tuple[tuple[str, str], ...] = ()
    problem: str = ""
    hint: str = ""


Named = TypeVar("Named", TermEntry, Item, Target, Claim)


def _first_of_each(things: Iterable[Named]) -> dict[str, Named]:
    """By id, in their own order; where an id stands twice, the first has it."""
    found: dict[str, Named] = {}
    for thing in things:
        found.setdefault(thing.id, thing)
    return found


@dataclass(frozen=True)
class Handbook:
    """All of it, parsed. `sheets` (by the handout's id) is filled by printing, `book` by a release.

    `today` is the day against which dates are held. `pictures` has a fingerprint of each one on a handout, by path.
    `logo` is the picture of the practice. `withheld` are those of the `assets` that no reader may get.
    """

    settings: Settings
    documents: tuple[Document, ...] = ()
    entries: tuple[TermEntry, ...] = ()
    items: tuple[Item, ...] = ()
    help: HelpDirectory = field(default_factory=HelpDirectory)
    claims: tuple[Claim, ...] = ()
    false_claims: tuple[FalseClaim, ...] = ()
    plan: tuple[PlanGroup, ...] = ()
    jargon: Jargon = field(default_factory=Jargon)
    phrases: Phrases = field(default_factory=Phrases)
    urgent: Urgent = field(default_factory=Urgent)
    practice: Practice | None = None
    logo: bytes = b""
    ledger: Ledger = field(default_factory=Ledger)
    today: date = date.min
    assets: frozenset[str] = frozenset()
    withheld: frozenset[str] = frozenset()
    pictures: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    flaws: tuple[Flaw, ...] = ()
    data_waivers: tuple[Waiver, ...] = ()
    sheets: Mapping[str, SheetResult] = field(default_factory=dict)
    book: BookResult | None = None

    @cached_property
    def generated(self) -> Mapping[str, str]:
        """The title of each page that the build makes for this handbook, by its path.

        Those about editions come with the first one, a pack with the first handout, the map with the first term,
        outcomes with the first of them, leaving with the first page that can be left, or when the navigation names
        them. A replaceable one is left to the author who writes it. An ordinary site has none of them.
        """
        if self.settings.ordinary:
            return {}
        named = {entry.target for entry in self.settings.navigation_pages()}
        unasked = {CHANGES, CHECK_A_SHEET} if not self.ledger.exists else set()
        unasked |= {PACK} if not self.handouts else set()
        unasked |= {CONCEPT_MAP} if not self.entries else set()
        unasked |= {OUTCOMES} if not self._has_outcomes else set()
        unasked |= {LEAVING} if not any(document.can_be_left for document in self.documents) else set()
        unasked -= named
        unasked |= {path for path in REPLACEABLE if {path, path.replace(".md", "/index.md")} & self.by_path.keys()}
        return {path: title for path, title in GENERATED.items() if path not in unasked}

    @cached_property
    def pages(self) -> tuple[Document, ...]:
        return tuple(document for document in self.documents if not document.is_handout)

    @cached_property
    def handouts(self) -> tuple[Document, ...]:
        return tuple(document for document in self.documents if document.is_handout)

    @cached_property
    def help_page(self) -> Document | None:
        """The page that says where to get help now."""
        return next((page for page in self.pages if page.front.kind == "help"), None)

    @cached_property
    def by_path(self) -> Mapping[str, Document]:
        return {document.path: document for document in self.documents}

    @cached_property
    def entry(self) -> Mapping[str, TermEntry]:
        return _first_of_each(self.entries)

    @cached_property
    def item(self) -> Mapping[str, Item]:
        return _first_of_each(self.items)

    @cached_property
    def claim(self) -> Mapping[str, Claim]:
        return _first_of_each(self.claims)

    @cached_property
    def all_claims(self) -> tuple[Claim | FalseClaim, ...]:
        """Those of the ledger, and those not to repeat."""
        return (*self.claims, *self.false_claims)

    @cached_property
    def uses(self) -> tuple[TermUse, ...]:
        """The uses of all forms of terms, in reading order."""
        return tuple(use for document in self.documents for use in document.uses)

    @property
    def slips(self) -> Iterator[tuple[Document, TermUse]]:
        """The uses of forms that are not to be written, with the document in which each stands."""
        return ((document, use) for document in self.documents for use in document.gist.slips)

    @cached_property
    def stated(self) -> tuple[Statement, ...]:
        """Where sentences are bound to claims, in reading order."""
        return tuple(one for document in self.documents for one in document.gist.statements)

    @cached_property
    def outcomes(self) -> Mapping[str, tuple[Outcome, ...]]:
        """What students can do after each page that says so, by its path."""
        found = ((page.path, tuple(outcomes_of(page))) for page in self._teaching)
        return {path: outcomes for path, outcomes in found if outcomes}

    @cached_property
    def _has_outcomes(self) -> bool:
        return any(any(True for _ in outcomes_of(page)) for page in self._teaching)

    @property
    def _teaching(self) -> Iterator[Document]:
        """The pages that may have outcomes."""
        return (page for page in self.pages if "outcomes" in page.gist.blocks)

    def taught_in(self, asking: Iterable[Question]) -> tuple[Target, ...]:
        """The sections that answer questions, each once; those that are gone are left out."""
        answers = dict.fromkeys(one.answer for one in asking)
        return tuple(self.targets[name] for name in answers if name in self.targets)

    @cached_property
    def marked_definitions(self) -> tuple[MarkedDefinition, ...]:
        """Where running text defines a term, `[...]{defines=rupture}`, in reading order."""
        return tuple(one for document in self.documents for one in document.gist.definitions)

    @cached_property
    def all_targets(self) -> tuple[Target, ...]:
        """Everything that has an id, in reading order; an id may stand here more than once."""
        return tuple(self._targets())

    @cached_property
    def targets(self) -> Mapping[str, Target]:
        """By id; where an id stands twice, the first has it."""
        return _first_of_each(self.all_targets)

    def _targets(self) -> Iterator[Target]:
        written = tuple(self._written())
        yield from written
        yield from self._made({target.id for target in written})

    def _written(self) -> Iterator[Target]:
        for document in self.documents:
            yield from document.gist.targets
        for entry in self.entries:
            for name in (entry.id, *entry.formerly):
                yield Target(f"term-{name}", "term", GLOSSARY, entry.preferred, "", entry.location)

    def _made(self, taken: Collection[str]) -> Iterator[Target]:
        """The pages that the build makes, by the name of their address: `glossary`, `handouts`, `pack`.

        What an author gave such an id goes before.
        """
        for path, title in self.generated.items():
            name = path.removesuffix(".md").removesuffix("/index").rpartition("/")[2]
            if name not in taken and path not in self.by_path:
                yield Target(name, "made", path, title, "", self.settings.location)

    def section_number(self, document: Document, section: Section) -> str:
        """The number by which a section is cited: that of its page, and its place there."""
        return document.number_of(section)

    def section(self, name: str) -> tuple[Document, Section] | None:
        """The section of a page with this id."""
        target = self.targets.get(name)
        document = self.by_path.get(target.page) if target and target.kind == "section" else None
        if document is None:
            return None
        return document, next(one for one in document.sections if one.id == name)

    @cached_property
    def unnamed(self) -> Mapping[Location, Section]:
        """The sections to which nobody gave an id, by their places."""
        places = {one.location for one in self.found("heading-without-id")}
        sections = (one for document in self.documents for one in document.sections) if places else ()
        return {one.location: one for one in sections if one.location in places}

    def found(self, kind: str) -> Iterator[Finding]:
        """What the parsers met of one kind, over all files."""
        for flaw in self.flaws:
            if flaw.kind == kind:
                yield flaw.finding
        for document in self.documents:
            for flaw in document.flaws:
                if flaw.kind == kind:
                    yield flaw.finding

    @cached_property
    def unread(self) -> Mapping[str, Location]:
        """The data files that could not be read, by their name below the content folder, and where each broke off."""
        folder = f"{self.settings.content}/"
        found = ((flaw.kind, flaw.finding.location) for flaw in self.flaws if flaw.kind in UNREAD)
        # A file that a setting names is told of where it is named.
        settings = self.settings.location.path
        places = (place for kind, place in found if kind != "unreadable-file" or place.path != settings)
        broken = {place.path.removeprefix(folder): place for place in places}
        return broken | {name: Location(f"{folder}{name}") for name in self.absent}

    @cached_property
    def absent(self) -> Mapping[str, int]:
        """The data files that are not there, and in how many places documents need what stands in each."""
        folder = self.settings.content
        needed = {
            "terms.yml": len(self.marked_definitions),
            "references.json": sum(len(document.gist.citations) for document in self.documents),
            "claims.yml": len(self.stated),
        }
        return {name: count for name, count in needed.items() if count and f"{folder}/{name}" not in self.sources}

    def waivers(self) -> Iterator[Waiver]:
        yield from self.data_waivers
        for document in self.documents:
            yield from document.waivers
