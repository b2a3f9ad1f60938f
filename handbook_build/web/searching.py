"""What search is told of the website: its pages, the places on them, and what people say who look for those."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING

from handbook_build.linking.addresses import page_address, target_address
from handbook_build.memory import Shelf
from handbook_build.model.handbook import GLOSSARY, Handbook
from handbook_build.searching.entries import SearchEntry
from handbook_build.searching.index import Place, SearchedPage, as_script, search_index
from handbook_build.searching.urgent import urgent_words
from handbook_build.searching.words import Kinship

if TYPE_CHECKING:
    from handbook_build.web.site import Website

# What the stems of words are called in the cache.
STEMS = "stems"
INDEX, URGENT = "search/index.js", "search/urgent.js"
# What many pages end with; the words and the works have places of their own.
_APPARATUS = frozenset(("rests-on", "words-used-here"))
# A section that so many pages have under one title, and a page that is not for clients, is looked for by fewer people.
_MANY, _OF_MANY, _NOT_FOR_CLIENTS = 8, 0.75, 0.9


def search_files(website: Website) -> Iterator[tuple[str, bytes]]:
    """(address, data) of what the window of search loads."""
    handbook = website.handbook
    pages, places = told(website)
    language, stems = handbook.settings.language, Shelf(website.cache, STEMS)
    kinship = Kinship(language, stems.get(language))
    index = search_index(pages, places, handbook.phrases.alike, kinship)
    stems.put(language, kinship.known)
    stems.keep()
    yield INDEX, as_script(index, "handbookIndex").encode()
    yield URGENT, as_script(urgent_words(handbook), "handbookUrgentWords").encode()


def told(website: Website) -> tuple[list[SearchedPage], list[Place]]:
    """The pages and the places on them, in the order of the website."""
    handbook = website.handbook
    paths = list(website.paths())
    says = _sayings(handbook)
    parts = _parts(website)
    times = Counter(entry.title for path in paths for entry in website.searched(path) if entry.id)
    pages, places = [], []
    for at, path in enumerate(paths):
        document, address = handbook.by_path.get(path), page_address(path)
        title, summary = website.title_and_summary(path)
        number = document.front.number or (document.id if document.is_handout else "") if document else ""
        pages.append(SearchedPage(address, title, number, parts.get(path, ""), summary))
        usual = 1.0 if document is None or "client" in document.front.audience else _NOT_FOR_CLIENTS
        for entry in _entries(title, website.searched(path), whole=bool(document and document.is_handout)):
            weight = min(usual, _OF_MANY if times[entry.title] >= _MANY else 1.0)
            place = f"{address}#{entry.id}" if entry.id else address
            text = entry.plain or (summary if not entry.id else "")
            # An entry of the glossary says itself what it is about; the summary of its page would not.
            term = handbook.entry.get(entry.id.removeprefix("term-")) if path == GLOSSARY else None
            lead = term.plain_definition if term else ""
            places.append(Place(at, entry.id, entry.plain_title, text, lead, tuple(says.get(place, ())), weight))
    return pages, places


def _parts(website: Website) -> dict[str, str]:
    """The title of the part that a page belongs to, by its path."""
    found: dict[str, str] = {}
    for part in website.data.parts:
        pages = part["pages"]
        for page in pages if isinstance(pages, list) else ():
            found[page["path"]] = str(part["title"])
    return found


def _entries(title: str, searched: tuple[SearchEntry, ...], *, whole: bool) -> Iterator[SearchEntry]:
    """The places on a page of this title. A sheet is one as a whole, and so is a list of everything, of which its
    summary tells.
    """
    entries = [entry for entry in searched if entry.id not in _APPARATUS]
    if whole and entries:
        first, *rest = entries
        parts = [part for entry in rest for part in (" ", entry.title, " ", *entry.parts)]
        yield SearchEntry(first.id, first.title, [*first.parts, *parts])
    elif entries:
        yield from entries
    else:
        yield SearchEntry("", escape(title, quote=False))


def _sayings(handbook: Handbook) -> Mapping[str, list[str]]:
    """What people say who look for a place, by its address."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for sought in handbook.phrases.sought:
        target = handbook.targets.get(sought.to)
        if target is not None:
            found[target_address(target)] += [saying.words for saying in sought.says]
    return found
