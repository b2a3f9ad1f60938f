"""The PDF to fill in on screen: standard print on A4, with a field over each place to write, tick or mark.

The press prints the sheet once more, and each place to fill in bears a mark as its text alternative. Here the tag of
such a figure becomes that of a field, in its place in the tree of tags; its drawing becomes an ornament, so that
nobody hears of it twice. Every state of a field has its drawing, and no program needs to make one up.

It is PDF/UA-1 and not PDF/A: PDF/A keeps a file as it was, and this one is made to be changed. It has no script, and
sends nothing anywhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, Stream, String

from handbook_build.printing.engine import Press
from handbook_build.printing.filling.field_font import LETTERS, NAME, field_font
from handbook_build.printing.filling.fields import CHOICE, TEXT, TICK, Field, with_marks
from handbook_build.printing.sheet import Sheet

# What is typed stands in this size, in points; the field for a line is as tall as this, or at least so.
POINTS, LINE, LEAST = 11, 16, 14
# Behind these no colon stands.
STOPS = ".,:;?!…"
# From a frame to the field inside it, and from a line to the end of its field.
INSIDE, BELOW = 2.0, 1.5
# Bits of the PDF's `Ff`, and of an annotation's `F`.
MULTILINE, NO_SCROLLING, RADIO, PRINTED = 1 << 12, 1 << 23, 1 << 15, 1 << 2
# A field takes no more than it shows, so that nothing is lost in print; a line shorter than this takes more, since it
# would have no room for a name.
SHORT = 110
# Writing from the right.
RIGHT = 2
FONT = Name("/Atkinson")
DRAWN_IN = f"{FONT} {POINTS} Tf 0 g"
OFF = Name("/Off")

# In a square with a side of one: a tick that no black-and-white printer loses, and a ring round a number.
TICKED = "0.12 w 1 J 1 j 0 G 0.24 0.5 m 0.44 0.28 l 0.8 0.76 l S"
RINGED = (
    "0.07 w 0 G 0.96 0.5 m 0.96 0.754 0.754 0.96 0.5 0.96 c 0.246 0.96 0.04 0.754 0.04 0.5 c "
    "0.04 0.246 0.246 0.04 0.5 0.04 c 0.754 0.04 0.96 0.246 0.96 0.5 c s"
)

Place = tuple[float, float, float, float]


def fillable(press: Press, sheet: Sheet) -> bytes:
    """The PDF to fill in; the same sheet gives the same bytes.

    `sheet` is laid out as its A4 is (`Printed.laid_out`). Raises Unprintable.
    """
    marked = with_marks(sheet)
    with Pdf.open(BytesIO(press.print_form(marked.sheet, marked.practice))) as pdf:
        form = _Form(pdf)
        met: Counter[str] = Counter()
        for tag in list(_figures_and_objects(pdf.Root.StructTreeRoot)):
            mark = str(tag.get(Name.Alt, ""))
            if mark in marked.fields:
                form.add(marked.fields[mark], met[mark], tag)
                met[mark] += 1
            elif Name.Obj in tag:
                form.order.append(tag.Obj)
        form.finish(tuple(marked.fields))
        file = BytesIO()
        pdf.save(file, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return file.getvalue()


def _figures_and_objects(tree: Any) -> Iterator[Any]:
    """The tags of figures, and what stands for a link among the tags, in reading order."""
    waiting = [tree]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Array):
            waiting.extend(reversed(list(one)))
        elif isinstance(one, Dictionary):
            if one.get(Name.S) == Name.Figure or Name.Obj in one:
                yield one
            elif Name.K in one:
                waiting.append(one.K)


@dataclass
class _Form:
    """The fields of a PDF as they are added, in reading order.

    `order` has all that a reader can go to by the tab key, `numbered` what the tree of numbers gets for each field.
    """

    pdf: Pdf
    fields: list[Any] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)
    drawings: dict[tuple[str, float, float], Any] = field(default_factory=dict)
    order: list[Any] = field(default_factory=list)
    numbered: list[Any] = field(default_factory=list)

    def add(self, one: Field, at: int, figure: Any) -> None:
        """The field for the figure that stands at this place among those of its mark."""
        left, bottom, right, top = map(float, figure.A[0].BBox)
        widget = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, F=PRINTED, P=figure.Pg, TU=String(_said(one, at)), MK=Dictionary()
        )
        if one.kind == TEXT:
            self._text(widget, one, (left, bottom, right, top))
        else:
            self._button(widget, one, at, (left, bottom, right, top))
        made = self.pdf.make_indirect(widget)
        if one.kind == CHOICE:
            self._group(one, at, made)
        else:
            made.T = self._name(one)
            self.fields.append(made)
        self._tag(one, figure, made)

    def _text(self, widget: Any, one: Field, place: Place) -> None:
        left, bottom, right, top = place
        if one.framed:
            left, bottom, right, top = left + INSIDE, bottom + INSIDE, right - INSIDE, top - INSIDE
        else:
            # Typed words stand on the line, as low as those beside it.
            bottom -= BELOW
            top = max(min(top, bottom + LINE), bottom + LEAST)
        several = top - bottom > 2 * LINE
        widget.Rect = _rectangle((left, bottom, right, top))
        widget.FT = Name.Tx
        widget.Ff = (MULTILINE if several else 0) | (NO_SCROLLING if right - left >= SHORT else 0)
        widget.DA = String(DRAWN_IN)
        widget.V = String("")
        if one.leftward:
            widget.Q = RIGHT
        widget.AP = Dictionary(N=self._drawing("/Tx BMC EMC", right - left, top - bottom))

    def _button(self, widget: Any, one: Field, at: int, place: Place) -> None:
        left, bottom, right, top = place
        widget.Rect = _rectangle(place)
        state = Name(f"/{one.values[at]}") if one.kind == CHOICE else Name.Yes
        wide, high = right - left, top - bottom
        drawn = f"q {wide:.4f} 0 0 {high:.4f} 0 0 cm {RINGED if one.kind == CHOICE else TICKED} Q"
        states = Dictionary(Off=self._drawing("", wide, high))
        states[state] = self._drawing(drawn, wide, high)
        widget.AP = Dictionary(N=states)
        widget.AS = OFF
        if one.kind == TICK:
            widget.FT = Name.Btn
            widget.V = OFF

    def _group(self, one: Field, at: int, widget: Any) -> None:
        """The buttons of a scale are one field, of which one button at most is chosen."""
        if at == 0:
            group = Dictionary(FT=Name.Btn, Ff=RADIO, T=self._name(one), TU=String(one.title), V=OFF, Kids=Array())
            self.fields.append(self.pdf.make_indirect(group))
        widget.Parent = self.fields[-1]
        widget.Parent.Kids.append(widget)

    def _name(self, one: Field) -> Any:
        self.count[one.name] += 1
        return String(f"{one.name} {self.count[one.name]}")

    def _drawing(self, content: str, wide: float, high: float) -> Any:
        """One drawing for all fields of a size."""
        key = (content, round(wide, 2), round(high, 2))
        if key not in self.drawings:
            self.drawings[key] = Stream(
                self.pdf,
                content.encode(),
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([0, 0, *map(_number, (wide, high))]),
                Resources=Dictionary(),
            )
        return self.drawings[key]

    def _tag(self, one: Field, figure: Any, widget: Any) -> None:
        """The figure's tag becomes that of the field, and what it drew belongs to no tag."""
        of_page = self._of_pages[int(figure.Pg.StructParents)]
        for number in figure.K:
            of_page[int(number)] = None
        widget.StructParent = int(self.pdf.Root.StructTreeRoot.ParentTreeNextKey) + len(self.numbered) // 2
        self.numbered.extend((widget.StructParent, figure))
        figure.S = Name.Form
        figure.K = Array([Dictionary(Type=Name.OBJR, Obj=widget, Pg=figure.Pg)])
        del figure[Name.Alt]
        if one.language:
            figure.Lang = String(one.language)
        self.order.append(widget)

    @cached_property
    def _of_pages(self) -> dict[int, Any]:
        """What the tree of numbers holds for each page and link: the tags of what is drawn, by their number."""
        numbers = self.pdf.Root.StructTreeRoot.ParentTree.Nums
        return {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}

    def finish(self, marks: tuple[str, ...]) -> None:
        """Gives each page its fields, and the file its form."""
        marked = re.compile(rb"/Span<</MCID \d+/Alt\((?:" + "|".join(map(re.escape, marks)).encode() + rb")\)>>BDC")
        tree = self.pdf.Root.StructTreeRoot
        tree.ParentTree.Nums = Array([*tree.ParentTree.Nums, *self.numbered])
        tree.ParentTreeNextKey = int(tree.ParentTreeNextKey) + len(self.numbered) // 2
        # Some programs go from field to field as they stand in the page, and not as their tags do.
        place = {one.objgen: at for at, one in enumerate(self.order)}
        widgets = defaultdict(list)
        for one in self.order:
            if one.Subtype == Name.Widget:
                widgets[one.P.objgen].append(one)
        for page in self.pdf.pages:
            if found := widgets[page.objgen]:
                content = bytes(page.Contents.get_stream_buffer())
                page.Contents = self.pdf.make_stream(marked.sub(b"/Artifact<</Type/Layout>>BDC", content))
                page.Annots = Array(
                    sorted([*page.get(Name.Annots, []), *found], key=lambda one: place.get(one.objgen, -1))
                )
                page.Tabs = Name.S
        font = self._font()
        self.pdf.Root.AcroForm = Dictionary(
            Fields=Array(self.fields), DA=String(DRAWN_IN), DR=Dictionary(Font=Dictionary({str(FONT): font}))
        )

    def _font(self) -> Any:
        font = field_font()
        differences = Array(
            part for letter, code in font.letters.items() for part in (code, Name(f"/{LETTERS[letter]}"))
        )
        file = Stream(self.pdf, font.data, Length1=font.length, Filter=Name.FlateDecode)
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name(f"/{NAME}"),
            Flags=32,
            FontBBox=Array(font.box),
            ItalicAngle=0,
            Ascent=font.ascent,
            Descent=font.descent,
            CapHeight=font.capitals,
            StemV=80,
            FontFile2=file,
        )
        return self.pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.TrueType,
                BaseFont=Name(f"/{NAME}"),
                FirstChar=0,
                LastChar=255,
                Widths=Array(font.widths),
                FontDescriptor=self.pdf.make_indirect(descriptor),
                Encoding=Dictionary(Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding, Differences=differences),
            )
        )


def _said(one: Field, at: int) -> str:
    """What a screen reader says of a field: what it is about, and what itself is."""
    if not one.title or not one.said[at]:
        return one.title or one.said[at]
    return f"{one.title}{' ' if one.title[-1] in STOPS else ': '}{one.said[at]}"


def _rectangle(place: Place) -> Any:
    return Array([_number(part) for part in place])


def _number(value: float) -> Any:
    return round(value, 3)
