"""The pages and handouts of a handbook: parsed, with what stands elsewhere filled in, and with their terms linked.

Of one that is as it was, the sections are read when somebody asks for them. What is asked of it from elsewhere, and
what was found in it, is known without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from hashlib import blake2b

from handbook_build.cache import NOTHING_KEPT, digest
from handbook_build.drawing import draw
from handbook_build.isolation import SECONDS, Stopped, Work, isolated
from handbook_build.keeping import named
from handbook_build.memory import Memory, Shelf
from handbook_build.model.document import Document, Head
from handbook_build.model.gist import Gist
from handbook_build.model.handbook import Handbook
from handbook_build.model.later import Later
from handbook_build.model.settings import Settings
from handbook_build.model.source import Source
from handbook_build.parsing.document import bare_document, outline, parse_document
from handbook_build.parsing.limits import is_harmless, unparsed_file
from handbook_build.parsing.markdown import Extensions
from handbook_build.terminology.linking import Linker

KIND = "heads"
# So many letters of a page are worth a second more.
LETTERS = 250_000


def documents_of(handbook: Handbook, written: Iterable[tuple[str, Source]], memory: Memory) -> tuple[Document, ...]:
    """The documents of a handbook that has all but them, from (path, source) of each."""
    linker = Linker(handbook)
    terms = digest(linker.made_from)
    # In memory they are whole, and the same ones each time.
    heads = Shelf(NOTHING_KEPT if memory.stays else memory.cache, KIND)
    pages = [_Page(path, source, handbook.settings, terms, heads, memory) for path, source in written]
    _parse(pages, memory)
    drawn = draw(replace(handbook, documents=tuple(page.parsed for page in pages)))
    documents = tuple(page.linked(document, linker) for page, document in zip(pages, drawn.documents, strict=True))
    heads.keep()
    return documents


def _parse(pages: Iterable[_Page], memory: Memory) -> None:
    """Parses those that are not known yet, apart from this process; of those that stop it, says so."""
    new = [page for page in pages if page.head is None]
    stopped = memory.ahead((page.made_from, page.work(parse_document)) for page in new)
    unparsed = [page for page in new if page.made_from in stopped]
    # It may be the front matter that stops it.
    heads = isolated([page.work(outline, 1.0) for page in unparsed])
    for page, head in zip(unparsed, heads, strict=True):
        bare = bare_document(page.path, page.source) if isinstance(head, Stopped) else head
        page.unparsed = replace(bare, flaws=(unparsed_file(page.source, stopped[page.made_from].why), *bare.flaws))


@dataclass
class _Page:
    """A page or handout on its way from text to document."""

    path: str
    source: Source
    settings: Settings
    terms: str
    heads: Shelf
    memory: Memory
    # What stands for one that cannot be parsed. Another machine may be able to, so nothing of it is kept.
    unparsed: Document | None = None

    @cached_property
    def made_from(self) -> tuple[str, ...]:
        """All that it is parsed from."""
        return self.path, self.source.path, digest(self.source.text), repr(self.settings.extensions)

    @cached_property
    def name(self) -> str:
        """A name for all that it is linked from."""
        return digest(self.terms, *self.made_from)

    @cached_property
    def head(self) -> Head | None:
        """What is kept of it; of one in which something is to be filled in there is nothing."""
        head = self.heads.get(self.name)
        return head if isinstance(head, Head) else None

    @cached_property
    def parsed(self) -> Document:
        if self.unparsed is not None:
            return self.unparsed
        if self.head is None:
            return self.memory.of(self.made_from, self._parse)
        read = self.memory.later(self.made_from, self._parse)
        return self._known(self.head, self.head.parsed, read)

    def linked(self, document: Document, linker: Linker) -> Document:
        """It with its terms linked; `document` is it with what stands elsewhere filled in."""
        if document is not self.parsed or self.unparsed is not None:
            # What was filled in comes from other files.
            return _linked(linker, document)
        made_from, make = ("linked", self.name), partial(_linked, linker, document)
        if self.head is not None:
            return self._known(self.head, self.head.linked, self.memory.later(made_from, make), self.head.mark)
        made = self.memory.of(made_from, make)
        if self.heads.is_kept:
            # Most are the same, and then kept once.
            before = document.gist if document.gist != made.gist else made.gist
            self.heads.put(self.name, Head(made.mark, made.front, made.flaws, made.waivers, before, made.gist))
        return made

    def work(self, parse: Callable[[str, Source, Extensions], Document], seconds: float = SECONDS) -> Work:
        """Its parsing as a piece of work that can be done elsewhere."""
        do = partial(parse, self.path, self.source, self.settings.extensions)
        size = len(self.source.text)
        return Work(do, size, is_harmless(self.source.text), seconds + size / LETTERS)

    def _parse(self) -> Document:
        return parse_document(self.path, self.source, self.settings.extensions)

    def _known(self, head: Head, gist: Gist, read: Callable[[], Document], mark: str = "") -> Document:
        """It with sections that are read when somebody asks for them."""
        sections, uses = Later(lambda: read().sections), Later(lambda: read().uses)
        document = Document(self.path, self.source, head.front, sections, head.flaws, head.waivers, uses, mark)
        return document.known_by(gist)


def _linked(linker: Linker, document: Document) -> Document:
    """It with its terms linked, and with its mark: it is the same as before unless a term was found elsewhere."""
    made = linker.document(document)
    try:
        return replace(made, mark=blake2b(named(made), digest_size=32).hexdigest())
    except RecursionError:
        # It is nested too deeply to be written down, and what is made of it is not kept.
        return made
