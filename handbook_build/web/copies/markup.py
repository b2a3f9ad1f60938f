"""The addresses in a page that is finished: found, or exchanged, with every other character left as it is."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import escape, unescape
from urllib.parse import unquote, urlsplit

# A comment; a script or style with what it holds, which is no markup; any other opening tag (HTML Standard, 13.2.5).
_TAG = re.compile(
    r"""<!--.*?--> | <(?P<raw>script|style)\b(?P<held>(?:[^>"']++|"[^"]*+"|'[^']*+')*+)>.*?</(?P=raw)
    | <(?P<tag>[a-z][^\s/>]*+)(?P<attributes>(?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""(?<=[\s"'])([a-z][\w:-]*)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
_REFRESH = re.compile(r"(\s*\d+\s*;\s*url\s*=\s*)(.*)", re.IGNORECASE | re.DOTALL)
POINTING = frozenset(("href", "src", "action", "poster", "xlink:href"))
# Attributes from which something is loaded, unless they stand in a link of the text.
_SOURCES = frozenset(("href", "src", "xlink:href"))
_LOADING, _DATA = re.compile(r"href|src|action|poster|data-", re.IGNORECASE), re.compile("data-", re.IGNORECASE)
# Links of the head that a browser follows by itself.
_FETCHED = frozenset("icon manifest modulepreload preload stylesheet".split())
# Links that only ask for something early.
EARLY = frozenset(("preload", "prefetch"))


def loaded(html: str) -> Iterator[str]:
    """Every address that a page loads by itself or through its scripts, in the order of the page: those in `data-`
    attributes too, but no links that a reader follows.
    """
    for tag in _TAG.finditer(html):
        name, attributes = _name_and_attributes(tag)
        # A quick look first, since most tags of a page load nothing.
        if (_DATA if name == "a" else _LOADING).search(attributes):
            yield from _loaded_by(name, attributes)


@lru_cache(maxsize=10_000)
def _loaded_by(name: str, attributes: str) -> tuple[str, ...]:
    """What one tag loads. The heads of pages have many in common, so what was read is kept."""
    found = {one[1].lower(): unescape(_bare(one[3])) for one in _ATTRIBUTE.finditer(attributes)}
    if name == "link":
        fetched = not _FETCHED.isdisjoint(found.get("rel", "").lower().split())
        return tuple(value for key, value in found.items() if fetched and (key in POINTING or key.startswith("data-")))
    return tuple(value for key, value in found.items() if key.startswith("data-") or (key in _SOURCES and name != "a"))


def pointed_elsewhere(html: str, change: Callable[[str], str]) -> str:
    """The page with `change` made to the value of each pointing attribute, and of the address in a refresh.

    `change` gets and gives values without escapes; where it gives the same, the page stays byte for byte.
    """

    def in_tag(tag: re.Match[str]) -> str:
        name, attributes = _name_and_attributes(tag)
        if not attributes:
            return tag[0]
        start = tag.start("held") if tag["raw"] else tag.start("attributes")
        before = tag[0][: start - tag.start()]
        changed = _ATTRIBUTE.sub(lambda one: _changed(one, name, change), attributes)
        return f"{before}{changed}{tag[0][len(before) + len(attributes) :]}"

    return _TAG.sub(in_tag, html)


def without_preloads(html: str) -> str:
    """The page without the links that only ask for something early."""

    def kept(tag: re.Match[str]) -> str:
        name, attributes = _name_and_attributes(tag)
        rel = next((_bare(one[3]) for one in _ATTRIBUTE.finditer(attributes) if one[1].lower() == "rel"), "")
        return "" if name == "link" and not EARLY.isdisjoint(rel.lower().split()) else tag[0]

    return _TAG.sub(kept, html) if any(rel in html for rel in EARLY) else html


def _name_and_attributes(tag: re.Match[str]) -> tuple[str, str]:
    return (tag["raw"] or tag["tag"] or "").lower(), tag["held"] or tag["attributes"] or ""


def _changed(one: re.Match[str], tag: str, change: Callable[[str], str]) -> str:
    name, value = one[1].lower(), unescape(_bare(one[3]))
    if name in POINTING:
        new = change(value)
    elif tag == "meta" and name == "content" and (refresh := _REFRESH.fullmatch(value)):
        new = f"{refresh[1]}{change(refresh[2])}"
    else:
        return one[0]
    return one[0] if new == value else f'{one[1]}{one[2]}"{escape(new)}"'


def _bare(value: str) -> str:
    return value[1:-1] if value[:1] in ("'", '"') else value


def target_of(value: str, file: str) -> str | None:
    """Where an address on the page that is written to `file` leads: a path from the site's root, without a slash at
    its end, empty for the root. None where it leads out of the site, or stays on the page.
    """
    path = path_of(value)
    if path is None:
        return None
    target = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
    if target == ".." or target.startswith("../"):
        return None
    return "" if target == "." else target


@lru_cache(maxsize=10_000)
def path_of(value: str) -> str | None:
    """The path of an address, without escapes; None where it leads out of the site, or stays on the page."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    return unquote(parts.path)
