"""What is counted in a finished site, file by file: its SHA-256, links, words, and what it loads from other hosts.

The same is counted when a site is made and when it is verified. Files are read as bytes and by patterns, since there
are thousands; what is in a script or a comment is counted with the rest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import unescape

from handbook_build.cache import Cache
from handbook_build.editions.archive import PERMANENT
from handbook_build.program import mark
from handbook_build.staging import Stage

KIND = "counted"
# What is looked into, by the end of its name.
READ = (".html", ".css", ".svg")
_LINK = re.compile(rb"<a\s[^>]*?\bhref=", re.IGNORECASE)
_MAIN = re.compile(rb"<main\b.*?</main>", re.DOTALL | re.IGNORECASE)
_NO_WORDS = re.compile(rb"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)
# What a browser loads by itself, and the attributes that say from where.
_LOADING = re.compile(
    rb"<(?:audio|embed|frame|iframe|image|img|input|object|script|source|track|use|video)\b[^>]*>", re.IGNORECASE
)
_HEAD_LINK = re.compile(rb"<link\b[^>]*>", re.IGNORECASE)
_RELATION = re.compile(rb"""\brel\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_FROM = re.compile(
    rb"""\b(?:src|srcset|poster|data|href)\s*=\s*["']?\s*((?:https?:|ftp:)?//[^\s"'>]+)""", re.IGNORECASE
)
_FROM_STYLE = re.compile(rb"""(?:@import\s+|url\(\s*)["']?\s*((?:https?:)?//[^\s"')]+)""", re.IGNORECASE)
# Without any of these there is none of that, which is quicker to see.
_STYLES = (b"url(", b"URL(", b"@import", b"@IMPORT")
# Links of the head that only say something; every other one may be loaded.
_SAYING = frozenset(
    "alternate author canonical cite-as describedby help item license next prev schema.dc schema.z search type".split()
)


@dataclass(frozen=True, slots=True)
class Counted:
    """One file. `words` are those of the main part of a page of now; `elsewhere` are addresses on other hosts."""

    sha256: str
    links: int = 0
    words: int = 0
    elsewhere: tuple[str, ...] = ()


def counted(address: str, data: bytes) -> Counted:
    """What one file holds."""
    name = sha256(data).hexdigest()
    if not address.endswith(READ):
        return Counted(name)
    elsewhere = tuple(sorted(set(_elsewhere(data))))
    if not address.endswith(".html"):
        return Counted(name, elsewhere=elsewhere)
    words = 0 if address.startswith(PERMANENT) else sum(map(_words, _MAIN.findall(data)))
    return Counted(name, len(_LINK.findall(data)), words, elsewhere)


def _words(main: bytes) -> int:
    return len(_NO_WORDS.sub(b" ", main).split())


def _elsewhere(data: bytes) -> Iterator[str]:
    """What is loaded from another host, whoever reads the page."""
    if b"//" not in data:
        return
    for tag in _LOADING.findall(data):
        yield from map(_address, _FROM.findall(tag))
    for tag in _HEAD_LINK.findall(data):
        if not _only_says(tag):
            yield from map(_address, _FROM.findall(tag))
    if any(sign in data for sign in _STYLES):
        yield from map(_address, _FROM_STYLE.findall(data))


def _only_says(tag: bytes) -> bool:
    """Whether a link of the head is loaded by nobody."""
    relation = _RELATION.search(tag)
    said = b"".join(filter(None, relation.groups())).decode("utf-8", "replace").lower().split() if relation else []
    return bool(said) and set(said) <= _SAYING


def _address(found: bytes) -> str:
    return unescape(found.decode("utf-8", "replace"))


def totals(files: Mapping[str, Counted]) -> dict[str, int]:
    """What all files of a site come to, but for its passport."""
    pages = [address for address in files if address.endswith(".html") and not address.startswith(PERMANENT)]
    return {
        "files": len(files),
        "pages": len(pages),
        "permanentAddresses": sum(1 for one in files if one.endswith("index.html") and one.startswith(PERMANENT)),
        "links": sum(one.links for one in files.values()),
        "words": sum(one.words for one in files.values()),
    }


def counted_in(stage: Stage, cache: Cache) -> dict[str, Counted]:
    """Each file of a site that is being made. What is known from earlier builds, by the name of its bytes, is not
    read again.
    """
    before = _kept(cache)
    names = {address: f"{stage.files[address]} {address}" for address in stage.addresses()}
    found = {
        address: before[name] if name in before else counted(address, stage.read(address))
        for address, name in names.items()
    }
    now = {names[address]: one for address, one in found.items()}
    if now != before:
        said = {name: [one.sha256, one.links, one.words, one.elsewhere] for name, one in now.items()}
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        cache.write(KIND, mark(), text.encode("utf-8", "surrogatepass"))
        cache.keep_only(KIND, {mark()})
    return found


def _kept(cache: Cache) -> dict[str, Counted]:
    data = cache.read(KIND, mark())
    try:
        said = json.loads(data) if data else {}
        return {name: Counted(a, b, c, tuple(d)) for name, (a, b, c, d) in said.items()}
    except (ValueError, TypeError, AttributeError):
        return {}
