"""A page has a heading of the first level, or skips a level.

The title comes from the front matter and is the only heading of the first level. Below it, sections
are `##` and their parts `###`: who hears a page read aloud moves by these levels.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.blocks import block_specs
from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.document import Document
from handbook_build.model.nodes import Block, Element, Node, Nodes, children_of, offset_of

CODE, NAME, SEVERITY = "HB108", "heading-order", Severity.ERROR
LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")


def check_document(document: Document) -> Iterator[Finding]:
    for section in document.sections:
        level = 2 if section.id else 1
        for node in _written(section.content):
            if not isinstance(node, Element) or node.tag not in LEVELS:
                continue
            found = LEVELS.index(node.tag) + 1
            if found == 2:
                # Those that begin a section are not in its content.
                yield Finding(
                    document.locate(offset_of((node,))),
                    "a section cannot begin inside a block, list or quotation",
                    "write the heading with three `#`, or move it out",
                )
                continue
            where = document.locate(offset_of((node,)))
            if found == 1:
                yield Finding(
                    where,
                    "this is a second heading of the first level: the title in the front matter is the first",
                    "write `## ...`, or take it out",
                )
            elif found > level + 1:
                yield Finding(
                    where, f"this heading is of level {found} after level {level}", f"write it with {level + 1} `#`"
                )
            level = max(found, 2)


def _written(nodes: Nodes) -> Iterator[Node]:
    """Every node but those that a block draws from elsewhere."""
    for node in nodes:
        yield node
        if not (isinstance(node, Block) and block_specs()[node.name].empty):
            yield from _written(children_of(node))
