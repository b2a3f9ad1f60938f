"""A page or handout as a Markdown file of its own, whole without its surroundings: what it is, whom it is for, its
words with the number and permanent address of each section, what it rests on, and how far it was reviewed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from posixpath import normpath

from handbook_build.blocks.audience import TITLES
from handbook_build.handouts import LIMITS
from handbook_build.linking.addresses import is_outside, page_address, public_address, relative
from handbook_build.model.day import written_date
from handbook_build.model.document import Document
from handbook_build.model.nodes import Element, Node, Nodes, Text, element, text_of
from handbook_build.web.generated.page import GeneratedPage
from handbook_build.web.markdown.inline import Line, escaped, target
from handbook_build.web.markdown.writer import Writer
from handbook_build.web.site import Website
from handbook_build.web.whole_sheet import WholeSheet

READERS = {"client": "clients", "counsellor": "counsellors", "trainer": "trainers"}
# What the list of a page's gifts is called, as on the page itself.
YOU_WILL = "On this page you will"
# What stands for a place until it is known from where it is looked at; letters and digits, which need no escapes.
PLACE = "handbookplace"
# With what stands before it where a link leads there; elsewhere it is shown.
_PLACE = re.compile(rf"(\]\()?{PLACE}(\d+)x")


@dataclass(frozen=True)
class MarkdownPage:
    """Writes one page of a website, by its path below the content folder. Where the public address is not known, links
    go from the folder of the page, or from the site's root: it is written once, with marks for the places that it
    leads to, and these are put in for either.
    """

    website: Website
    path: str

    @property
    def address(self) -> str:
        return page_address(self.path)

    @property
    def text(self) -> str:
        """The file. It ends with one line end, and is the same in every build of the same words."""
        return self._seen_from(self.address)

    @property
    def text_from_root(self) -> str:
        """The same with links from the site's root."""
        return self._seen_from("")

    def _seen_from(self, folder: str) -> str:
        text, places = self._written

        def place(mark: re.Match[str]) -> str:
            way = relative(places[int(mark[2])], folder)
            return f"{mark[1]}{target(way)}" if mark[1] else escaped(way)

        return _PLACE.sub(place, text) if places else text

    @cached_property
    def _written(self) -> tuple[str, tuple[str, ...]]:
        """The file with marks in place of addresses, and these in their order."""
        known = self.website.known.get(self.path)
        return self.write() if known is None or known.markdown is None else known.markdown

    def write(self) -> tuple[str, tuple[str, ...]]:
        """The same, written now."""
        if self.path in self.website.generated:
            parts = self._generated(self.website.generated[self.path])
        else:
            parts = self._document(self.website.handbook.by_path[self.path])
        text = "\n\n".join(part for part in parts if part) + "\n"
        return text, tuple(self._places)

    @cached_property
    def _places(self) -> dict[str, int]:
        """Every address for which a mark stands, with its number."""
        return {}

    @cached_property
    def _writer(self) -> Writer:
        return Writer(Line(self.led, self.led), frozenset(TITLES.values()))

    def led(self, address: str) -> str:
        """A link of the page as a file can keep it. What leads to a place on the same page leads nowhere in a file."""
        if is_outside(address):
            return address
        path, mark, fragment = address.partition("#")
        if not path:
            return ""
        whole = normpath(f"{self.address}{path}")
        ends = "/" if path.endswith("/") and whole != "." else ""
        return self.public(f"{'' if whole == '.' else whole}{ends}{mark}{fragment}")

    def public(self, address: str) -> str:
        """An address from the site's root, as full as it is known; a mark for it where only the way to it is."""
        handbook = self.website.handbook
        if handbook.settings.address:
            return public_address(handbook, address)
        return f"{PLACE}{self._places.setdefault(address, len(self._places))}x"

    def _line(self, *nodes: Node | str) -> str:
        return self._writer.line.words(*nodes)

    def _generated(self, page: GeneratedPage) -> Iterator[str]:
        yield f"# {self._line(page.title)}"
        yield self._line(page.summary)
        yield self._writer.written(page.body)
        yield from self._about(())

    def _document(self, document: Document) -> Iterator[str]:
        website, front = self.website, document.front
        number = document.id if document.is_handout else front.number
        yield f"# {self._line(f'{number} {front.title}'.strip())}"
        yield self._line(front.summary)
        if front.you_will:
            lines = (f"- {self._line(one)}" for one in front.you_will)
            yield "\n".join((f"{YOU_WILL}:", "", *lines))
        nodes = website.page(self.path).nodes
        if document.is_handout:
            nodes = (*nodes, *WholeSheet(website.handbook, document, self.address).end)
        yield self._writer.written(self._numbered(nodes))
        if document.front.kind == "part":
            yield from self._pages_of_part(nodes)
        yield from self._about(tuple(self._facts(document)))

    def _numbered(self, nodes: Nodes) -> Iterator[Node]:
        """Sections with their number before their title and their permanent address below it."""
        for node in nodes:
            bar = next((one for one in _children(node) if "secbar" in one.classes), None)
            if bar is None or not isinstance(node, Element):
                yield node
                continue
            parts = {name: one for one in _children(bar) for name in one.classes}
            number = text_of(parts["num"].children) if "num" in parts else ""
            cite = parts.get("cite-link")
            way = (self._way("Permanent address", cite.get("data-permalink")),) if cite else ()
            children: list[Node] = []
            for child in node.children:
                if isinstance(child, Element) and child.tag == "h2":
                    child = replace(child, children=(Text(f"{number} " if number else ""), *child.children))
                    children += [child, *way]
                elif child is not bar:
                    children.append(child)
            yield replace(node, children=tuple(children))

    def _way(self, label: str, address: str) -> Element:
        shown = self.led(address) or address
        return element("p", f"{label}: ", element("a", shown, href=address))

    def _pages_of_part(self, nodes: Nodes) -> Iterator[str]:
        """The pages of a part, unless it lists them itself, as its page does."""
        part = next((one for one in self.website.data.parts if one["url"] == self.address), None)
        pages = part["pages"] if part else None
        if not isinstance(pages, list) or "pages" in {name for node in nodes for name in _classes(node)}:
            return
        yield "## Pages in this part"
        yield "\n".join(f"- {self._entry(page)}" for page in pages)

    def _entry(self, page: Mapping[str, object]) -> str:
        name = f"{page['number']} {page['title']}".strip()
        summary = f": {page['summary']}" if page["summary"] else ""
        return self._line(element("a", name, href=self._from_here(str(page["url"]))), summary)

    def _from_here(self, address: str) -> str:
        return f"{'../' * self.address.count('/')}{address}" or "./"

    def _facts(self, document: Document) -> Iterator[tuple[str, Sequence[Node | str]]]:
        """What the stamp of the page says, as pairs."""
        website, front = self.website, document.front
        forms = website.citing.parts.get(document.id) if website.citing else None
        authors = ", ".join(front.authors)
        yield "For", (joined([READERS[name] for name in front.audience]),)
        yield "Written by", (authors,)
        yield "Last checked", (written_date(front.reviewed),)
        yield "Next check due", (written_date(front.next_review),)
        if forms:
            address = forms.record.url or self._from_here(forms.record.path)
            yield "Edition", (forms.record.edition_label,)
            yield "Permanent address", (element("a", self.led(address), href=address),)
            yield "To cite it", (text_of(forms.reference),)

    def _about(self, facts: Sequence[tuple[str, Sequence[Node | str]]]) -> Iterator[str]:
        """What this is a page of, how far it is reviewed, and what it is not."""
        settings = self.website.handbook.settings
        shown = self.public(self.address)
        licence: Node | str = settings.licence
        if settings.licence and settings.licence_url:
            licence = element("a", settings.licence, href=settings.licence_url)
        told = (
            ("Part of", (element("a", settings.title, href=self._from_here("")),)),
            ("The page itself", (element("a", shown, href=self._from_here(self.address)),)),
            *facts,
            ("How far it is reviewed", (settings.status,)),
            ("Licence", (licence,)),
            ("What it is", (LIMITS,)),
        )
        yield "## About this page"
        known = ((label, nodes) for label, nodes in told if text_of(_nodes(nodes)))
        yield "\n".join(f"- {self._line(f'{label}: ', *nodes)}" for label, nodes in known)


def _nodes(parts: Sequence[Node | str]) -> Nodes:
    return tuple(Text(one) if isinstance(one, str) else one for one in parts)


def _children(node: Node) -> Iterator[Element]:
    if isinstance(node, Element):
        yield from (child for child in node.children if isinstance(child, Element))


def _classes(node: Node) -> Iterator[str]:
    if isinstance(node, Element):
        yield from node.classes
        for child in node.children:
            yield from _classes(child)


def joined(words: Sequence[str]) -> str:
    """`clients, counsellors and trainers`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
