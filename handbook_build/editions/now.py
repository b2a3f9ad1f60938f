"""The parts of a handbook as they stand now, in the form in which an edition keeps them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from handbook_build.editions.keeping import made_once
from handbook_build.editions.words import PLAIN, Speech, digest_of, passages_of
from handbook_build.linking.addresses import target_address
from handbook_build.model.document import Document, Section, in_flow
from handbook_build.model.edition import Part, sections_by_page
from handbook_build.model.handbook import Handbook, Target
from handbook_build.model.nodes import CitationNode, Nodes, walk


@made_once
def parts_now(handbook: Handbook) -> Mapping[str, Part]:
    """Every part by its id, in reading order, with citations as their authors wrote them. Made once."""
    return parts_of(handbook)


@made_once
def sections_now(handbook: Handbook) -> Mapping[str, Sequence[Part]]:
    """The sections of each page that has any, by its id, in order. Made once."""
    return sections_by_page(parts_now(handbook).values())


def parts_of(handbook: Handbook, speech: Speech = PLAIN) -> dict[str, Part]:
    """Every part by its id, in reading order: each page, then its sections; each handout.

    `speech` says citations and links without words as the site does. Where an id stands twice, the
    first has it.
    """
    found: dict[str, Part] = {}
    for document in handbook.documents:
        for part in _document(handbook, document, speech):
            found.setdefault(part.id, part)
    return found


def linked_title(handbook: Handbook, address: str) -> str:
    """What a link without words shows, as a page would."""
    target = handbook.targets.get(address.rpartition("#")[2])
    return target.label if target else ""


def _document(handbook: Handbook, document: Document, speech: Speech) -> Iterator[Part]:
    if not document.id:
        return
    if document.is_handout:
        yield _whole(handbook, document, "handout", in_flow(document.sections), speech)
        return
    yield _whole(handbook, document, "page", in_flow(one for one in document.sections if not one.id), speech)
    for section in document.sections:
        if section.id and (target := handbook.targets.get(section.id)):
            yield _section(handbook, document, section, target, speech)


def _whole(handbook: Handbook, document: Document, kind: str, nodes: Nodes, speech: Speech) -> Part:
    front = document.front
    passages = passages_of(nodes, speech)
    return Part(
        id=document.id,
        kind=kind,
        page=document.id,
        number=document.id if document.is_handout else front.number,
        title=front.title,
        address=target_address(handbook.targets[document.id]),
        digest=digest_of(front.title, front.summary, passages),
        passages=passages,
        summary=front.summary,
        authors=front.authors,
        reviewed=front.reviewed,
        cited=cited_in(nodes),
    )


def _section(handbook: Handbook, document: Document, section: Section, target: Target, speech: Speech) -> Part:
    passages = passages_of(section.content, speech)
    return Part(
        id=section.id,
        kind="section",
        page=document.id,
        number=target.number,
        title=section.title,
        address=target_address(target),
        digest=digest_of(section.title, "", passages),
        passages=passages,
        authors=document.front.authors,
        reviewed=document.front.reviewed,
        cited=cited_in((*section.heading, *section.content)),
    )


def cited_in(nodes: Nodes) -> tuple[str, ...]:
    """The keys of the works that nodes cite, in order of their first citation."""
    return tuple(
        dict.fromkeys(
            item.key for node in walk(nodes) if isinstance(node, CitationNode) for item in node.citation.items
        )
    )
