"""A small link checker over a built site: what leads nowhere, and what leaves the site by itself."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

LEADING = ("href", "src", "action", "poster", "data", "xlink:href")
# What a browser fetches without being asked.
FETCHED = ("img", "script", "iframe", "video", "audio", "source", "object", "embed", "use")
# Links of the head that only say something; every other one may be fetched.
SAYING = frozenset("canonical alternate author cite-as describedby item license type schema.dc schema.z".split())


class Site:
    """A built site, looked at as a browser would; `base` is the path of its public address."""

    def __init__(self, root: Path, base: str = "/") -> None:
        self.root, self.base = root, base

    @cached_property
    def pages(self) -> dict[str, html.HtmlElement]:
        """Each page by its path from the root."""
        parser = html.HTMLParser(encoding="utf-8")
        files = sorted(self.root.rglob("*.html"))
        return {path.relative_to(self.root).as_posix(): html.parse(str(path), parser).getroot() for path in files}

    @cached_property
    def ids(self) -> dict[str, set[str]]:
        return {name: {str(one) for one in page.xpath("//@id | //a/@name")} for name, page in self.pages.items()}

    def links(self) -> Iterator[tuple[str, str, str]]:
        """(page, element, address) of every address on every page."""
        for name, page in self.pages.items():
            for element in page.iter():
                for attribute in LEADING:
                    if isinstance(element.tag, str) and (address := element.get(attribute)) is not None:
                        yield name, element.tag, address

    def broken(self) -> list[str]:
        """`page: address` for each address inside the site that leads nowhere."""
        return [
            f"{page}: {address}"
            for page, _, address in self.links()
            if not self.outside(address) and not self.found(page, address)
        ]

    def fetched_elsewhere(self) -> list[str]:
        """`page: address` for whatever a browser would fetch from another place."""
        return [
            f"{page}: {address}"
            for page, tag, address in self.links()
            if self.outside(address)
            and not address.startswith("data:")
            and (tag in FETCHED or (tag == "link" and not set(self.relation(page, address).lower().split()) <= SAYING))
        ]

    def relation(self, page: str, address: str) -> str:
        return " ".join(str(one) for one in self.pages[page].xpath("//link[@href=$address]/@rel", address=address))

    def outside(self, address: str) -> bool:
        parts = urlsplit(address)
        return bool(parts.scheme or parts.netloc)

    def found(self, page: str, address: str) -> bool:
        # A page of the fallback (404.html) is shown at any depth, so its addresses begin at the root.
        here = urljoin(self.base, page.removesuffix("index.html"))
        parts = urlsplit(urljoin(here, address))
        if not parts.path.startswith(self.base):
            return False
        target = unquote(parts.path.removeprefix(self.base))
        if not target or target.endswith("/"):
            target += "index.html"
        if posixpath.normpath(target) in self.pages:
            return not parts.fragment or unquote(parts.fragment) in self.ids[posixpath.normpath(target)]
        return (self.root / target).is_file()

    def repeated_ids(self) -> list[str]:
        """`page: id` for each id that stands twice on a page."""
        found = []
        for name, page in self.pages.items():
            ids = [str(one) for one in page.xpath("//@id")]
            found += [f"{name}: {one}" for one in sorted(set(ids)) if ids.count(one) > 1]
        return found

    def text(self, page: str, within: str = "//main") -> str:
        """The words of a page, without code, scripts and styles; every space is one."""
        unseen = " or ".join(f"ancestor::{tag}" for tag in ("code", "pre", "script", "style"))
        words = (str(part) for part in self.pages[page].xpath(f"{within}//text()[not({unseen})]"))
        return " ".join("".join(words).split())
