"""From print nodes to the paragraphs and tables of Word, as XML.

Every kind of print node has its row in one of the tables at the end; a kind without one raises KeyError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, groupby
from operator import itemgetter
from typing import Any
from unicodedata import bidirectional

from handbook_build.printing.line import PrintNode, PrintNodes, one_line, words_of
from handbook_build.printing.voice import LEFTWARD, directed
from handbook_build.printing.word.shapes import GAP, Picture, checkbox, drawing, row, table
from handbook_build.printing.word.styles import (
    BOLD,
    BULLETS,
    CELL_MARGIN,
    INSET,
    LEVELS,
    NUMBERS,
    STEP,
    TEXT_WIDTH,
    WHOLE_LINE,
    WITH_NEXT,
    points,
)
from handbook_build.printing.word.xml import border, borders, paragraph_properties, run_properties, tag, text
from handbook_build.printing.wording import WORDING

# The styles of the blocks that have a frame or a bar.
FRAMES = {
    "client": "ForAReader", "counsellor": "ForAReader", "trainer": "ForAReader", "say": "Say", "example": "Example",
    "caution": "Caution", "evidence": "Evidence",
}  # fmt: skip
INDENTED = frozenset((*FRAMES.values(), "Quote", "Help"))
# The style of a paragraph in a list, by the list that gives it its number; a numbered list has a number of its own.
LIST_STYLES = {0: "ListContinue", BULLETS: "ListBullet"}
# A line to write on is 8 mm high, in twentieths of a point; no more of them are kept on one page than MOST_TOGETHER.
LINE_HEIGHT, MOST_TOGETHER = 454, 8
# A millimetre and a point in the units of drawings.
MILLIMETRE, POINT = 36000, 12700
# A picture that does not say how much of the width it takes is no larger than this; none is higher than TALLEST.
WIDEST, TALLEST, USUALLY = 170 * MILLIMETRE, 80 * MILLIMETRE, 50 * MILLIMETRE
SMALL_PICTURE = 12 * POINT
# Longer ends of a scale stand one below the other.
LONGEST_ENDS = 76


@dataclass(frozen=True, slots=True)
class Manner:
    """How words are set where they stand: what is around them has decided it.

    `number` is the list to whose item the paragraph gives its number, `depth` how many lists are around it, `width`
    how wide the words may be.
    """

    style: str = ""
    depth: int = 0
    number: int = 0
    align: str = ""
    leftward: bool = False
    language: str = ""
    run: Mapping[str, str] = field(default_factory=dict)
    width: int = TEXT_WIDTH


PLAIN = Manner()


@dataclass
class Body:
    """Makes XML of print nodes, and counts what must have a number of its own.

    `picture` gives the picture of a name, or nothing where there is none; `relation` gives the name
    of the relation to an address.
    """

    picture: Callable[[str], Picture | None]
    relation: Callable[[str], str]
    starts: list[tuple[int, int]] = field(default_factory=list)
    counted: int = 0

    def flow(self, nodes: PrintNodes, manner: Manner = PLAIN) -> str:
        """Paragraphs, lists, tables and blocks, one below the other."""
        return "".join(FLOW[node["t"]](self, node, _within(manner, node)) for node in nodes)

    def line(self, nodes: PrintNodes, manner: Manner = PLAIN) -> str:
        """What stands in a line of words."""
        return "".join(LINE[node["t"]](self, node, _within(manner, node, in_line=True)) for node in nodes)

    def paragraph(self, inside: str, manner: Manner = PLAIN, style: str = "", **more: str) -> str:
        """A paragraph in its style and place; `more` are further properties."""
        style = style or manner.style or (LIST_STYLES.get(manner.number, "ListNumber") if manner.depth else "")
        properties = {
            **({"pStyle": tag("pStyle", val=style)} if style else {}),
            **_place(manner, style),
            **({"bidi": tag("bidi")} if manner.leftward else {}),
            **({"jc": tag("jc", val=_side(manner))} if manner.align else {}),
            **more,
        }
        return tag("p", paragraph_properties(properties) + inside)

    def said(self, words: str, style: str) -> str:
        """Plain words as a paragraph of this style."""
        line = directed({"t": "p", "children": one_line(words)})
        manner = _within(Manner(style=style), line)
        return self.paragraph(self.line(line["children"], manner), manner)

    def number(self) -> int:
        self.counted += 1
        return self.counted

    # What stands on its own.

    def plain(self, node: PrintNode, manner: Manner) -> str:
        return self.paragraph(self.line(node["children"], manner), manner)

    def heading(self, node: PrintNode, manner: Manner) -> str:
        """The title of the sheet has a style of its own, so what comes below it is Word's first level."""
        style = f"Heading{min(node['level'] - 1, 5)}"
        begins = {"pageBreakBefore": tag("pageBreakBefore")} if node.get("new-page") else {}
        return self.paragraph(self.line(node["children"], manner), manner, style, **begins)

    def group(self, node: PrintNode, manner: Manner) -> str:
        return self.flow(node["children"], manner)

    def listing(self, node: PrintNode, manner: Manner) -> str:
        number, depth = BULLETS, manner.depth + 1
        if node["ordered"]:
            number = NUMBERS + len(self.starts)
            self.starts.append((min(depth, LEVELS) - 1, node["start"]))
        inside = replace(manner, depth=depth)
        return "".join(self.item(item, _within(inside, item), number) for item in node["items"])

    def item(self, item: PrintNode, manner: Manner, number: int) -> str:
        """Its first paragraph bears the number; an item that begins with something else gets one for it."""
        numbered = replace(manner, number=number)
        first, rest = _opening(item["children"])
        return self.paragraph(self.line(first, numbered), numbered) + self.flow(rest, manner)

    def terms(self, node: PrintNode, manner: Manner) -> str:
        deeper = replace(manner, depth=manner.depth + 1)
        bold = _stressed(manner, BOLD)
        return "".join(
            self.paragraph(self.line(item["term"], bold), manner, **WITH_NEXT) + self.flow(item["children"], deeper)
            for item in node["items"]
        )

    def table(self, node: PrintNode, manner: Manner) -> str:
        def made(cells: PrintNodes, style: str, *, head: bool = False) -> str:
            plain = Manner(style=style, leftward=manner.leftward, language=manner.language)
            manners = (replace(_within(plain, cell), align=cell["align"]) for cell in cells)
            return row([self.flow(cell["children"], own) for cell, own in zip(cells, manners, strict=True)], head)

        rows = [made(cells, "TableHead", head=True) for cells in node["head"]]
        rows += [made(cells, "TableText") for cells in node["body"]]
        return table(rows, node["columns"], leftward=manner.leftward)

    def quote(self, node: PrintNode, manner: Manner) -> str:
        return self.flow(node["children"], replace(manner, style="Quote"))

    def preformatted(self, node: PrintNode, manner: Manner) -> str:
        lines = f"{tag('br')}".join(text(line) for line in node["text"].split("\n"))
        return self.paragraph(tag("r", lines), manner, "Preformatted")

    def rule(self, node: PrintNode, manner: Manner) -> str:
        return self.paragraph("", manner, pBdr=borders("pBdr", {"bottom": border(0.5, space=1)}))

    def large_image(self, node: PrintNode, manner: Manner) -> str:
        """A picture in a paragraph of its own, as high as it is: less than a whole line would cut it."""
        return self.paragraph(self.line([{**node, "large": True}], manner), manner, **WHOLE_LINE)

    def block(self, node: PrintNode, manner: Manner) -> str:
        return BLOCKS.get(node["name"], Body.part)(self, node, manner)

    # Blocks.

    def label(self, node: PrintNode, manner: Manner, style: str = "Label") -> str:
        """The words above a block; they stay with what follows."""
        if not node["label"]:
            return ""
        return self.paragraph(self.line(node["label"], _stressed(manner, BOLD)), manner, style, **WITH_NEXT)

    def part(self, node: PrintNode, manner: Manner) -> str:
        return self.label(node, manner) + self.flow(node["children"], manner)

    def framed(self, node: PrintNode, manner: Manner) -> str:
        style = FRAMES[node["name"]]
        inside = Manner(style=style, leftward=manner.leftward, language=manner.language)
        why = node.get("why", [])
        # Word draws one frame round two blocks of a kind when nothing is between them.
        return (
            GAP
            + self.label(node, inside, style)
            + self.flow(node["children"], inside)
            + (self.paragraph(self.line(why, _stressed(inside, points(10))), inside) if why else "")
        )

    def lines(self, node: PrintNode, manner: Manner) -> str:
        """The lines stay together, unless there are so many that they may go over to the next page."""
        count = node["count"]
        together = WITH_NEXT if count <= MOST_TOGETHER else {}
        upper = [self.paragraph("", Manner(), "WriteInLine", **together)] * (count - 1)
        return self.part(node, manner) + "".join(upper) + self.paragraph("", Manner(), "WriteInLine")

    def box(self, node: PrintNode, manner: Manner) -> str:
        called = words_of(node["label"]) or WORDING["box"]
        return self.part(node, manner) + table([row([""], height=node["height"] * LINE_HEIGHT)], 1, called)

    def boxes(self, node: PrintNode, manner: Manner) -> str:
        """Under each label of a row an empty cell."""
        items = [item for child in node["children"] if child["t"] == "list" for item in child["items"]]
        other = [child for child in node["children"] if child["t"] != "list"]
        heads = [self.flow(item["children"], _within(Manner(style="TableHead"), item)) for item in items]
        columns = 2 if len(heads) == 4 else max(1, min(len(heads), 3))
        rows = "".join(
            table([row(some, head=True), row([""] * len(some), height=LINE_HEIGHT)], len(some), WORDING["box"])
            for some in _by(columns, heads)
        )
        return self.label(node, manner) + self.flow(other, manner) + rows

    def compare(self, node: PrintNode, manner: Manner) -> str:
        """The labels of the sides are the head of a table."""
        sides = [child for child in node["children"] if child.get("name") == "side"]
        other = [child for child in node["children"] if child.get("name") != "side"]

        def column(side: PrintNode) -> tuple[str, str]:
            width = TEXT_WIDTH // min(2, len(sides)) - 2 * CELL_MARGIN
            head, body = (_within(Manner(style=style, width=width), side) for style in ("TableHead", "TableText"))
            return self.paragraph(self.line(side["label"], head), head), self.flow(side["children"], body)

        made = "".join(
            table([row([head for head, _ in some], head=True), row([body for _, body in some])], len(some))
            for some in _by(2, [column(side) for side in sides])
        )
        return self.label(node, manner) + self.flow(other, manner) + made

    def ticks(self, node: PrintNode, manner: Manner) -> str:
        made = self.label(node, manner)
        for child in node["children"]:
            if child["t"] == "list":
                inside = _within(manner, child)
                made += "".join(self.tick(item, _within(inside, item)) for item in child["items"])
            else:
                made += self.flow([child], manner)
        return made

    def tick(self, item: PrintNode, manner: Manner) -> str:
        """One item. Words that end in a colon ask for more, so a line to write on fills the rest of theirs."""
        first, rest = _opening(item["children"])
        more = {}
        inside = checkbox(words_of(item["children"]), self.number()) + tag("r", tag("tab")) + self.line(first, manner)
        if not rest and words_of(first).endswith(":"):
            more["tabs"] = tag("tabs", tag("tab", val="right", leader="underscore", pos=manner.width))
            inside += tag("r", tag("tab"))
        deeper = replace(manner, depth=manner.depth + 1)
        return self.paragraph(inside, replace(manner, depth=0), "Tick", **more) + self.flow(rest, deeper)

    def scale(self, node: PrintNode, manner: Manner) -> str:
        """The numbers far enough apart to put a ring round one, and what the ends mean."""
        steps = range(node["low"], node["high"] + 1)
        stops = (tag("tab", val="left", pos=at * TEXT_WIDTH // len(steps)) for at in range(1, len(steps)))
        numbers = tag("r", tag("tab")).join(tag("r", text(str(step))) for step in steps)
        low = [{"t": "text", "text": f"{node['low']}: "}, *node["from"]]
        high = [{"t": "text", "text": f"{node['high']}: "}, *node["to"]]
        between = tag("r", tag("br" if len(words_of([low, high])) > LONGEST_ENDS else "tab"))
        named = self.line(low, manner) + between + self.line(high, manner)
        return (
            self.part(node, manner)
            + self.paragraph(numbers, Manner(), "Scale", tabs=tag("tabs", "".join(stops)))
            + self.paragraph(named, replace(manner, depth=0), "ScaleEnds")
        )

    # What stands in a line.

    def words(self, node: PrintNode, manner: Manner) -> str:
        return "".join(
            tag("r", run_properties({**manner.run, **_voice(manner, leftward)}) + text(words))
            for leftward, words in by_direction(node["text"], manner.leftward)
        )

    def span(self, node: PrintNode, manner: Manner) -> str:
        return self.line(node["children"], _stressed(manner, STRESS[node["t"]]))

    def link(self, node: PrintNode, manner: Manner) -> str:
        inside = self.line(node["children"], _stressed(manner, {"rStyle": tag("rStyle", val="Hyperlink")}))
        return f'<w:hyperlink r:id="{self.relation(node["href"])}">{inside}</w:hyperlink>'

    def image(self, node: PrintNode, manner: Manner) -> str:
        """A picture; one that is not there leaves its alternative text."""
        found = self.picture(node["picture"])
        if not found:
            return self.words({"text": f"[{node['alt']}]"}, manner) if node["alt"] else ""
        if not node.get("large"):
            return self.drawing(found, node["alt"], WIDEST, SMALL_PICTURE)
        share = node["width"]
        return self.drawing(found, node["alt"], round(share * WIDEST) or WIDEST, TALLEST if share else USUALLY)

    def drawing(self, picture: Picture, alternative: str, widest: int, tallest: int) -> str:
        return drawing(picture, alternative, widest, tallest, self.number())

    def line_end(self, node: PrintNode, manner: Manner) -> str:
        return tag("r", tag("br"))


def by_direction(words: str, leftward: bool) -> Iterator[tuple[bool, str]]:
    """The words in runs of one direction. Blanks and signs between two directions go the way of the paragraph."""
    ways = [_way(character) for character in words]
    before = list(accumulate(ways, _last, initial=leftward))[1:]
    after = list(accumulate(reversed(ways), _last, initial=leftward))[:0:-1]
    settled = (one if one == other else leftward for one, other in zip(before, after, strict=True))
    for way, run in groupby(zip(settled, words, strict=True), key=itemgetter(0)):
        yield way, "".join(character for _, character in run)


def _last(before: bool | None, way: bool | None) -> bool:
    return bool(before if way is None else way)


def _way(character: str) -> bool | None:
    kind = bidirectional(character)
    return True if kind in LEFTWARD else False if kind == "L" else None


def _within(manner: Manner, node: PrintNode, in_line: bool = False) -> Manner:
    """In the language and, but for a part of a line, the direction of the node."""
    changed: dict[str, Any] = {}
    if "lang" in node:
        changed["language"] = node["lang"]
    if "dir" in node and not in_line:
        changed["leftward"] = node["dir"] == "rtl"
    return replace(manner, **changed) if changed else manner


def _stressed(manner: Manner, run: Mapping[str, str]) -> Manner:
    return replace(manner, run={**manner.run, **run})


def _voice(manner: Manner, leftward: bool) -> dict[str, str]:
    spoken = {"lang": tag("lang", **{"bidi" if leftward else "val": manner.language})} if manner.language else {}
    return {**spoken, **({"rtl": tag("rtl")} if leftward else {})}


def _place(manner: Manner, style: str) -> dict[str, str]:
    """The number and the indents of a paragraph in lists."""
    if not manner.depth:
        return {}
    inset = INSET if style in INDENTED else 0
    left = {"left": inset + STEP * manner.depth, **({"right": inset} if inset else {})}
    if not manner.number:
        return {"ind": tag("ind", **left)}
    number = tag("ilvl", val=min(manner.depth, LEVELS) - 1) + tag("numId", val=manner.number)
    return {"numPr": tag("numPr", number), "ind": tag("ind", **left, hanging=STEP)}


def _side(manner: Manner) -> str:
    """The side to which a cell's words keep. In a paragraph from right to left, Word's left is where it begins."""
    turned = {"left": "right", "right": "left"} if manner.leftward else {}
    return turned.get(manner.align, manner.align)


def _opening(nodes: PrintNodes) -> tuple[PrintNodes, PrintNodes]:
    """The line with which an item begins, and what comes below it."""
    if nodes and nodes[0]["t"] == "p":
        return nodes[0]["children"], nodes[1:]
    return [], nodes


def _by(count: int, found: Sequence[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(found), count):
        yield list(found[start : start + count])


STRESS: dict[str, Mapping[str, str]] = {
    "strong": BOLD,
    "em": {"i": tag("i"), "iCs": tag("iCs")},
    "code": {"rStyle": tag("rStyle", val="CodeWords")},
    "sub": {"vertAlign": tag("vertAlign", val="subscript")},
    "sup": {"vertAlign": tag("vertAlign", val="superscript")},
    "strike": {"strike": tag("strike")},
    "term": {},
    "span": {},
    "ref": {},
}
LINE: dict[str, Callable[[Body, PrintNode, Manner], str]] = {
    **dict.fromkeys(STRESS, Body.span),
    "text": Body.words,
    "link": Body.link,
    "image": Body.image,
    "break": Body.line_end,
}
FLOW: dict[str, Callable[[Body, PrintNode, Manner], str]] = {
    "p": Body.plain,
    "h": Body.heading,
    "group": Body.group,
    "list": Body.listing,
    "terms": Body.terms,
    "table": Body.table,
    "quote": Body.quote,
    "pre": Body.preformatted,
    "rule": Body.rule,
    "image": Body.large_image,
    "block": Body.block,
}
# A block without a form of its own is its label and what is inside it.
BLOCKS: dict[str, Callable[[Body, PrintNode, Manner], str]] = {
    **dict.fromkeys(FRAMES, Body.framed),
    "lines": Body.lines,
    "box": Body.box,
    "boxes": Body.boxes,
    "compare": Body.compare,
    "ticks": Body.ticks,
    "scale": Body.scale,
}
