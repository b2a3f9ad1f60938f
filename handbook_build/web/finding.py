"""What search engines ask a site for: the list of its pages, and what they may read.

The list has every page and handout at its own address, with the day on which its words were last looked at, and
nothing at a permanent address, where the same words stand for readers who cite them. It needs full addresses
(https://www.sitemaps.org/protocol.html), so there is none while the public one is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from handbook_build.linking.addresses import page_address, plain_address, public_address
from handbook_build.web.site import Website

SITEMAP, ROBOTS = "sitemap.xml", "robots.txt"
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def finding_files(website: Website) -> Iterator[tuple[str, bytes]]:
    """(address, data) of both files, or of the second alone."""
    if website.handbook.settings.address:
        yield SITEMAP, sitemap(website)
    yield ROBOTS, robots(website).encode()


def sitemap(website: Website) -> bytes:
    """Every page with the day of its last review, else of the last edition; without either it says no day."""
    handbook = website.handbook
    latest = handbook.ledger.latest
    root = Element("urlset", {"xmlns": SPACE})
    for path in website.paths():
        document = handbook.by_path.get(path)
        day: date | None = document.front.reviewed if document else None
        day = day or (latest.released if latest else None)
        place = SubElement(root, "url")
        SubElement(place, "loc").text = plain_address(public_address(handbook, page_address(path)))
        if day:
            SubElement(place, "lastmod").text = day.isoformat()
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'.encode()


def robots(website: Website) -> str:
    """Everything may be read (RFC 9309). Programs ask for this file at the root of a host alone."""
    handbook = website.handbook
    lines = ["User-agent: *", "Allow: /"]
    if handbook.settings.address:
        lines += ["", f"Sitemap: {plain_address(public_address(handbook, SITEMAP))}"]
    return "\n".join(lines) + "\n"
