"""A link, a reading list, a question or a passage names an id that nothing has.

Ids belong to pages, sections, handouts (`#H12`) and terms (`#term-empathy`), over the whole handbook.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from difflib import get_close_matches
from urllib.parse import unquote, urlsplit

from handbook_build.blocks import block_specs
from handbook_build.diagnostics import Finding, Severity
from handbook_build.linking.addresses import is_outside
from handbook_build.locations import Location
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB402", "broken-section-link", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    for document in handbook.documents:
        for name, location in _named(document, handbook):
            if name not in handbook.targets:
                near = get_close_matches(name, handbook.targets, 1)
                hint = f"did you mean `{near[0]}`?" if near else "write the id of a page, section, handout or term"
                yield Finding(location, f"nothing has the id `{name}`", hint)


def _named(document: Document, handbook: Handbook) -> Iterator[tuple[str, Location]]:
    front = document.front
    if front.section:
        yield front.section, document.at("section")
    for name in front.related:
        yield name, document.at("related")
    for node in document.elements:
        address = node.get("href")
        if node.tag != "a" or is_outside(address):
            continue
        parts = urlsplit(address)
        target = posixpath.normpath(posixpath.join(posixpath.dirname(document.path), unquote(parts.path)))
        known = not parts.path or target in handbook.by_path
        if parts.fragment and known:
            yield unquote(parts.fragment), document.locate(node.offset, len(parts.fragment))
    for block in document.blocks:
        for option in block_specs()[block.name].options:
            if option.kind == "id" and block.text_option(option.name):
                yield block.text_option(option.name), document.locate(block.offset, len(block.name))
