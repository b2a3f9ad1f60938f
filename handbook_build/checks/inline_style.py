"""An element has a `style` of its own, which is left out of the page.

Looks are the style sheet's: it knows dark screens, print, large letters and the colours that a reader sets. The
policy of the pages lets no other style in. Use a block, or a class with rules in a style sheet of your own
(`extra_css` in mkdocs.yml).
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.document import Document
from handbook_build.model.nodes import side_of_cell

CODE, NAME, SEVERITY = "HB421", "inline-style", Severity.WARNING


def check_document(document: Document) -> Iterator[Finding]:
    for node in document.elements:
        # That is how Markdown itself says on which side a column stands.
        if node.get("style") and not side_of_cell(node):
            yield Finding(
                document.locate_element(node),
                f"the `style` of `<{node.tag}>` is left out",
                "use a block, or a class and a style sheet of your own",
            )
