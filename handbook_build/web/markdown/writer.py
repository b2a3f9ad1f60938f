"""Finished nodes of a page as CommonMark, with tables as GitHub writes them.

A passage with a meaning of its own becomes a quotation under its label. What cannot be used in a file is said in words
(room to write) or left out (drawings, buttons). Nothing of the handbook's own notation is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from handbook_build.model.nodes import Element, Node, Nodes, element, text_of, walk
from handbook_build.web.markdown.inline import Line, is_unsaid

# What stands on its own, and not in a line of words.
STANDING = frozenset(
    "address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr legend main nav ol p pre section summary table textarea ul".split()
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
# The classes of passages with a meaning of their own: they become quotations.
QUOTED = frozenset(
    "pass say evid caut bring question example discuss outcomes side door crisis as-of erratum cited".split()
)
# What stands above such a passage and says what it is.
LABELS = frozenset(("label", "who", "grade", "ask"))
LABEL_TAGS = frozenset(("legend", "figcaption", "summary"))
# What a page has for the hand: ways to move about and to cite, which a file gives in its own way.
LEFT_OUT = frozenset(("secbar", "square", "sheet-end", "files", "once"))
# How a list, a quotation and a table begin, which cannot stand behind words.
APART = ("- ", "* ", "1. ", "> ", "| ", "#")
# What would end a cell, even in code.
UNESCAPED = re.compile(r"(?<!\\)\|")
# Whom a passage is for, where its own title does not say so.
READERS = {"client": "For clients", "couns": "For counsellors", "train": "For trainers"}


@dataclass(frozen=True)
class Writer:
    """Writes the nodes of one page, whose addresses it is given as `Line` is."""

    line: Line
    # The words by which a passage already says whom it is for.
    known_labels: frozenset[str] = frozenset()

    def written(self, nodes: Iterable[Node]) -> str:
        """The nodes with an empty line between what stands on its own."""
        return "\n\n".join(self.parts(nodes))

    def parts(self, nodes: Iterable[Node]) -> list[str]:
        """Each thing that stands on its own: a heading, a paragraph, a list, a quotation."""
        found: list[str] = []
        lists = ""
        for standing, run in groupby(nodes, key=_stands):
            if not standing:
                words = self.line.written(run)
                found += [words] if words else []
                lists = "" if words else lists
                continue
            for node in run:
                assert isinstance(node, Element)
                # Two lists one after another would be read as one.
                other = node.tag == lists
                made = [one for one in self._standing(node, other) if one.strip()]
                lists = node.tag if node.tag in ("ul", "ol") and not other else "" if made else lists
                found += made
        return found

    def _standing(self, node: Element, other: bool) -> Iterable[str]:
        classes = node.classes
        if (is_unsaid(node) and node.tag != "textarea") or not LEFT_OUT.isdisjoint(classes):
            return ()
        if node.tag in HEADINGS:
            return self._heading(node)
        if node.tag in LABEL_TAGS or not LABELS.isdisjoint(classes):
            return self._label(node)
        if node.tag in ("ul", "ol"):
            return self._list(node, other)
        if node.tag in PLAIN:
            return PLAIN[node.tag](self, node)
        inside = self.parts(node.children)
        if node.tag == "blockquote" or not QUOTED.isdisjoint(classes):
            return (_behind("> ", "\n\n".join(inside), every=True),) if inside else ()
        return inside

    def _heading(self, node: Element) -> Iterator[str]:
        words = self.line.written(node.children).replace("\\\n", " ")
        if words:
            # A closing number sign would be taken for part of the heading's mark.
            yield f"{'#' * HEADINGS[node.tag]} {words}".removesuffix("#") + ("\\#" if words.endswith("#") else "")

    def _label(self, node: Element) -> Iterator[str]:
        words = " ".join(text_of(_said(node.children)).split())
        reader = next((READERS[name] for name in node.classes if name in READERS), "")
        if reader and node.tag == "p" and words not in self.known_labels:
            words = f"{reader}: {words}"
        if words:
            yield self.line.written((element("strong", words),))

    def _paragraph(self, node: Element) -> Iterator[str]:
        yield self.line.written(node.children)

    def _folded(self, node: Element) -> Iterator[str]:
        """What a page shows when it is asked to, with the words that ask; nothing where it is but a drawing."""
        head, *inside = self.parts(node.children) or [""]
        yield from (head, *inside) if inside else ()

    def _rule(self, node: Element) -> Iterator[str]:
        yield "* * *"

    def _preformatted(self, node: Element) -> Iterator[str]:
        yield _behind("    ", text_of(node.children).strip("\n"), every=True)

    def _room(self, node: Element) -> Iterator[str]:
        """Room to write in, in words."""
        rows = node.get("rows", "1")
        yield f"(room to write: {rows} {'line' if rows == '1' else 'lines'})"

    def _list(self, node: Element, other: bool) -> Iterator[str]:
        items = [child for child in node.children if isinstance(child, Element) and child.tag == "li"]
        if node.tag == "ul":
            made = [self._item(item, "* " if other else "- ") for item in items if not is_unsaid(item)]
        else:
            start = int(node.get("start", "1")) if node.get("start", "1").isdigit() else 1
            made = [self._item(item, f"{at}{')' if other else '.'} ") for at, item in enumerate(items, start)]
        tight = not any("\n\n" in one for one in made)
        yield ("\n" if tight else "\n\n").join(one for one in made if one)

    def _item(self, item: Element, mark: str) -> str:
        parts = self.parts(item.children)
        box = any(isinstance(node, Element) and node.get("type") == "checkbox" for node in walk(item.children))
        if not parts:
            return ""
        return _behind(mark, ("[ ] " if box else "") + _joined(parts))

    def _terms(self, node: Element) -> Iterator[str]:
        """A list of words, each in bold before what it means."""
        yield "\n".join(filter(None, self._meanings(node.children)))

    def _meanings(self, nodes: Nodes) -> Iterator[str]:
        term = ""
        for node in nodes:
            if not isinstance(node, Element):
                continue
            if node.tag == "div":
                yield from self._meanings(node.children)
            elif node.tag == "dt":
                term = self.line.written((element("strong", *_said(node.children)),))
            elif node.tag == "dd":
                parts = self.parts(node.children)
                if term and (not parts or parts[0].startswith(APART)):
                    parts = [f"{term}:" if parts else term, *parts]
                elif term:
                    parts[0] = f"{term}: {parts[0]}"
                yield _behind("- ", _joined(parts)) if parts else ""
                term = ""

    def _table(self, node: Element) -> Iterator[str]:
        rows = [self._row(row) for row in walk(node.children) if isinstance(row, Element) and row.tag == "tr"]
        caption = next((one for one in walk(node.children) if isinstance(one, Element) and one.tag == "caption"), None)
        if caption:
            yield self.line.written(caption.children)
        if not rows:
            return
        width = max(map(len, rows))
        headed = any(isinstance(one, Element) and one.tag == "thead" for one in node.children)
        head, body = (rows[0], rows[1:]) if headed else ([""] * width, rows)
        lines = [head, ["---"] * width, *body]
        yield "\n".join(f"| {' | '.join([*line, *[''] * (width - len(line))])} |" for line in lines)

    def _row(self, row: Element) -> list[str]:
        return [self._cell(cell) for cell in row.children if isinstance(cell, Element) and cell.tag in ("td", "th")]

    def _cell(self, cell: Element) -> str:
        """A cell has one line, so the items of a list stand one after another there."""
        items = [one for one in walk(cell.children) if isinstance(one, Element) and one.tag == "li"]
        said = "; ".join(self.line.written(item.children) for item in items) or " ".join(self.parts(cell.children))
        return UNESCAPED.sub(r"\\|", " ".join(said.replace("\\\n", " ").split()))


PLAIN: dict[str, Callable[[Writer, Element], Iterator[str]]] = {
    "p": Writer._paragraph,
    "hr": Writer._rule,
    "pre": Writer._preformatted,
    "details": Writer._folded,
    "textarea": Writer._room,
    "dl": Writer._terms,
    "table": Writer._table,
}


def _stands(node: Node) -> bool:
    """Whether a node stands on its own, or holds what does."""
    if not isinstance(node, Element):
        return False
    return node.tag in STANDING or any(map(_stands, node.children))


def _said(nodes: Nodes) -> Nodes:
    """Nodes without what is there for the eye alone."""
    return tuple(node for node in nodes if not isinstance(node, Element) or not is_unsaid(node))


def _joined(parts: list[str]) -> str:
    """Parts one below another; a list needs no empty line above it."""
    return parts[0] + "".join(("\n" if part.startswith(("- ", "1. ")) else "\n\n") + part for part in parts[1:])


def _behind(mark: str, words: str, *, every: bool = False) -> str:
    """The lines behind a mark, which the first bears, or every one; the others stand in as far."""
    rest = mark if every else " " * len(mark)
    first, *others = words.split("\n")
    return "\n".join([mark + first, *((rest + other).rstrip() for other in others)])
