"""A link would run a program or reach into the reader's own machine.

Only web, mail, telephone and text-message addresses, and links within the handbook, are safe to hand
to a reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.document import Document

CODE, NAME, SEVERITY = "HB407", "unsafe-link", Severity.ERROR
ADDRESSES = frozenset(("href", "src", "action", "formaction", "data", "poster", "background", "cite", "ping"))
SAFE = ("", "http", "https", "mailto", "tel", "sms")


def check_document(document: Document) -> Iterator[Finding]:
    for node in document.elements:
        for name, value in node.attributes:
            if name.lower().rpartition(":")[2] not in ADDRESSES:
                continue
            address = "".join(value.split())
            try:
                scheme = urlsplit(address).scheme.lower()
            except ValueError:
                scheme = "broken"
            if scheme not in SAFE:
                yield Finding(
                    document.locate_element(node),
                    f"the address `{address[:60]}` is not safe to follow",
                    "use a web address",
                )
