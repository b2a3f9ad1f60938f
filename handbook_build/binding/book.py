"""The whole handbook as a book: one value, from which the PDF and the EPUB are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from handbook_build.binding.places import Places
from handbook_build.handouts import picture_path
from handbook_build.linking.works import resting_keys, stated_claims
from handbook_build.model.claim import STRENGTHS
from handbook_build.model.document import Document, Section
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import Block, CitationNode, Element, Node, Nodes, Text, element
from handbook_build.model.term import TermEntry, TermStatus
from handbook_build.printing.handouts import Rendered
from handbook_build.printing.line import PrintNodes
from handbook_build.printing.sheet import NO_DATE
from handbook_build.printing.tree import print_tree
from handbook_build.terminology.alphabet import sorting
from handbook_build.terminology.linking import link_text
from handbook_build.terminology.matcher import matcher_of

# As readers of the glossary meet them.
RELATED = (("broader", "Belongs to"), ("narrower", "Includes"), ("related", "See also"))


@dataclass(frozen=True)
class Imprint:
    """What the title page says beside the title; what is empty is left out. `citation` is a rendered reference."""

    edition: str = ""
    authors: tuple[str, ...] = ()
    status: str = ""
    licence: str = ""
    licence_url: str = ""
    address: str = ""
    issued: date | None = None
    summary: str = ""
    citation: Nodes = ()


@dataclass(frozen=True)
class Passage:
    """A section: its name as a place (the words before the first heading have none), number, heading and body."""

    name: str
    number: str
    heading: PrintNodes
    body: PrintNodes


@dataclass(frozen=True)
class Chapter:
    """A page of the handbook; or a part, with its pages as `chapters` and, as passages, what its own page says.

    `rests_on` lists the statements of the page, each with its works and how strongly they show it.
    """

    name: str
    number: str
    title: str
    summary: str = ""
    passages: tuple[Passage, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    is_part: bool = False
    rests_on: PrintNodes = field(default_factory=list)

    def walk(self) -> Iterator[Chapter]:
        """This one and all in it, in reading order."""
        yield self
        for chapter in self.chapters:
            yield from chapter.walk()


@dataclass(frozen=True)
class Listed:
    """An entry at the end of the book: a word, a work, a handout."""

    name: str
    title: str
    body: PrintNodes


@dataclass(frozen=True)
class Book:
    """The book: all its words are print nodes or plain text, its pictures bytes by the name that the body gives them.

    `words` are the glossary, `works` the references.
    """

    title: str
    language: str
    imprint: Imprint
    chapters: tuple[Chapter, ...] = ()
    words: tuple[Listed, ...] = ()
    works: tuple[Listed, ...] = ()
    handouts: tuple[Listed, ...] = ()
    citation: PrintNodes = field(default_factory=list)
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def made(self) -> date:
        """The date that its files bear: never that of the day, so that their bytes stay the same."""
        return self.imprint.issued or NO_DATE

    def walk(self) -> Iterator[Chapter]:
        for chapter in self.chapters:
            yield from chapter.walk()


@dataclass(frozen=True)
class _Planned:
    """A chapter before its words are made: a part may be no page of its own."""

    title: str
    document: Document | None
    chapters: tuple[_Planned, ...] = ()
    is_part: bool = False

    def documents(self) -> Iterator[Document]:
        if self.document:
            yield self.document
        for chapter in self.chapters:
            yield from chapter.documents()

    def walk(self) -> Iterator[_Planned]:
        yield self
        for chapter in self.chapters:
            yield from chapter.walk()


def book_of(
    handbook: Handbook,
    bibliography: Rendered,
    imprint: Imprint,
    cited: Callable[[Block], Nodes],
    read: Callable[[str], bytes],
    *,
    on_paper: bool = True,
) -> Book:
    """The book of a handbook.

    `cited` gives what stands in a block that shows how a part is cited; `read` the bytes of a picture by its path
    below the content folder, or raises OSError: then its alternative text stands there. `on_paper` the addresses of
    outside links are shown.
    """
    plan = planned(handbook)
    documents = [document for chapter in plan for document in chapter.documents()]
    entries = sorted(handbook.entry.values(), key=lambda entry: (sorting(entry.preferred), entry.preferred))
    keys = bibliography.ordered(
        key
        for keys in (*(resting_keys(handbook, one) for one in documents), *(entry.source_keys for entry in entries))
        for key in keys
        if key in handbook.item
    )
    names = {id(one): f"page-{at}" for at, one in enumerate((one for top in plan for one in top.walk()), 1)}
    places = _places(handbook, plan, names, entries, keys, cited)
    writer = _Writer(handbook, bibliography, places, names, on_paper)
    return Book(
        title=handbook.settings.title,
        language=handbook.settings.language,
        imprint=imprint,
        chapters=tuple(map(writer.chapter, plan)),
        words=tuple(map(writer.word, entries)),
        works=tuple(writer.work(key) for key in keys),
        handouts=tuple(map(writer.handout, handbook.handouts)),
        citation=print_tree((element("p", *imprint.citation),), on_paper=on_paper) if imprint.citation else [],
        pictures=_pictures(documents, read),
    )


# ---- Which pages, in which order ----


def planned(handbook: Handbook) -> tuple[_Planned, ...]:
    """The pages in the order of the navigation, its groups as parts; pages that it does not name stand at the end.

    Without a navigation the folders are the parts.
    """
    groups = [
        (entry.title if entry.children else "", [one.target for one in entry.pages()])
        for entry in (*(handbook.settings.navigation or ()),)
    ]
    named = {path for _, paths in groups for path in paths}
    left: dict[str, list[str]] = {}
    for page in handbook.pages:
        if page.path not in named:
            folder = page.path.rpartition("/")[0]
            left.setdefault(folder.split("/")[-1].replace("-", " ").capitalize(), []).append(page.path)
    pages = {page.path: page for page in handbook.pages}
    chapters: list[_Planned] = []
    for title, paths in (*groups, *left.items()):
        # A page that is named twice stands in the first place.
        found = [pages.pop(path) for path in dict.fromkeys(paths) if path in pages]
        landing = next((page for page in found if page.front.kind == "part"), None)
        own = tuple(_Planned(page.front.title, page) for page in found if page is not landing)
        if title and found:
            chapters.append(_Planned(title, landing, own, is_part=True))
        else:
            chapters += [_Planned(page.front.title, page) for page in found]
    return tuple(chapters)


def _places(
    handbook: Handbook,
    plan: Iterable[_Planned],
    names: Mapping[int, str],
    entries: list[TermEntry],
    keys: tuple[str, ...],
    cited: Callable[[Block], Nodes],
) -> Places:
    pages = {one.document.path: names[id(one)] for top in plan for one in top.walk() if one.document}
    sections: dict[tuple[str, str], str] = {}
    for page in handbook.pages:
        for at, section in enumerate(page.sections, 1):
            if section.id:
                sections.setdefault((page.path, section.id), f"{pages[page.path]}-section-{at}")
    sheets = {handout.path: f"sheet-{at}" for at, handout in enumerate(handbook.handouts, 1)}
    terms: dict[str, str] = {}
    for at, entry in enumerate(entries, 1):
        terms |= {one: f"term-{at}" for one in (*entry.formerly, entry.id) if one == entry.id or one not in terms}
    works = {key: f"work-{at}" for at, key in enumerate(keys, 1)}
    back = {"glossary": entries, "index": entries, "references": keys, "handouts": sheets}
    filled = frozenset(name for name, held in back.items() if held)
    return Places(handbook, {**pages, **sheets}, sections, terms, works, filled, cited)


def _pictures(documents: Iterable[Document], read: Callable[[str], bytes]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for document in documents:
        for node in document.elements:
            name = picture_path(document, node.get("src")) if node.tag == "img" else ""
            if name and name not in found:
                try:
                    found[name] = read(name)
                except (OSError, ValueError):
                    continue
    return found


# ---- Their words ----


@dataclass(frozen=True)
class _Writer:
    handbook: Handbook
    bibliography: Rendered
    places: Places
    names: Mapping[int, str]
    on_paper: bool

    def chapter(self, planned: _Planned) -> Chapter:
        document = planned.document
        sections = tuple(self.passages(document)) if document else ()
        # A part without a page of its own has the letter of its pages.
        numbers = [one.document.front.number[:1] for one in planned.chapters if one.document]
        return Chapter(
            name=self.names[id(planned)],
            number=document.front.number if document else next(filter(None, numbers), ""),
            title=planned.title,
            summary=document.front.summary if document else "",
            passages=sections,
            chapters=tuple(map(self.chapter, planned.chapters)),
            is_part=planned.is_part,
            rests_on=self.rests_on(document) if document else [],
        )

    def rests_on(self, document: Document) -> PrintNodes:
        """The statements of a page as on its web page, from the strongest to the weakest."""
        claims = [self.handbook.claim[name] for name in stated_claims(document) if name in self.handbook.claim]
        rows: list[Node] = []
        for strength, words in STRENGTHS.items():
            for claim in (one for one in claims if one.strength is strength):
                cited = (CitationNode(claim.citation), Text(" ")) if claim.source_keys else ()
                rows.append(element("li", f"{claim.statement} ", *cited, Text(f"{words}.")))
        return self.printed((element("ul", *rows),), document) if rows else []

    def passages(self, document: Document) -> Iterator[Passage]:
        for section in document.sections:
            made = self.printed(_with_heading(section), document)
            heading: PrintNodes = []
            if section.title and made and made[0]["t"] == "h":
                heading, made = unlinked(made[0]["children"]), made[1:]
            name = self.places.sections.get((document.path, section.id), "") if heading else ""
            yield Passage(name, self.handbook.section_number(document, section), heading, made)

    def printed(self, nodes: Nodes, document: Document | None = None) -> PrintNodes:
        return print_tree(
            self.places.lead(nodes, document),
            cite=self.bibliography.citation,
            address=self.address,
            picture=partial(picture_path, document) if document else str,
            on_paper=self.on_paper,
        )

    def address(self, target: str) -> str:
        return self.places.address(target)

    def word(self, entry: TermEntry) -> Listed:
        """An entry of the glossary: what it means, for whom, and its neighbours."""
        nodes = [element("p", *self.linked(entry.definition, entry))]
        if entry.client_definition:
            nodes.append(_fact("For clients", *self.linked(entry.client_definition, entry)))
        for title, status in (("People also say", TermStatus.ADMITTED), ("American spelling", TermStatus.AMERICAN)):
            if forms := [term.form for term in entry.forms(status)]:
                nodes.append(_fact(title, Text(", ".join(forms))))
        if entry.scope_note:
            nodes.append(_fact("How we use it", *self.linked(entry.scope_note, entry)))
        for difference in entry.differences:
            if difference.target in self.handbook.entry:
                other = self.handbook.entry[difference.target].preferred
                nodes.append(_fact(f"How it differs from {other}", *self.linked(difference.how, entry)))
        for kind, title in RELATED:
            others = [self.to_entry(name) for name in entry.related(kind) if name in self.handbook.entry]
            if others:
                nodes.append(_fact(title, *_listed(others)))
        if any(key in self.places.works for key in entry.source_keys):
            nodes.append(_fact("Source", CitationNode(entry.source_citation)))
        title = entry.preferred[:1].upper() + entry.preferred[1:]
        return Listed(self.places.terms[entry.id], title, self.printed(tuple(nodes)))

    def linked(self, text: str, entry: TermEntry) -> Nodes:
        return link_text(text, matcher_of(self.handbook.entries), entry.id)

    def to_entry(self, name: str) -> Element:
        return element("a", self.handbook.entry[name].preferred, href=f"#term-{name}")

    def work(self, key: str) -> Listed:
        return Listed(self.places.works[key], "", self.printed((element("p", *self.bibliography.reference(key)),)))

    def handout(self, document: Document) -> Listed:
        goes_with: tuple[Node, ...] = ()
        if document.front.section in self.handbook.targets:
            goes_with = (Text("Goes with "), element("a", href=f"#{document.front.section}"), Text("."))
        nodes = (element("p", document.front.summary), element("p", *goes_with))
        title = f"{document.id} {document.front.title}"
        return Listed(self.places.pages[document.path], title, self.printed(nodes))


def unlinked(line: PrintNodes) -> PrintNodes:
    """A line whose links are words, as a heading needs it: it stands in the contents once more."""
    found: PrintNodes = []
    for node in line:
        inside = unlinked(node["children"]) if "children" in node else []
        found += inside if node["t"] in ("link", "ref") else [{**node, "children": inside} if inside else node]
    return found


def places_of(made: object) -> Iterator[str]:
    """The names of the places to which print nodes lead, in reading order."""
    if isinstance(made, list):
        for one in made:
            yield from places_of(one)
    elif isinstance(made, dict):
        if made.get("t") == "ref":
            yield str(made["to"])
        for inside in made.values():
            if isinstance(inside, list | dict):
                yield from places_of(inside)


def _with_heading(section: Section) -> Nodes:
    return (*((Element("h2", (), section.heading),) if section.title else ()), *section.content)


def _fact(title: str, *value: Node) -> Element:
    return element("p", element("strong", f"{title}: "), *value)


def _listed(nodes: list[Element]) -> Nodes:
    found: list[Node] = []
    for at, node in enumerate(nodes):
        found += [Text(", "), node] if at else [node]
    return tuple(found)
