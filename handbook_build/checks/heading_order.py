"""A page has a heading of the first level, or skips a level.

The title comes from the front matter and is the only heading of the first level. Below it, sections
are `##` and their parts `###`: who hears a page read aloud moves by these levels.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import Element, offset_of

CODE, NAME, SEVERITY = "HB108", "heading-order", Severity.ERROR
LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")


def check(handbook: Handbook) -> Iterator[Finding]:
    for document in handbook.documents:
        for section in document.sections:
            level = 2 if section.id else 1
            for node in section.content:
                if not isinstance(node, Element) or node.tag not in LEVELS:
                    continue
                found = LEVELS.index(node.tag) + 1
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
