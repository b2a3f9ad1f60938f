"""A link, a reading list, a question or a passage names an id that nothing has.

Ids belong to pages, sections, handouts (`#H12`) and terms (`#term-empathy`), over the whole handbook. The pages that
the build makes have theirs: `#glossary`, `#references`, `#handouts`, `#outcomes`. Where the id was there and is gone,
`git log -S "{#the-id}" -- content` finds it again; one that an edition has is kept by `handbook ids`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from urllib.parse import unquote, urlsplit

from handbook_build.blocks import block_specs
from handbook_build.diagnostics import Finding, Severity
from handbook_build.editions.upkeep import ways_back
from handbook_build.linking.addresses import is_outside
from handbook_build.locations import Location
from handbook_build.model.document import FOOTNOTE, Document
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import NOWHERE

CODE, NAME, SEVERITY = "HB402", "broken-section-link", Severity.ERROR
# The kind of each thing that has an id, the paths of all pages and handouts, whether the termbase can be read, and of
# ids that an edition has and nothing has now, what is known of where much of it stands.
Known = tuple[Mapping[str, str], Mapping[str, None], bool, Mapping[str, str]]


WRITE = "write the id of a page, section, handout or term"


def known(handbook: Handbook) -> Known:
    kinds = {name: target.kind for name, target in handbook.targets.items()}
    return kinds, dict.fromkeys(handbook.by_path), "terms.yml" not in handbook.unread, ways_back(handbook)


def check_document(document: Document, known: Known) -> Iterator[Finding]:
    kind_of, paths, has_terms, lost = known
    for name, location, kinds in _named(document, paths):
        kind = kind_of.get(name)
        if kind is None and (has_terms or not name.startswith("term-")):
            hint = lost.get(name)
            if not hint:
                near = get_close_matches(name, kind_of, 1)
                hint = f"did you mean `{near[0]}`?" if near else WRITE
            gone = ", which an edition has" if name in lost else ""
            yield Finding(location, f"nothing has the id `{name}`{gone}", hint)
        elif kind and kinds and kind not in kinds:
            wanted = " or ".join(kinds)
            yield Finding(location, f"`{name}` is a {kind}, where a {wanted} belongs", f"write the id of a {wanted}")


ANY: tuple[str, ...] = ()
READ = ("page", "section")
CITED = (*READ, "handout")
# What the blocks name that do not lead to something to read.
KINDS_FOR = {"passage": ("section",), "cited": CITED}


def _named(document: Document, paths: Mapping[str, None]) -> Iterator[tuple[str, Location, tuple[str, ...]]]:
    """Each id that is named: the id, where, and what kinds of thing it may be."""
    front = document.front
    if front.section:
        yield front.section, document.at("section"), READ
    for name in front.related:
        yield name, document.at("related"), CITED
    for node in document.elements:
        address = node.get("href")
        if node.tag != "a" or is_outside(address):
            continue
        parts = urlsplit(address)
        target = posixpath.normpath(posixpath.join(posixpath.dirname(document.path), unquote(parts.path)))
        known = not parts.path or target in paths
        if parts.fragment and known and not FOOTNOTE.match(unquote(parts.fragment)):
            begin = node.offset + address.index("#") + 1 if node.offset != NOWHERE else NOWHERE
            yield unquote(parts.fragment), document.locate(begin, len(parts.fragment)), ANY
    for block in document.blocks:
        for option in block_specs()[block.name].options:
            if option.kind == "id" and block.text_option(option.name):
                kinds = KINDS_FOR.get(block.name, READ)
                yield block.text_option(option.name), document.locate(block.offset, len(block.name)), kinds
