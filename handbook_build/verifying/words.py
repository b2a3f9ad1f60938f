"""Whether every word of every page and handout is in each of its outputs: what a build asks before it publishes.

What was found of a page in an output is kept under the words of both, so that one edit has one page compared again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Protocol
from urllib.parse import unquote

from handbook_build.cache import Cache, digest
from handbook_build.checks import find_check
from handbook_build.diagnostics import Diagnostic, Finding, Severity
from handbook_build.linking.addresses import page_address
from handbook_build.memory import Shelf
from handbook_build.model.citation import Citation
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import Nodes, text_of
from handbook_build.staging import name_of
from handbook_build.verifying import plain
from handbook_build.verifying.arrived import lost
from handbook_build.verifying.site import HOME, Files
from handbook_build.verifying.source_words import Line, Reader, Run

KIND, LOST = "words", "lost-words"
# So many places of one page are told for one output.
MOST = 12
WHOLE = "llms-full.txt"
HINT = "look whether something refers to them, and whether a template or plugin of your own leaves them out"

# What an output says, and what it says to pointers alone; the second is None where it has no such words.
Said = tuple[list[str], list[str] | None]


class Formatted(Protocol):
    """A bibliography whose citations are formatted."""

    def citation(self, citation: Citation) -> Nodes: ...


@dataclass(frozen=True)
class Output:
    """One form of a page: what readers call it, the address of its file, a name for its bytes, and what reads it. A
    `brief` one leaves out what the page gives its reader, and a `rearranged` one sets tables and what
    stands side by side in another order. `as_it_stands` reads one in Markdown without knowing any.
    """

    called: str
    address: str
    name: str
    read: Callable[[], Said]
    brief: bool = False
    rearranged: bool = False
    as_it_stands: Callable[[], list[str]] | None = None


def lost_words(
    handbook: Handbook, bibliography: Formatted, site: Files, cache: Cache, *, ours: bool = True
) -> list[Diagnostic]:
    """Every word that an author wrote and that is missing in an output. Where templates are not `ours`, who wrote them
    may show the head of a page otherwise, and what is missing of it is a warning.

    Raises MachineFault when an output cannot be read.
    """
    check = find_check(LOST)
    assert check is not None
    shelf = Shelf(cache, KIND)
    books = _Books(site)
    extensions = sorted(name.rpartition(".")[2] for name, _ in handbook.settings.extensions)
    found: list[Diagnostic] = []
    for document in handbook.documents:
        cited = {one.citation.start: text_of(bibliography.citation(one.citation)) for one in document.citations}
        source = _Source(document, cited, extensions)
        for output in _outputs(document, site, books):
            missing = shelf.of(digest(source.name, output.called, output.name), partial(_lost, source, output))
            told = [check.diagnostic(one) for one in _findings(document, output, missing)]
            found += told if ours else [_weighed(one, document) for one in told]
    shelf.keep()
    return found


@dataclass(frozen=True)
class _Source:
    document: Document
    cited: Mapping[int, str]
    extensions: list[str]

    @cached_property
    def name(self) -> str:
        """A name for all that the words are read from."""
        formatted = (part for at, words in sorted(self.cited.items()) for part in (str(at), words))
        return digest(self.document.source.text, *self.extensions, "", *formatted)

    @cached_property
    def lines(self) -> list[Line]:
        return list(Reader(self.document.source.text, self.cited, self.extensions).lines())

    def lines_for(self, output: Output, *, tips: bool) -> list[Line]:
        """The lines that an output is to have."""
        kept = (line for line in self.lines if not (output.brief and line.key == "you-will"))
        return [Line(tuple(self._runs(line, output, tips=tips)), line.raw) for line in kept]

    def _runs(self, line: Line, output: Output, *, tips: bool) -> Iterator[Run]:
        for run in line.runs:
            if tips or not run.tip:
                yield replace(run, moves=True) if run.cell and output.rearranged else run


def _lost(source: _Source, output: Output) -> tuple[tuple[int, str], ...]:
    said, tips = output.read()
    missing = lost(source.lines_for(output, tips=tips is not None), said, tips or ())
    if missing and output.as_it_stands:
        # Code that stands in looks like notation: what is in neither reading is lost.
        others = set(lost(source.lines_for(output, tips=False), output.as_it_stands()))
        missing = [one for one in missing if one in others]
    return tuple(missing)


def _weighed(one: Diagnostic, document: Document) -> Diagnostic:
    """A finding about the head of a page as a warning."""
    head = document.source.text.find("\n---", 3)
    in_head = document.source.offset(one.location.range.start) < head
    return replace(one, severity=Severity.WARNING) if in_head else one


def _findings(document: Document, output: Output, missing: tuple[tuple[int, str], ...]) -> Iterator[Finding]:
    """One finding for each line on which words are missing."""
    by_line: dict[int, list[tuple[int, str]]] = {}
    for offset, word in missing:
        by_line.setdefault(document.source.position(offset).line, []).append((offset, word))
    for number, (_, words) in enumerate(by_line.items()):
        if number == MOST:
            where = document.source.location(words[0][0])
            message = f"and words of {len(by_line) - MOST} more lines are missing in {output.called} ({output.address})"
            yield Finding(where, message, HINT)
            return
        start, last = words[0][0], words[-1]
        told = " ".join(word for _, word in words)
        are = "is" if len(words) == 1 else "are"
        message = f"`{told}` {are} missing in {output.called} ({output.address})"
        yield Finding(document.source.location(start, max(last[0] + len(last[1]), start + 1)), message, HINT)


def _outputs(document: Document, site: Files, books: _Books) -> Iterator[Output]:
    """Every form in which the whole of a page is written, where it was made."""
    folder = unquote(page_address(document.path))
    forms: list[tuple[str, str, Callable[[bytes], Said]]] = [("the web page", f"{folder}{HOME}", _web)]
    forms.append(("its Markdown copy", f"{folder}index.md", _markdown))
    if document.is_handout:
        forms.append(("the sheet as plain text", f"{folder}{document.id}.txt", _text))
        forms.append(("the sheet as a Word document", f"{folder}{document.id}.docx", _word))
    for called, address, read in forms:
        if name := site.files.get(address):
            whole = partial(_whole, site, address) if read is _markdown else None
            yield Output(
                called,
                address,
                name,
                partial(_read, site, address, read),
                rearranged=read in (_text, _word),
                as_it_stands=whole,
            )
    if not document.is_handout:
        if part := books.collected.get(_title(document)):
            data = part.encode()
            yield Output(
                "the file of everything",
                WHOLE,
                name_of(data),
                lambda: _markdown(data),
                as_it_stands=lambda: _text(data)[0],
            )
        if chapter := books.chapters.get(_title(document)):
            address, text = chapter
            yield Output("the book (EPUB)", address, name_of(text.encode()), lambda: (plain.words(text), None), True)


def _title(document: Document) -> str:
    number = document.id if document.is_handout else document.front.number
    return " ".join(plain.words(f"{number} {document.front.title}"))


def _read(site: Files, address: str, read: Callable[[bytes], Said]) -> Said:
    return read(site.read(address))


def _whole(site: Files, address: str) -> list[str]:
    return _text(site.read(address))[0]


def _web(data: bytes) -> Said:
    said, tips = plain.of_html(data.decode("utf-8", "replace"))
    return plain.words(said), plain.words(tips)


def _markdown(data: bytes) -> Said:
    lines = Reader(data.decode("utf-8", "replace")).body(0)
    return [word for line in lines for run in line.runs if not run.tip for word in run.words], None


def _text(data: bytes) -> Said:
    return plain.words(data.decode("utf-8", "replace")), None


def _word(data: bytes) -> Said:
    return plain.words(plain.of_word(data)), None


@dataclass(frozen=True)
class _Books:
    """The outputs that hold many pages, cut at their titles."""

    site: Files

    @cached_property
    def collected(self) -> Mapping[str, str]:
        """The parts of the file of everything, by the title at their head."""
        if WHOLE not in self.site.files:
            return {}
        text = self.site.read(WHOLE).decode("utf-8", "replace")
        parts = text.split("\n\n* * *\n\n# ")
        found: dict[str, str] = {}
        title = ""
        for part in parts[1:]:
            title = " ".join(plain.words(part.partition("\n")[0].replace("\\", "")))
            found.setdefault(title, f"# {part}")
        return found

    @cached_property
    def chapters(self) -> Mapping[str, tuple[str, str]]:
        """The chapters of the book, each with the address of the book, by the title at their head."""
        found: dict[str, tuple[str, str]] = {}
        for address in self.site.files:
            if address.startswith("book/") and address.endswith(".epub"):
                for name, html in plain.of_book(self.site.read(address)).items():
                    if "/page-" in name:
                        title = " ".join(plain.words(plain.of_html(plain.first_heading(html))[0]))
                        found[title] = (address, plain.of_html(html)[0])
        return found
