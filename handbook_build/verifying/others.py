"""The addresses in files of a site that are no HTML: Markdown, style sheets, feeds, rules of hosts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from posixpath import basename, splitext

_FENCE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"(?:\A|\n\n)(?:(?: {4}.*|)(?:\n|\Z))+")
_CODE = re.compile(r"(`+)(?!`)(?:(?!\1).)*?\1", re.DOTALL)
_MARKDOWN = re.compile(r"(?<!\\)\]\(([^()\s]*)\)")
_STYLES = re.compile(r"url\(\s*[\"']?([^\"')]+)[\"']?\s*\)")
_XML = re.compile(r"<loc>([^<]+)</loc>|\bhref=\"([^\"]*)\"")
_NGINX = re.compile(r"^location\b.*\breturn 30\d \"([^\"]+)\"", re.MULTILINE)


def read_addresses(address: str, text: str) -> tuple[str, ...]:
    """Every address in the file at `address`, as it is written; nothing where it is of no kind that is known here."""
    name = basename(address)
    read = _BY_NAME.get(name) or _BY_ENDING.get(splitext(name)[1])
    return tuple(dict.fromkeys(one for one in read(text) if one)) if read else ()


def is_read(address: str) -> bool:
    """Whether a file may hold addresses that are looked for."""
    name = basename(address)
    return name in _BY_NAME or splitext(name)[1] in _BY_ENDING


def _markdown(text: str) -> Iterator[str]:
    shown = _CODE.sub("", _INDENTED.sub("\n\n", _FENCE.sub("", text)))
    return (found[1] for found in _MARKDOWN.finditer(shown))


def _styles(text: str) -> Iterator[str]:
    return (found[1] for found in _STYLES.finditer(text))


def _xml(text: str) -> Iterator[str]:
    return (unescape(found[1] or found[2]) for found in _XML.finditer(text))


def _redirects(text: str) -> Iterator[str]:
    lines = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return (parts[1] for parts in lines if len(parts) > 1)


def _nginx(text: str) -> Iterator[str]:
    return (found[1] for found in _NGINX.finditer(text))


def _copy(text: str) -> Iterator[str]:
    """What `offline/copy.json` says of the copy beside it."""
    try:
        said = json.loads(text)
    except ValueError:
        return
    if isinstance(said, dict) and isinstance(said.get("file"), str):
        yield said["file"]


_BY_NAME: dict[str, Callable[[str], Iterator[str]]] = {
    "_redirects": _redirects,
    "copy.json": _copy,
    "llms.txt": _markdown,
    "llms-full.txt": _markdown,
}
_BY_ENDING: dict[str, Callable[[str], Iterator[str]]] = {
    ".md": _markdown,
    ".css": _styles,
    ".xml": _xml,
    ".conf": _nginx,
}
