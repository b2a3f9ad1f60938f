"""What to do after a page: a sheet first, then pages, each with the reason why it stands there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handbook_build.linking.addresses import address_for_templates, page_address
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook, Target


@dataclass(frozen=True)
class Onward:
    """Finds the next steps of a page. `part_at` has the part of each page by its address: letter, title and more."""

    handbook: Handbook
    part_at: Mapping[str, Mapping[str, object]]

    def steps(self, document: Document) -> list[dict[str, str]]:
        """Each step once: number, title, address from the site's root, and why, which may be empty.

        A page for clients first of all leads to something they can do: its sheet, or else the sheet of a page that is
        related to it. Other readers get the pages first.
        """
        sheets = list(self._sheets(document)) if not document.is_handout else []
        pages = [self._page(target, document) for target in self._related(document)]
        steps = [*sheets, *pages] if _leads_to_doing(document) else [*pages, *sheets]
        return list({step["url"]: step for step in reversed(steps)}.values())[::-1]

    def _related(self, document: Document) -> list[Target]:
        return [self.handbook.targets[name] for name in document.front.related if name in self.handbook.targets]

    def _sheets(self, document: Document) -> Iterator[dict[str, str]]:
        own = list(self._going_with(document))
        for sheet in own:
            yield _sheet(sheet, "Handout to print")
        # A sheet that an author named among the related pages says what it is by itself.
        if own or not _leads_to_doing(document) or any(one.kind == "handout" for one in self._related(document)):
            return
        for target in self._related(document):
            page = self.handbook.by_path.get(target.page)
            first = next(self._going_with(page), None) if page else None
            if page and first and set(first.front.audience) & set(document.front.audience):
                yield _sheet(first, f"Handout to print, from {_named(page.front.number, page.front.title)}")
                return

    def _going_with(self, page: Document) -> Iterator[Document]:
        """The sheets that go with a page or with one of its sections."""
        ids = {page.id, *(section.id for section in page.sections)} - {""}
        return (one for one in self.handbook.handouts if one.front.section in ids)

    def _page(self, target: Target, document: Document) -> dict[str, str]:
        why = "Handout to print" if target.kind == "handout" else ""
        part, own = self._part(target.page), self._part(document.path)
        if part and target.kind != "handout":
            letter, title = str(part["letter"]), str(part["title"])
            why = "In this part" if part is own else f"Part of {_named(letter, title)}"
        return {"number": target.number, "title": target.title, "url": address_for_templates(target), "why": why}

    def _part(self, path: str) -> Mapping[str, object] | None:
        return self.part_at.get(page_address(path))


def _leads_to_doing(document: Document) -> bool:
    """Whether a page is for clients first of all. Who needs help now needs no sheet."""
    return document.front.audience[:1] == ("client",) and document.front.kind not in ("home", "part", "help")


def _sheet(sheet: Document, why: str) -> dict[str, str]:
    return {"number": sheet.id, "title": sheet.front.title, "url": page_address(sheet.path), "why": why}


def _named(number: str, title: str) -> str:
    return f"{number} {title}" if number else title
