"""A handout cannot be printed: no font here has one of its characters, or a picture is broken.

Nothing is published until it can be, so that no half sheet is ever handed out.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.handouts import picture_path
from handbook_build.locations import Location
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import NOWHERE, Element, walk

CODE, NAME, SEVERITY = "HB603", "unprintable-handout", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    for handout in handbook.handouts:
        sheet = handbook.sheets.get(handout.id)
        if sheet and sheet.problem:
            message = f"the handout {handout.id} cannot be printed: {sheet.problem}"
            yield Finding(_place(handout, sheet.culprit), message, sheet.hint)


def _place(handout: Document, culprit: str) -> Location:
    """Where the picture or the character stands; the top when it came from elsewhere, as with a passage."""
    for node in walk(handout.body):
        if isinstance(node, Element) and node.tag == "img" and picture_path(handout, node.get("src")) == culprit:
            return handout.locate_element(node)
    return handout.locate(handout.source.text.find(culprit) if culprit else NOWHERE)
