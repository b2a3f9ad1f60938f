"""A block stands where it means nothing: a worksheet's lines on a page, a `side` outside `compare`.

`handbook explain NAME` says for each block where it belongs.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.blocks import block_specs
from handbook_build.blocks.spec import Place
from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.document import Document
from handbook_build.model.nodes import Block, Nodes, children_of

CODE, NAME, SEVERITY = "HB504", "block-placement", Severity.ERROR


def check_document(document: Document) -> Iterator[Finding]:
    yield from _within(document, document.body, "")


def _within(document: Document, nodes: Nodes, around: str) -> Iterator[Finding]:
    for node in nodes:
        inner = around
        if isinstance(node, Block) and node.name == "passage":
            continue
        if isinstance(node, Block):
            inner = node.name
            spec = block_specs()[node.name]
            where = document.locate(node.offset, len(node.name))
            wanted = Place.HANDOUT if document.is_handout else Place.PAGE
            if spec.place not in (Place.BOTH, wanted):
                yield Finding(where, f"the block `{node.name}` belongs on {spec.place.value}", "move or replace it")
            if spec.inside and spec.inside != around:
                yield Finding(
                    where,
                    f"the block `{node.name}` stands only in a block `{spec.inside}`",
                    f"put `/// {spec.inside}` and `///` around it, with another number of slashes",
                )
        yield from _within(document, children_of(node), inner)
