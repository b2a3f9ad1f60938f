"""One page or handout, from its source to a Document."""

from __future__ import annotations

import re

from handbook_build.diagnostics import Finding
from handbook_build.model.document import Document, Flaw, FrontMatter, Section
from handbook_build.model.nodes import NOWHERE, Element, Node, Nodes, Text, offset_of, text_of
from handbook_build.model.source import Source
from handbook_build.parsing.fields import is_identifier
from handbook_build.parsing.front_matter import read_front_matter
from handbook_build.parsing.markdown import Extensions, convert
from handbook_build.parsing.notation import mark_source
from handbook_build.parsing.taming import tamed
from handbook_build.parsing.tree import read_tree
from handbook_build.parsing.waivers import yaml_waivers


def parse_document(path: str, source: Source, extra: Extensions = ()) -> Document:
    """The document at `path` (relative to the content folder)."""
    handout = path.startswith("handouts/") and path != "handouts/index.md"
    front, start, flaws = read_front_matter(source, handout=handout)
    marked = mark_source(source, start)
    flaws += marked.flaws
    try:
        nodes, unsafe = tamed(read_tree(convert(marked.text, extra), marked), source, marked.waivers)
        flaws += unsafe
    except RecursionError:
        message = "this page is nested too deeply to be read as Markdown; it is shown as plain text"
        flaws.append(
            Flaw("nesting", Finding(source.location(start), message, "take levels out of its lists or quotations"))
        )
        nodes = _plain(source.text[start:])
    sections, found = _sections(nodes, source, front, handout)
    waived = (*yaml_waivers(source, 0, start), *marked.waivers)
    return Document(path, source, front, sections, (*flaws, *found), waived)


def _plain(text: str) -> Nodes:
    return tuple(Element("p", (), (Text(part.strip()),)) for part in re.split(r"\n\s*\n", text) if part.strip())


def _sections(
    nodes: Nodes, source: Source, front: FrontMatter, handout: bool
) -> tuple[tuple[Section, ...], list[Flaw]]:
    """Cuts the page at its H2s. A section without an id gets one for this build, and a flaw."""
    flaws: list[Flaw] = []
    sections: list[Section] = []
    heading: Element | None = None
    content: list[Node] = []
    taken: set[str] = set()

    def close() -> None:
        if heading is None:
            if any(not isinstance(node, Text) or node.text.strip() for node in content):
                sections.append(Section("", (), tuple(content), source.location(0)))
            return
        place = offset_of((heading,))
        location = source.location(0) if place == NOWHERE else source.location(place, place + len(text_of((heading,))))
        name = heading.get("id")
        if not name:
            name = _made_id(front.id, text_of((heading,)), taken)
            if not handout:
                hint = f"write `## {text_of((heading,)).strip()} {{#{name}}}`; the id must not change later"
                flaws.append(Flaw("heading-without-id", Finding(location, "this section has no id", hint)))
        elif not is_identifier(name):
            hint = "an id begins with a letter and holds letters without accents, digits and single hyphens"
            flaws.append(Flaw("wrong-value", Finding(location, f"`{name}` is no id for a section", hint)))
        taken.add(name)
        sections.append(Section(name, heading.children, tuple(content), location))

    for node in nodes:
        if isinstance(node, Element) and node.tag == "h2":
            close()
            heading, content = node, []
        else:
            content.append(node)
    close()
    return tuple(sections), flaws


def _made_id(page: str, title: str, taken: set[str]) -> str:
    # A title without a Latin letter still gives an id that is not the page's own.
    words = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "section"
    base = f"{page.lower()}-{words}" if page else words
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    return name
