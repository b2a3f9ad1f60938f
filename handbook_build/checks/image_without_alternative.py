"""A picture has no text alternative.

Who cannot see it, or prints it badly, needs its meaning in words between the brackets:

    ![Two chairs joined by a line named bond](../images/alliance-triad.svg)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.document import Document

CODE, NAME, SEVERITY = "HB602", "image-without-alternative", Severity.ERROR
FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|gif|svg|webp)", re.IGNORECASE)


def check_document(document: Document) -> Iterator[Finding]:
    for node in document.elements:
        if node.tag != "img":
            continue
        words = node.get("alt").strip()
        where = document.locate(node.offset)
        if not words:
            yield Finding(
                where,
                f"the picture `{node.get('src')}` has no text alternative",
                "say what it shows: ![words](...)",
            )
        elif FILE_NAME.fullmatch(words):
            yield Finding(where, f"the text alternative `{words}` is the name of a file", "say what the picture shows")
