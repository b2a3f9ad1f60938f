"""What there is to fill in on a sheet: each place with a name, and with what a screen reader says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from handbook_build.blocks.ticks import IN_WORDS
from handbook_build.handouts import CLOSED, HOURS, OWN_SERVICE, TELEPHONE
from handbook_build.printing.line import PrintNode, words_of
from handbook_build.printing.sheet import Sheet
from handbook_build.printing.wording import EMPTY_PART

# As many lines stand in one picture; see `templates/blocks.typ`.
MOST_LINES = 8
TICK, TEXT, CHOICE = "tick", "text", "choice"


@dataclass(frozen=True, slots=True)
class Field:
    """Something to fill in, which the template draws as one figure or several.

    `kind` is TICK, TEXT or CHOICE; the figures of a CHOICE are the buttons of one field. `name` is for programs.
    `title` is what the field is about, and `said` is what each figure is, in order. `values` are its numbers.
    A TEXT is written into a frame, which several lines of it may fill, or on a line.
    """

    kind: str
    name: str
    title: str
    said: tuple[str, ...]
    values: tuple[int, ...] = ()
    framed: bool = False
    language: str = ""
    leftward: bool = False


@dataclass(frozen=True)
class Marked:
    """A sheet whose places to fill in bear marks as their text alternative, and the field for each mark.

    `practice` is the mark of all lines that are left for a practice.
    """

    sheet: Sheet
    fields: Mapping[str, Field]
    practice: str


def with_marks(sheet: Sheet) -> Marked:
    """The sheet, ready for `Press.print_form`. No mark is found anywhere in its words."""
    stem = "field"
    said = repr((sheet.body, sheet.sources, sheet.help))
    while f"{stem}-" in said:
        stem += "x"
    marker = _Marker(stem, sheet.title)
    body = marker.marked(sheet.body)
    practice = f"{stem}-practice"
    owner = (sheet.practice.name if sheet.practice else "") or OWN_SERVICE
    unknown = tuple(
        f"{owner}: {label}" if label in (TELEPHONE, HOURS, CLOSED) else label
        for label, words in sheet.contact
        if not words
    )
    fields = {**marker.fields, practice: Field(TEXT, "practice", "", unknown)}
    return Marked(replace(sheet, body=body), fields, practice)


@dataclass
class _Marker:
    """Goes through a body in reading order. `above` is the heading or label that the next field stands below."""

    stem: str
    above: str
    fields: dict[str, Field] = field(default_factory=dict)
    language: str = ""
    direction: str = ""
    met: Counter[str] = field(default_factory=Counter)

    def marked(self, made: Any) -> Any:
        """A copy of the nodes with a mark under `field` wherever something is filled in."""
        if isinstance(made, list):
            return [self.marked(one) for one in made]
        if not isinstance(made, dict):
            return made
        before = self.above, self.language, self.direction
        if made.get("t") == "block":
            self.above = words_of(made["label"]).strip() or self.above
        self.language = made.get("lang", self.language)
        self.direction = made.get("dir", self.direction)
        copy = {key: self.marked(value) for key, value in made.items()}
        if made.get("t") == "block" and made["name"] in _MAKERS:
            copy = _MAKERS[made["name"]](self, copy)
        self.above, self.language, self.direction = before
        if made.get("t") == "h":
            self.above = words_of(made["children"]).strip() or self.above
        return copy

    def add(
        self,
        kind: str,
        name: str,
        title: str,
        said: tuple[str, ...] = ("",),
        *,
        values: tuple[int, ...] = (),
        framed: bool = False,
    ) -> dict[str, str]:
        """One more field; gives what its node gets."""
        mark = f"{self.stem}-{len(self.fields) + 1}"
        self.fields[mark] = Field(kind, name, title, said, values, framed, self.language, self.direction == "rtl")
        return {"field": mark}

    def title(self, block: PrintNode) -> str:
        """What a block is about: its label, its own words, or the heading above; no two blocks have the same."""
        found = words_of(block["label"]).strip() or words_of(block["children"]).strip() or self.above
        self.met[found] += 1
        return found if self.met[found] == 1 else f"{found} ({self.met[found]})"

    def lines(self, block: PrintNode) -> PrintNode:
        pieces = -(-block["count"] // MOST_LINES)
        said = tuple(EMPTY_PART.format(at, pieces) for at in range(1, pieces + 1)) if pieces > 1 else ("",)
        return block | self.add(TEXT, "lines", self.title(block), said, framed=block["count"] > 1)

    def box(self, block: PrintNode) -> PrintNode:
        return block | self.add(TEXT, "box", self.title(block), framed=True)

    def boxes(self, block: PrintNode) -> PrintNode:
        def item(made: PrintNode) -> PrintNode:
            return made | self.add(TEXT, "box", self.above, (words_of(made["children"]).strip(),), framed=True)

        return block | {"children": [_each_item(child, item) for child in block["children"]]}

    def ticks(self, block: PrintNode) -> PrintNode:
        def item(made: PrintNode) -> PrintNode:
            return made | self.add(TEXT, "words", self.above, (f"{_asked(made)}, {IN_WORDS}",))

        def listed(child: PrintNode) -> PrintNode:
            if child["t"] != "list":
                return child
            said = tuple(map(_asked, child["items"]))
            return _each_item(child, item) | self.add(TICK, "tick", self.above, said)

        return block | {"children": [listed(child) for child in block["children"]]}

    def scale(self, block: PrintNode) -> PrintNode:
        low, high = block["low"], block["high"]
        ends = {low: words_of(block["from"]).strip(), high: words_of(block["to"]).strip()}
        numbers = tuple(range(low, high + 1))
        said = tuple(f"{number}, {ends[number]}" if ends.get(number) else str(number) for number in numbers)
        return block | self.add(CHOICE, "scale", self.title(block), said, values=numbers)


def _asked(item: PrintNode) -> str:
    """The words of an item, without the colon that asks for more."""
    return words_of(item["children"]).strip().rstrip(":")


def _each_item(child: PrintNode, make: Any) -> PrintNode:
    return child | {"items": [make(item) for item in child["items"]]} if child["t"] == "list" else child


_MAKERS = {
    "lines": _Marker.lines,
    "box": _Marker.box,
    "boxes": _Marker.boxes,
    "ticks": _Marker.ticks,
    "scale": _Marker.scale,
}
