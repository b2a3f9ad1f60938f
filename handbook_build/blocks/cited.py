"""How a page, section or handout is cited today, as a live example.

/// cited
    part: break-before-leaving
    form: apa
///

`form` is apa, harvard, chicago or vancouver for a reference, in-text or narrative for a citation in
running text (with `paragraph: 3`), or link for the permanent address.
"""

from __future__ import annotations

from handbook_build.blocks.spec import BlockSpec, Option, Place, Title
from handbook_build.model.nodes import Block, Nodes, element

FORMS = {
    "apa": "APA 7",
    "harvard": "Harvard (Cite Them Right)",
    "chicago": "Chicago (author-date)",
    "vancouver": "Vancouver",
    "in-text": "In running text (APA 7)",
    "narrative": "In a sentence (APA 7)",
    "link": "Permanent link",
}


def web(block: Block, children: Nodes) -> Nodes:
    words = block.title or FORMS[block.text_option("form", "apa")]
    return (
        element("figure", element("figcaption", words), element("p", *children, class_="cite-text"), class_="cited"),
    )


SPEC = BlockSpec(
    "cited",
    Place.PAGE,
    Title.OPTIONAL,
    web,
    options=(
        Option("part", "id", "the id of what is cited", True),
        Option("form", "choice", "the form of the citation", True, tuple(FORMS)),
        Option("paragraph", "number", "the paragraph that is cited in running text", lowest=1, highest=999),
    ),
    empty=True,
)
