"""From the handbook to its sheets: each handout with the words, works and help that belong to it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from typing import Protocol
from urllib.parse import unquote, urlsplit

from handbook_build.linking.addresses import public_address, target_address
from handbook_build.model.citation import Citation
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.model.help import HelpDirectory, Helpline
from handbook_build.model.nodes import Element, Nodes, TermLink, element, walk
from handbook_build.printing.sheet import Foot, Sheet
from handbook_build.printing.tree import print_tree
from handbook_build.printing.wording import in_words

MOST_WORDS = 6


class Rendered(Protocol):
    """A bibliography whose citations and references are rendered."""

    def citation(self, citation: Citation) -> Nodes: ...

    def reference(self, key: str) -> Nodes: ...

    def ordered(self, keys: Iterable[str]) -> tuple[str, ...]: ...


def handout_sheets(
    handbook: Handbook, bibliography: Rendered, address: Callable[[str], str], read: Callable[[str], bytes]
) -> list[Sheet]:
    """A sheet for each handout.

    `address` gives the full https address of a place in the handbook (`#id`), or nothing. `read`
    gives the bytes of a picture by its path below the content folder, or raises OSError; a picture
    that is not there is printed as its alternative text.
    """

    def sheet(document: Document) -> Sheet:
        def place(source: str) -> str:
            return posixpath.normpath(posixpath.join(posixpath.dirname(document.path), unquote(urlsplit(source).path)))

        front, settings = document.front, handbook.settings
        return Sheet(
            id=front.id,
            title=front.title,
            summary=front.summary,
            language=settings.language,
            reviewed=front.reviewed,
            authors=front.authors,
            body=print_tree(body_of(document), cite=bibliography.citation, address=address, picture=place),
            words=_words(handbook, document),
            sources=tuple(
                print_tree((element("p", *bibliography.reference(key)),), address=address)
                for key in bibliography.ordered(_cited(document))
            ),
            help=print_tree(help_line(handbook)),
            foot=Foot(settings.title, settings.edition, settings.licence, short_address(handbook, front.section)),
            pictures=_pictures(document, place, read),
        )

    return [sheet(document) for document in handbook.handouts]


def short_address(handbook: Handbook, name: str) -> str:
    """Where the page or section with this id stands online, as a reader would type it."""
    target = handbook.targets.get(name)
    address = public_address(handbook, target_address(target)) if target else ""
    return address.removeprefix("https://").removeprefix("http://")


def help_line(handbook: Handbook) -> Nodes:
    """Whom to ring now, in the country that `help.yml` names first."""
    directory = handbook.help
    emergency, listening = (_first(directory, kind) for kind in ("emergency", "listening"))
    said: list[Element | str] = []
    if emergency:
        said += [element("strong", f"In danger now ({emergency.country}): {emergency.number}."), " "]
    if listening:
        when = ", ".join(["To talk", *filter(None, (listening.hours, listening.cost))])
        said += [f"{when}: {listening.service} ", element("strong", listening.number), ". "]
    if said and directory.checked:
        said.append(f"Numbers checked {in_words(directory.checked)}. ")
    page = next((page.id for page in handbook.pages if page.front.kind == "help"), "")
    if said and (address := short_address(handbook, page)):
        said.append(f"Other countries and services: {address}")
    return (element("p", *said),) if said else ()


def _first(directory: HelpDirectory, kind: str) -> Helpline | None:
    """The first service of this kind that can be rung, in the first country."""
    code = directory.countries[0][0] if directory.countries else ""
    return next((line for line in directory.of(code) if line.kind == kind and line.number), None)


def body_of(document: Document) -> Nodes:
    """The sections with their headings, one after another."""
    return tuple(
        node
        for section in document.sections
        for node in (*((Element("h2", (), section.heading),) if section.heading else ()), *section.content)
    )


def _words(handbook: Handbook, document: Document) -> tuple[tuple[str, str], ...]:
    """The terms that the handout links, as it meets them, with their definitions."""
    linked = dict.fromkeys(node.entry for node in walk(body_of(document)) if isinstance(node, TermLink))
    entries = [handbook.entry[name] for name in linked if name in handbook.entry][:MOST_WORDS]
    return tuple((entry.preferred, entry.definition) for entry in entries)


def _cited(document: Document) -> tuple[str, ...]:
    return tuple(item.key for node in document.citations for item in node.citation.items)


def _pictures(document: Document, place: Callable[[str], str], read: Callable[[str], bytes]) -> dict[str, bytes]:
    names = {
        place(node.get("src")) for node in walk(body_of(document)) if isinstance(node, Element) and node.tag == "img"
    }
    found: dict[str, bytes] = {}
    for name in sorted(names):
        try:
            found[name] = read(name)
        except (OSError, ValueError):
            continue
    return found
