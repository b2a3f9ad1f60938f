"""A file seems to have been saved half: it ends within a sentence, it is empty, or its last sections are gone.

A full disk, a lost connection or a program that was stopped leaves such files. A data file is suspected where it ends
without a line end and there are many errors. Look at its end. Version control has the whole: `git restore` brings back
what was saved in it last. Where sections were taken out on purpose, the record of their ids (`handbook ids`) says so,
and this finding goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.editions.upkeep import upkeep_of
from handbook_build.model.document import Document
from handbook_build.model.edition import sections_by_page
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import Element, text_of
from handbook_build.model.source import Source

CODE, NAME, SEVERITY = "HB122", "cut-off-file", Severity.ERROR
OF_PAGES = True
# A letter, a digit, or a sign after which a sentence goes on.
_GOES_ON = re.compile(r"[\w,;(\[–—-]\Z")


def check_document(document: Document) -> Iterator[Finding]:
    text = document.source.text
    if not text.strip():
        yield Finding(document.top, "this file is empty", way_back(document.source))
    elif not text.endswith("\n") and _GOES_ON.search(_last_words(document)):
        end = document.source.location(len(text) - 1, len(text))
        yield Finding(end, "this file ends within a sentence", way_back(document.source))


def check(handbook: Handbook) -> Iterator[Finding]:
    upkeep = upkeep_of(handbook)
    lost = {one.then.id: one for one in upkeep.lost if not one.near} if upkeep else {}
    for edition in {one.edition.name: one.edition for one in lost.values()}.values():
        for page, sections in sections_by_page(edition.parts).items():
            document = next((one for one in handbook.pages if one.id == page), None)
            gone = [part.title for part in sections if part.id in lost]
            # Sections that were taken out on purpose are rarely the last ones, and all of those.
            if document and len(gone) > 1 and all(part.id in lost for part in sections[-len(gone) :]):
                named = ", ".join(f"“{title}”" for title in gone)
                message = f"in edition {edition.name} this page goes on with {len(gone)} more sections: {named}"
                yield Finding(document.top, message, way_back(document.source))


def _last_words(document: Document) -> str:
    """The words of a paragraph with which the page ends; nothing where it ends otherwise."""
    last = document.body[-1] if document.body else None
    return text_of((last,)).rstrip() if isinstance(last, Element) and last.tag == "p" else ""


def way_back(source: Source) -> str:
    return f"if it was not saved whole: `git restore {source.path}` brings back what was last recorded"
