"""A page holds raw HTML that could run a program or bring in somebody else's page.

Scripts, frames and `on...` attributes have no place in a handbook that promises to ask nothing of
its reader's machine. Use Markdown and the handbook's blocks.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB409", "unsafe-html", Severity.ERROR
ELEMENTS = frozenset(
    ("script", "style", "iframe", "frame", "object", "embed", "applet", "base", "meta", "link", "form")
)


def check(handbook: Handbook) -> Iterator[Finding]:
    for document in handbook.documents:
        for node in document.elements:
            handlers = [name for name, _ in node.attributes if name.lower().startswith("on")]
            if node.tag in ELEMENTS or handlers:
                what = f"the element `<{node.tag}>`" if node.tag in ELEMENTS else f"the attribute `{handlers[0]}`"
                yield Finding(
                    document.locate_element(node), f"{what} is not allowed in a page", "use Markdown and blocks"
                )
