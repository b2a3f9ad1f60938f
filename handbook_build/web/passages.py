"""Numbers of paragraphs on a page: the same by which the ledger knows them, each with an address of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from handbook_build.editions.words import NUMBER, numbered, numbered_on
from handbook_build.linking.addresses import passage_id
from handbook_build.model.document import Document, Section
from handbook_build.model.nodes import Element, Node, Nodes, element

# The attribute from which the style sheet writes the number, which is so no text of the page.
SHOWN = "data-p"


@dataclass(frozen=True)
class NumberedSection:
    """A section with its words numbered; `part` is the id of the page, section or handout that they are cited as."""

    section: Section
    part: str

    @property
    def is_part(self) -> bool:
        """Whether the section itself is what is cited."""
        return bool(self.part) and self.part == self.section.id


def numbered_sections(document: Document) -> Iterator[NumberedSection]:
    """The sections in order. Words before the first heading are the page's own, all words of a handout are its own."""
    whole = [one for one in document.sections if document.is_handout or not one.id]
    counted = dict(zip(map(id, whole), numbered_on(one.content for one in whole), strict=True))
    for section in document.sections:
        if id(section) in counted:
            yield NumberedSection(replace(section, content=counted[id(section)]), document.id)
        else:
            yield NumberedSection(replace(section, content=numbered(section.content)), section.id)


def addressed(nodes: Nodes, part: str) -> Nodes:
    """Finished nodes, in which each number has become an address of its own and something to show.

    Without the id of a part the numbers are taken away.
    """
    return tuple(_addressed(node, part) for node in nodes)


def _addressed(node: Node, part: str) -> Node:
    if not isinstance(node, Element):
        return node
    children = addressed(node.children, part)
    number = node.get(NUMBER)
    if not number:
        return node if children == node.children else replace(node, children=children)
    kept = tuple((key, value) for key, value in node.attributes if key != NUMBER)
    if not part:
        return replace(node, attributes=kept, children=children)
    name = passage_id(part, int(number))
    if node.get("id"):
        # An author gave this paragraph an id, which leads here too.
        return replace(node, attributes=(*kept, (SHOWN, number)), children=(element("a", id=name), *children))
    return replace(node, attributes=(("id", name), *kept, (SHOWN, number)), children=children)
