"""A sheet as plain text, for a Braille display, a screen reader or an e-mail.

A place to write is said in words and brackets, such as "(2 lines to write on)", with an empty line
below it: a row of underscores is read out one by one, fills a Braille line with nothing, and is in
the way of who types there. Emphasis leaves no mark. Words that run from right to left stand in the
order in which they are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from textwrap import wrap

from handbook_build.printing.inline import OUTSIDE
from handbook_build.printing.line import PrintNode, PrintNodes, clean, words_of
from handbook_build.printing.sheet import Sheet
from handbook_build.printing.wording import WORDING

WIDTH = 72
# Below the title, a heading, and one below that.
UNDERLINES = {1: "=", 2: "-"}
DEEPER = "~"
INDENT = "  "
# The blocks whose words stand in a little, so that the eye sees where they end.
SET_IN = frozenset(("client", "counsellor", "trainer", "say", "example", "caution", "evidence", "side"))
# What a line begins with before its words: how far it stands in, and the mark of an item or a quotation.
MARKS = re.compile(r"(?: |> )*(?:- |\d+\. |\[ \] )?")
BLANKS = re.compile("[ \t\r\n]+")


def plain_text(sheet: Sheet) -> str:
    """The sheet in lines of 72 characters, but for longer addresses; one line end is at its end."""
    words = [f"- {term}: {definition}" for term, definition in sheet.words]
    parts = [
        sheet.practice.name if sheet.practice else "",
        _heading(sheet.title, 1),
        sheet.summary,
        *flow(sheet.body),
        *([_heading(WORDING["terms"], 2), "\n".join(words)] if words else []),
        *([_heading(WORDING["sources"], 2), *map("\n".join, map(flow, sheet.sources))] if sheet.sources else []),
        *_rule({}),
        *flow(sheet.help),
        "\n".join(f"{label}: {words}" for label, words in sheet.contact if words),
        "\n".join(f"{label}: {_place(WORDING['line'])}" for label, words in sheet.contact if not words),
        f"Code {sheet.foot.code}" if sheet.foot.code else "",
        "\n".join(sheet.foot_lines),
    ]
    whole = clean("\n\n".join(part.strip("\n") for part in parts if part.strip()))
    return "\n".join(map(_folded, whole.split("\n"))) + "\n"


def flow(nodes: PrintNodes) -> list[str]:
    """Paragraphs and other parts that an empty line sets apart. Raises KeyError for an unknown kind of node."""
    return [part for node in nodes for part in FLOW[node["t"]](node) if part.strip()]


def line(nodes: PrintNodes) -> str:
    """What stands in a line of words. Raises KeyError for an unknown kind of node."""
    return "".join(LINE[node["t"]](node, words_of(nodes[at + 1 : at + 2])) for at, node in enumerate(nodes))


# What stands on its own.


def _paragraph(node: PrintNode) -> list[str]:
    return [line(node["children"])]


def _headed(node: PrintNode) -> list[str]:
    return [_heading(line(node["children"]), node["level"])]


def _group(node: PrintNode) -> list[str]:
    return flow(node["children"])


def _list(node: PrintNode) -> list[str]:
    marks = (f"{node['start'] + at}. " if node["ordered"] else "- " for at in range(len(node["items"])))
    items = [_item(item["children"], mark) for item, mark in zip(node["items"], marks, strict=True)]
    return ["\n".join(items)] if node["tight"] else items


def _item(nodes: PrintNodes, mark: str) -> str:
    """The parts of an item behind its mark, close below each other."""
    return _behind(mark, "\n".join(flow(nodes)))


def _terms(node: PrintNode) -> list[str]:
    return [
        "\n".join([line(item["term"]), *(_behind(INDENT, part) for part in flow(item["children"]))])
        for item in node["items"]
    ]


def _table(node: PrintNode) -> list[str]:
    """One line for each row, in which each value follows the heading of its column."""
    heads = [" ".join(filter(None, map(_cell, column))) for column in zip(*node["head"], strict=True)]
    rows = [
        "; ".join(_value(head, _cell(cell)) for head, cell in zip(heads or [""] * len(row), row, strict=True))
        for row in node["body"]
    ]
    return ["\n".join(f"- {row}" for row in rows or ["; ".join(heads)])]


def _cell(cell: PrintNode) -> str:
    return BLANKS.sub(" ", " ".join(flow(cell["children"]))).strip()


def _value(head: str, words: str) -> str:
    said = words or _place(WORDING["box"])
    return f"{head}: {said}" if head else said


def _quote(node: PrintNode) -> list[str]:
    return [_behind("> ", "\n\n".join(flow(node["children"])), every=True)]


def _preformatted(node: PrintNode) -> list[str]:
    return [str(node["text"])]


def _rule(node: PrintNode) -> list[str]:
    return ["-" * WIDTH]


def _large_image(node: PrintNode) -> list[str]:
    return [_image(node, "")]


def _block(node: PrintNode) -> list[str]:
    return BLOCKS.get(node["name"], _part)(node)


# Blocks.


def _label(node: PrintNode) -> list[str]:
    """The words above a block. A colon says that they lead on, unless they have a sign of their own."""
    words = line(node["label"])
    return [words if re.search(r":|\W$", words) else f"{words}:"] if words else []


def _part(node: PrintNode) -> list[str]:
    return _label(node) + flow(node["children"])


def _set_in(node: PrintNode) -> list[str]:
    inside = [*flow(node["children"]), *filter(None, [line(node.get("why", []))])]
    return [*_label(node), *(_behind(INDENT, part) for part in inside)]


def _lines(node: PrintNode) -> list[str]:
    count = node["count"]
    said = WORDING["line"] if count == 1 else WORDING["lines"].replace("{}", str(count))
    return [*_part(node), _place(said)]


def _box(node: PrintNode) -> list[str]:
    return [*_part(node), _place(WORDING["box"])]


def _boxes(node: PrintNode) -> list[str]:
    """Each item with its place to write behind it."""
    place = _place(WORDING["box"])
    return _label(node) + _each_item(node, lambda item: f"{_item(item['children'], '- ')}: {place}")


def _ticks(node: PrintNode) -> list[str]:
    return _label(node) + _each_item(node, _tick)


def _tick(item: PrintNode) -> str:
    """One item. Words that end in a colon ask for more, so a line to write it on follows them."""
    said = _item(item["children"], "[ ] ")
    return f"{said} {_place(WORDING['line'])}" if said.endswith(":") else said


def _each_item(node: PrintNode, make: Callable[[PrintNode], str]) -> list[str]:
    """The items of its lists as `make` makes them, and what is no list as it is."""
    return [
        part
        for child in node["children"]
        for part in (["\n".join(map(make, child["items"]))] if child["t"] == "list" else flow([child]))
    ]


def _scale(node: PrintNode) -> list[str]:
    """The numbers, then what the ends mean: `0 1 2 3 (0: wobbly, 3: steady)`."""
    steps = " ".join(map(str, range(node["low"], node["high"] + 1)))
    ends = f"({node['low']}: {line(node['from'])}, {node['high']}: {line(node['to'])})"
    return [*_part(node), f"{steps} {ends}"]


# What stands in a line; the second argument is the words that follow.


def _text(node: PrintNode, after: str) -> str:
    return str(node["text"])


def _span(node: PrintNode, after: str) -> str:
    return line(node["children"])


def _raised(node: PrintNode, after: str) -> str:
    """So that two to the power of three is not 23."""
    return f"^{line(node['children'])}"


def _struck(node: PrintNode, after: str) -> str:
    return f"({WORDING['struck']}: {line(node['children'])})"


def _link(node: PrintNode, after: str) -> str:
    """The words and the address, unless the sheet shows it already."""
    words = line(node["children"])
    shown = OUTSIDE.sub("", node["href"]).rstrip("/")
    return words if shown in words or after.startswith(f" ({shown})") else f"{words} ({node['href']})"


def _image(node: PrintNode, after: str) -> str:
    return f"[{node['alt']}]" if node["alt"] else ""


def _break(node: PrintNode, after: str) -> str:
    return "\n"


# Shapes of text. All is folded into lines at the very end, when it is known how far each stands in.


def _heading(words: str, level: int) -> str:
    """The words above a line of their length."""
    longest = max(map(len, words.split("\n")))
    return f"{words}\n{UNDERLINES.get(level, DEEPER) * min(longest, WIDTH)}" if words else ""


def _place(words: str) -> str:
    """A place to write, as it is said."""
    return f"({words})"


def _behind(mark: str, words: str, *, every: bool = False) -> str:
    """The lines behind a mark, which the first bears, or every one; the others stand in as far."""
    rest = mark if every else " " * len(mark)
    first, *others = words.split("\n")
    return "\n".join([mark + first, *(rest + other for other in others)])


def _folded(words: str) -> str:
    """One line as lines of no more than WIDTH, broken at blanks alone, so that an address stays whole."""
    if len(words) <= WIDTH:
        return words.rstrip()
    mark = MARKS.match(words)
    rest = re.sub("[^ >]", " ", mark[0]) if mark else ""
    return "\n".join(wrap(words, WIDTH, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False))


FLOW: dict[str, Callable[[PrintNode], list[str]]] = {
    "p": _paragraph,
    "h": _headed,
    "group": _group,
    "list": _list,
    "terms": _terms,
    "table": _table,
    "quote": _quote,
    "pre": _preformatted,
    "rule": _rule,
    "image": _large_image,
    "block": _block,
}
LINE: dict[str, Callable[[PrintNode, str], str]] = {
    **dict.fromkeys(("strong", "em", "code", "sub", "term", "span", "ref"), _span),
    "text": _text,
    "sup": _raised,
    "strike": _struck,
    "link": _link,
    "image": _image,
    "break": _break,
}
# A block without a form of its own is its label and what is inside it.
BLOCKS: dict[str, Callable[[PrintNode], list[str]]] = {
    **dict.fromkeys(SET_IN, _set_in),
    "lines": _lines,
    "box": _box,
    "boxes": _boxes,
    "ticks": _ticks,
    "scale": _scale,
}
