"""Small pages by families: the ways to cite a page and its sections, and a page with its sections as an edition had it.

A family is made again when anything is another that shows on it; see `web/made_from.py` for the same of written pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from handbook_build.cache import digest
from handbook_build.citing.forms import Forms
from handbook_build.citing.program import program_mark
from handbook_build.editions.archive import NOW
from handbook_build.model.edition import Edition, Part
from handbook_build.units import Made, Unit
from handbook_build.web.framed.cite import cite_files, cite_page
from handbook_build.web.framed.frozen import Comparisons, frozen
from handbook_build.web.framed.library import Library, full_title
from handbook_build.web.framed.telling import changed_on_paper

if TYPE_CHECKING:
    from handbook_build.web.frames import Frames

CITED, RELEASED = "ways to cite", "pages of editions"
# How deep their addresses lie: `cite/ID/` and `e/EDITION/s/ID/`.
CITED_DEPTH, RELEASED_DEPTH = 2, 4


def cite_units(library: Library, frames: Frames) -> Iterator[Unit]:
    """Of each page, with its sections, and of each handout: every form in which they are cited."""
    if library.citing is None:
        return
    families: dict[str, list[Forms]] = {}
    for forms in library.citing.parts.values():
        families.setdefault(forms.record.page, []).append(forms)
    around = _around(library, frames, CITED_DEPTH)
    for name, family in families.items():
        records = digest(*(one.mark for one in family))
        known = all(one.mark for one in family)
        standing = digest(repr([_standing(library, one.record.id) for one in family]))
        parts = {**around, "what is cited": records, "where it stands": standing} if known else {}
        yield Unit(CITED, name, parts, partial(_cited, library, frames, family), yields=True)


def _cited(library: Library, frames: Frames, family: list[Forms]) -> Made:
    def files() -> Iterator[tuple[str, bytes]]:
        for forms in family:
            yield frames.file(cite_page(library, forms))
            yield from cite_files(forms)
            forms.let_go()

    return Made(files())


def frozen_units(library: Library, frames: Frames) -> Iterator[Unit]:
    """Of each edition, each page with its sections, and each handout."""
    comparisons, ledger = Comparisons(library), library.handbook.ledger
    around = {**_around(library, frames, RELEASED_DEPTH), "the editions": ledger.mark, "pandoc": program_mark()}
    for edition in ledger.editions:
        for page in edition.parts:
            if page.kind == "section" and page.page in edition.part:
                continue
            family = (page, *(edition.sections(page.id) if page.kind == "page" else ()))
            now = repr([_now(library, edition, part) for part in family])
            parts = {**around, "what became of it": digest(now)} if ledger.mark else {}
            make = partial(_frozen, library, frames, comparisons, edition, family)
            yield Unit(RELEASED, f"{edition.name} {page.id}", parts, make, yields=True)


def _frozen(
    library: Library, frames: Frames, comparisons: Comparisons, edition: Edition, family: tuple[Part, ...]
) -> Made:
    return Made(frames.file(frozen(library, edition, part, comparisons)) for part in family)


def _around(library: Library, frames: Frames, depth: int) -> Mapping[str, str]:
    pictures = library.previews.pictures if library.previews else {}
    return {
        "the settings": digest(repr(library.handbook.settings)),
        "what every page shows": frames.mark(depth),
        "pictures of pages": digest(repr(sorted(pictures.items()))),
    }


def _now(library: Library, edition: Edition, part: Part) -> object:
    """All that the page of a part of an edition says of the words of now."""
    archive = library.archive
    fate, now = archive.fate(edition, part.id), archive.now.get(part.id)
    forms = library.citing.parts.get(part.id) if library.citing else None
    others: object = ()
    if fate.changed:
        others = (
            archive.changed_in(edition, part.id),
            [
                [(one.title, one.summary, one.passages) for one in (each, *archive.sections.get(each.id, ()))]
                for each in fate.now
            ],
        )
    return (
        (fate.became, fate.changed, fate.moved),
        [(one.id, full_title(one), one.address, archive.said[NOW][one.id]) for one in fate.now],
        others,
        changed_on_paper(library, edition, part.id),
        (now.address, archive.said[NOW][part.id]) if now else (),
        library.citing is not None,
        forms.record.edition if forms else "",
        _standing(library, part.id),
    )


def _standing(library: Library, name: str) -> object:
    """What small pages say of where a part stands now: whether they can be left, and what is shown of them."""
    target = library.handbook.targets.get(name)
    document = library.handbook.by_path.get(target.page) if target else None
    shown = (target.kind, document.id, document.front.title, document.front.number) if target and document else ()
    return library.can_be_left(name), document.front.kind if document else "", shown
