"""The words that an author wrote for readers, read from the source without the handbook's own parser.

What that parser dropped could not be missed by a list that it made itself. So this reader knows Markdown only as far
as to tell what is not shown: it goes through the text once, and puts a sign in the place of each mark, address, id and
remark, so that every word that is left knows where it stands.

Taken away by rule are: remarks and waivers, keys of the front matter other than those that are shown, names and options
of blocks that are not shown, targets of links, ids, attributes, tags of HTML, numbers of list items, and keys of
citations, in whose place their words stand as they are formatted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import unescape

from handbook_build.blocks import block_specs
from handbook_build.parsing.document import LIKE_AN_ADDRESS
from handbook_build.verifying.plain import BREAK, HIDDEN, JOINED, WORD, without_marks

# What a line begins with that is an option of a block.
OPTION = "\x02"
# The keys of the front matter that readers are shown.
SHOWN_KEYS = ("title", "summary", "you-will")
_KEY = r"\w+(?:[:.#$%&+?<>~/-]\w+)*"
_TARGET = (
    r"\]\(\s*(?:<[^<>\n]*>|(?:[^()\s]|\((?:[^()\s]|\([^()\s]*\))*\))*)"
    r"(?:\s+(?P<quote>[\"'])(?P<tip>[^\n]*?)(?P=quote))?\s*\)|\]\([^()\n]*\)"
)
_LABEL_TITLE = r"(?:\n[ ]*)?(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\))?"
_TOKEN = re.compile(
    rf"""
    (?=[`<&\\\[\]{{@+]|-@|^)
    (?:
      (?P<fenced>^(?P<fence>`{{3,}}|~{{3,}})[^\n]*\n(?P<text>(?:.*\n)*?)(?P=fence)[ ]*$)
    | (?P<comment><!--[\s\S]*?-->)
    | (?P<code>(?<![`\\])(?P<ticks>`+)(?!`)(?:[^`\n]|\n(?![ \t]*\n)|`(?!(?P=ticks)))*?(?<!`)(?P=ticks)(?!`))
    | (?P<script><(?P<raw>script|style)\b[\s\S]*?</(?P=raw)\s*>)
    | (?P<address><(?:[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*|[^<>\s@]+@[^<>\s@]+)>)
    | (?P<tag></?(?P<element>[A-Za-z][\w:-]*)(?:\s[^<>]*)?/?>)
    | (?P<entity>&(?:\#\d+|\#[xX][\da-fA-F]+|\w+);)
    | (?P<escape>\\[^\w\s])
    | (?P<block>^[ ]{{0,3}}/{{3,}}[ ]*(?P<name>[\w-]+)[ ]*(?:\|(?P<title>[^\n]*))?$(?P<options>(?:\n[ ]{{4,}}\S.*)*))
    | (?P<note>^[ ]{{0,3}}\[\^(?P<label>[^\]\n]*)\]:)
    | (?P<definition>^[ ]{{0,3}}\[(?P<defined>[^\]\n^][^\]\n]*)\]:[ ]*\n?[ ]*(?P<leads>\S+)[ ]*{_LABEL_TITLE}[ ]*$)
    | (?P<abbreviation>^[ ]{{0,3}}\*\[[^\]\n]*\]:.*$)
    | (?P<box>^[ \t>]*(?:[-*+]|\d+\.)[ \t]+\[[ xX]\](?=\s))
    | (?P<item>^[ \t>]*\d+\.(?=[ \t]))
    | (?P<callout>^[ \t]*(?:!!!|\?\?\?\+?)[ ]*[\w -]*(?="|$))
    | (?P<mark>\[\^[^\]\n]*\])
    | (?P<group>\[(?=[^\[\]]*@)(?:[^\[\]\n]|\n(?![ \t]*\n))*\])
    | (?P<narrative>(?<![^\W_])(?<![.@\\/])-?@{_KEY}(?:[ ]\[[^\[\]@\n]*\](?![(\[{{:]))?)
    | (?P<target>{_TARGET})
    | (?P<reference>\]\[(?P<used>[^\]\n]*)\])
    | (?P<attributes>\{{:[^{{}}\n]*\}}|(?<=[\])*_`>])\{{[^{{}}\n]*\}}|(?<=[ \t])\{{[.\#][^{{}}\n]*\}}(?=[ \t\#]*$))
    | (?P<keys>\+\+[\w+"-]+\+\+)
    )
    """,
    re.MULTILINE | re.VERBOSE,
)
# What may be the label of a link: all that stands in brackets.
_LABELS = re.compile(r"\[([^\]\[\n]+)\](?!:)")
_DEFINED = re.compile(r"^[ ]{0,3}\[([^\]\n^][^\]\n]*)\]:", re.MULTILINE)
_OPTION = re.compile(r"^(?P<in>[ ]*)(?P<key>[\w-]+):(?=[ ]|$)")
_INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup u var wbr".split()
)
_ALTERNATIVE = re.compile(r"\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_FRONT = re.compile(r"---[ \t]*\n(?P<keys>[\s\S]*?)^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_QUOTED = re.compile(r"[\s-]*(?:'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\")")
_COMMENT = re.compile(r"(?:^|\s)#.*$")


@dataclass(frozen=True)
class Run:
    """Words that stand side by side: their text, with signs for what is not shown, which begins at `start` in the
    source. One that `moves` may stand elsewhere: a note below the page, an option of a block, a key of the head. A
    `cell` does so where a table is written as lines. A `tip` is shown to pointers alone. Words that were `made` for
    a citation stand where it does.
    """

    text: str
    start: int
    moves: bool = False
    tip: bool = False
    made: bool = False
    cell: bool = False

    @cached_property
    def words(self) -> list[str]:
        return WORD.findall(self.text.replace(JOINED, ""))

    def starts(self) -> list[int]:
        """Where each word begins in the source."""
        if self.made:
            return [self.start] * len(self.words)
        return [self.start + found.start() for found in _WITH_JOINS.finditer(self.text)]


@dataclass(frozen=True)
class Line:
    """The runs of a line, and the line as it stands, should all of it be shown; in the front matter its key."""

    runs: tuple[Run, ...]
    raw: str = ""
    key: str = ""


@dataclass
class Reader:
    """Reads one page. `cited` gives the words of each citation by where it begins; `extensions` are those that the
    handbook adds to Markdown.
    """

    text: str
    cited: Mapping[int, str] = field(default_factory=dict)
    extensions: Collection[str] = ()

    def lines(self) -> Iterator[Line]:
        """All that readers are to find, in order."""
        found = _FRONT.match(self.text)
        start = 0
        if found:
            start = found.end()
            yield from self.front(found.start("keys"), found.end("keys"))
        yield from self.body(start)

    # ---- The front matter ----

    def front(self, start: int, end: int) -> Iterator[Line]:
        """The values of the keys that are shown, as they stand."""
        key, style, place = "", "", start
        for line in self.text[start:end].splitlines(keepends=True):
            named = re.match(r"([\w-]+):[ \t]*([|>'\"]?)", line)
            value, at = line, 0
            if named:
                key, style = named[1], named[2]
                at = named.end(1) + 1
                value = line[at:]
            if key in SHOWN_KEYS and not (line.lstrip().startswith("#") and style not in "|>"):
                runs = tuple(self.words_of_value(value, place + at, style))
                if runs:
                    yield Line(runs, key=key)
            place += len(line)

    def words_of_value(self, value: str, start: int, style: str) -> Iterator[Run]:
        bare = value.strip().lstrip("- ")
        if style not in ("|", ">") and not bare.startswith(("'", '"')):
            found = _COMMENT.search(value)
            value = value[: found.start()] if found else value
        elif quoted := _QUOTED.match(value):
            value = quoted[0]
        value = re.sub(r"\\(?:x..|u....|U........|.)", lambda escape: BREAK * len(escape[0]), value)
        yield from runs_of(_literal(value), start, moves=True)

    # ---- The body ----

    def body(self, start: int) -> Iterator[Line]:
        """Every line of the body."""
        shown, tips, formatted = self.masked(start)
        place, moving = start, False
        for line in shown.split("\n"):
            raw = self.text[place : place + len(line)]
            if re.match(r"[ ]{0,3}\[\^", raw):
                moving = "footnotes" in self.extensions
            elif moving and raw.strip() and not raw.startswith((" ", "\t")):
                moving = False
            runs = tuple(self.runs(line, place, moving, formatted))
            if "|" in raw:
                runs = tuple(replace(run, cell=True) for run in runs)
            if tips:
                ends = place + len(line)
                runs += tuple(Run(tip, at, True, True) for at, tip in tips.items() if place <= at <= ends)
            if runs:
                yield Line(runs, raw)
            place += len(line) + 1

    def runs(self, line: str, place: int, moves: bool, formatted: Mapping[int, str]) -> Iterator[Run]:
        if BREAK not in line:
            yield from runs_of(line, place, moves=moves or line.startswith(OPTION))
            return
        at = 0
        for part in re.split(f"({BREAK}+)", line):
            if part.startswith(BREAK):
                for offset in range(place + at, place + at + len(part)):
                    if offset in formatted:
                        yield Run(without_marks(formatted[offset]), offset, moves, made=True)
            else:
                yield from runs_of(part, place + at, moves=moves or line.startswith(OPTION))
            at += len(part)

    @cached_property
    def labels(self) -> frozenset[str]:
        """All that stands in brackets, which may be the label of a link."""
        return frozenset(map(_folded, _LABELS.findall(self.text)))

    @cached_property
    def defined(self) -> frozenset[str]:
        """The labels for which an address is given."""
        return frozenset(map(_folded, _DEFINED.findall(self.text)))

    def masked(self, start: int) -> tuple[str, dict[int, str], dict[int, str]]:
        """The body, of the same length, with signs for what is not shown; tips of links, and formatted citations, each
        by its offset.
        """
        out: list[str] = []
        tips: dict[int, str] = {}
        formatted: dict[int, str] = {}
        position = start
        while found := _TOKEN.search(self.text, position):
            out.append(_plain(self.text[position : found.start()]))
            kind, whole, end = found.lastgroup, found[0], found.end()
            if kind == "fenced":
                head = found.start("text") - found.start()
                out.append(_blank(whole[:head]) + _literal(found["text"]) + _blank(whole[head + len(found["text"]) :]))
            elif kind == "code":
                ticks = len(found["ticks"])
                out.append(JOINED * ticks + _literal(whole[ticks:-ticks]) + JOINED * ticks)
            elif kind in ("comment", "script"):
                out.append(_blank(whole))
            elif kind == "address":
                out.append(f" {_plain(whole[1:-1])} ")
            elif kind == "tag":
                out.append(_tag(whole, found["element"].lower()))
            elif kind == "entity":
                out.append(_entity(whole))
            elif kind == "escape":
                out.append(JOINED + _plain(whole[1], escaped=True))
            elif kind == "block":
                out.append(self.block(found))
            elif kind == "note":
                out.append(_blank(whole))
            elif kind == "definition":
                # "[Warning]: 112" is taken for a link too; nobody refers to it, and it is no address.
                known_label = _folded(found["defined"]) in self.labels or bool(LIKE_AN_ADDRESS.search(found["leads"]))
                out.append(_blank(whole) if known_label else _plain(whole))
            elif kind == "abbreviation":
                out.append(_blank(whole) if "abbr" in self.extensions else _plain(whole))
            elif kind == "callout":
                known = {"admonition", "details"} & set(self.extensions)
                out.append(_blank(whole) if known else _plain(whole))
            elif kind == "keys":
                out.append(BREAK * len(whole) if "keys" in self.extensions else _plain(whole))
            elif kind in ("box", "item"):
                out.append(_blank(whole))
            elif kind == "mark":
                out.append(BREAK * len(whole) if "footnotes" in self.extensions else _plain(whole))
            elif kind in ("group", "narrative"):
                if found.start() in self.cited:
                    formatted[found.start()] = self.cited[found.start()]
                    out.append(re.sub(r"[^\n]", BREAK, whole))
                else:
                    # No citation of the handbook: its words stand as they are, and may hold anything.
                    out.append(_plain(whole[0]))
                    end = found.start() + 1
            elif kind == "target":
                if found["tip"]:
                    tips[found.start("tip")] = _literal(found["tip"])
                out.append(_joined(whole))
            elif kind == "reference":
                has_address = not found["used"] or _folded(found["used"]) in self.defined
                out.append(_joined(whole) if has_address else _plain(whole))
            else:
                out.append(_joined(whole))
            position = end
        out.append(_plain(self.text[position:]))
        return "".join(out), tips, formatted

    def block(self, found: re.Match[str]) -> str:
        """The first lines of a block: its title, and of its options those that are shown."""
        spec = block_specs().get(found["name"].lower())
        whole = found[0]
        if spec is None:
            return _plain(whole)
        title, options = found["title"] or "", found["options"]
        head = len(whole) - len(title) - len(options)
        shown = {option.name for option in spec.options if option.kind == "text"}
        made, key = [], ""
        for line in options.split("\n")[1:]:
            named = _OPTION.match(line)
            if named:
                key = named["key"]
                line = " " * named.end() + line[named.end() :]
            made.append("\n" + (OPTION + _plain(line)[1:] if key in shown else _blank(line)))
        return _blank(whole[:head]) + _plain(title) + "".join(made)


# Marks of emphasis and the like, which stand in words and between them.
_MARKS = re.compile(r"[*_~^=`\[\]\\]")


def _plain(text: str, *, escaped: bool = False) -> str:
    """Running text: marks join what stands beside them, and between cells there is a break."""
    text = HIDDEN.sub(JOINED, text)
    return _MARKS.sub(JOINED, text) if escaped else _MARKS.sub(JOINED, text).replace("|", BREAK)


def _literal(text: str) -> str:
    """Code, in which nothing is notation."""
    return _MARKS.sub(JOINED, HIDDEN.sub(JOINED, text))


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _joined(text: str) -> str:
    return re.sub(r"[^\n]", JOINED, text)


def _entity(whole: str) -> str:
    """The character that is meant, with as many signs behind it as its name is longer."""
    meant = unescape(whole)
    if len(meant) > 2 or meant == "|":
        return _plain(whole) if len(meant) > 2 else " " * len(whole)
    meant = _literal(meant)
    return meant + (JOINED if meant[-1:] == JOINED or meant.isalnum() else " ") * (len(whole) - len(meant))


def _tag(whole: str, name: str) -> str:
    if name == "img" and (found := _ALTERNATIVE.search(whole)):
        at = found.start(1) if found[1] is not None else found.start(2)
        words = found[1] if found[1] is not None else found[2]
        return _blank(whole[:at]) + _plain(words) + _blank(whole[at + len(words) :])
    return _joined(whole) if name in _INLINE else _blank(whole)


def _folded(label: str) -> str:
    return " ".join(label.split()).lower()


_WITH_JOINS = re.compile(rf"[^\W_](?:{JOINED}*[^\W_])*")


def runs_of(text: str, start: int, *, moves: bool = False) -> Iterator[Run]:
    """The words of a text that begins at an offset of the source; a break begins another run."""
    at = start
    for part in text.split(BREAK):
        if WORD.search(part):
            yield Run(part, at, moves)
        at += len(part) + 1
