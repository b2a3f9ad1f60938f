"""How a reader reports a mistake: a letter or an issue that says already which page it is about.

A mail address takes a subject and a body (RFC 6068). The page for a new issue takes them as its forge documents it:
GitHub ("Creating an issue from a URL query") and Forgejo, Gitea and so Codeberg ("Issue and pull request templates")
as `title` and `body`, GitLab ("Using a URL with prefilled values") as `issue[title]` and `issue[description]`. A form
at any other address gets nothing added.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from handbook_build.linking.addresses import public_address
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook

# Where a script puts the section a reader is at, and its address.
SECTION, ADDRESS = "{section}", "{address}"


@dataclass(frozen=True, slots=True)
class Report:
    """The address for the whole page, and one in which SECTION and ADDRESS, percent-encoded, wait for a section."""

    url: str = ""
    section_url: str = ""


def report_of(handbook: Handbook, document: Document, address: str, edition: str) -> Report:
    """Where to report a mistake on a page or handout, whose `address` and `edition` are told with it; nothing where the
    handbook has no `contact`.
    """
    contact = handbook.settings.contact
    keys = _keys(contact)
    if not contact or not keys:
        return Report(contact)
    front = document.front
    name = " ".join(filter(None, (document.id if document.is_handout else front.number, front.title)))
    base = contact if "//" in contact else f"mailto:{contact.removeprefix('mailto:')}"

    def filled(section: str, address: str) -> str:
        lines = ["", "", "--", f"Page: {name}", *([f"Section: {section}"] if section else []), f"Address: {address}"]
        if edition:
            lines.append(f"Edition: {edition}")
        words = (f"{handbook.settings.title}: {name}", "\r\n".join(lines))
        values = "&".join(f"{quote(key)}={quote(word, safe='')}" for key, word in zip(keys, words, strict=True))
        return f"{base}{'&' if '?' in base else '?'}{values}"

    titled = any(section.id for section in document.sections) and not document.is_handout
    return Report(filled("", public_address(handbook, address)), filled(SECTION, ADDRESS) if titled else "")


def _keys(contact: str) -> tuple[str, str] | None:
    """The names under which this address takes a title and a text; None where it takes neither."""
    if "//" not in contact:
        return ("subject", "body") if "@" in contact else None
    try:
        path = urlsplit(contact).path.rstrip("/")
    except ValueError:
        return None
    if path.endswith("/-/issues/new"):
        return ("issue[title]", "issue[description]")
    return ("title", "body") if path.count("/") >= 4 and path.endswith("/issues/new") else None
