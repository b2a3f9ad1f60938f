"""A link has no words, so who hears the page read aloud learns nothing of where it leads.

A link to an id may be left empty: it takes the title of what it leads to.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.linking.addresses import is_outside
from handbook_build.model.document import Document
from handbook_build.model.nodes import Element, text_of, walk

CODE, NAME, SEVERITY = "HB408", "empty-link", Severity.ERROR


def check_document(document: Document) -> Iterator[Finding]:
    for node in document.elements:
        if node.tag != "a" or not node.get("href"):
            continue
        _, _, fragment = node.get("href").partition("#")
        if fragment and not is_outside(node.get("href")):
            continue
        pictured = any(isinstance(inner, Element) and inner.get("alt").strip() for inner in walk(node.children))
        if not text_of(node.children).strip() and not pictured:
            yield Finding(
                document.locate(node.offset), "this link has no words", "say where it leads: [words](address)"
            )
