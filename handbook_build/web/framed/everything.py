"""Every small page and file beside the pages of the site engine, in units: one line for each maker.

What tells of everything, and what is made in no time, is made in each build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from handbook_build.units import Unit, each_time
from handbook_build.web.framed import cite, frozen, not_kept, permalinks, recall
from handbook_build.web.framed.families import cite_units, frozen_units
from handbook_build.web.framed.library import Library
from handbook_build.web.framed.page import FramedPage
from handbook_build.web.frames import Frames
from handbook_build.web.packing import pack_files

PAGES: tuple[Callable[[Library], Iterator[FramedPage]], ...] = (
    permalinks.pages,
    frozen.contents_pages,
    cite.book_pages,
    recall.pages,
    not_kept.pages,
)
FILES: tuple[Callable[[Library], Iterator[tuple[str, bytes]]], ...] = (
    permalinks.files,
    cite.book_files,
    lambda library: pack_files(library.handbook, library.bibliography),
)


def small_units(library: Library, frames: Frames) -> Iterator[Unit]:
    """All of them; they give way to files of the handbook's own."""
    for make in PAGES:
        yield each_time(partial(_framed, make, library, frames))
    for made in FILES:
        yield each_time(partial(made, library))
    yield from cite_units(library, frames)
    yield from frozen_units(library, frames)


def _framed(
    make: Callable[[Library], Iterator[FramedPage]], library: Library, frames: Frames
) -> Iterator[tuple[str, bytes]]:
    return map(frames.file, make(library))
