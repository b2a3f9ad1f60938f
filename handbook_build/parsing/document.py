"""One page or handout, from its source to a Document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress

from handbook_build.diagnostics import Finding
from handbook_build.model.document import Document, Flaw, FrontMatter, Section
from handbook_build.model.nodes import NOWHERE, Block, Element, Node, Nodes, Text, offset_of, text_of
from handbook_build.model.source import Source
from handbook_build.parsing.fields import is_identifier
from handbook_build.parsing.front_matter import read_front_matter
from handbook_build.parsing.limits import DEEPEST_TREE, too_deep
from handbook_build.parsing.markdown import Extensions, convert
from handbook_build.parsing.notation import Marked, mark_source
from handbook_build.parsing.taming import tamed
from handbook_build.parsing.tree import read_tree
from handbook_build.parsing.waivers import yaml_waivers

_SECTION = re.compile(r"^##[ ]+(?P<title>[^\n{]*?)[ ]*\{[^\n}]*?#(?P<id>[\w-]+)[^\n}]*\}[ ]*$", re.MULTILINE)
# What tells an address from a word.
LIKE_AN_ADDRESS = re.compile(r"[/#:@?<]|\.[a-z]")
# The address of a link, by a name.
_GIVEN = re.compile(r"^[ ]{0,3}\[([^\]\n]+)\]:", re.MULTILINE)
_LEVELS, _CLOSED = "take levels out of its lists or quotations", "take levels out, or close what is open"


def parse_document(path: str, source: Source, extra: Extensions = ()) -> Document:
    """The document at `path` (relative to the content folder)."""
    handout = _is_handout(path)
    front, start, flaws = read_front_matter(source, handout=handout)
    marked = mark_source(source, start)
    flaws += marked.flaws
    nodes, nested = _nodes(source, start, marked, extra)
    flaws += nested
    sections, found = _sections(nodes, source, front, handout)
    waived = (*yaml_waivers(source, 0, start), *marked.waivers)
    return Document(path, source, front, sections, (*flaws, *found), waived)


def _nodes(source: Source, start: int, marked: Marked, extra: Extensions) -> tuple[Nodes, list[Flaw]]:
    """The tree of a page; of one that is nested too deeply, its words as paragraphs."""
    place, what, hint = start, "this page is nested too deeply to be read as Markdown", _LEVELS
    if (deep := too_deep(source.text, start)) is not None:
        (place, what), hint = deep, _CLOSED
    else:
        with suppress(RecursionError):
            html, unused = convert(marked.text, extra)
            nodes, lost = read_tree(html, marked)
            if depth_of(nodes) <= DEEPEST_TREE:
                nodes, found = tamed(nodes, source, marked.waivers)
                found += _taken_for_addresses(source, start, unused)
                return nodes, found if lost == NOWHERE else _swallowed(source, lost, found)
    finding = Finding(source.location(place), f"{what}; it is shown as plain text", hint)
    return _plain(source.text[start:]), [Flaw("nesting", finding)]


def _taken_for_addresses(source: Source, start: int, unused: Mapping[str, str]) -> Iterator[Flaw]:
    """Lines such as `[Warning]: 112`, which Markdown takes for the address of a link and shows nowhere."""
    doubtful = {name for name, address in unused.items() if not LIKE_AN_ADDRESS.search(address)}
    for line in _GIVEN.finditer(source.text, start) if doubtful else ():
        if line[1].strip().lower() in doubtful:
            message = "this line shows nowhere: it gives a link an address, and no link uses it"
            hint = "write it without the brackets, or with a backslash before the first, if it is to be read"
            yield Flaw("unused-address", Finding(source.location(line.start(1) - 1, line.end()), message, hint))


def _swallowed(source: Source, lost: int, others: list[Flaw]) -> list[Flaw]:
    """What is wrong when the words at an offset went into the HTML before them, and in other places."""
    start = max(source.text.rfind("<", 0, lost), 0)
    place = source.location(start, lost)
    # Of that HTML it would be said that its words are no attributes.
    left = [flaw for flaw in others if not place.range.start <= flaw.finding.location.range.start < place.range.end]
    words = " ".join(re.sub(r"<[^>]*>?", " ", source.text[lost : lost + 60]).split()[:4])
    message = f"this HTML is never closed, so that what follows it is in no page, from “{words}” on"
    hint = "close its quotation mark or its comment (`-->`), or write `&lt;` for a sign that begins no HTML"
    return [*left, Flaw("unclosed-html", Finding(place, message, hint))]


def outline(path: str, source: Source, _: Extensions = ()) -> Document:
    """A page that cannot be parsed: its front matter, and its sections with nothing in them, so that links to them are
    not called broken.
    """
    front, start, flaws = read_front_matter(source, handout=_is_handout(path))
    named = _SECTION.finditer(source.text, start)
    first = {match["id"]: match for match in reversed([*named])}
    sections = tuple(
        Section(name, (Text(match["title"]),), (), source.location(match.start("title"), match.end("title")))
        for name, match in reversed(first.items())
    )
    return Document(path, source, front, sections, tuple(flaws))


def bare_document(path: str, source: Source) -> Document:
    """A page of which nothing can be read."""
    front, _, _ = read_front_matter(Source(source.path, ""), handout=_is_handout(path))
    return Document(path, source, front, ())


def _is_handout(path: str) -> bool:
    return path.startswith("handouts/") and path != "handouts/index.md"


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


def depth_of(nodes: Nodes) -> int:
    """How deep elements stand within one another."""
    depth, level = 0, nodes
    while level := tuple(one for node in level if isinstance(node, Element | Block) for one in node.children):
        depth += 1
    return depth
