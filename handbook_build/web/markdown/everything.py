"""All Markdown files of a website: one for each page, the list of them, and all of them in one.

The list keeps to https://llmstxt.org/: a title, a quotation that says what this is, what to know before using it, and
sections of links with a line each, of which the last can be left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from handbook_build.handouts import LIMITS
from handbook_build.linking.addresses import page_address, public_address
from handbook_build.model.nodes import Node, element, text_of
from handbook_build.web.markdown.addresses import LIST, WHOLE, markdown_address
from handbook_build.web.markdown.inline import Line
from handbook_build.web.markdown.page import READERS, MarkdownPage, joined
from handbook_build.web.site import Website

# Files that say the same as pages do, for programs that read data.
DATA = {
    "data/sections.json": "every page and section with its number and permanent address, as JSON",
    "data/references.csl.json": "all works that are cited, as CSL-JSON",
    "data/terms.ttl": "the terms and how they hang together, as SKOS",
    "data/outcomes.csv": "what each page teaches and which question asks it, as CSV",
}

TO_CITE = (
    "To cite a page or section, use the permanent address that stands with it. It shows these very words for good, and "
    "each page says how it is cited."
)


def markdown_files(website: Website) -> Iterator[tuple[str, bytes]]:
    """(address, data) of every file, from the site's root."""
    everything = Everything(website)
    for path, page in everything.pages.items():
        yield markdown_address(path), page.text.encode("utf-8", "surrogatepass")
    yield LIST, everything.index.encode("utf-8", "surrogatepass")
    yield WHOLE, everything.whole.encode("utf-8", "surrogatepass")


@dataclass(frozen=True)
class Everything:
    """The files of one website, in the order in which its pages are read."""

    website: Website
    line: Line = field(default_factory=lambda: Line(str, str))

    @cached_property
    def pages(self) -> Mapping[str, MarkdownPage]:
        """Each page by its path: those of the navigation first, then handouts, then the others."""
        handbook = self.website.handbook
        named = (entry.target for entry in handbook.settings.navigation_pages())
        order = dict.fromkeys((*named, *(one.path for one in handbook.handouts), *self.website.paths()))
        known = {path for path in self.website.paths() if markdown_address(path)}
        return {path: MarkdownPage(self.website, path) for path in order if path in known}

    @cached_property
    def whole(self) -> str:
        """All that authors wrote, page after page, after what is to be known of it. Lists that the build makes of the
        same words would double it.
        """
        handbook, rule = self.website.handbook, "\n\n* * *\n\n"
        written = [path for path in self.pages if path in handbook.by_path]
        # With a public address, links are the same from everywhere.
        texts = (self.pages[path].text_from_root for path in written)
        return rule.join(["\n\n".join(self._head()), *map(str.strip, texts)]) + "\n"

    @cached_property
    def index(self) -> str:
        """The list of all files with a line on each."""
        size = len(self.whole.encode("utf-8", "surrogatepass"))
        sections = [
            *self._parts(),
            ("Handouts", [one.path for one in self.website.handbook.handouts]),
        ]
        listed = {path for _, paths in sections for path in paths}
        sections.append(("Other pages", [path for path in self.pages if path not in listed]))
        blocks = [f"## {self._words(title)}\n\n{self._entries(paths)}" for title, paths in sections if paths]
        return "\n\n".join([*self._head(), *blocks, f"## Optional\n\n{self._optional(size)}"]) + "\n"

    def _parts(self) -> list[tuple[str, list[str]]]:
        """The parts with the paths of their pages, the way in first."""
        by_address = {page_address(path): path for path in self.pages}
        found = []
        for part in self.website.data.parts:
            pages = part["pages"]
            assert isinstance(pages, list)
            paths = [
                by_address[address]
                for address in dict.fromkeys((str(part["url"]), *(str(one["url"]) for one in pages)))
            ]
            found.append((f"{part['letter']} {part['title']}".strip(), paths))
        return found

    def _head(self) -> Iterator[str]:
        """What a program should know before it tells anybody what is written here."""
        handbook = self.website.handbook
        settings, home = handbook.settings, handbook.by_path.get("index.md")
        yield f"# {self._words(settings.title)}"
        if home and home.front.summary:
            yield f"> {self._words(home.front.summary)}"
        told = [f"What it is: {LIMITS} It is no crisis service, and nobody answers here."]
        if help_page := handbook.help_page:
            address = self._public(page_address(help_page.path))
            link = element("a", help_page.front.title, href=address)
            told.append(f"Somebody in danger or distress needs people: {self._words(link)} has numbers by country.")
        if settings.status:
            told.append(self._words(f"How far it is reviewed: {settings.status}"))
        if self.website.citing:
            reference = text_of(self.website.citing.book.reference)
            told.append(self._words(f"To cite the whole: {reference}"))
            told.append(TO_CITE)
        if settings.licence:
            address = settings.licence_url
            linked = element("a", settings.licence, href=address) if address else settings.licence
            told.append(self._words("Licence: ", linked))
        told.append("Examples that are marked as invented are no real people.")
        yield "\n".join(f"- {one}" for one in told)

    def _entries(self, paths: list[str]) -> str:
        return "\n".join(self._entry(path) for path in paths)

    def _entry(self, path: str) -> str:
        website = self.website
        link_to = self._public(markdown_address(path))
        if document := website.handbook.by_path.get(path):
            front = document.front
            number = document.id if document.is_handout else front.number
            readers = joined([READERS[name] for name in front.audience])
            summary = " ".join(filter(None, (front.summary, f"For {readers}." if readers else "")))
            title = f"{number} {front.title}".strip()
        else:
            title, summary = website.generated[path].title, website.generated[path].summary
        about = f": {self._words(summary)}" if summary else ""
        return f"- {self._words(element('a', title, href=link_to))}{about}"

    def _optional(self, size: int) -> str:
        """What repeats what stands above, in another form."""
        whole = element("a", "All that was written, in one file", href=self._public(WHOLE))
        lines = [f"- {self._words(whole)}: {size / 1_000_000:.1f} MB of Markdown"]
        for address, what in DATA.items():
            if address in self.website.exports:
                lines.append(f"- {self._words(element('a', address, href=self._public(address)))}: {what}")
        return "\n".join(lines)

    def _public(self, address: str) -> str:
        handbook = self.website.handbook
        return public_address(handbook, address) if handbook.settings.address else address or "./"

    def _words(self, *nodes: Node | str) -> str:
        return self.line.words(*nodes)
