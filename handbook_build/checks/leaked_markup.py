"""Markup would be shown to readers as it stands, because it is no markup in this place.

A block inside a list, attributes that belong to nothing, or a citation with a broken bracket come
out as slashes, braces and at signs on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.document import Document
from handbook_build.model.nodes import Element, Nodes, Text, children_of

CODE, NAME, SEVERITY = "HB118", "leaked-markup", Severity.ERROR
LEAK = re.compile(r"(?m)^\s*/{3,}.*$|\{[.#][A-Za-z][\w-]*(?:\s[^{}\n]*)?\}|\]\{[a-z-]+=[^{}\n]*\}|\[-?@[\w-]*\Z")
CITED = re.compile(r"\[[^\[\]]*@[\w-]+[^\[\]]*\]")
VERBATIM = ("code", "pre", "kbd", "samp")


def check_document(document: Document) -> Iterator[Finding]:
    reported = any(flaw.kind in ("unknown-block", "unclosed-block") for flaw in document.flaws)
    for element in document.elements:
        for name in ("alt", "title"):
            if citation := CITED.search(element.get(name)):
                message = f"`{citation[0]}` would be shown as it stands: a picture's or link's words hold no citation"
                yield Finding(document.locate(element.offset), message, "cite in the text beside it")
    for section in document.sections:
        for node in _shown((*section.heading, *section.content)):
            for leak in LEAK.finditer(node.text):
                markup = leak[0].strip()
                if markup.startswith("/") and reported:
                    continue
                start = leak.start() + len(leak[0]) - len(leak[0].lstrip())
                where = document.locate(node.source_offset(start), len(markup))
                yield Finding(
                    where,
                    f"`{markup}` would be shown on the page as it stands",
                    "check what stands around it, or put it in backquotes if it is meant to be seen",
                )


def _shown(nodes: Nodes) -> Iterator[Text]:
    for node in nodes:
        if isinstance(node, Text):
            yield node
        elif not (isinstance(node, Element) and node.tag in VERBATIM):
            yield from _shown(children_of(node))
