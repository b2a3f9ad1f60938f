"""The parts of a handbook as they stand now, in the form in which an edition keeps them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from handbook_build.editions.keeping import made_once
from handbook_build.editions.words import PLAIN, Speech, digest_of, passages_of
from handbook_build.linking.addresses import target_address
from handbook_build.model.citation import Citation
from handbook_build.model.document import Document, Section, in_flow
from handbook_build.model.edition import Part, Passage, sections_by_page
from handbook_build.model.handbook import Handbook, Target
from handbook_build.model.nodes import CitationNode, Element, Nodes, walk


@made_once
def parts_now(handbook: Handbook) -> Mapping[str, Part]:
    """Every part by its id, in reading order, with citations as their authors wrote them. Made once."""
    return parts_of(handbook)


@made_once
def sections_now(handbook: Handbook) -> Mapping[str, Sequence[Part]]:
    """The sections of each page that has any, by its id, in order. Made once."""
    return sections_by_page(parts_now(handbook).values())


def hand_on(before: Handbook, after: Handbook) -> None:
    """Has the parts of one handbook be those of another, which differs in nothing that a part has."""
    parts_now.hand_on(before, after)
    sections_now.hand_on(before, after)


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
    yield _whole(handbook, document, speech)
    for section in () if document.is_handout else document.sections:
        if section.id and (target := handbook.targets.get(section.id)):
            yield _section(document, section, target, speech)


def _whole(handbook: Handbook, document: Document, speech: Speech) -> Part:
    front, content = document.front, _content_of_document(document)
    passages = content.passages(speech)
    return Part(
        id=document.id,
        kind="handout" if document.is_handout else "page",
        page=document.id,
        number=document.id if document.is_handout else front.number,
        title=front.title,
        address=target_address(handbook.targets[document.id]),
        digest=content.digest(front.title, front.summary, passages),
        passages=passages,
        summary=front.summary,
        authors=front.authors,
        reviewed=front.reviewed,
        cited=content.cited,
    )


def _section(document: Document, section: Section, target: Target, speech: Speech) -> Part:
    content = _content_of_section(section)
    passages = content.passages(speech)
    return Part(
        id=section.id,
        kind="section",
        page=document.id,
        number=target.number,
        title=section.title,
        address=target_address(target),
        digest=content.digest(section.title, "", passages),
        passages=passages,
        authors=document.front.authors,
        reviewed=document.front.reviewed,
        cited=content.cited,
    )


class _Content:
    """What a section holds, or the top of a page, or a handout; worked out once for each, and not for each reader."""

    def __init__(self, nodes: Nodes, heading: Nodes = ()) -> None:
        self.nodes = nodes
        self.cited = cited_in((*heading, *nodes))
        self._said: dict[tuple[str, ...], tuple[Passage, ...]] = {}
        self._digests: dict[tuple[str, str, int], tuple[tuple[Passage, ...], str]] = {}

    def passages(self, speech: Speech) -> tuple[Passage, ...]:
        """What differs from one way of saying to another is what citations and links say, and nothing else."""
        said = (*map(speech.citation, self._citations), *map(speech.link, self._links))
        if said not in self._said:
            self._said[said] = passages_of(self.nodes, speech)
        return self._said[said]

    def digest(self, title: str, summary: str, passages: tuple[Passage, ...]) -> str:
        key = title, summary, id(passages)
        if key not in self._digests:
            # The passages are held, so that no others can have their identity.
            self._digests[key] = passages, digest_of(title, summary, passages)
        return self._digests[key][1]

    @cached_property
    def _citations(self) -> tuple[Citation, ...]:
        return tuple(node.citation for node in walk(self.nodes) if isinstance(node, CitationNode))

    @cached_property
    def _links(self) -> tuple[str, ...]:
        return tuple(node.get("href") for node in walk(self.nodes) if isinstance(node, Element) and node.tag == "a")


@made_once
def _content_of_section(section: Section) -> _Content:
    return _Content(section.content, section.heading)


@made_once
def _content_of_document(document: Document) -> _Content:
    sections = document.sections if document.is_handout else [one for one in document.sections if not one.id]
    return _Content(in_flow(sections))


def cited_in(nodes: Nodes) -> tuple[str, ...]:
    """The keys of the works that nodes cite, in order of their first citation."""
    return tuple(
        dict.fromkeys(
            item.key for node in walk(nodes) if isinstance(node, CitationNode) for item in node.citation.items
        )
    )
