"""The finished pages of a handbook, as any site engine can take them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import urljoin

from handbook_build.cache import NOTHING_KEPT, Cache
from handbook_build.citing.bibliography import Bibliography
from handbook_build.citing.forms import Citing
from handbook_build.editions.standing import standing_of
from handbook_build.linking.addresses import page_address, relative, target_address
from handbook_build.model.document import Document
from handbook_build.model.handbook import (
    A_TO_Z,
    ACCESSIBILITY,
    CHANGES,
    CHANGES_FEED,
    CONCEPT_MAP,
    OUTCOMES,
    PACK,
    PRIVACY,
    REFERENCES,
    THIS_COPY,
    Handbook,
)
from handbook_build.model.nodes import Element, Nodes, text_of, walk
from handbook_build.model.passport import Account
from handbook_build.searching.entries import SearchEntry, search_entries
from handbook_build.units import Unit
from handbook_build.web.body import Renderer
from handbook_build.web.data import SiteData
from handbook_build.web.framed.everything import small_units
from handbook_build.web.framed.library import Library, frozen_address
from handbook_build.web.frames import Frames, Shape
from handbook_build.web.generated import GeneratedPages
from handbook_build.web.html import to_html
from handbook_build.web.markdown.addresses import markdown_address
from handbook_build.web.naming import GLOSSARY_ENTRY, told_apart
from handbook_build.web.remembering import remembered
from handbook_build.web.searching import search_files

# Lists of everything, whose words would make them a result of every search.
UNSEARCHED = frozenset((A_TO_Z, CHANGES, CONCEPT_MAP, THIS_COPY, OUTCOMES, PACK, REFERENCES))


@dataclass(frozen=True)
class WebPage:
    """One page: where it comes from, what the theme is told, its HTML, its headings, what search knows of it, and the
    nodes of which the HTML was made.
    """

    path: str
    title: str
    summary: str
    data: Mapping[str, object]
    body: str
    headings: tuple[tuple[int, str, str], ...]
    searched: tuple[SearchEntry, ...]
    nodes: Nodes


@dataclass(frozen=True)
class Known:
    """What other files of the site take from a page: what search knows of it, and its Markdown with marks in place of
    the addresses that follow (see `markdown.page`).
    """

    searched: tuple[SearchEntry, ...]
    markdown: tuple[str, tuple[str, ...]] | None


def known_of(searched: Iterable[tuple[str, str, list[str]]], markdown: tuple[str, Iterable[str]]) -> Known:
    """The same from plain values."""
    text, places = markdown
    return Known(tuple(SearchEntry(*entry) for entry in searched), (text, tuple(places)))


@dataclass(frozen=True)
class Website:
    """All pages, each made when it is asked for.

    `exports` are the addresses of the data beside them; `citing` holds the forms in which parts are cited, where
    they were made. The `cache` has what was found out in earlier builds. The `account` is what a build says of itself;
    a preview says nothing.
    """

    handbook: Handbook
    bibliography: Bibliography
    sizes: Mapping[str, int] = field(default_factory=dict)
    exports: Collection[str] = ()
    citing: Citing | None = None
    cache: Cache = NOTHING_KEPT
    account: Account | None = None
    # Paths of generated pages that are true of our own templates alone, where a handbook brings others.
    withheld: set[str] = field(default_factory=set)
    # By path: what is known of written pages that need not be made for it.
    known: dict[str, Known] = field(default_factory=dict)

    @cached_property
    def data(self) -> SiteData:
        return SiteData(self.handbook, self.sizes, CHANGES_FEED if CHANGES_FEED in self.exports else "", self.citing)

    def told(self, *, ours: bool) -> dict[str, object]:
        """What templates are told of the handbook as a whole. What some generated pages claim of our templates, no
        other has to keep: without ours there are none of those. An author's own pages stay.
        """
        told = self.data.site()
        for path, key in ((ACCESSIBILITY, "accessibility_url"), (PRIVACY, "privacy_url")):
            if not ours and path in self.handbook.generated:
                self.withheld.add(path)
                told[key] = ""
        return told

    @cached_property
    def library(self) -> Library:
        """The words of now beside those of all editions."""
        return Library(self.handbook, self.bibliography, self.citing, self.data.previews)

    def small_units(self, frame: Callable[[Shape], str]) -> Iterator[Unit]:
        """What no site engine makes: permanent addresses, frozen pages and the like; `frame` renders their frames."""
        previews = self.data.previews
        yield from small_units(self.library, Frames(frame, lambda page: previews.of_framed(page).nodes))

    def search_files(self) -> Iterator[tuple[str, bytes]]:
        """What our own search loads."""
        return search_files(self)

    @cached_property
    def generated(self) -> GeneratedPages:
        """Pages made from data; a file that an author wrote at the same path goes before."""
        taken = {*self.handbook.by_path, *self.withheld}
        return GeneratedPages(self.handbook, self.bibliography, self.exports, self.sizes.keys(), taken, self.account)

    def paths(self) -> Iterator[str]:
        yield from self.handbook.by_path
        yield from self.generated

    def page(self, path: str) -> WebPage:
        """The page at a path below the content folder, made once. Raises KeyError when there is none."""
        if path not in self._made:
            self._made[path] = self._make(path)
        return self._made[path]

    def know(self, path: str, known: Known) -> None:
        """Lets go of a page of which this is all that is still asked for."""
        self.known[path] = known
        self._made.pop(path, None)
        self._facts.pop(path, None)
        if path in self.generated:
            self.generated.let_go(path)

    def let_go(self) -> None:
        """Drops what no other file takes from pages, once these and their Markdown are written."""
        for path, known in self.known.items():
            self.known[path] = replace(known, markdown=None)
        if self.citing is not None:
            self.citing.let_go()

    def searched(self, path: str) -> tuple[SearchEntry, ...]:
        """What search knows of a page."""
        return self.known[path].searched if path in self.known else self.page(path).searched

    def title_and_summary(self, path: str) -> tuple[str, str]:
        """What a page is called, and what it says of itself in a line."""
        if path in self.generated:
            return self.generated[path].title, self.generated[path].summary
        front = self.handbook.by_path[path].front
        return front.title, front.summary

    @cached_property
    def _made(self) -> dict[str, WebPage]:
        return {}

    def _make(self, path: str) -> WebPage:
        if path in self.generated:
            made = self.generated[path]
            data = {**self.data.generated(made), "markdown_url": self._markdown(path)}
            return _page(path, made.title, made.summary, data, made.body)
        document = self.handbook.by_path[path]
        nodes = Renderer(self.handbook, self.bibliography, path, self.exports, self.citing).document(document)
        nodes = remembered(self.library, document, nodes, framed=bool(self.exports))
        nodes = self._told_apart(page_address(path), nodes)
        return _page(path, document.front.title, document.front.summary, self.facts(path), nodes)

    def facts(self, path: str) -> Mapping[str, object]:
        """What the theme is told of a written page beside its words."""
        if path not in self._facts:
            document = self.handbook.by_path[path]
            data = {**self.data.document(document), "history": self._history(document)}
            self._facts[path] = {**data, "markdown_url": self._markdown(path)}
        return self._facts[path]

    @cached_property
    def _facts(self) -> dict[str, Mapping[str, object]]:
        return {}

    def _markdown(self, path: str) -> str:
        """Where the page stands as Markdown; nothing where no data is written beside the pages."""
        return markdown_address(path) if self.exports else ""

    def _told_apart(self, here: str, nodes: Nodes) -> Nodes:
        """The body of the page at an address, no two links of which say the same and lead to different places."""
        frame = {title: page_address(path) for path, title in self.handbook.generated.items()}
        for part in self.data.parts:
            frame[str(part["title"])] = str(part["url"])
            if part["url"] == here:  # its page lists its pages
                frame |= {page.front.title: page_address(page.path) for page in self.handbook.pages}
        around = {title: relative(address, here) for title, address in frame.items()}
        return told_apart(nodes, around, lambda link: self._titles.get(urljoin(f"/{here}", link)[1:], ""))

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        """The title of everything that has an id, by its address."""
        return {
            target_address(target): GLOSSARY_ENTRY if target.kind == "term" else target.title
            for target in self.handbook.targets.values()
        }

    def _history(self, document: Document) -> dict[str, str]:
        """In which editions a page stands; nothing before it is in one."""
        if not self.handbook.ledger.editions:
            return {}
        turns = self.library.archive.turns(document.id)
        if not turns:
            return {}
        last, part, _ = turns[-1]
        address = f"{frozen_address(last, part.id)}#in-every-edition"
        return {
            "standing": standing_of(self.handbook, document.id).name,
            "first": turns[0][0].name,
            "changed": [edition.name for edition, _, other in turns if other][-1],
            "url": address if self.exports else "",
        }


def _page(path: str, title: str, summary: str, data: Mapping[str, object], nodes: Nodes) -> WebPage:
    headings = tuple(
        (int(node.tag[1]), node.get("id"), text_of(node.children).strip())
        for node in walk(nodes)
        if isinstance(node, Element) and node.tag in ("h2", "h3") and node.get("id")
    )
    searched = () if path in UNSEARCHED else search_entries(title, nodes)
    return WebPage(path, title, summary, data, to_html(nodes), headings, searched, nodes)
