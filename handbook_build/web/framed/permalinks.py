"""Permanent addresses, `s/<id>/`: each id that is or ever was, for good.

What has a place now is led to at once, by a page that needs no theme. What was merged, split or
withdrawn has a page that says so, with the words as they last stood.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.editions.archive import Archive
from handbook_build.linking.addresses import permanent_address
from handbook_build.model.day import written_date
from handbook_build.model.edition import Edition, Part
from handbook_build.model.nodes import Text, element
from handbook_build.web.framed.frozen import works
from handbook_build.web.framed.leading import leading_page, old_page
from handbook_build.web.framed.library import Library, frozen_address, full_title
from handbook_build.web.framed.page import FramedPage
from handbook_build.web.framed.telling import errata_of, in_every_edition, statement, way_from
from handbook_build.web.framed.words import words_of


def pages(library: Library) -> Iterator[FramedPage]:
    """A page for each id that has no place of its own now."""
    for name in library.archive.ids:
        if not _leads(library.archive, name):
            edition, part = library.archive.ledger.last_seen[name]
            yield _gone(library, edition, part)


def files(library: Library) -> Iterator[tuple[str, bytes]]:
    """The pages that lead on: from permanent addresses, and from those at which pages once stood."""
    archive = library.archive
    for name in archive.ids:
        if _leads(archive, name):
            yield (
                f"{permanent_address(name)}index.html",
                leading_page(library, permanent_address(name), _place(archive, name)),
            )
    for place in archive.left:
        yield f"{place.address}index.html", old_page(library, place)


def _leads(archive: Archive, name: str) -> bool:
    return archive.address_of(name) != permanent_address(name)


def _place(archive: Archive, name: str) -> Part:
    """What stands for an id now, where that is one thing."""
    return archive.now[name] if name in archive.now else archive.last_fate(name).now[0]


def _gone(library: Library, edition: Edition, part: Part) -> FramedPage:
    address = permanent_address(part.id)
    way = way_from(address)
    frozen = element("a", f"edition {edition.name}", href=way(frozen_address(edition, part.id)))
    last = (Text("The words below are the last ones, as they stood in "), frozen)
    body = (
        element(
            "div",
            *statement(library, edition, part.id, way),
            element("p", *last, f" of {written_date(edition.released)}."),
            class_="as-of",
        ),
        *errata_of(library, edition, part.id),
        *words_of(part, edition.sections(part.id)),
        *works(edition, part),
        *in_every_edition(library, part.id, way),
    )
    leave = library.can_be_left(part.id)
    return FramedPage(address, full_title(part), _said_before(edition, part), body, leave=leave)


def _said_before(edition: Edition, part: Part) -> str:
    what = {"page": "A page", "section": "A section", "handout": "A handout"}[part.kind]
    return f"{what} that the handbook had up to edition {edition.name}."
