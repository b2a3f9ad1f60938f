"""What the plugin does at each event of MkDocs in an ordinary site (`pages: ordinary`).

Pages are read one after another; citations are formatted when all are known, since a year's letter (2018a) depends on
all of them, and then filled in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from handbook_build.cache import Cache
from handbook_build.checks import Report, run_checks
from handbook_build.citing.bibliography import cite
from handbook_build.content import TERMS, WORKS
from handbook_build.locations import Location
from handbook_build.model.document import Document, FrontMatter, Section
from handbook_build.model.handbook import GENERATED, GLOSSARY, REFERENCES, Handbook
from handbook_build.model.nodes import NOWHERE, CitationNode, Element, Nodes, Text, element, text_of, walk
from handbook_build.model.source import Source
from handbook_build.model.term import LinkPolicy, TermStatus, TermUse
from handbook_build.parsing.guest import CITED, PLAIN, Guest, Known, Read, Use
from handbook_build.terminology.matcher import matcher_of
from handbook_build.web.guest.lists import Lists
from handbook_build.web.html import to_html

_MARK = re.compile(rf'<span {CITED}="([0-9]+)"( {PLAIN}="")?>.*?</span>', re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")


@dataclass
class GuestSite:
    """One build of an ordinary site: what was read so far, and the pages that it is to be filled into."""

    handbook: Handbook
    config: MkDocsConfig
    root: Path
    # Where the lists stand, in pages of the site's own or in ours.
    lists: dict[str, str] = field(default_factory=dict)
    read: dict[str, tuple[Page, Read]] = field(default_factory=dict)
    begun: Read = field(default_factory=lambda: Read(""))
    order: list[str] = field(default_factory=list)

    @cached_property
    def guest(self) -> Guest:
        """Our part of the site's Markdown."""
        matcher = matcher_of(self.handbook.entries)

        def uses(text: str) -> list[Use]:
            return [
                Use(
                    match.start,
                    match.end,
                    match.entry.id,
                    match.entry.plain_definition,
                    (match.term.link or match.entry.link) is LinkPolicy.FIRST
                    and match.term.status in (TermStatus.PREFERRED, TermStatus.ADMITTED),
                )
                for match in matcher.find(text)
            ]

        meanings = {name: entry.plain_definition for name, entry in self.handbook.entry.items()}
        return Guest(Known(uses, meanings, frozenset(self.handbook.item), self.lists.get(GLOSSARY, GLOSSARY)))

    def on_files(self, files: Files) -> None:
        """Puts the lists among the pages, where the site has none at their place, and keeps our data to ourselves."""
        for name in (TERMS, WORKS):
            if file := files.get_file_from_path(name):
                files.remove(file)
        for path, wanted in ((GLOSSARY, self.handbook.entries), (REFERENCES, self.handbook.items)):
            if not wanted:
                continue
            stem = path.removesuffix(".md")
            taken = (path, f"{stem}/index.md", f"{stem}/README.md")
            own = next((one for one in taken if files.get_file_from_path(one)), None)
            self.lists[path] = own or path
            if own is None:
                # Where the site says what its navigation holds, that is all of it.
                level = InclusionLevel.UNDEFINED if self.config.nav is None else InclusionLevel.NOT_IN_NAV
                title = f"# {GENERATED[path]}\n"
                files.append(File.generated(self.config, path, content=title, inclusion=level))
        self.config.markdown_extensions.append(self.guest)  # type: ignore[arg-type]

    def on_nav(self, nav: Navigation) -> None:
        self.order = [page.file.src_uri for page in nav.pages]

    def on_page_markdown(self, page: Page) -> None:
        self.begun = self.guest.begin(page.file.src_uri)

    def on_page_content(self, page: Page) -> None:
        self.read[page.file.src_uri] = page, self.begun

    def on_env(self) -> Report:
        """Fills in citations and lists, now that all are known; gives what the checks found."""
        handbook = self._with_pages()
        bibliography = cite(handbook, Cache(self.root / ".handbook" / "cache"))
        writer = Lists(handbook, bibliography, self._title, self.lists.get(REFERENCES, REFERENCES))
        for path, (page, read) in self.read.items():
            if read.citations:
                self._fill(page, read, writer)
            if path == self.lists.get(GLOSSARY):
                self._add(page, writer.glossary(partial(self._way, page)))
            if path == self.lists.get(REFERENCES):
                self._add(page, writer.works(partial(self._way, page)))
        return run_checks(handbook)

    def _with_pages(self) -> Handbook:
        """The handbook with what was read, in the order of the navigation."""
        places = {path: at for at, path in enumerate(self.order)}
        paths = sorted(self.read, key=lambda path: places.get(path, len(places)))
        return replace(self.handbook, documents=tuple(map(self._document, paths)))

    def _document(self, path: str) -> Document:
        page, read = self.read[path]
        name = f"{self.handbook.settings.content}/{path}"
        source = Source(name, (page.file.content_string if read.citations else "").replace("\r\n", "\n"))
        nowhere = Location(name)
        cited: dict[str, list[CitationNode]] = {}
        position = 0
        for section, number in read.cited:
            citation = read.citations[number]
            start = max(source.text.find(citation.raw, position), source.text.find(citation.raw))
            position = start + 1 if start >= 0 else position
            # What comes from a snippet stands in no line of the page.
            items = tuple(
                replace(item, offset=source.text.find(f"@{item.key}", start) + 1 if start >= 0 else NOWHERE)
                for item in citation.items
            )
            cited.setdefault(section, []).append(CitationNode(replace(citation, items=items, start=max(start, 0))))
        sections = tuple(
            Section(one, (Text(self._title(path, one)),) if one else (), tuple(nodes), nowhere)
            for one, nodes in cited.items()
        )
        terms = {name: entry.terms[0] for name, entry in self.handbook.entry.items()}
        uses = tuple(
            TermUse(entry, terms[entry], "", path, section, nowhere, linked=True) for section, entry in read.used
        )
        return Document(path, source, FrontMatter("", self._title(path, "")), sections, uses=uses)

    def _title(self, path: str, section: str) -> str:
        """The title of a page, and that of its section with this id, where its contents have one."""
        page, _ = self.read[path]
        title = _plain(str(page.title or path))
        waiting = list(page.toc)
        while waiting:
            link = waiting.pop()
            if link.id == section:
                return f"{title}: {_plain(link.title)}"
            waiting += link.children
        return title

    def _fill(self, page: Page, read: Read, writer: Lists) -> None:
        """Puts each citation in place of its mark."""
        to_works = self._way(page, writer.references, "")

        def filled(mark: re.Match[str]) -> str:
            number = int(mark[1])
            if number >= len(read.citations):
                return mark[0]
            made = writer.citation(CitationNode(read.citations[number]), to_works, plain=bool(mark[2]))
            return to_html((element("span", *made, class_="handbook-citation"),))

        page.content = _MARK.sub(filled, page.content or "")

    def _add(self, page: Page, nodes: Nodes) -> None:
        """Puts a list at the end of a page, and its headings into the page's contents."""
        page.content = f"{page.content or ''}\n{to_html(nodes)}"
        found = [node for node in walk(nodes) if isinstance(node, Element) and node.get("id")]
        page.present_anchor_ids = (page.present_anchor_ids or set()) | {node.get("id") for node in found}
        top = list(page.toc)
        below = top[0].children if top and top[0].level == 1 else page.toc.items
        below += [AnchorLink(text_of(node.children), node.get("id"), 2) for node in found if node.tag == "h2"]

    def _way(self, page: Page, path: str, section: str) -> str:
        """The address of a place of the site, as a link on a page."""
        there = self.read[path][0].file if path in self.read else None
        fragment = f"#{section}" if section else ""
        if there is None or there is page.file:
            return fragment
        return there.url_relative_to(page.file) + fragment


def _plain(html: str) -> str:
    return _TAGS.sub("", html).strip()
