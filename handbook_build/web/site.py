"""The finished pages of a handbook, as any site engine can take them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from handbook_build.citing.bibliography import Bibliography
from handbook_build.citing.forms import Citing
from handbook_build.editions.standing import standing_of
from handbook_build.model.document import Document
from handbook_build.model.handbook import (
    A_TO_Z,
    CHANGES,
    CHANGES_FEED,
    CONCEPT_MAP,
    OUTCOMES,
    PACK,
    REFERENCES,
    Handbook,
)
from handbook_build.model.nodes import Element, Nodes, text_of, walk
from handbook_build.web.body import Renderer
from handbook_build.web.data import SiteData
from handbook_build.web.framed.everything import framed_pages, small_files
from handbook_build.web.framed.library import Library, frozen_address
from handbook_build.web.frames import Shape, framed_files
from handbook_build.web.generated import generated_pages
from handbook_build.web.generated.page import GeneratedPage
from handbook_build.web.html import to_html
from handbook_build.web.packing import pack_files
from handbook_build.web.remembering import remembered
from handbook_build.web.searching import SearchEntry, search_entries

# Lists of everything, which would stand among the results of every search.
UNSEARCHED = frozenset((A_TO_Z, CHANGES, CONCEPT_MAP, OUTCOMES, PACK, REFERENCES))


@dataclass(frozen=True)
class WebPage:
    """One page: where it comes from, what the theme is told, its HTML, its headings, and what search knows of it."""

    path: str
    title: str
    summary: str
    data: Mapping[str, object]
    body: str
    headings: tuple[tuple[int, str, str], ...]
    searched: tuple[SearchEntry, ...]


@dataclass(frozen=True)
class Website:
    """All pages, each made when it is asked for.

    `exports` are the addresses of the data beside them; `citing` holds the forms in which parts are cited, where
    they were made.
    """

    handbook: Handbook
    bibliography: Bibliography
    sizes: Mapping[str, int] = field(default_factory=dict)
    exports: Collection[str] = ()
    citing: Citing | None = None

    @cached_property
    def data(self) -> SiteData:
        return SiteData(self.handbook, self.sizes, CHANGES_FEED if CHANGES_FEED in self.exports else "", self.citing)

    @cached_property
    def library(self) -> Library:
        """The words of now beside those of all editions."""
        return Library(self.handbook, self.bibliography, self.citing)

    def small_files(self, frame: Callable[[Shape], str]) -> Iterator[tuple[str, bytes]]:
        """What no site engine makes: permanent addresses, frozen pages and the like; `frame` renders their frames."""
        yield from framed_files(framed_pages(self.library), frame)
        yield from small_files(self.library)
        yield from pack_files(self.handbook, self.bibliography)

    @cached_property
    def generated(self) -> Mapping[str, GeneratedPage]:
        """Pages made from data; a file that an author wrote at the same path goes before."""
        pages = generated_pages(self.handbook, self.bibliography, self.exports, self.sizes.keys())
        return {page.path: page for page in pages if page.path not in self.handbook.by_path}

    def paths(self) -> Iterator[str]:
        yield from self.handbook.by_path
        yield from self.generated

    def page(self, path: str) -> WebPage:
        """The page at a path below the content folder, made once. Raises KeyError when there is none."""
        if path not in self._made:
            self._made[path] = self._make(path)
        return self._made[path]

    @cached_property
    def _made(self) -> dict[str, WebPage]:
        return {}

    def _make(self, path: str) -> WebPage:
        if path in self.generated:
            made = self.generated[path]
            return _page(path, made.title, made.summary, self.data.generated(made), made.body)
        document = self.handbook.by_path[path]
        nodes = Renderer(self.handbook, self.bibliography, path, self.exports, self.citing).document(document)
        nodes = remembered(self.library, document, nodes, framed=bool(self.exports))
        front = document.front
        data = {**self.data.document(document), "history": self._history(document)}
        return _page(path, front.title, front.summary, data, nodes)

    def _history(self, document: Document) -> dict[str, str]:
        """In which editions a page stands; nothing before it is in one."""
        archive = self.library.archive
        turns = archive.turns(document.id)
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
    return WebPage(path, title, summary, data, to_html(nodes), headings, searched)
