"""The lines of a Markdown page that are prose, and replacing in them what is not code."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_CODE = r"(?P<code>(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))"


def lines_of(text: str) -> Iterator[tuple[int, str, bool]]:
    """(offset, line without its end, whether it is code) of each line."""
    fence, at = "", 0
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        inside = bool(fence)
        if mark and not fence:
            fence, inside = mark[1], True
        elif mark and mark[1].startswith(fence) and not line.strip(" `~"):
            fence = ""
        yield at, line, inside
        at += len(line) + 1


def replaced(line: str, pattern: str, new: Callable[[re.Match[str]], str]) -> str:
    """A line with what the pattern finds outside code replaced."""
    return re.sub(f"{_CODE}|{pattern}", lambda found: found[0] if found["code"] else new(found), line)


def found(line: str, pattern: str) -> Iterator[re.Match[str]]:
    """What the pattern finds in a line outside code."""
    return (one for one in re.finditer(f"{_CODE}|{pattern}", line) if not one["code"])


def plain(markdown: str) -> str:
    """The words of a line: links by their text, without marks of emphasis, code and attributes."""
    words = re.sub(r"!?\[([^\]]*)\]\([^)]*\)|\[([^\]]*)\]\[[^\]]*\]", lambda one: one[1] or one[2] or "", markdown)
    words = re.sub(r"\s*\{[:#.][^}]*\}", "", words)
    return " ".join(re.sub(r"[*_`]+(?=\w)|(?<=[\w.,;:!?)])[*_`]+", "", words).split())


def slug(heading: str) -> str:
    """The id that MkDocs gives a heading (Python-Markdown's `toc`)."""
    ascii_ = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", ascii_).strip().lower())
