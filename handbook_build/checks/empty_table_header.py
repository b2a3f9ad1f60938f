"""A column of a table has no heading.

Who hears a table read aloud is told the heading of each cell. Name every column, the first as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.document import Document
from handbook_build.model.nodes import Element, offset_of, text_of, walk

CODE, NAME, SEVERITY = "HB605", "empty-table-header", Severity.ERROR


def check_document(document: Document) -> Iterator[Finding]:
    for table in document.elements:
        if table.tag != "table":
            continue
        headers = [node for node in walk((table,)) if isinstance(node, Element) and node.tag == "th"]
        for number, header in enumerate(headers, 1):
            if not text_of(header.children).strip():
                yield Finding(
                    document.locate(offset_of((table,))),
                    f"column {number} of this table has no heading",
                    "write a word for what the column holds",
                )
