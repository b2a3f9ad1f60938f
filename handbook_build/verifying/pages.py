"""What a finished HTML file holds, read without a parser: thousands are looked over in every first build.

The pattern knows tags, comments, scripts and styles, and nothing of how elements nest. That suffices for ids, links and
words, and it reads what any site engine writes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

# A comment, a script or a style as a whole, or one tag with what stands in it: one with attributes, or one that counts.
_INSIDE = r"""(?:[^<>"']+|"[^"]*"|'[^']*')*"""
_TAG = re.compile(
    rf"""<!--.*?-->|<(?:script\b{_INSIDE}>.*?</script|style\b{_INSIDE}>.*?</style"""
    rf"""|/?(?:nav|h1)(?=[\s>]){_INSIDE}|[a-z][\w:-]*(?=\s){_INSIDE})>""",
    re.DOTALL | re.IGNORECASE,
)
_HEAD = re.compile(rf"<(/?[a-z][\w:-]*)({_INSIDE})", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:.-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]+)))?""")
# Attributes that hold an address, and those that hold several.
_ADDRESSES = frozenset(("href", "src", "action", "formaction", "poster", "data", "xlink:href"))
_LISTS = frozenset(("srcset", "imagesrcset"))
# What the address of the page itself, or of a picture of it, is told in.
_SHARED = frozenset(("og:image", "og:url", "twitter:image"))
# What none of these is in need not be taken apart.
_WANTED = re.compile(
    r"\b(?:id|name|href|src|srcset|imagesrcset|action|formaction|poster|data|content)\b", re.IGNORECASE
)
_REFRESH = re.compile(r"^\s*[\d.]+\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"']+)", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^>]*>(.*?)</title", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """One file: each id, those that stand twice, each address as it is written, what it is called, how many main
    headings it has, and the addresses of each `<nav>` in their order. It `stands_alone` where it leads on by itself or
    is kept from search engines: nobody has to find the way to it. `canonical` is the address that it calls its own.
    """

    ids: tuple[str, ...]
    twice: tuple[str, ...]
    links: tuple[str, ...]
    title: str
    headings: int
    navigation: tuple[tuple[str, ...], ...]
    stands_alone: bool
    canonical: str = ""


def read_page(html: str) -> Page:
    """What an HTML file holds."""
    ids: list[str] = []
    links: dict[str, None] = {}
    navigation: list[list[str]] = []
    headings, depth, alone, canonical = 0, 0, False, ""
    for text in _TAG.findall(html):
        # The text of a script or style is no part of what is looked for.
        tag = _told(text if text[-2] != "t" and text[-2] != "e" else _without_text(text))
        if tag is None:
            continue
        if tag.ids:
            ids += tag.ids
        if tag.addresses:
            links.update(dict.fromkeys(tag.addresses))
            if depth and tag.name == "a":
                navigation[-1] += tag.addresses
        if tag.counts:
            headings += tag.name == "h1"
            alone |= tag.alone
            canonical = canonical or tag.canonical
            if tag.name == "nav":
                depth += 1
                navigation.append([])
            elif tag.name == "/nav":
                depth -= depth > 0
    title = _TITLE.search(html)
    return Page(
        ids=tuple(dict.fromkeys(ids)),
        twice=tuple(dict.fromkeys(one for at, one in enumerate(ids) if one in ids[:at])) if _repeats(ids) else (),
        links=tuple(links),
        title=" ".join(unescape(title[1]).split()) if title else "",
        headings=headings,
        navigation=tuple(tuple(one) for one in navigation if one),
        stands_alone=alone,
        canonical=canonical,
    )


def _repeats(ids: list[str]) -> bool:
    return len(set(ids)) < len(ids)


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    ids: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    alone: bool = False
    canonical: str = ""
    counts: bool = False


def _without_text(text: str) -> str:
    """The tag alone, of a script or style."""
    head = _HEAD.match(text)
    return f"{head[0]}>" if head else ""


# The frames of thousands of pages are the same.
@lru_cache(maxsize=50_000)
def _told(text: str) -> _Tag | None:
    """What a tag says that is asked for here; None where that is nothing."""
    head = _HEAD.match(text)
    if head is None:
        return None
    name, inside = head[1].lower(), head[2]
    counts = name in ("h1", "nav", "/nav")
    if not _WANTED.search(inside):
        return _Tag(name, counts=True) if counts else None
    values = attributes(inside)
    ids = tuple(filter(None, (values.get("id", ""), values.get("name", "") if name == "a" else "")))
    addresses = [values[key].strip() for key in values if key in _ADDRESSES and (key != "data" or name == "object")]
    for key in _LISTS & values.keys():
        addresses += [one.split()[0] for one in values[key].split(",") if one.strip()]
    alone = False
    if name == "meta":
        content = values.get("content", "")
        refresh = _REFRESH.match(content) if values.get("http-equiv", "").lower() == "refresh" else None
        if refresh:
            addresses.append(refresh[1].strip())
        elif values.get("property", values.get("name", "")) in _SHARED:
            addresses.append(content)
        alone = bool(refresh) or (values.get("name") == "robots" and "noindex" in content)
    canonical = ""
    if name == "link" and "canonical" in values.get("rel", "").lower().split():
        canonical = values.get("href", "")
    if not (ids or addresses or alone or counts):
        return None
    counts = counts or alone or bool(canonical)
    return _Tag(name, tuple(dict.fromkeys(ids)), tuple(addresses), alone, canonical, counts)


def attributes(inside: str) -> dict[str, str]:
    """The attributes of a tag; of two with one name the first, as in browsers."""
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(inside):
        found.setdefault(name.lower(), unescape("".join(values)))
    return found
