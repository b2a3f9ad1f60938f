"""The handbook's own notation, found in the source before the Markdown is converted.

Python-Markdown keeps no positions. So each word gets one private-use character after its first
letter, a number that leads back to the source; a citation becomes one such character as a whole,
so that no Markdown rule can cut it; a block's title begins with one. They are taken out when the
converted tree is read (`parsing/tree.py`). They stand inside words because Markdown's rules look
only at the edges of words: the HTML is the same with and without them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from itertools import chain

from markdown.extensions.fenced_code import FencedBlockPreprocessor

from handbook_build.blocks import block_specs
from handbook_build.diagnostics import Finding
from handbook_build.model.citation import Citation
from handbook_build.model.document import Flaw, Waiver
from handbook_build.model.source import Source
from handbook_build.parsing.block_heads import BlockHead, read_options, title_flaws
from handbook_build.parsing.citations import KEY, narrative, parse_group
from handbook_build.parsing.typography import typographic
from handbook_build.parsing.waivers import comment_waivers

# The private-use planes 15 and 16, without their last two characters, which are no characters.
_PLANES = ((0xF0000, 0xFFFE), (0x100000, 0xFFFE))
CAPACITY = sum(size for _, size in _PLANES)
MARKS = re.compile("[\U000f0000-\U000ffffd\U00100000-\U0010fffd]")

_WORD = r"[^\W_]+(?:['’-][^\W_]+)*"
_PARAGRAPH = r"(?:[^\[\]\n]|\n(?![ \t]*\n))"
_IN_TICKS = r"(?<!`)(?P<ticks>`+)(?!`)(?:[^`\n]|\n(?![ \t]*\n)|`(?!(?P=ticks)))*?(?<!`)(?P=ticks)(?!`)"
_CODE = re.compile(_IN_TICKS)
_TOKEN = re.compile(
    rf"""
      (?P<fence>^(?:`{{3,}}|~{{3,}}))
    | (?P<comment><!--[\s\S]*?-->)
    | (?P<code>{_IN_TICKS})
    | (?P<tag></?[A-Za-z][^<>]*>|<[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*>|<[^<> !]+@[^@<> ]+>)
    | (?P<entity>&\#?\w+;)
    | (?P<escape>\\[^\w\s])
    | (?P<block>^[ ]{{0,3}}(?P<slashes>/{{3,}})[ ]*(?P<name>[\w-]+)[ ]*(?:\|[ ]*(?P<title>.*?)[ ]*)?$)
    | (?P<end>^[ ]{{0,3}}/{{3,}}[ ]*$)
    | (?P<definition>^[ ]{{0,3}}\[[^\]\n]*\]:)
    | (?P<footnote>\[\^[^\]\n]*\])
    | (?P<task>^[ \t]*(?:[-*+]|\d+\.)[ \t]+\[[ xX]\])
    | (?P<group>\[(?={_PARAGRAPH}*?(?<![^\W_])(?<![.@\\])-?@{KEY})(?P<inside>{_PARAGRAPH}*)\])
    | (?P<reference>\]\[[^\]\n]*\])
    | (?P<attributes>\{{:?[^{{}}\n]*\}})
    | (?P<narrative>(?<![^\W_])(?<![.@\\/])(?P<minus>-)?@(?P<key>{KEY})
        (?:[ ]?\[(?P<locator>[^\[\]@\n]*)\](?![(\[{{:]))?)
    | (?P<word>{_WORD})
    """,
    re.MULTILINE | re.VERBOSE,
)
_WORDS = re.compile(_WORD)
# What every token but a word holds, and only the first of these can begin before it: a block, an end, a definition and
# a task at the beginning of the line, and a citation one character earlier.
_SIGN = re.compile(r"[`~<&\\/\[\]{@]")
_LINE_HEAD = re.compile(r"[ \t]*(?:(?:[-*+]|\d+\.)[ \t]+)?")
# The last bracket or empty line before a place, read backwards.
_BRACKET = re.compile(r"[\[\]]|\n[ \t]*\n")
_FENCED = FencedBlockPreprocessor.FENCED_BLOCK_RE
_BRACKETED = re.compile(r"\[([^\[\]]+)\]")
_DEFINED = re.compile(r"^[ ]{0,3}\[([^\]\n^][^\]\n]*)\]:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Private:
    """A private-use character that the author wrote, which must not be taken for a mark."""

    character: str


Anchor = int | Citation | BlockHead | Private


@dataclass
class Marked:
    """The Markdown with its marks, and what each mark stands for."""

    text: str
    anchors: list[Anchor]
    flaws: list[Flaw]
    waivers: list[Waiver]

    def mark(self, anchor: Anchor) -> str:
        """A mark more, which stands for this; what is shown where nothing can be shown when all are used."""
        number = len(self.anchors)
        if number >= CAPACITY:
            return "\ufffd"
        self.anchors.append(anchor)
        return _mark_of(number)

    @cached_property
    def by_mark(self) -> Mapping[str, Anchor]:
        """What each mark stands for."""
        codes = chain.from_iterable(range(first, first + size) for first, size in _PLANES)
        return dict(zip(map(chr, codes), self.anchors, strict=False))


def mark_source(source: Source, start: int) -> Marked:
    """Marks the body of `source`, which begins at offset `start`."""
    marker = _Marker(source, start)
    marker.run()
    return Marked("".join(marker.out), marker.anchors, marker.flaws, marker.waivers)


class _Marker:
    def __init__(self, source: Source, start: int) -> None:
        self.source = source
        self.text = source.text
        self.at = start
        self.out: list[str] = []
        self.anchors: list[Anchor] = []
        self.flaws: list[Flaw] = []
        self.waivers: list[Waiver] = []
        self.open: list[tuple[int, BlockHead]] = []
        # Up to here a citation's bracket was refused, and the finding made.
        self.refused = 0
        self.fences = {found.start(): found.end() for found in _FENCED.finditer(self.text, start)}
        labels = {_label(label) for label in _DEFINED.findall(self.text, start)}
        self.short_links = (
            [found.span() for found in _BRACKETED.finditer(self.text, start) if _label(found[1]) in labels]
            if labels
            else []
        )
        # One character for one, so every offset stays true.
        self.text = MARKS.sub(lambda found: self._mark(Private(found[0])), self.text)
        words = len(re.findall(r"[^\W_]+", self.text)) if len(self.text) > CAPACITY else 0
        self.words = 0
        self.stride = words // (CAPACITY // 2) + 1
        # Nothing here asks to leave a word without a mark.
        self.marks_all = self.stride == 1 and not self.short_links and "_" not in self.text

    def run(self) -> None:
        position = self.at
        while match := _TOKEN.search(self.text, position := self._plain(position)):
            self.out.append(self.text[position : match.start()])
            position = self._token(match)
        self.out.append(self.text[position:])
        for _, head in self.open:
            self._flaw(
                "unclosed-block",
                head.start,
                f"the block `{head.name}` is never closed",
                "end it with a line of as many slashes as it begins with",
            )

    def _plain(self, position: int) -> int:
        """Marks the words up to where something else than a word may begin, and says where that is."""
        sign = _SIGN.search(self.text, position)
        end = sign.start() if sign else len(self.text)
        if sign:
            line = self.text.rfind("\n", 0, end) + 1
            end = line if _LINE_HEAD.fullmatch(self.text, line, end) else end - self.text.endswith("-", 0, end)
        if end <= position:
            return position
        if self.marks_all and len(self.anchors) + end - position <= _PLANES[0][1]:
            return self._plain_words(position, end)
        for match in _WORDS.finditer(self.text, position, end):
            self.out.append(self.text[position : match.start()])
            self._word(match)
            position = match.end()
        self.out.append(self.text[position:end])
        return end

    def _plain_words(self, position: int, end: int) -> int:
        """The same where every word gets its mark, which need not be asked of each."""
        text, code = self.text, _PLANES[0][0]
        for match in _WORDS.finditer(text, position, end):
            start = match.start()
            if text[start].isalpha():
                self.out.append(text[position : start + 1] + chr(code + len(self.anchors)))
                self.anchors.append(start)
                position = start + 1
        self.out.append(text[position:end])
        return end

    def _token(self, match: re.Match[str]) -> int:
        """Writes a token as it shall stand, and says where the next one may begin."""
        kind = match.lastgroup
        if kind == "word":
            self._word(match)
        elif kind == "fence":
            return self._fence(match)
        elif kind == "block":
            return self._block(match)
        elif kind == "group":
            return self._group(match)
        elif kind == "narrative":
            self._narrative(match)
        elif kind == "attributes":
            self._attributes(match)
        else:
            if kind == "comment":
                self.waivers.extend(comment_waivers(self.source, match.start(), match.end()))
            elif kind == "end":
                self._end(match)
            # Markdown does not know that an at sign can be escaped; this notation does.
            self.out.append("@" if match[0] == "\\@" else match[0])
        return match.end()

    def _mark(self, anchor: Anchor) -> str:
        if len(self.anchors) >= CAPACITY:
            return ""
        self.anchors.append(anchor)
        return _mark_of(len(self.anchors) - 1)

    def _flaw(self, kind: str, start: int, message: str, hint: str = "", length: int = 1) -> None:
        self.flaws.append(Flaw(kind, Finding(self.source.location(start, start + length), message, hint)))

    def _word(self, match: re.Match[str]) -> None:
        self.words += 1
        word, start = match[0], match.start()
        # A single letter has its mark at its edge, where an underscore would see it.
        at_edge = len(word) == 1 and self.text[match.end() : match.end() + 1] == "_"
        if not word[0].isalpha() or at_edge or self._in_label(start) or self.words % self.stride:
            self.out.append(word)
            return
        self.out.append(word[0] + self._mark(start) + word[1:])

    def _in_label(self, start: int) -> bool:
        """Whether a word stands in a short link, whose text is its label and must stay as it is."""
        at = bisect_right(self.short_links, (start, len(self.text))) - 1
        return at >= 0 and start < self.short_links[at][1]

    def _fence(self, match: re.Match[str]) -> int:
        """A fenced block is code, if Python-Markdown takes it for one: nothing in it is notation."""
        end = self.fences.get(match.start())
        if end is None:
            # It may still be code in a line, and otherwise begins nothing.
            code = _CODE.match(self.text, match.start())
            end = code.end() if code else match.end()
        self.out.append(self.text[match.start() : end])
        return end

    def _group(self, match: re.Match[str]) -> int:
        after = self.text[match.end() : match.end() + 1]
        if after and after in "([{":
            self._flaw(
                "malformed-citation",
                match.start(),
                f"a citation is followed by `{after}`, so it could be read as a link",
                "put a space between them, or write the citation outside the link",
                len(match[0]),
            )
            self.refused = match.end()
            self.out.append(match[0][0])
            return match.start() + 1
        # As the author wrote it: a private-use character in it is a mark by now.
        raw, inside = (self.source.text[slice(*match.span(part))] for part in (0, "inside"))
        items = parse_group(inside, match.start("inside"))
        if len(items) != inside.count(";") + 1:
            self._flaw(
                "malformed-citation",
                match.start(),
                "a part of this citation names no work",
                "each part between semicolons needs an @key",
                len(match[0]),
            )
        citation = Citation(items, raw=raw, start=match.start())
        self.out.append(self._mark(citation) or match[0])
        return match.end()

    def _narrative(self, match: re.Match[str]) -> None:
        before = _BRACKET.search(self.text[max(0, match.start() - 200) : match.start()][::-1])
        if before and before[0] == "[" and match.start() >= self.refused:
            message = "the bracket before this citation is never closed"
            self._flaw("malformed-citation", match.start(), message, "write `]` after it", len(match[0]))
        raw, locator = (self.source.text[slice(*match.span(part))] for part in (0, "locator"))
        citation = narrative(match["key"], bool(match["minus"]), locator, raw, match.start(), match.start("key"))
        self.out.append(self._mark(citation) or match[0])

    def _attributes(self, match: re.Match[str]) -> None:
        """Marks an id, so that a section knows where it is named."""
        written, hash_at = match[0], match[0].find("#")
        if hash_at < 0 or not written[hash_at + 1 : hash_at + 2].isalpha():
            self.out.append(written)
            return
        mark = self._mark(match.start() + hash_at + 1)
        self.out.append(written[: hash_at + 2] + mark + written[hash_at + 2 :])

    def _block(self, match: re.Match[str]) -> int:
        name = match["name"].lower()
        spec = block_specs().get(name)
        if spec is None:
            near = get_close_matches(name, block_specs(), 1)
            self._flaw(
                "unknown-block",
                match.start("name"),
                f"there is no block `{match['name']}`",
                f"did you mean `{near[0]}`?" if near else "known blocks: " + ", ".join(sorted(block_specs())),
                len(match["name"]),
            )
            self.open.append((len(match["slashes"]), BlockHead(match["name"], match.start("name"))))
            self.out.append(match[0])
            return match.end()
        title = typographic(match["title"] or "")
        self.flaws += title_flaws(self.source, spec, match.start("name"), title, match.start("title"))
        end, options, flaws = read_options(self.source, spec, match.end())
        self.flaws += flaws
        head = BlockHead(name, match.start("name"), options, self.source.text[match.end() : end])
        self.open.append((len(match["slashes"]), head))
        self.out.append(f"{match['slashes']} {name} | {self._mark(head)}{title}")
        return end

    def _end(self, match: re.Match[str]) -> None:
        length = match[0].count("/")
        depth = next((at for at in range(len(self.open) - 1, -1, -1) if self.open[at][0] == length), None)
        if depth is None:
            self._flaw(
                "unclosed-block",
                match.start(),
                "this line ends a block, but none of that many slashes is open",
                "take it out, or give the block's first line as many slashes",
                length,
            )
            return
        for _, head in self.open[depth + 1 :]:
            self._flaw(
                "unclosed-block",
                head.start,
                f"the block `{head.name}` is never closed",
                "end it before the block around it",
            )
        del self.open[depth:]


def _mark_of(number: int) -> str:
    (first, size), (second, _) = _PLANES
    return chr(first + number if number < size else second + number - size)


def _label(text: str) -> str:
    """A link's label as Markdown compares it."""
    return " ".join(text.split()).lower()
