"""A link or picture leads to a file that is not there.

Pages are best linked by id (`#holidays-and-planned-breaks`), which stays when a file moves.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from urllib.parse import unquote, urlsplit

from handbook_build.diagnostics import Finding, Severity
from handbook_build.linking.addresses import is_outside
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB401", "broken-link", Severity.ERROR

# The paths of pictures and other files, and of all that there is.
Known = tuple[Mapping[str, None], Mapping[str, None]]


def known(handbook: Handbook) -> Known:
    assets = sorted(handbook.assets)
    return dict.fromkeys(assets), dict.fromkeys((*handbook.by_path, *assets, *handbook.generated))


def check_document(document: Document, known: Known) -> Iterator[Finding]:
    assets, there = known
    if document.front.drawing and document.drawing not in assets:
        yield Finding(
            document.front.locations["drawing"],
            f"there is no picture `{document.front.drawing}`",
            "write its path from this file: ../images/part-a.svg",
        )
    for node in document.elements:
        address = node.get("href") if node.tag == "a" else node.get("src") if node.tag == "img" else ""
        path = unquote(urlsplit(address).path) if address and not is_outside(address) else ""
        if not path:
            continue
        target = posixpath.normpath(posixpath.join(posixpath.dirname(document.path), path))
        if path.startswith("/") or target not in there:
            near = get_close_matches(target, there, 1)
            what = "picture" if node.tag == "img" else "page or file"
            yield Finding(
                document.locate(node.offset, len(path)),
                f"there is no {what} `{address}`",
                f"did you mean `{posixpath.relpath(near[0], posixpath.dirname(document.path))}`?"
                if near
                else "paths go from this file to the other, inside the content folder",
            )
