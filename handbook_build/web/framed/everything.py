"""Every small page and file beside the pages of the site engine: one line for each maker."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from handbook_build.web.framed import cite, frozen, not_kept, permalinks, recall
from handbook_build.web.framed.library import Library
from handbook_build.web.framed.page import FramedPage

PAGES: tuple[Callable[[Library], Iterator[FramedPage]], ...] = (
    permalinks.pages,
    frozen.pages,
    cite.cite_pages,
    recall.pages,
    not_kept.pages,
)
FILES: tuple[Callable[[Library], Iterator[tuple[str, bytes]]], ...] = (permalinks.files, cite.cite_files)


def framed_pages(library: Library) -> Iterator[FramedPage]:
    """Pages that are put into a frame of the theme."""
    for make in PAGES:
        yield from make(library)


def small_files(library: Library) -> Iterator[tuple[str, bytes]]:
    """(address, data) of files that are finished as they are."""
    for make in FILES:
        yield from make(library)
