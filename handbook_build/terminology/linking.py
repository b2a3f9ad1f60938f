"""Which uses of a term become links: the first in each H2 section, never in code, links, headings,
quotations or words to borrow, never on the term's own page; everyday words only where the author asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from handbook_build.locations import Location
from handbook_build.model.document import Document, Section
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import (
    Block,
    CitationNode,
    Element,
    Node,
    Nodes,
    TermLink,
    Text,
    offset_of,
    text_of,
)
from handbook_build.model.term import LinkPolicy, Term, TermEntry, TermStatus, TermUse
from handbook_build.terminology.matcher import Match, Matcher, matcher_of

UNREAD = frozenset(("code", "pre", "kbd", "samp", "script", "style"))
UNLINKED = frozenset(("a", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "summary", "q", "blockquote"))
QUOTED = frozenset(("q", "blockquote"))
LOCKED = frozenset(("a", "h1", "h2", "h3", "h4", "h5", "h6"))
ASK, REFUSE = "term", "no-term"
# Pages on which every link should be one of the way on, or of help.
UNLINKED_PAGES = frozenset(("home", "part", "help"))
# Blocks in which an underlined word would get in the way of what they are for.
UNLINKED_BLOCKS = frozenset(("say", "question", "ticks", "boxes"))


def link_terms(handbook: Handbook) -> Handbook:
    """The handbook with its terms linked, and every use of a form recorded."""
    matcher = matcher_of(handbook.entries)
    uses: list[TermUse] = []
    documents = []
    for document in handbook.documents:
        head = _Walker(matcher, document=document, uses=uses)
        for words, key in ((document.front.title, "title"), (document.front.summary, "summary")):
            head.scan(words, document.at(key), "")
        sections = tuple(_linked_section(document, section, matcher, handbook, uses) for section in document.sections)
        documents.append(replace(document, sections=sections))
    return replace(handbook, documents=tuple(documents), uses=tuple(uses))


def link_text(text: str, matcher: Matcher, own: str) -> Nodes:
    """A plain text with links at the first use of each term but `own`; for definitions."""
    walker = _Walker(matcher, own=own, asked_too=True)
    return walker.nodes((Text(text),), _Context())


def _linked_section(
    document: Document, section: Section, matcher: Matcher, handbook: Handbook, uses: list[TermUse]
) -> Section:
    walker = _Walker(matcher, own=document.id, document=document, section=section, uses=uses, entries=handbook.entry)
    heading = walker.nodes(section.heading, _Context(linking=False, locked=True))
    linking = document.front.kind not in UNLINKED_PAGES
    return replace(section, heading=heading, content=walker.nodes(section.content, _Context(linking=linking)))


@dataclass(frozen=True, slots=True)
class _Context:
    linking: bool = True
    # In a link or heading not even a link that was asked for can stand.
    locked: bool = False
    quoted: bool = False
    recording: bool = True


@dataclass
class _Walker:
    matcher: Matcher
    own: str = ""
    document: Document | None = None
    section: Section | None = None
    uses: list[TermUse] = field(default_factory=list)
    entries: Mapping[str, TermEntry] = field(default_factory=dict)
    asked_too: bool = False
    seen: set[str] = field(default_factory=set)

    def nodes(self, nodes: Nodes, context: _Context) -> Nodes:
        result: list[Node] = []
        for node in nodes:
            if isinstance(node, Text):
                result.extend(self.text(node, context))
            elif isinstance(node, CitationNode):
                result.append(node)
            elif isinstance(node, Element):
                result.append(self.element(node, context))
            elif isinstance(node, Block):
                linking = context.linking and node.name not in UNLINKED_BLOCKS
                recording = context.recording and node.name != "passage"
                inner = replace(context, linking=linking, recording=recording)
                self.block_words(node, context)
                result.append(replace(node, children=self.nodes(node.children, inner)))
            else:
                result.append(node)
        return tuple(result)

    def block_words(self, block: Block, context: _Context) -> None:
        """Records the forms in a block's title and options, which are no running text."""
        if self.document and self.section and context.recording:
            words = [block.title, *(value for value in block.options.values() if isinstance(value, str))]
            for text in words:
                self.scan(text, self.document.locate(block.offset, len(block.name)), self.section.id)

    def scan(self, words: str, location: Location, section: str) -> None:
        """Records the forms in words that are never linked."""
        for match in self.matcher.find(words):
            path = self.document.path if self.document else ""
            found = words[match.start : match.end]
            self.uses.append(TermUse(match.entry.id, match.term, found, path, section, location, linked=False))

    def element(self, node: Element, context: _Context) -> Node:
        if node.tag in UNREAD:
            return node
        if node.tag == "span" and (ASK in node.classes or node.get("data-term")):
            return self.asked(node, context)
        if node.tag in UNLINKED or (node.tag == "span" and REFUSE in node.classes):
            locked = context.locked or node.tag in LOCKED
            quoted = context.quoted or node.tag in QUOTED
            context = replace(context, linking=False, locked=locked, quoted=quoted)
        return replace(node, children=self.nodes(node.children, context))

    def asked(self, node: Element, context: _Context) -> Node:
        """A link that the author asked for. An unknown term stays plain text; a check reports it."""
        words = text_of(node.children)
        name = node.get("data-term")
        known = self.matcher.look_up(words)
        if name in self.entries:
            entry = self.entries[name]
            term = known[1] if known and known[0] is entry else entry.terms[0]
        elif known and not name:
            entry, term = known
        else:
            return replace(node, children=self.nodes(node.children, context))
        linked = not context.locked and (term.link or entry.link) is not LinkPolicy.NEVER
        self.record(entry, term, words, offset_of(node.children), context, linked)
        if not linked:
            return replace(node, attributes=(("class", REFUSE),))
        self.seen.add(entry.id)
        return TermLink(entry.id, node.children)

    def text(self, node: Text, context: _Context) -> Nodes:
        result: list[Node] = []
        position = 0
        for match in self.matcher.find(node.text):
            linked = context.linking and self.links(match)
            offset = node.source_offset(match.start)
            self.record(match.entry, match.term, node.text[match.start : match.end], offset, context, linked)
            if linked:
                self.seen.add(match.entry.id)
                if match.start > position:
                    result.append(node.cut(position, match.start))
                result.append(TermLink(match.entry.id, (node.cut(match.start, match.end),)))
                position = match.end
        if position == 0:
            return (node,)
        if position < len(node.text):
            result.append(node.cut(position, len(node.text)))
        return tuple(result)

    def links(self, match: Match) -> bool:
        policy = match.term.link or match.entry.link
        wanted = policy is LinkPolicy.FIRST or (self.asked_too and policy is LinkPolicy.ASKED)
        fine = match.term.status in (TermStatus.PREFERRED, TermStatus.ADMITTED)
        return wanted and fine and match.entry.id not in self.seen and match.entry.id != self.own

    def record(self, entry: TermEntry, term: Term, text: str, offset: int, context: _Context, linked: bool) -> None:
        if self.document is None or self.section is None or not context.recording:
            return
        location = self.document.locate(offset, len(text))
        words = " ".join(text.split())
        self.uses.append(
            TermUse(entry.id, term, words, self.document.path, self.section.id, location, linked, context.quoted)
        )
