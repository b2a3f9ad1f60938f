"""A work lacks what every reader needs to find it.

Each work needs a title, a date (or the words "n.d.") and somebody who made it; an article or chapter
needs the journal or book it stands in, and a web page its address. Volume, pages and DOI are better
left out than guessed, so they are not asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.citation import Item
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB303", "incomplete-reference", Severity.ERROR

CONTAINED = (
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "chapter",
    "paper-conference",
    "entry-encyclopedia",
)
MAKERS = ("author", "editor", "editor-translator", "collection-editor", "director", "publisher")


def check(handbook: Handbook) -> Iterator[Finding]:
    for item in handbook.items:
        lacking = list(missing(item))
        if lacking:
            yield Finding(
                item.location,
                f"the work `{item.id}` has no {' and no '.join(lacking)}",
                "add what the work itself shows; never guess",
            )


def missing(item: Item) -> Iterator[str]:
    """What a work lacks, in words that go on after "has no"."""
    if not item.title.strip():
        yield "title"
    if not item.fields.get("issued"):
        yield "date (issued)"
    if not any(item.fields.get(name) for name in MAKERS):
        yield "author or editor"
    if item.type in CONTAINED and not item.fields.get("container-title"):
        yield "container-title"
    if item.type == "webpage" and not item.fields.get("URL"):
        yield "URL"
