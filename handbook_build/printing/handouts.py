"""From the handbook to its sheets: each handout with the words, works and help that belong to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Protocol

from handbook_build.editions.codes import code_address
from handbook_build.editions.recall import code_now, square_words
from handbook_build.handouts import body_of, has_fields, help_line, picture_path, pictures_of, words_of
from handbook_build.linking.addresses import (
    permanent_address,
    public_address,
    target_address,
    typed_address,
)
from handbook_build.model.author import author_of
from handbook_build.model.citation import Citation
from handbook_build.model.document import BY_SECTION, Document
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import Nodes, element
from handbook_build.model.practice import Practice
from handbook_build.printing.line import PrintNodes
from handbook_build.printing.sheet import Foot, Sheet
from handbook_build.printing.tree import print_tree


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
        place = partial(picture_path, document)
        front, settings = document.front, handbook.settings
        return Sheet(
            id=front.id,
            title=front.title,
            summary=front.summary,
            language=settings.language,
            reviewed=front.reviewed,
            authors=tuple(author_of(name).name for name in front.authors),
            body=print_tree(body_of(document), cite=bibliography.citation, address=address, picture=place),
            words=words_of(handbook, document),
            sources=tuple(
                print_tree((element("p", *bibliography.reference(key)),), address=address)
                for key in bibliography.ordered(_cited(document))
            ),
            help=print_tree(help_line(handbook)) if "client" in front.audience else [],
            foot=_foot(handbook, document),
            pictures=_pictures(document, read),
            audience=front.audience,
            limit=front.max_pages,
            has_fields=has_fields(document),
            by_section=front.sides == BY_SECTION,
            wants_contact=front.contact,
        )

    return [sheet(document) for document in handbook.handouts]


def for_practice(sheet: Sheet, practice: Practice, logo: bytes, numbers: PrintNodes) -> Sheet:
    """The sheet as this practice gives it out.

    `numbers` is `practice_help(handbook, practice)`, the same for all its sheets; a sheet that is for no client takes
    the name and the logo alone.
    """
    return replace(sheet, practice=practice, logo=logo, help=numbers if sheet.is_for_clients else [])


def practice_help(handbook: Handbook, practice: Practice) -> PrintNodes:
    """Whom to ring in the country of the practice; nothing when the handbook has no number there."""
    return print_tree(help_line(handbook, practice.country))


def short_address(handbook: Handbook, name: str) -> str:
    """Where the page or section with this id is found online for good, as a reader would type it.

    Without a public address nobody can type it, and the path tells at least where it stands.
    """
    target = handbook.targets.get(name)
    if target is None:
        return ""
    place = permanent_address(name) if handbook.settings.address else target_address(target)
    return typed_address(public_address(handbook, place))


def _foot(handbook: Handbook, document: Document) -> Foot:
    settings, latest = handbook.settings, handbook.ledger.latest
    place, code = short_address(handbook, document.front.section), code_now(handbook, document.id)
    if latest is None:
        return Foot(settings.title, settings.edition, settings.licence, place)
    if not code:
        return Foot(settings.title, "", settings.licence, place, after=latest.name)
    look_up = typed_address(public_address(handbook, code_address(code))) if settings.address else ""
    square = square_words(handbook, document.id, code)
    return Foot(settings.title, latest.name, settings.licence, place, code=code, look_up=look_up, square=square)


def _cited(document: Document) -> tuple[str, ...]:
    return tuple(item.key for node in document.citations for item in node.citation.items)


def _pictures(document: Document, read: Callable[[str], bytes]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for name in sorted(pictures_of(document)):
        try:
            found[name] = read(name)
        except (OSError, ValueError):
            continue
    return found
