"""What `mkdocs.yml` says about the handbook as a whole, in the core's own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from handbook_build.locations import Location

# The citation styles that come with the package, the most used first.
CITATION_STYLES = ("apa", "harvard-cite-them-right", "chicago-author-date", "vancouver", "modern-language-association")
DEFAULT_STYLE = CITATION_STYLES[0]
# Where who leaves a page at once is taken: a page that anybody might look at.
DEFAULT_EXIT = "https://www.bbc.co.uk/weather"
# Whose pages are built: those of a handbook, or those of an ordinary MkDocs site.
HANDBOOK_PAGES, ORDINARY_PAGES = "handbook", "ordinary"
# What makes the pages: our own templates alone where they suffice, else MkDocs; or one that is asked for.
AUTO, MKDOCS, ZENSICAL = "auto", "mkdocs", "zensical"
ENGINES = (AUTO, MKDOCS, ZENSICAL)


@dataclass(frozen=True, slots=True)
class NavEntry:
    """A line of the navigation: a page, an outside address, or a heading with entries below."""

    title: str
    target: str
    location: Location = field(compare=False)
    children: tuple[NavEntry, ...] = ()

    def pages(self) -> Iterator[NavEntry]:
        if self.target:
            yield self
        for child in self.children:
            yield from child.pages()


@dataclass(frozen=True)
class Settings:
    """The handbook's own settings. `address` and `contact` are empty while they are unset.

    `content` and `output` are folders, relative to the handbook's root. `page_words` and
    `client_page_words` are the shortest and longest a page may be, in words. `citation_style` is the name of a
    style that comes with the package, or the path of one of the handbook's own, whose CSL is `citation_sheet`.
    `exit_address` is where who leaves a page at once is taken. `theme` is the folder of templates and style sheets of
    the handbook's own, where it names one. `ordinary` says that the pages are those of an ordinary MkDocs site, which
    are read by MkDocs alone. `engine` is one of ENGINES.
    """

    title: str
    location: Location
    content: str = "content"
    output: str = "site"
    address: str = ""
    address_location: Location | None = None
    status: str = ""
    contact: str = ""
    contact_location: Location | None = None
    edition: str = ""
    licence: str = ""
    licence_url: str = ""
    language: str = "en-GB"
    navigation: tuple[NavEntry, ...] | None = None
    page_words: tuple[int, int] | None = None
    client_page_words: tuple[int, int] | None = None
    citation_style: str = DEFAULT_STYLE
    citation_style_location: Location | None = None
    citation_sheet: str = ""
    exit_address: str = DEFAULT_EXIT
    extensions: tuple[tuple[str, dict[str, object]], ...] = ()
    theme: str = ""
    theme_location: Location | None = None
    ordinary: bool = False
    engine: str = AUTO

    @property
    def is_english(self) -> bool:
        return self.language.split("-")[0] == "en"

    def navigation_pages(self) -> Iterator[NavEntry]:
        for entry in self.navigation or ():
            yield from entry.pages()
