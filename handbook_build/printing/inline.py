"""What stands in a line of text, as print nodes: words, stress, links, small pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from handbook_build.model.citation import Citation
from handbook_build.model.nodes import CitationNode, Element, Node, Nodes, TermLink, Text, walk
from handbook_build.printing.block_data import label
from handbook_build.printing.line import PrintNode, PrintNodes, collapse, in_faces, words_of
from handbook_build.printing.voice import language_of, spoken

# Elements that stand on lines of their own but are nothing in themselves on paper.
WRAPPERS = frozenset(
    "address article aside body caption center details div fieldset figcaption figure footer form header "
    "main nav section summary".split()
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
SHAPED = frozenset(("p", "ul", "ol", "table", "blockquote", "pre", "hr", "dl", *HEADINGS))
# Addresses that lead somewhere from a PDF; the part that a reader need not type.
OUTSIDE = re.compile(r"(?:https?://|mailto:|tel:)(?=.)", re.IGNORECASE)
LONGEST_ADDRESS = 2000
# Stress in stress; see DEEPEST in `tree.py`.
DEEPEST = 6
UNSEEN = frozenset(("script", "style", "template", "title", "head"))
SPANS = {
    "strong": "strong", "b": "strong", "em": "em", "i": "em", "cite": "em", "dfn": "em", "var": "em",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code", "sub": "sub", "sup": "sup",
    "s": "strike", "del": "strike", "strike": "strike",
}  # fmt: skip


@dataclass(frozen=True)
class Inline:
    """Makes lines; the fields are what `print_tree` is given."""

    cite: Callable[[Citation], Nodes]
    address: Callable[[str], str]
    picture: Callable[[str], str]
    on_paper: bool = True

    def finished(self, nodes: Nodes) -> PrintNodes:
        """The nodes as a line of its own."""
        return in_faces(collapse(self.line(nodes)))

    def line(self, nodes: Nodes, depth: int = 0) -> PrintNodes:
        """The nodes as they stand in a line of text, blanks as they came."""
        flat = plain(nodes) if depth == DEEPEST else nodes
        return [made for node in flat for made in self.inline(node, depth + 1)]

    def inline(self, node: Node, depth: int) -> Iterator[PrintNode]:
        if isinstance(node, Text):
            yield {"t": "text", "text": node.text}
        elif isinstance(node, CitationNode):
            yield from self.line(self.cite(node.citation), depth)
        elif isinstance(node, TermLink):
            yield {"t": "term", "children": self.line(node.children, depth)}
        elif isinstance(node, Element):
            yield from self.element(node, depth)
        else:
            yield from _apart([{"t": "text", "text": label(node)}, {"t": "break"}, *self.line(node.children, depth)])

    def element(self, node: Element, depth: int) -> Iterator[PrintNode]:
        inside = self.line(node.children, depth) if node.tag not in UNSEEN else []
        if node.tag in SPANS:
            yield spoken(node, {"t": SPANS[node.tag], "children": inside})
        elif node.tag == "a":
            yield from self.link(node, inside)
        elif node.tag == "img":
            yield self.image(node)
        elif node.tag == "br":
            yield {"t": "break"}
        elif node.tag == "input" and node.get("type") == "checkbox":
            yield {"t": "text", "text": "☑ " if "checked" in dict(node.attributes) else "☐ "}
        elif node.tag == "q":
            yield from ({"t": "text", "text": "“"}, *inside, {"t": "text", "text": "”"})
        elif language_of(node):
            yield spoken(node, {"t": "span", "children": inside})
        else:
            yield from _apart(inside) if node.tag in SHAPED | WRAPPERS else inside

    def link(self, node: Element, inside: PrintNodes) -> Iterator[PrintNode]:
        """A link that leads somewhere from paper or from a PDF; words alone where it does not."""
        target = node.get("href").strip()
        outside = OUTSIDE.match(target)
        found = target if outside else self.address(target) if target else ""
        if "footnote-backref" in node.classes:
            return
        if found.startswith("#"):
            yield {"t": "ref", "to": found[1:], "children": inside}
            return
        if not OUTSIDE.match(found) or len(found) > LONGEST_ADDRESS:
            yield from inside
            return
        shown = OUTSIDE.sub("", target).rstrip("/")
        if not words_of(inside).strip() and not any(made["t"] == "image" for made in inside):
            inside = [{"t": "text", "text": shown}]
        yield {"t": "link", "href": found, "children": inside}
        # On paper a link is of use only when its address can be read.
        if outside and self.on_paper and shown not in words_of(inside).replace(" ", ""):
            yield {"t": "text", "text": f" ({shown})"}

    def image(self, node: Element) -> PrintNode:
        """A picture; without an alternative text it is there for the eye only."""
        share = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*%\s*", node.get("width"))
        return {
            "t": "image",
            "picture": self.picture(node.get("src")),
            "alt": node.get("alt").strip(),
            "width": min(float(share[1]) / 100, 1.0) if share else 0,
        }


def plain(nodes: Nodes) -> Nodes:
    """The words below the nodes, as one text."""
    return (Text(" ".join(node.text for node in walk(nodes) if isinstance(node, Text))),)


def _apart(line: PrintNodes) -> PrintNodes:
    """Words that stood on lines of their own and now stand in a line with others."""
    return [{"t": "text", "text": " "}, *line, {"t": "text", "text": " "}]
