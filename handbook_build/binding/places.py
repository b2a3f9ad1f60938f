"""Names for the places of a book, and the links of its pages led to them.

A name is made of numbers alone (`page-3-section-2`), so that no id of an author's has to be a name in a PDF or EPUB.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from handbook_build.blocks import block_specs, cited
from handbook_build.linking.addresses import is_outside, public_address, target_address
from handbook_build.model.document import Document
from handbook_build.model.handbook import A_TO_Z, GLOSSARY, HANDOUTS, REFERENCES, Handbook, Target
from handbook_build.model.nodes import Block, Element, Node, Nodes, TermLink, Text, element, rewrite, text_of, walk

# Pages that the build makes, and what stands for them in a book.
BACK_MATTER = {GLOSSARY: "glossary", REFERENCES: "references", HANDOUTS: "handouts", A_TO_Z: "index"}


@dataclass(frozen=True)
class Places:
    """Where each thing stands: pages and handouts by path, sections by path and id, terms by id, works by key."""

    handbook: Handbook
    pages: Mapping[str, str]
    sections: Mapping[tuple[str, str], str]
    terms: Mapping[str, str]
    works: Mapping[str, str]
    back_matter: frozenset[str]
    cited: Callable[[Block], Nodes]

    def lead(self, nodes: Nodes, document: Document | None = None) -> Nodes:
        """The nodes with each link inside the handbook as a link to `#` and a name; to no place of the book it leads
        nowhere, and is words, or goes to the public address. Blocks that fold away on a screen lie open.
        """

        def change(node: Node) -> Nodes | None:
            if isinstance(node, TermLink):
                inside = rewrite(node.children, change)
                name = self.terms.get(node.entry)
                return (element("a", *inside, href=f"#{name}"),) if name else inside
            if isinstance(node, Element) and node.tag == "a":
                return self._link(replace(node, children=rewrite(node.children, change)), document)
            if isinstance(node, Block) and node.name == "question":
                return (replace(node, children=rewrite(_opened(node), change)),)
            if isinstance(node, Element) and node.tag == "li" and "line" in node.classes:
                return (replace(node, children=rewrite(_helpline(node), change)),)
            if isinstance(node, Block) and node.name == "cited":
                words = node.title or cited.FORMS.get(node.text_option("form"), "")
                return (replace(node, title=words, children=rewrite(self.cited(node), change)),)
            return None

        return rewrite(nodes, change)

    def address(self, target: str) -> str:
        """Of a citation, which leads to `#ref-` and its key, the place in the list; what `lead` named is a place."""
        if not target.startswith("#ref-"):
            return target if target.startswith("#") else ""
        name = self.works.get(target.removeprefix("#ref-"), "")
        return f"#{name}" if name else ""

    def of(self, target: Target) -> str:
        """The name of what has an id, or nothing when it is not in the book."""
        if target.kind == "term":
            return self.terms.get(target.id.removeprefix("term-"), "")
        if target.kind == "made":
            name = BACK_MATTER.get(target.page, "")
            return name if name in self.back_matter else ""
        return self.sections.get((target.page, target.id)) or self.pages.get(target.page, "")

    def _link(self, node: Element, document: Document | None) -> Nodes:
        href = node.get("href").strip()
        if not href or is_outside(href):
            return (node,)
        parts = urlsplit(href)
        here = posixpath.dirname(document.path) if document else ""
        path = posixpath.normpath(posixpath.join(here, unquote(parts.path))) if parts.path else ""
        target = self.handbook.targets.get(unquote(parts.fragment)) if not path or path in self.pages else None
        children, name = node.children, ""
        if target and target.kind == "anchor" and document and target.page == document.path:
            # A footnote, which stands on the same page or the next.
            return children
        if target:
            name = self.of(target)
            if not text_of(children).strip() and not _has_picture(children):
                children = (Text(target.label),)
        elif path in self.pages:
            name = self.pages[path]
        elif path in BACK_MATTER:
            name = BACK_MATTER[path] if BACK_MATTER[path] in self.back_matter else ""
        if name:
            return (element("a", *children, href=f"#{name}"),)
        if target and self.handbook.settings.address:
            return (element("a", *children, href=public_address(self.handbook, target_address(target))),)
        return children


def _opened(question: Block) -> Nodes:
    """The choices of a question, and its answer below them; the question itself is the title of the block."""
    made = block_specs()["question"].web(question, question.children)[0]
    assert isinstance(made, Element)
    found: list[Node] = []
    for node in made.children:
        if isinstance(node, Element) and node.tag == "details":
            # Its first child says "Answer", its second is an answer, or says where it is told.
            summary, first, *more = node.children
            said = element("strong", text_of((summary,)), ": ")
            found += [replace(first, children=(said, *first.children)) if isinstance(first, Element) else first, *more]
        elif not (isinstance(node, Element) and node.tag == "p"):
            found.append(node)
    return tuple(found)


def _helpline(service: Element) -> Nodes:
    """A service of `help.yml`: its name and number in one line, and the rest below."""
    head: list[Node] = []
    rest: list[Node] = []
    for node in service.children:
        if isinstance(node, Element) and "service" in node.classes:
            head.append(element("strong", *node.children))
        elif isinstance(node, Element) and "number" in node.classes:
            head += [Text(": "), *node.children]
        else:
            rest.append(node)
    return (element("p", *head), *rest)


def _has_picture(nodes: Nodes) -> bool:
    return any(isinstance(node, Element) and node.tag == "img" for node in walk(nodes))
