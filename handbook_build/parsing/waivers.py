"""Waivers: `<!-- allow name: reason -->` before a paragraph, `# allow name: reason` in YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook_build.model.document import Waiver
from handbook_build.model.source import Source

_WAIVER = re.compile(
    r"^(?:<!--|#)\s*allow\s+(?P<names>[\w-]+(?:\s*,\s*[\w-]+)*)\s*(?::(?P<reason>.*?))?\s*(?:-->)?$", re.DOTALL
)


def comment_waivers(source: Source, start: int, end: int) -> Iterator[Waiver]:
    """The waivers of the comment from `start` to `end`; they hold to the end of the next paragraph."""
    match = _WAIVER.match(source.text[start:end])
    if match is None:
        return
    first, last = source.position(start).line, source.position(end).line
    following = re.compile(r"\S").search(source.text, end)
    if following:
        paragraph = re.compile(r"\n[ \t]*\n|\Z").search(source.text, following.start())
        last = source.position(paragraph.start() if paragraph else len(source.text)).line
    yield from _named(source, match, start, end, first, last)


def yaml_waivers(source: Source, start: int, end: int) -> Iterator[Waiver]:
    """The waivers in the comments of a YAML text; each holds for its own and the next line."""
    for comment in re.compile(r"(?<!\S)#[^\n]*").finditer(source.text, start, end):
        if match := _WAIVER.match(comment[0].strip()):
            line = source.position(comment.start()).line
            yield from _named(source, match, comment.start(), comment.end(), line, line + 1)


def _named(source: Source, match: re.Match[str], start: int, end: int, first: int, last: int) -> Iterator[Waiver]:
    """One waiver for each name in the comment."""
    reason = " ".join((match["reason"] or "").split())
    for name in match["names"].split(","):
        yield Waiver(name.strip(), reason, source.location(start, end), first, last)
