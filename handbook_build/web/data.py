"""What the theme is told about the handbook and about each page, as plain values.

The keys are a contract with the templates in `overrides/`, and with those of other handbooks.
Addresses are relative to the site's root, for the template's `url` filter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from handbook_build.citing.forms import SLOT, Citing
from handbook_build.editions.codes import code_address
from handbook_build.editions.now import parts_now
from handbook_build.editions.recall import code_now, standing_of_sheet
from handbook_build.editions.standing import standing_of, standing_of_book
from handbook_build.handouts import has_fields
from handbook_build.linking.addresses import address_for_templates, page_address, permanent_address
from handbook_build.model.author import author_of
from handbook_build.model.day import written_date
from handbook_build.model.document import Document
from handbook_build.model.edition import edition_label
from handbook_build.model.form import FORMS, PRINTED, TEXT, WORD
from handbook_build.model.handbook import (
    ACCESSIBILITY,
    CHANGES,
    CHECK_A_SHEET,
    LEAVING,
    OFFLINE,
    OUTCOMES,
    PACK,
    PRIVACY,
    THIS_COPY,
    Handbook,
)
from handbook_build.model.language import OWN_LANGUAGE, differ, direction_of
from handbook_build.model.settings import NavEntry
from handbook_build.web.generated.page import GeneratedPage
from handbook_build.web.generated.privacy import keepers
from handbook_build.web.helping import help_countries, paper_help
from handbook_build.web.html import to_html
from handbook_build.web.identity import cite_address, identity_of
from handbook_build.web.meaning import meaning_of
from handbook_build.web.onward import Onward
from handbook_build.web.policy import page_policy
from handbook_build.web.previews import Previews
from handbook_build.web.readers import readers_of_all, reading_of
from handbook_build.web.reporting import report_of
from handbook_build.web.sheets import preview_address, sheet_address
from handbook_build.web.whole_sheet import WholeSheet

# What a file is, as readers say it; what is not here is a PDF.
KINDS = {WORD: "Word", TEXT.media_type: "Text"}


@dataclass(frozen=True)
class SiteData:
    """Makes the values; `sizes` holds the bytes of each sheet by its address on the site, and `feed` is the
    address of the feed of changes, where one is written.
    """

    handbook: Handbook
    sizes: Mapping[str, int]
    feed: str = ""
    citing: Citing | None = None

    def site(self) -> dict[str, object]:
        """The handbook as a whole: `config.extra.handbook` in a template."""
        settings = self.handbook.settings
        helping = self.handbook.help_page
        return {
            "title": settings.title,
            "language": settings.language,
            "direction": direction_of(settings.language),
            "edition": (edition := standing_of_book(self.handbook).name),
            "edition_label": edition_label(edition),
            "status": settings.status,
            "licence": settings.licence,
            "licence_url": settings.licence_url,
            "check_url": page_address(CHECK_A_SHEET) if CHECK_A_SHEET in self.handbook.generated else "",
            "outcomes_url": page_address(OUTCOMES) if OUTCOMES in self.handbook.generated else "",
            "pack_url": page_address(PACK) if PACK in self.handbook.generated else "",
            "help_url": page_address(helping.path) if helping else "",
            "help_countries": help_countries(self.handbook),
            "help_on_paper": to_html(paper_help(self.handbook)),
            "leave_url": self.handbook.settings.exit_address,
            "leaving_url": page_address(LEAVING) if LEAVING in self.handbook.generated else "",
            "policy": page_policy(self.handbook),
            "privacy_url": page_address(PRIVACY),
            "keeps": any(True for _ in keepers(self.handbook)),
            "accessibility_url": page_address(ACCESSIBILITY),
            "this_copy_url": page_address(THIS_COPY),
            "offline_url": page_address(OFFLINE),
            "parts": self.parts,
            "changes_url": page_address(CHANGES) if self.handbook.ledger.exists else "",
            "feed_url": self.feed,
            "files": self._book_files(),
        }

    def _book_files(self) -> list[dict[str, object]]:
        """The whole handbook as a book, where a release made it."""
        labels = {"pdf": "The whole book as PDF", "epub": "The whole book as EPUB"}
        return [
            {"label": label, "url": address, "kilobytes": max(1, round(size / 1000))}
            for address, size in self.sizes.items()
            if address.startswith("book/") and (label := labels.get(address.rpartition(".")[2]))
        ]

    @cached_property
    def parts(self) -> list[dict[str, object]]:
        """The parts of the handbook: the groups of the navigation whose pages have outline codes."""
        groups = [
            (entry.title, list(entry.pages())) for entry in self.handbook.settings.navigation or () if entry.children
        ]
        return [part for title, entries in groups or self._folders() if (part := self._part(title, entries))]

    @cached_property
    def part_at(self) -> Mapping[str, dict[str, object]]:
        """The part to which a page belongs, by the address of the page."""
        found: dict[str, dict[str, object]] = {}
        for part in self.parts:
            pages = part["pages"]
            listed = [str(page["url"]) for page in pages] if isinstance(pages, list) else []
            for address in (str(part["url"]), *listed):
                found.setdefault(address, part)
        return found

    @cached_property
    def previews(self) -> Previews:
        return Previews(self.handbook, self.sizes.keys())

    @cached_property
    def readers(self) -> tuple[str, ...]:
        """Those among whom readers can choose whose passages they see."""
        return readers_of_all(self.handbook)

    def _folders(self) -> list[tuple[str, list[NavEntry]]]:
        """Without a navigation, each folder is a part."""
        groups: dict[str, list[NavEntry]] = {}
        for page in self.handbook.pages:
            folder, _, _ = page.path.rpartition("/")
            if folder:
                groups.setdefault(folder, []).append(NavEntry(page.front.title, page.path, page.top))
        return [(folder.split("/")[-1].replace("-", " ").capitalize(), entries) for folder, entries in groups.items()]

    def _part(self, title: str, entries: list[NavEntry]) -> dict[str, object] | None:
        listed = [page for entry in entries if (page := self.handbook.by_path.get(entry.target))]
        if not listed:
            return None
        landing = next((page for page in listed if page.front.kind == "part"), None)
        pages = [page for page in listed if page is not landing]
        return {
            "letter": next((page.front.number[:1] for page in listed if page.front.number), ""),
            "title": title,
            "summary": landing.front.summary if landing else "",
            "url": page_address((landing or listed[0]).path),
            "pages": [
                {
                    "number": page.front.number,
                    "title": page.front.title,
                    "url": page_address(page.path),
                    "path": page.path,
                    "summary": page.front.summary,
                    "audience": list(page.front.audience),
                }
                for page in pages
            ],
        }

    def document(self, document: Document) -> dict[str, object]:
        """A page or handout: `page.meta.handbook` in a template."""
        front = document.front
        # Permanent addresses are written where the feed is.
        permanent = permanent_address(front.id) if self.feed else page_address(document.path)
        overdue = bool(front.next_review and front.next_review < self.handbook.today)
        report = report_of(self.handbook, document, permanent, edition := self._edition(document))
        return {
            "id": front.id,
            "title": front.title,
            "summary": front.summary,
            "kind": "handout" if document.is_handout else front.kind or "concept",
            "number": document.id if document.is_handout else front.number,
            "part_letter": front.number[:1],
            "part": self.part_at.get(page_address(document.path)),
            "drawing": quote(document.drawing) if document.drawing in self.handbook.assets else "",
            "audience": list(front.audience),
            "reviewed": written_date(front.reviewed),
            "next_review": written_date(front.next_review),
            "overdue": overdue,
            "as_of": written_date(self.handbook.today) if overdue else "",
            "authors": [author_of(name).name for name in front.authors],
            "leave": document.can_be_left,
            "related": [link for name in front.related if (link := self._link(name))],
            "handouts": self._handouts(document),
            "next": Onward(self.handbook, self.part_at).steps(document),
            "report_url": report.url,
            "report_section_url": report.section_url,
            "permanent_url": permanent,
            "edition": edition,
            **reading_of(document, self.readers),
            "sheet": self._sheet(document) if document.is_handout else {},
            "files": self._files(document) if document.is_handout else [],
            "section": self._link(front.section) if front.section else None,
            "preview": self.previews.of_document(document).data,
            **self._cited(document),
        }

    def generated(self, page: GeneratedPage) -> dict[str, object]:
        """A page made from data."""
        return {
            "id": "",
            "title": page.title,
            "summary": page.summary,
            "kind": "generated",
            "spoken": self._spoken(page),
            "number": "",
            "part_letter": "",
            "audience": [],
            "reviewed": "",
            "next_review": "",
            "authors": [],
            "related": [],
            "handouts": [],
            "report_url": "",
            "leave": page.can_be_left,
            "preview": self._preview(page),
            "edition": standing_of_book(self.handbook).name,
            "files": [],
            "section": None,
            "alternates": [{"url": one.address, "type": one.type, "title": one.title} for one in page.data],
            "letters": [{"letter": letter, "url": f"#{name}"} for letter, name in page.letters],
        }

    def _spoken(self, page: GeneratedPage) -> str:
        """The language of a page whose words are all the tool's own, where it is not the handbook's (WCAG 3.1.2)."""
        ours = page.path in (ACCESSIBILITY, THIS_COPY, LEAVING, OFFLINE, PRIVACY)
        return OWN_LANGUAGE if ours and differ(OWN_LANGUAGE, self.handbook.settings.language) else ""

    def _preview(self, page: GeneratedPage) -> list[dict[str, str]]:
        """What is shown where the address of a page is shared; a frame has no address yet, and says it when filled."""
        address = page_address(page.path)
        shown = self.previews.neutral(address) if page.can_be_left else None
        return (shown or self.previews.of_page(page.title, page.summary, address)).data if page.path else []

    def frame(self, title: str, summary: str, *, leave: bool = False) -> dict[str, object]:
        """A small page in the frame of the theme. There are so many of these that a list of all pages in each, as the
        search of other pages has one, would be the greater part of the site. `leave` as on the page that it tells of.
        """
        return {**self.generated(GeneratedPage("", title, summary, (), can_be_left=leave)), "framed": True}

    def _link(self, name: str) -> dict[str, str] | None:
        target = self.handbook.targets.get(name)
        if target is None:
            return None
        return {"number": target.number, "title": target.title, "url": address_for_templates(target)}

    def _cited(self, document: Document) -> dict[str, object]:
        """How the page is cited, and what its head says of it to programs; nothing where no forms were made.

        The home page stands for the whole handbook.
        """
        if self.citing is None or document.id not in self.citing.parts:
            return {}
        forms = self.citing.book if document.front.kind == "home" else self.citing.parts[document.id]
        files = {str(one["url"]): str(one["type"]) for one in self._files(document)} if document.is_handout else {}
        meaning = {} if forms is self.citing.book else meaning_of(self.handbook, document)
        identity = identity_of(forms.record, "", files, meaning=meaning)
        return {
            "cite": {
                "reference": to_html(forms.reference),
                "in_text": forms.in_text(SLOT),
                "url": cite_address(forms.record),
                "permalink": forms.record.url or forms.record.path,
            },
            "identity": {
                "meta": [{"name": name, "content": content} for name, content in identity.meta],
                "links": [{"rel": link.rel, "href": link.href, "type": link.type} for link in identity.links],
                "json_ld": identity.json_ld,
            },
        }

    def _handouts(self, page: Document) -> list[dict[str, str]]:
        """The sheets that go with a page or with one of its sections."""
        ids = {page.id, *(section.id for section in page.sections)}
        found = [
            handout for handout in self.handbook.handouts if handout.front.section and handout.front.section in ids
        ]
        return [{"number": one.id, "title": one.front.title, "url": page_address(one.path)} for one in found]

    def _edition(self, document: Document) -> str:
        if self.handbook.ledger.latest is None or document.id not in parts_now(self.handbook):
            return standing_of_book(self.handbook).name
        standing = standing_of_sheet if document.is_handout else standing_of
        return standing(self.handbook, document.id).name

    def _sheet(self, handout: Document) -> dict[str, object]:
        """Its printed sheet: what stands around its words, its code, or the edition after which it is a draft; its
        picture; and where it is put in a pack.
        """
        latest, code = self.handbook.ledger.latest, code_now(self.handbook, handout.id)
        picture, address = preview_address(handout), page_address(handout.path)
        whole = WholeSheet(self.handbook, handout, address)
        return {
            "head": to_html(whole.head),
            "end": to_html(whole.end),
            "code": code,
            # Small pages are written where the feed is.
            "url": code_address(code) if code and self.feed else "",
            "after": "" if code or latest is None else latest.name,
            "fields": has_fields(handout),
            "preview": picture if picture in self.sizes else "",
            "pack": f"{page_address(PACK)}#{quote(handout.id)}"
            if self.sizes and PACK in self.handbook.generated
            else "",
        }

    def _files(self, handout: Document) -> list[dict[str, object]]:
        """Its files, in the order in which readers are offered them; those alone that are written."""
        sheet = self.handbook.sheets.get(handout.id)
        files: list[dict[str, object]] = []
        for form in FORMS:
            address = sheet_address(handout, form)
            if sheet and address in self.sizes:
                files.append(
                    {
                        "name": form.name,
                        "label": form.label,
                        "type": form.media_type,
                        "kind": KINDS.get(form.media_type, "PDF"),
                        "paper": form.paper if form in PRINTED else "",
                        "large": form.large,
                        "url": address,
                        "pages": sheet.pages.get(form.name, 0),
                        "kilobytes": max(1, round(self.sizes[address] / 1000)),
                    }
                )
        return files
