"""A plain site as the files of a handbook, and the account of what was carried over."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from handbook_build.authoring.accounts import counted
from handbook_build.authoring.edits import Change, create
from handbook_build.authoring.migrating.lines import found, lines_of
from handbook_build.authoring.migrating.new_settings import settings_text
from handbook_build.authoring.migrating.page import Carrying, page_of
from handbook_build.authoring.migrating.places import Places, places_of, target_of
from handbook_build.authoring.migrating.plain_site import PlainSite, Untaken, read_plain_site
from handbook_build.authoring.migrating.terms import glossary_of
from handbook_build.authoring.migrating.works import works_of
from handbook_build.content import SETTINGS, TERMS, WORKS, read_asset
from handbook_build.faults import MachineFault, WrongUse

CONTENT = "content"
# What `extra` brings, and an ordinary site may use.
_EXTRA = frozenset(("markdown.extensions.footnotes", "markdown.extensions.md_in_html"))


@dataclass(frozen=True)
class Migration:
    """The files of the new handbook by path, and what was carried over and what was not."""

    files: Mapping[str, bytes]
    pages: int
    terms: int
    works: int
    untaken: tuple[Untaken, ...]

    @property
    def account(self) -> str:
        """In one line."""
        carried = f"{counted(self.pages, 'page')}, {counted(self.terms, 'term')}, {counted(self.works, 'work')}"
        left = counted(len(self.untaken), "thing") if self.untaken else "nothing"
        return f"Carried over: {carried}. Not carried over: {left}."


def migrate(root: Path, target: Path, audience: tuple[str, ...], today: date) -> Migration:
    """What the plain site at `root` becomes; nothing is written.

    Raises NoHandbook when there is no site, WrongUse when it cannot be read, MachineFault when a disk fails.
    """
    site = read_plain_site(root.resolve())
    glossary = glossary_of(site)
    works = works_of(site, target, today)
    places = places_of(site, glossary)
    places.linked.update(_linked(site))
    carrying = Carrying(site, glossary, places, works.keys, dict(_titles(site.settings.get("nav"))), audience)
    files = {f"{CONTENT}/{new}": page_of(carrying, path).encode() for path, new in places.file.items() if new}
    extra = _EXTRA if any(name == "markdown.extensions.extra" for name, _ in site.extensions()) else set()
    files[SETTINGS] = settings_text(site, places, set(extra)).encode()
    if glossary.terms:
        files[f"{CONTENT}/{TERMS}"] = glossary.text().encode()
    if works.data:
        files[f"{CONTENT}/{WORKS}"] = works.data
    files |= {f"{CONTENT}/{asset}": _bytes(site, asset) for asset in site.assets}
    site.untaken.extend(_moved(site, places))
    told = tuple(
        sorted(dict.fromkeys(site.untaken), key=lambda one: (one.location.path, one.location.range.start.line))
    )
    pages = sum(1 for new in places.file.values() if new)
    return Migration(files, pages, len(glossary.terms), len(set(works.keys.values())), told)


def write(migration: Migration, target: Path) -> None:
    """Writes the handbook into a folder that is empty or not there.

    Raises WrongUse when the folder holds anything, and MachineFault when a disk fails.
    """
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise WrongUse(f"{target} is not empty; name a new folder")
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MachineFault(f"{target} cannot be written: {error.strerror}") from error
    for path, data in migration.files.items():
        create(target, Change(path, b"", data))


def _bytes(site: PlainSite, asset: str) -> bytes:
    try:
        return read_asset(site.root, site.folder, asset)
    except OSError as error:
        raise MachineFault(f"{asset} could not be read: {error.strerror}") from error


def _moved(site: PlainSite, places: Places) -> Iterator[Untaken]:
    """The headings that get another id than they had, since an id is one for the whole handbook."""
    for path, headings in places.headings.items():
        for heading in headings:
            name = places.sections.get((path, heading.anchor), heading.anchor)
            if name != heading.anchor and places.file[path]:
                place = site.pages[path].location(heading.lines[0])
                what = f"the section `#{heading.anchor}` has the id `{name}` now, since the first was taken or is no id"
                yield Untaken(place, what, "links inside the handbook follow; links from elsewhere lead to the page")


def _linked(site: PlainSite) -> Iterator[tuple[str, str]]:
    """(page, anchor) of each heading that a link leads to."""
    for path, source in site.pages.items():
        for _, line, code in lines_of(source.text):
            for link in found(line, r"(?<=\]\()\s*<?(?P<link>[^)\s>]*#[^)\s>]+)") if not code else ():
                if target := target_of(path, link["link"], site.pages):
                    yield target


def _titles(listed: object) -> Iterator[tuple[str, str]]:
    """The title that the navigation gives a page."""
    for entry in listed if isinstance(listed, list) else ():
        for title, target in entry.items() if isinstance(entry, dict) else ():
            if isinstance(target, str):
                yield posixpath.normpath(target), str(title)
            else:
                yield from _titles(target)
