"""A page asks for a picture, a sound or a film of another host, which browsers of readers do not load.

Whoever runs that host would learn who reads which page, and when. So the policy that stands in each page lets
nothing come from elsewhere, and readers would find a gap. Put a copy beside the page, if its licence allows that, or
link to it in words: a link asks for nothing before somebody follows it.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.linking.addresses import is_outside
from handbook_build.model.document import Document
from handbook_build.model.nodes import Element

CODE, NAME, SEVERITY = "HB420", "loaded-from-elsewhere", Severity.ERROR
# Attributes whose address a browser asks for by itself.
LOADED = frozenset(("src", "srcset", "imagesrcset", "poster", "background"))
# Elements of drawings whose links are loaded, and not followed.
DRAWN = frozenset(("image", "use", "feimage"))


def check_document(document: Document) -> Iterator[Finding]:
    for node in document.elements:
        for address in _loaded(node):
            # What is no address of the web is told by the check of unsafe links.
            if is_outside(address) and address.lower().startswith(("http:", "https:", "//")):
                yield Finding(
                    document.locate_element(node),
                    f"`{address[:80]}` is on another host, so readers do not get it",
                    "put a copy into the content folder, or link to it in words",
                )


def _loaded(node: Element) -> Iterator[str]:
    """The addresses that an element makes a browser ask for."""
    for name, value in node.attributes:
        plain = name.lower()
        if plain.endswith("srcset"):
            yield from (part.split()[0] for part in value.split(",") if part.strip())
        elif plain in LOADED or (node.tag.lower() in DRAWN and plain.rpartition(":")[2] == "href"):
            yield "".join(value.split())
