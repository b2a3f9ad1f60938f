"""What other programs show of a page where its address is shared: Open Graph's tags and the picture that goes with it.

They hold full addresses, so there are none while the public address is not known. They say what the page says of
itself, and nothing else: reference managers read them too, after the tags that are made for those (`identity.py`),
and would take another title for the right one. A page that somebody may have to leave at once shows the handbook
alone, as its title in the history of a browser does.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from handbook_build.cards import HEIGHT, WIDTH, card_among
from handbook_build.linking.addresses import page_address, public_address
from handbook_build.linking.works import file_name
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import Nodes, element
from handbook_build.web.framed.page import FramedPage

PARTS = frozenset(("page", "section", "handout"))
# The address of a part that stays, of now or in an edition; its id is the group.
PERMANENT = re.compile(r"(?:e/[^/]+/)?s/([^/]+)/")


@dataclass(frozen=True)
class Preview:
    """Tags as pairs: those of Open Graph, whose names are properties, and those whose names are names."""

    properties: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, str], ...] = ()

    @property
    def nodes(self) -> Nodes:
        """The elements of the head."""
        return (
            *(element("meta", property=name, content=content) for name, content in self.properties),
            *(element("meta", name=name, content=content) for name, content in self.names),
        )

    @property
    def data(self) -> list[dict[str, str]]:
        """For a template: `kind` is the attribute that holds the name."""
        return [
            *({"kind": "property", "name": name, "content": content} for name, content in self.properties),
            *({"kind": "name", "name": name, "content": content} for name, content in self.names),
        ]


@dataclass(frozen=True)
class Previews:
    """Makes them for one site. `files` are the addresses of the files beside its pages, pictures among them."""

    handbook: Handbook
    files: Collection[str] = ()

    @cached_property
    def pictures(self) -> Mapping[str, str]:
        """The address of the picture of each page, by the name of its file."""
        return card_among(self.files)

    def of_document(self, document: Document) -> Preview:
        """Of a page or handout at its own address."""
        front = document.front
        return self.of_part(document.id, front.title, front.summary, page_address(document.path))

    def of_part(self, name: str, title: str, summary: str, address: str) -> Preview:
        """Of a page, section or handout, now or in an edition, by its id; a section has the picture of its page. What
        has another title now, or no place, has the picture of the whole.
        """
        target = self.handbook.targets.get(name)
        document = self.handbook.by_path.get(target.page) if target and target.kind in PARTS else None
        if target is None or document is None:
            return self.of_page(title, summary, address)
        if document.can_be_left:
            return self.neutral(address)
        if document.front.kind == "home":
            return self.of_page(self.handbook.settings.title, summary, address)
        drawn = name if document.front.title in title else ""
        picture = document.id if target.kind == "section" else drawn
        number = document.id if document.is_handout else document.front.number
        return self._made(title, summary, address, "article", picture, f"{number} {document.front.title}".strip())

    def of_framed(self, page: FramedPage) -> Preview:
        """Of a small page, which may be that of a part as it stood in an edition."""
        if page.leave:
            return self.neutral(page.address)
        found = PERMANENT.fullmatch(page.address)
        return self.of_part(found[1] if found else "", page.title, page.summary, page.address)

    def of_page(self, title: str, summary: str, address: str) -> Preview:
        """Of a page that the build makes, whose picture is that of the whole."""
        return self._made(title, summary, address, "website", "", "")

    def neutral(self, address: str) -> Preview:
        """Of the handbook alone, at any address."""
        return self.of_page(self.handbook.settings.title, "", address)

    def _made(self, title: str, summary: str, address: str, kind: str, picture: str, label: str) -> Preview:
        """`picture` is the id of the page whose picture is shown, and `label` what is written on it before the title of
        the handbook.
        """
        settings = self.handbook.settings
        if not settings.address:
            return Preview()
        told = [
            ("og:title", title),
            ("og:description", summary),
            ("og:type", kind),
            ("og:url", public_address(self.handbook, address)),
            ("og:site_name", settings.title),
            # Its form is language_TERRITORY, so a language alone cannot be said.
            ("og:locale", settings.language.replace("-", "_") if "-" in settings.language else ""),
            *self._picture(picture, label),
        ]
        found = tuple((name, content) for name, content in told if content)
        shape = "summary_large_image" if any(name == "og:image" for name, _ in found) else "summary"
        return Preview(found, (("twitter:card", shape),))

    def _picture(self, name: str, label: str) -> Iterator[tuple[str, str]]:
        own = self.pictures.get(file_name(name), "") if name else ""
        address = own or self.pictures.get("", "")
        if address:
            title = self.handbook.settings.title
            yield "og:image", public_address(self.handbook, address)
            yield "og:image:type", "image/png"
            yield "og:image:width", str(WIDTH)
            yield "og:image:height", str(HEIGHT)
            yield "og:image:alt", f"{label}. {title}" if own and label else title
