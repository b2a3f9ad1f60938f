"""A link or picture leads to a file that is not there.

Pages are best linked by id (`#holidays-and-planned-breaks`), which stays when a file moves.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher, get_close_matches
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
            near = _nearest(target, assets if node.tag == "img" else there)
            what = "picture" if node.tag == "img" else "page or file"
            yield Finding(
                document.locate(node.offset, len(path)),
                f"there is no {what} `{address}`",
                f"did you mean `{posixpath.relpath(near, posixpath.dirname(document.path))}`?"
                if near
                else "paths go from this file to the other, inside the content folder",
            )


def _nearest(target: str, there: Iterable[str]) -> str:
    """The file with the same name or one like it, in a folder like it; empty when there is none."""
    by_name: dict[str, list[str]] = {}
    for path in there:
        by_name.setdefault(posixpath.basename(path), []).append(path)
    names = get_close_matches(posixpath.basename(target), by_name, 1)
    return max(by_name[names[0]], key=lambda path: SequenceMatcher(None, target, path).ratio()) if names else ""
