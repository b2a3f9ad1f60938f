"""A page holds raw HTML that could run a program or bring in somebody else's page.

Scripts, frames and `on...` attributes have no place in a handbook that promises to ask nothing of
its reader's machine. Neither has `ping`, which tells another host whenever a link is followed, or `formaction`, which
sends what somebody wrote. Use Markdown and the handbook's blocks.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.document import Document

CODE, NAME, SEVERITY = "HB409", "unsafe-html", Severity.ERROR
ELEMENTS = frozenset(
    ("script", "style", "iframe", "frame", "object", "embed", "applet", "base", "meta", "link", "form")
)
TELLING = frozenset(("ping", "formaction"))


def check_document(document: Document) -> Iterator[Finding]:
    for node in document.elements:
        names = [name for name, _ in node.attributes]
        refused = [name for name in names if name.lower().startswith("on") or name.lower() in TELLING]
        if node.tag in ELEMENTS or refused:
            what = f"the element `<{node.tag}>`" if node.tag in ELEMENTS else f"the attribute `{refused[0]}`"
            yield Finding(document.locate_element(node), f"{what} is not allowed in a page", "use Markdown and blocks")
