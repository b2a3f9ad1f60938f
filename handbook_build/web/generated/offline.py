"""The page on which a reader keeps the handbook for reading without a connection, and removes it again.

How large the copy and the folder are is known when every page is written, this one too. So it is written with two
empty places, which are filled last; under MkDocs alone there is nothing to fill them with.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from handbook_build.citing.bibliography import Bibliography
from handbook_build.linking.addresses import page_address, relative
from handbook_build.model.handbook import GENERATED, OFFLINE, Handbook
from handbook_build.model.nodes import Element, Node, Nodes, element
from handbook_build.web.generated.page import GeneratedPage
from handbook_build.web.html import to_html

SUMMARY = "Read the handbook without a connection. Nothing is kept on this device until you press the button."
NOT_MADE = "This copy of the handbook was made without the file that a browser would keep."
WITHOUT = "Keeping needs JavaScript, which is off here or has not arrived. Nothing is kept."
SHARED = (
    "Anyone who uses this browser can open the copy, also without a connection. Leaving a page in a hurry does not "
    "remove it, and neither does closing the window. The button on this page removes all of it at once.",
    "On a device that is not yours alone, you could read online instead, in a private window.",
)
BEHAVES = (
    "With a connection you read the pages as they are online. The copy is shown when no answer comes within a few "
    "seconds. It is never renewed by itself: when there is something newer, this page offers it.",
    "A browser may remove the copy by itself, when room runs short or when you have not been here for some weeks. "
    "This page says whether it is still there.",
)
FOLDER = (
    "One ZIP file with every page, the sheets to print and the data, for a computer without a connection, a memory "
    "stick or a shared drive. Unpack it and open index.html. Search works in it too."
)
THIS_FOLDER = "You are reading that folder now: it is on this device already."
# What answers without a connection; it stands at the root of the site, since it answers for its own folder alone.
PROGRAM = "handbook-offline.js"
LARGEST = 25_000_000
_COPY, _FOLDER = element("div", id="keep-copy"), element("div", id="keep-folder")


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """The copy that a browser keeps: bytes to fetch and bytes on the device, and the number of pages."""

    fetched: int
    stored: int
    pages: int

    @property
    def offered(self) -> bool:
        """Above 25 MB a browser is no good place for it."""
        return self.fetched <= LARGEST


@dataclass(frozen=True, slots=True)
class FolderFacts:
    """The folder edition: the address of its ZIP and its bytes; or, in the folder itself, neither."""

    address: str = ""
    size: int = 0


def page(handbook: Handbook, bibliography: Bibliography, exports: Collection[str] = ()) -> GeneratedPage:
    body = (
        _COPY if exports else element("p", NOT_MADE),
        _section("What is kept", "what-is-kept", element("ul", *(element("li", one) for one in _kept(handbook)))),
        _section("If others use this device", "if-others-use-it", *(element("p", one) for one in SHARED)),
        _section("How it behaves", "how-it-behaves", *(element("p", one) for one in BEHAVES)),
        *((_FOLDER,) if exports else ()),
    )
    return GeneratedPage(OFFLINE, GENERATED[OFFLINE], SUMMARY, body)


def _kept(handbook: Handbook) -> Iterator[str]:
    help_page = handbook.help_page
    yield f"Every page{f', “{help_page.front.title}” among them' if help_page else ''}, with its drawings."
    if handbook.handouts:
        yield "The sheets as web pages. Their PDFs and Word files are not kept."
    yield "The glossary, the references, A to Z, and search."
    if handbook.ledger.exists:
        yield "The words of now. Old editions are not kept."


def _section(title: str, name: str, *content: Node) -> Element:
    return element("section", element("h2", title, id=name), *content, class_="sec flow")


def filled(html: str, copy: CopyFacts, folder: FolderFacts | None) -> str:
    """The finished page with what became known since. A page of an author's own has no place for it, and stays."""
    html = html.replace(to_html((_COPY,)), to_html(_of_copy(copy)))
    return html.replace(to_html((_FOLDER,)), to_html(_of_folder(folder) if folder else ()))


def _of_copy(facts: CopyFacts) -> Nodes:
    if not facts.offered:
        words = (
            f"This handbook takes {megabytes(facts.fetched)}, which is more than a browser should keep, so it is not "
            "offered here."
        )
        return (element("section", element("p", words), class_="sec flow"),)
    size = (
        f"It takes {megabytes(facts.fetched)} to fetch, and {megabytes(facts.stored)} on this device, for "
        f"{facts.pages} pages."
    )
    buttons = (
        _button("Keep this handbook", "keep", "btn main"),
        _button("Renew the copy", "renew", "btn main"),
        _button("Remove it from this device", "remove", "btn"),
    )
    here = page_address(OFFLINE)
    controls = element(
        "div",
        element("p", WITHOUT, class_="keep-told", role="status", tabindex="-1"),
        element("progress", hidden="", aria_label="How much has arrived"),
        element("p", *buttons, class_="keep-acts"),
        class_="keep",
        data_root=relative("", here),
        data_facts=relative(f"{here}copy.json", here),
        data_program=relative(PROGRAM, here),
    )
    return (element("section", element("p", size), controls, class_="sec flow"),)


def _button(words: str, does: str, looks: str) -> Element:
    return element("button", words, class_=looks, type="button", data_does=does, hidden="")


def _of_folder(facts: FolderFacts) -> Nodes:
    if not facts.address:
        words: Nodes = (element("p", THIS_FOLDER),)
    else:
        address = relative(facts.address, page_address(OFFLINE))
        link = element("a", "Download the folder", class_="btn", href=address, download="")
        size = element("span", f" ZIP, {megabytes(facts.size)}", class_="muted")
        words = (element("p", FOLDER), element("p", link, size))
    return (_section("The handbook as a folder", "as-a-folder", *words),)


def megabytes(size: int) -> str:
    """`1.4 MB`: rounded to a tenth, and never to nothing."""
    return f"{max(size / 1_000_000, 0.1):.1f} MB"
