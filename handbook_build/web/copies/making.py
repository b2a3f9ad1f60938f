"""Every copy of a finished site that readers take away, made from its files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from urllib.parse import unquote

from handbook_build.editions.standing import standing_of_book
from handbook_build.linking.addresses import page_address, permanent_address, target_address
from handbook_build.memory import Shelf
from handbook_build.model.edition import edition_label
from handbook_build.model.handbook import OFFLINE, PACK
from handbook_build.model.passport import PASSPORT
from handbook_build.publishing import passport
from handbook_build.web.copies.bundle import Bundle, Contents, bundled, kept_files, loaded_by
from handbook_build.web.copies.folder import README, Folder, folder_files, readme, zipped
from handbook_build.web.filenames import slug
from handbook_build.web.framed import not_kept
from handbook_build.web.generated.offline import PROGRAM, CopyFacts, FolderFacts, filled
from handbook_build.web.sheets import preview_address, script_address
from handbook_build.web.site import Website

# What is called so in the cache: the files that each page loads.
LOADS = "loads"
PAGE = f"{page_address(OFFLINE)}index.html"
FACTS = f"{page_address(OFFLINE)}copy.json"


@dataclass(frozen=True)
class Copies:
    """The copies of a site. `everything` are the addresses of all its files, each with a name for its bytes, which
    `on_disk` reads.
    """

    website: Website
    everything: Mapping[str, str]
    on_disk: Callable[[str], bytes]

    def files(self, *, with_folder: bool) -> Iterator[tuple[str, bytes]]:
        """(address, data) of each file to write: the copy for browsers and what is known of it; with a folder, its
        ZIP; and last the page that offers them, once more, now that their sizes are known.
        """
        if OFFLINE not in self.website.generated or PAGE not in self.everything:
            if with_folder:
                yield self._zip_address, self._zip(CopyFacts(0, 0, 0))
            return
        # Its own sizes are a few letters of the copy, which is rounded to a tenth of a megabyte.
        contents = self._contents()
        first = self._bundle(contents)
        facts = CopyFacts(len(first.data), first.stored, first.pages)
        folder = None
        if with_folder:
            data = self._zip(facts)
            folder = FolderFacts(self._zip_address, len(data))
            yield self._zip_address, data
        page = filled(self.on_disk(PAGE).decode(), facts, folder).encode()
        if facts.offered:
            # What the page loads stays the same: its sizes are words, and the folder is no part of the copy.
            yield from self._copy(self._bundle(contents.changed(PAGE, page)))
        yield PAGE, page

    def _copy(self, bundle: Bundle) -> Iterator[tuple[str, bytes]]:
        edition = edition_label(standing_of_book(self.website.handbook).name)
        facts = {
            "hash": bundle.hash,
            "file": bundle.name,
            "bytes": len(bundle.data),
            "stored": bundle.stored,
            "edition": edition,
            "notKept": not_kept.ADDRESS,
        }
        yield f"{page_address(OFFLINE)}{bundle.name}", bundle.data
        yield FACTS, (json.dumps(facts, indent=2, ensure_ascii=False) + "\n").encode()

    def _contents(self) -> Contents:
        handbook = self.website.handbook
        addresses = [*map(page_address, self.website.paths()), not_kept.ADDRESS]
        pages = [one for each in addresses if (one := f"{unquote(each)}index.html") in self.everything]
        left_out = frozenset((FACTS, PROGRAM, *map(preview_address, handbook.handouts)))
        read, shelf = self.on_disk, Shelf(self.website.cache, LOADS)

        def loads(page: str) -> list[str]:
            return shelf.of(f"{page} {self.everything[page]}", lambda: loaded_by(read(page), page))

        kept = kept_files(pages, self.everything.keys(), left_out, loads, read)
        shelf.keep()
        # A page is read twice, rather than held.
        return Contents.of(kept, read)

    def _bundle(self, contents: Contents) -> Bundle:
        leads = {
            permanent_address(one.id): target_address(one)
            for one in self.website.handbook.targets.values()
            if one.kind in ("page", "section", "handout")
        }
        return bundled(contents, leads)

    @cached_property
    def _folder(self) -> Folder:
        public = self.website.handbook.settings.address.rstrip("/")
        return Folder(frozenset(self.everything), f"{public}/" if public else "")

    @property
    def _zip_address(self) -> str:
        return f"book/{slug(self.website.handbook.settings.title)}.zip"

    def _zip(self, facts: CopyFacts) -> bytes:
        """The folder as a ZIP. On its own page about copies it says that it is the folder."""
        handbook = self.website.handbook
        edition = standing_of_book(handbook).name
        settings = handbook.settings

        def read(address: str) -> bytes:
            data = self.on_disk(address)
            return filled(data.decode(), facts, FolderFacts()).encode() if address == PAGE else data

        sheets = frozenset(map(script_address, handbook.handouts)) & self.everything.keys()
        files = folder_files(self._folder, read, sheets, f"{page_address(PACK)}index.html")
        said = readme(settings.title, edition_label(edition) if edition else "", settings.status, self._folder.public)
        name = "-".join(filter(None, (slug(settings.title), edition.replace(" ", "-"))))
        return zipped(name, self._with_passport([(README, said.encode()), *files]))

    def _with_passport(self, files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
        """The files, and last the passport of the folder, by which it can be verified when it is unpacked."""
        names = {}
        for address, data in files:
            names[address] = sha256(data).hexdigest()
            yield address, data
        handbook = self.website.handbook
        facts = {"title": handbook.settings.title, "edition": standing_of_book(handbook).name}
        yield PASSPORT, passport({**facts, "files": dict(sorted(names.items()))})
