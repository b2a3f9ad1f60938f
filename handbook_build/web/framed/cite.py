"""How to cite a part: a page with every form of it, and the same forms as files for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from handbook_build.citing.cff import citation_cff
from handbook_build.citing.forms import STYLES, Forms
from handbook_build.citing.record import Record
from handbook_build.linking.addresses import permanent_address, relative
from handbook_build.linking.works import FORMATS
from handbook_build.model.nodes import Element, Node, Nodes, Text, element
from handbook_build.web.framed.library import Library
from handbook_build.web.framed.page import FramedPage
from handbook_build.web.identity import cite_address, identity_of

CFF = "CITATION.cff"
# Styles that ask for the day of reading, which only the reader knows: how each one writes it.
DAYS = {
    "harvard-cite-them-right": "Cite Them Right asks for the day on which you read it, at the end: "
    "(Accessed: 22 November 2026).",
    "vancouver": "Vancouver asks for the day on which you read it, after the year: [cited 2026 Nov 22].",
}


def cite_page(library: Library, forms: Forms) -> FramedPage:
    """The page of a part, or that of the whole handbook."""
    record = forms.record
    address = cite_address(record)
    return FramedPage(
        address=address,
        title=f"Cite “{record.title}”" if record.id else "Cite the handbook",
        summary=_summary(record),
        body=_body(forms, address),
        head=identity_of(record, address, about=True).nodes,
        leave=library.can_be_left(record.id),
    )


def cite_files(forms: Forms) -> Iterator[tuple[str, bytes]]:
    """Every form as a file, by its address on the site."""
    for ending, text in forms.files.items():
        yield cite_address(forms.record, ending), text.encode("utf-8", "surrogatepass")


def book_pages(library: Library) -> Iterator[FramedPage]:
    """The page of the whole handbook."""
    if library.citing:
        yield cite_page(library, library.citing.book)


def book_files(library: Library) -> Iterator[tuple[str, bytes]]:
    """The files of the whole handbook, and `CITATION.cff`."""
    if library.citing:
        yield from cite_files(library.citing.book)
        yield CFF, citation_cff(library.citing.book.record).encode("utf-8", "surrogatepass")


def _summary(record: Record) -> str:
    """Where the part stands, in a line."""
    if record.kind == "book":
        return f"Every way to cite the whole of {record.container}."
    page = f" of “{record.page_title}”" if record.kind == "section" else ""
    return ", ".join(part for part in (f"{record.place_label}{page}", record.container, record.edition_label) if part)


def _body(forms: Forms, address: str) -> Nodes:
    return (
        element("div", element("p", *_standing(forms.record, address)), class_="sec flow"),
        element(
            "div",
            *(_style(forms, style, name) for style, name in STYLES.items()),
            _in_text(forms),
            _link(forms, address),
            *(_machine(forms, address, *form) for form in FORMATS),
            class_="cite-forms",
        ),
    )


def _standing(record: Record, address: str) -> Nodes:
    """Which words are cited, and whether they may still change."""
    kind = "handbook" if record.kind == "book" else record.kind
    place = "" if record.kind == "book" else record.place
    if record.released:
        way = element("a", f"the {kind} as it stands there", href=relative(record.path, address))
        said = f"This cites the words of edition {record.edition}. The permanent link will lead to them for good: "
    else:
        way = element("a", f"the {kind} as it stands now", href=relative(place, address))
        said = "This cites words that stand in no edition yet, so they may still change: "
    return (Text(said), way, Text("."))


def _style(forms: Forms, style: str, name: str) -> Element:
    text = element("p", *forms.styles[style], class_="cite-text")
    note = (_note(DAYS[style]),) if style in DAYS else ()
    return _section(style, name, text, *note)


def _in_text(forms: Forms) -> Element:
    paragraph = "para. 3"
    said = forms.in_text(paragraph), forms.narrative(paragraph)
    return _section(
        "in-text",
        "In running text (APA 7)",
        element("p", forms.in_text(), class_="cite-text"),
        element(
            "p",
            "To name a paragraph, give its number, counted from the heading: ",
            element("q", said[0]),
            " or, in a sentence, ",
            element("q", said[1]),
            ". Several are written ",
            _SEVERAL,
            ".",
            class_="small",
        ),
    )


def _link(forms: Forms, address: str) -> Element:
    record = forms.record
    link = element("a", forms.link, href=record.url or relative(record.path, address))
    return _section("link", "Permanent link", element("p", link, class_="cite-text"), *_today(record, address))


def _today(record: Record, address: str) -> Nodes:
    """The other address that lasts: not what was said in an edition, but what is said by then."""
    if not record.released or not record.id:
        return ()
    path = permanent_address(record.id)
    shown = f"{record.url.removesuffix(record.path)}{path}"
    link = element("a", shown, href=shown if record.url else relative(path, address))
    words = f"Another link leads to the {record.kind} as it is on the day when it is followed: "
    return (element("p", words, link, class_="small"),)


def _machine(forms: Forms, address: str, ending: str, kind: str, name: str) -> Element:
    href = relative(cite_address(forms.record, ending), address)
    download = element("a", f"Download {name}", href=href, type=kind, download="", class_="btn")
    scrolls = {"tabindex": "0", "role": "region", "aria_label": f"The record as {name}"}
    text = element("pre", forms.files[ending].rstrip("\n"), class_="cite-text", **scrolls)
    return _section(ending, name, text, element("p", download))


def _section(form: str, name: str, *content: Node) -> Element:
    return element("section", _heading(name), *content, class_="sec flow", data_form=form)


# The same on the page of every part, of which there are thousands.
_SEVERAL = element("q", "paras. 3–5")


@cache
def _heading(name: str) -> Element:
    return element("h2", name)


@cache
def _note(words: str) -> Element:
    return element("p", words, class_="small")
