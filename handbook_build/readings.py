"""How pages read, kept from one build to the next."""

from __future__ import annotations

from collections.abc import Callable

from handbook_build.cache import Cache, digest
from handbook_build.memory import Shelf
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.overviews.reading import Read
from handbook_build.terminology.linking import Linker

KIND = "readings"


class Readings:
    """Of the pages of a handbook: what is counted in one depends on the page, the termbase and the list of jargon."""

    def __init__(self, handbook: Handbook, cache: Cache) -> None:
        self._shelf = Shelf(cache, KIND)
        self._known = digest(Linker(handbook).made_from, repr(handbook.jargon))

    def of(self, document: Document, make: Callable[[], Read]) -> Read:
        """How a page reads; what `make` gives, where that is not known."""
        return self._shelf.of(f"{self._known} {document.mark}", make) if document.mark else make()

    def keep(self) -> None:
        """Keeps what was asked for."""
        self._shelf.keep()
