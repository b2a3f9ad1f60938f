"""A column of a table has no heading.

Who hears a table read aloud is told the heading of each cell. Name every column, the first as well. A row that has
more cells than there are headings most often holds a `|` that was meant as a sign: write `\\|` for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.document import Document
from handbook_build.model.nodes import Element, children_of, offset_of, text_of, walk

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
        for row in rows_of(table):
            beyond = row[len(headers) :]
            if beyond and not any(node.get("colspan") for node in walk((table,)) if isinstance(node, Element)):
                yield Finding(
                    document.locate(offset_of(beyond)),
                    f"this row of a table has {len(row)} cells, and the table {len(headers)} headings",
                    "write `\\|` for a sign that divides no cells, or give the column a heading",
                )


def rows_of(table: Element) -> Iterator[tuple[Element, ...]]:
    """The cells of each row below the headings; none of a table that has its headings elsewhere."""
    head = [part for part in table.children if isinstance(part, Element) and part.tag == "thead"]
    body = [part for part in table.children if isinstance(part, Element) and part.tag == "tbody"]
    if len(head) == 1:
        for part in body:
            for row in part.children:
                cells = tuple(one for one in children_of(row) if isinstance(one, Element))
                if not any(cell.tag == "th" for cell in cells):
                    yield cells
