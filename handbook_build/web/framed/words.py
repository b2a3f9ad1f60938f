"""Frozen words as HTML: passages with their numbers, and comparisons of what they were with what they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from handbook_build.blocks import block_specs
from handbook_build.editions.comparing import Piece, Row, compare
from handbook_build.model.edition import Part, Passage, Run
from handbook_build.model.nodes import Element, Node, Nodes, Text, element
from handbook_build.web.framed.library import full_title
from handbook_build.web.tables import scrolling, with_named_tables

_FOR = {"client": "For clients", "counsellor": "For counsellors", "trainer": "For trainers"}


def block_label(name: str) -> str:
    """How readers know a block: its default title, or its name."""
    spec = block_specs().get(name)
    title = spec.default_title if spec else ""
    return title or _FOR.get(name) or name.replace("-", " ").capitalize()


@dataclass(frozen=True)
class _Numbers:
    """How passages are numbered: before the number in their ids, what they are numbers of, and those set already."""

    prefix: str
    of: str
    seen: set[int] = field(default_factory=set)


def passages_html(passages: Sequence[Passage], prefix: str, level: int, of: str = "") -> Nodes:
    """Passages in their order, each with the id `PREFIXp3`, those of one block together.

    `level` is that of a heading among them; `of` is the title of what has them, where a page has several such.
    """
    numbers = _Numbers(prefix, of)
    result: list[Node] = []
    for block, run in groupby(passages, key=lambda passage: passage.block):
        inside = _run(list(run), numbers, level)
        if block:
            label = element("p", block_label(block), class_="label")
            result.append(element("div", label, *inside, class_="then-block"))
        else:
            result += inside
    return tuple(result)


def _run(passages: list[Passage], numbers: _Numbers, level: int) -> Nodes:
    result: list[Node] = []
    for (kind, number), run in groupby(passages, key=lambda one: (one.kind, one.number if one.kind == "row" else 0)):
        if kind == "row":
            rows = [_table_row(one) for one in run]
            inner = element("table", element("tbody", *rows))
            table = scrolling(inner)
            result.append(_numbered("div", number, (table,), numbers))
        elif kind == "item":
            items = [_numbered("li", one.number, (Text(one.text),), numbers) for one in run]
            result.append(element("ul", *items))
        else:
            result += [_passage(one, numbers, level) for one in run]
    return tuple(result)


def _passage(passage: Passage, numbers: _Numbers, level: int) -> Node:
    if passage.kind == "heading":
        return element(f"h{level}", passage.text)
    if passage.kind == "picture":
        return element("p", element("em", "Picture: "), passage.text)
    if passage.kind == "quotation":
        return element("blockquote", _numbered("p", passage.number, (Text(passage.text),), numbers))
    tag = "pre" if passage.kind == "code" else "p"
    return _numbered(tag, passage.number, (Text(passage.text),), numbers)


def _numbered(tag: str, number: int, children: Nodes, numbers: _Numbers) -> Element:
    """An element with its number before its words; words that go on after a list have had theirs."""
    if not number or number in numbers.seen:
        return Element(tag, (), children)
    numbers.seen.add(number)
    name = f"{numbers.prefix}p{number}"
    label = f"Paragraph {number} of {numbers.of}" if numbers.of else f"Paragraph {number}"
    sign = element("a", str(number), class_="pn", href=f"#{name}", aria_label=label)
    return Element(tag, (("id", name), ("class", "numbered")), (sign, *children))


def _table_row(passage: Passage) -> Node:
    return element("tr", *(element("td", cell) for cell in passage.text.split(" | ")))


def words_of(part: Part, sections: Iterable[Part]) -> Nodes:
    """All words of a part: for a page, with its sections under their titles."""
    own = passages_html(part.passages, "", 2)
    first: Nodes = (element("section", *own, class_="sec flow then"),) if own else ()
    return with_named_tables((*first, *(_section(section) for section in sections)))


def _section(part: Part) -> Node:
    heading = element("h2", full_title(part), id=part.id)
    passages = passages_html(part.passages, f"{part.id}-", 3, part.title)
    return element("section", heading, *passages, class_="sec flow then")


def said_by(part: Part, sections: Iterable[Part] = ()) -> tuple[Passage, ...]:
    """The passages of a part with its title and summary, and with its sections under their titles."""

    def heading(one: Part) -> Passage:
        return Passage("heading", (Run(one.title),))

    summary = (Passage("paragraph", (Run(part.summary),)),) if part.summary else ()
    below = (passage for section in sections for passage in (heading(section), *section.passages))
    return (heading(part), *summary, *part.passages, *below)


def comparison(then: Sequence[Passage], now: Sequence[Passage], before: str, after: str) -> Nodes:
    """What has changed, word by word; `before` and `after` name the two states.

    Words taken out and put in are told by their elements, by their looks and, for those who listen, in words.
    Each passage that changed can be opened to be read as it was and as it is.
    """
    result: list[Node] = []
    for same, run in groupby(compare(then, now), key=lambda row: row.is_same):
        rows = list(run)
        if same:
            words = "1 passage is the same" if len(rows) == 1 else f"{len(rows)} passages are the same"
            inner = (element("p", row.now.text if row.now else "") for row in rows)
            result.append(element("details", element("summary", words), *inner, class_="unchanged"))
        else:
            result += [_row(row, before, after) for row in rows]
    return tuple(result)


def _row(row: Row, before: str, after: str) -> Node:
    passage = row.now or row.then
    number = passage.number if passage else 0
    label = [f"Paragraph {number}"] if number else ["Title"] if passage and passage.kind == "heading" else []
    if row.then is None or row.now is None:
        label.append("new" if row.then is None else "taken out")
    elif row.then.block != row.now.block:
        place = block_label(row.now.block) if row.now.block else "running text"
        label.append(f"now under “{place}”")
    head = (element("p", ", ".join(label)[:1].upper() + ", ".join(label)[1:], class_="small muted"),) if label else ()
    both = element("p", *(node for piece in row.pieces for node in _piece(piece)), class_="both")
    apart: Nodes = ()
    if row.then and row.now and not row.says_the_same:
        apart = (
            element(
                "details",
                element("summary", "Read them apart"),
                element("p", element("strong", f"{before}: "), row.then.text),
                element("p", element("strong", f"{after}: "), row.now.text),
            ),
        )
    return element("div", *head, both, *apart, class_="row-compared")


def _piece(piece: Piece) -> Nodes:
    if piece.same:
        return (Text(piece.now),)
    taken = (_told("del", "taken out", piece.then),) if piece.then else ()
    put = (_told("ins", "put in", piece.now),) if piece.now else ()
    # The two words would run into one.
    between = (Text(" "),) if taken and put else ()
    return (*taken, *between, *put)


def _told(tag: str, words: str, text: str) -> Node:
    return element(tag, element("span", f" [{words}: ", class_="vh"), text, element("span", "] ", class_="vh"))
