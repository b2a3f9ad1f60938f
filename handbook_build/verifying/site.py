"""A finished site as it is looked over: what each file holds, kept under the name of its bytes.

Of thousands of files a build changes a few. What the others hold is known from the last time, so that only new bytes
are read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol
from urllib.parse import unquote, urlsplit

from handbook_build.cache import NOTHING_KEPT, Cache
from handbook_build.program import mark
from handbook_build.staging import name_of
from handbook_build.verifying.others import is_read, read_addresses
from handbook_build.verifying.pages import read_page

KIND = "looked-over"
HOME, NOT_FOUND = "index.html", "404.html"
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
# In the place of how many folders a link leads up: it leaves the site, stays on its page, or begins at the root.
OUTSIDE, HERE, FROM_ROOT, ABOVE = -1, -2, -3, -4
# Between a file and a place in it: names of files may have any other sign.
AT = "\t"
# The place that an address leads to, where that is above the site or no place at all.
NOWHERE = "../"


class Files(Protocol):
    """The files of a site by address, with the name of their bytes; `read` may raise MachineFault."""

    @property
    def files(self) -> Mapping[str, str]: ...

    def read(self, address: str) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Held:
    """What one file holds, with its addresses led to the files that they mean, and the places there; several of one
    kind stand in one text, a line for each. `name` is that of its bytes.
    """

    name: str
    title: str = ""
    headings: int = 1
    stands_alone: bool = False
    twice: str = ""
    ids: str = ""
    targets: str = ""
    navigation: str = ""


@dataclass
class Looked:
    """All files of a site that hold addresses or can be led to. `base` is the public address, where it is known."""

    site: Files
    base: str = ""
    cache: Cache = NOTHING_KEPT
    held: dict[str, Held] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.base = self.base or self._own_base()
        # What is above the root of the host is no part of the site.
        self.root = f"{urlsplit(self.base).path.rstrip('/')}/" if self.base else "/"
        key = f"{mark()}-{name_of(self.base.encode())}"
        before = self._kept(key)
        for address, name in sorted(self.site.files.items()):
            if address.endswith(".html") or is_read(address):
                known = before.get(address)
                self.held[address] = known if known and known.name == name else self._look(address, name)
        if self.held != before:
            told = {address: [getattr(held, one) for one in Held.__slots__] for address, held in self.held.items()}
            self.cache.write(KIND, key, json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass"))
            self.cache.keep_only(KIND, {key})

    def _kept(self, key: str) -> dict[str, Held]:
        data = self.cache.read(KIND, key)
        try:
            return {address: Held(*told) for address, told in json.loads(data).items()} if data else {}
        except (ValueError, TypeError, AttributeError):
            return {}

    def _own_base(self) -> str:
        """The public address as the home page tells it."""
        if HOME not in self.site.files:
            return ""
        told = read_page(self.text(HOME)).canonical
        return told if _SCHEME.match(told) else ""

    def text(self, address: str) -> str:
        return self.site.read(address).decode("utf-8", "replace")

    def _look(self, address: str, name: str) -> Held:
        text = self.text(address)
        if not address.endswith(".html"):
            return Held(name, targets=_lines(self.target(address, one) for one in read_addresses(address, text)))
        page = read_page(text)
        elsewhere = bool(page.canonical) and self.target(address, page.canonical) not in (address, "")
        navigation = (self._group(address, group) for group in page.navigation)
        return Held(
            name,
            page.title,
            page.headings,
            page.stands_alone or elsewhere,
            _lines(page.twice),
            _lines(page.ids),
            _lines(self.target(address, one) for one in page.links),
            "\n\n".join(filter(None, navigation)),
        )

    def _group(self, address: str, links: tuple[str, ...]) -> str:
        return _lines(self.target(address, one).partition(AT)[0] for one in links)

    def target(self, address: str, link: str) -> str:
        """The file, with its fragment, that a link in the file at `address` leads to; nothing for one that leaves the
        site.
        """
        up, way, mark = _way(link, self.base, self.root)
        if up == OUTSIDE:
            return ""
        if up == ABOVE:
            return NOWHERE + way
        # The page for what is not there is shown at any depth.
        folder = address.rpartition("/")[0] if up != FROM_ROOT and address != NOT_FOUND else ""
        if up == HERE:
            return address + mark
        for _ in range(up):
            if not folder:
                return NOWHERE + way
            folder = folder.rpartition("/")[0]
        return f"{folder}/{way}{mark}" if folder else f"{way}{mark}"

    def links_of(self, address: str) -> Iterator[tuple[str, str]]:
        """(link as it is written, where it leads) of a file: read again, since only who reports asks for it."""
        text = self.text(address)
        page = read_page(text) if address.endswith(".html") else None
        for link in page.links if page else read_addresses(address, text):
            yield link, self.target(address, link)


@lru_cache(maxsize=100_000)
def _way(link: str, base: str, root: str) -> tuple[int, str, str]:
    """How many folders up a link leads, and then which way down; with its fragment and the mark before it."""
    if base and link.startswith(f"{base.rstrip('/')}/"):
        link = root + link[len(base.rstrip("/")) + 1 :]
    if _SCHEME.match(link):
        return OUTSIDE, "", ""
    way, _, fragment = link.partition("#")
    way = way.partition("?")[0]
    fragment = unquote(fragment.partition(":~:")[0])
    mark = f"{AT}{fragment}" if fragment and fragment != "top" else ""
    if not way:
        return HERE, "", mark
    if way.startswith("/") and not f"{way}/".startswith(root):
        return ABOVE, way, mark
    steps: list[str] = []
    up = FROM_ROOT if way.startswith("/") else 0
    for step in unquote(way[len(root) :] if way.startswith("/") else way).split("/"):
        if step == ".." and steps:
            steps.pop()
        elif step == ".." and up == FROM_ROOT:
            return ABOVE, way, mark
        elif step == "..":
            up += 1
        elif step not in ("", "."):
            steps.append(step)
    if way.rpartition("/")[2] in ("", ".", ".."):
        steps.append(HOME)
    return up, "/".join(steps), mark


def _lines(values: Iterable[str]) -> str:
    """The values, each once, a line for each; no address or id that can be used has a line end."""
    return "\n".join(dict.fromkeys(filter(None, values)))
