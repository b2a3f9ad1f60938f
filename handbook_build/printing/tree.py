"""From the tree of a page to the tree that a print template reads: plain JSON, about twenty kinds
of node, each a dictionary with its kind under `t`.

Paragraphs and all that can stand beside them come from `_Flow.blocks`; what stands in a line of
text comes from `Inline`. An element that paper has no form for leaves its words behind.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from handbook_build.model.citation import Citation
from handbook_build.model.nodes import NOWHERE, Block, Element, Node, Nodes, Text, children_of, offset_of, text_of
from handbook_build.printing.block_data import block_data
from handbook_build.printing.inline import HEADINGS, SHAPED, WRAPPERS, Inline, plain
from handbook_build.printing.line import PrintNode, PrintNodes, words_of
from handbook_build.printing.voice import directed, language_of, voiced

# The parts of a table that hold its rows.
ROW_GROUPS = frozenset(("thead", "tbody", "tfoot"))
# Lists in lists, blocks in blocks. What lies deeper is a paragraph of its words, since Typst follows
# no more than 80 calls, and no reader as many indents.
DEEPEST = 8


def as_written(citation: Citation) -> Nodes:
    """A citation that nobody has rendered."""
    return (Text(citation.raw),)


def no_address(target: str) -> str:
    """Where a place of the handbook is found online, when nobody knows."""
    return ""


def same_name(source: str) -> str:
    return source


def print_tree(
    nodes: Nodes,
    *,
    cite: Callable[[Citation], Nodes] = as_written,
    address: Callable[[str], str] = no_address,
    picture: Callable[[str], str] = same_name,
    on_paper: bool = True,
) -> PrintNodes:
    """The passage as print nodes.

    `cite` renders a citation. `address` gives the full https address for a link inside the
    handbook (`#id`, `page.md`), or nothing, and the link is plain words; in a book it gives `#` with the name of a
    place there. `picture` gives the name by which the sheet knows the picture at `src`. `on_paper` the address of
    an outside link is shown behind its words.
    """
    return _Flow(Inline(cite, address, picture, on_paper)).blocks(nodes)


@dataclass
class _Flow:
    inline: Inline
    level: int = 1
    nested: int = 0
    depth: int = 0

    def blocks(self, nodes: Nodes) -> PrintNodes:
        """The nodes as paragraphs and other things that stand on their own."""
        if self.depth == DEEPEST:
            return self.paragraph(plain(nodes))
        self.depth += 1
        try:
            return self._blocks(nodes)
        finally:
            self.depth -= 1

    def _blocks(self, nodes: Nodes) -> PrintNodes:
        result: PrintNodes = []
        loose: list[Node] = []
        for node in nodes:
            if not _stands_alone(node):
                loose.append(node)
                continue
            result += self.placed(self.paragraph(tuple(loose)), tuple(loose))
            loose.clear()
            result += self.placed(self.block(node) if isinstance(node, Block) else self.shaped(node), (node,))
        return result + self.placed(self.paragraph(tuple(loose)), tuple(loose))

    def placed(self, made: PrintNodes, nodes: Nodes) -> PrintNodes:
        """What stands on the sheet itself, and not inside something else, knows where its source stands."""
        offset = offset_of(nodes)
        return [{**one, "offset": offset} for one in made] if self.depth == 1 and offset != NOWHERE else made

    def shaped(self, node: Node) -> PrintNodes:
        assert isinstance(node, Element)
        if node.tag in WRAPPERS:
            inside = self.blocks(node.children)
            return [voiced(node, {"t": "group", "children": inside})] if language_of(node) else inside
        if node.tag in HEADINGS:
            return self.heading(node)
        return {
            "p": self.element_paragraph, "ul": self.listing, "ol": self.listing, "dl": self.terms, "table": self.table,
            "blockquote": self.quote, "pre": self.preformatted, "hr": self.rule,
        }[node.tag](node)  # fmt: skip

    def paragraph(self, nodes: Nodes) -> PrintNodes:
        """Loose words as a paragraph; pictures alone stand as pictures; blanks vanish."""
        line = self.inline.finished(nodes)
        if line and all(node["t"] == "image" or not words_of(node).strip() for node in line):
            return [node for node in line if node["t"] == "image"]
        return [directed({"t": "p", "children": line})] if line else []

    def element_paragraph(self, node: Element) -> PrintNodes:
        return [voiced(node, made) for made in self.paragraph(node.children)]

    def heading(self, node: Element) -> PrintNodes:
        """A heading, never more than one level below the one before it; bold words inside lists and tables."""
        line = self.inline.finished(node.children)
        if not line:
            return []
        if self.nested:
            return [directed({"t": "p", "children": [{"t": "strong", "children": line}]})]
        self.level = max(2, min(HEADINGS[node.tag], self.level + 1))
        return [voiced(node, {"t": "h", "level": self.level, "children": line})]

    def listing(self, node: Element) -> PrintNodes:
        items = [made for child in node.children for made in self.item(child)]
        loose = any(
            isinstance(one, Element) and one.tag == "p" for child in node.children for one in children_of(child)
        )
        start = node.get("start")
        made = {
            "t": "list",
            "ordered": node.tag == "ol",
            "start": int(start) if start.isdecimal() and len(start) < 6 else 1,
            "tight": not loose,
            "items": items,
        }
        return [voiced(node, made)] if items else []

    def item(self, node: Node) -> PrintNodes:
        """A list item; something else that stands in the list is one too, unless it is blank."""
        if isinstance(node, Element) and node.tag == "li":
            return [voiced(node, {"t": "item", "children": self.inside(node.children)})]
        stray = self.inside((node,))
        return [{"t": "item", "children": stray}] if stray else []

    def terms(self, node: Element) -> PrintNodes:
        """A list of terms with their explanations; one that has only a half keeps that half."""
        items: PrintNodes = []
        for child in node.children:
            if not isinstance(child, Element):
                continue
            if child.tag == "dt" or not items:
                items.append({"term": [], "children": []})
            if child.tag == "dt":
                items[-1]["term"] = self.inline.finished(child.children)
            else:
                items[-1]["children"] += self.inside(child.children)
        return [{"t": "terms", "items": items}] if items else self.blocks(node.children)

    def table(self, node: Element) -> PrintNodes:
        """Rows of equal length. The first rows that hold `th` alone are the head."""
        above = [made for caption in _elements(node, "caption") for made in self.paragraph(caption.children)]
        rows = [cells for row in _rows(node) if (cells := _elements(row, "td", "th"))]
        if not rows:
            return above
        width = max(map(len, rows))
        heads = [all(cell.tag == "th" for cell in cells) for cells in rows]
        head = heads.index(False) if False in heads else len(rows)
        made = [[*map(self.cell, cells), *(_blank() for _ in range(width - len(cells)))] for cells in rows]
        return [*above, {"t": "table", "columns": width, "head": made[:head], "body": made[head:]}]

    def cell(self, node: Element) -> PrintNode:
        """One cell; its alignment is Python-Markdown's `style`, or the older attribute."""
        side = re.search(r"text-align:\s*(left|right|center)", node.get("style") or f"text-align:{node.get('align')}")
        made = {"t": "cell", "align": side[1] if side else "", "children": self.inside(node.children)}
        return voiced(node, made)

    def quote(self, node: Element) -> PrintNodes:
        return [voiced(node, {"t": "quote", "children": self.inside(node.children)})]

    def preformatted(self, node: Element) -> PrintNodes:
        return [{"t": "pre", "text": text_of(node.children).strip("\n").expandtabs(4)}]

    def rule(self, node: Element) -> PrintNodes:
        return [{"t": "rule"}]

    def block(self, node: Block) -> PrintNodes:
        return [directed({**block_data(node), "children": self.blocks(node.children)})]

    def inside(self, nodes: Nodes) -> PrintNodes:
        """What stands in a list item, a cell or a quotation, where headings are no headings."""
        self.nested += 1
        try:
            return self.blocks(nodes)
        finally:
            self.nested -= 1


def _stands_alone(node: Node) -> bool:
    return isinstance(node, Block) or (isinstance(node, Element) and node.tag in SHAPED | WRAPPERS)


def _elements(node: Element, *tags: str) -> list[Element]:
    return [child for child in node.children if isinstance(child, Element) and child.tag in tags]


def _rows(table: Element) -> list[Element]:
    """Its own rows, and not those of a table in one of its cells."""
    parts = _elements(table, "tr", *ROW_GROUPS)
    return [row for part in parts for row in ([part] if part.tag == "tr" else _elements(part, "tr"))]


def _blank() -> PrintNode:
    return {"t": "cell", "align": "", "children": []}
