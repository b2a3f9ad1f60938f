"""Which uses of a term become links: the first in each H2 section, never in code, links, headings,
quotations or words to borrow, never on the term's own page; everyday words only where the author asks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from handbook_build.locations import Location
from handbook_build.model.document import Document, Section
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import (
    NOWHERE,
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
from handbook_build.model.source import Source
from handbook_build.model.term import LinkPolicy, Term, TermEntry, TermStatus, TermUse
from handbook_build.terminology.forms import key
from handbook_build.terminology.matcher import Match, Matcher, matcher_of
from handbook_build.terminology.placing import head_lines, picture_words, stretch
from handbook_build.terminology.quotations import MARKS, QUOTATION, WORK, in_quotation, quotations

UNREAD = frozenset(("code", "pre", "kbd", "samp", "script", "style"))
UNLINKED = frozenset(("a", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "summary", "q", "blockquote"))
QUOTED = frozenset(("q", "blockquote"))
LOCKED = frozenset(("a", "h1", "h2", "h3", "h4", "h5", "h6"))
ASK, REFUSE = "term", "no-term"
# Pages on which every link should be one of the way on, or of help.
UNLINKED_PAGES = frozenset(("home", "part", "help"))
# Blocks in which an underlined word would get in the way of what they are for.
UNLINKED_BLOCKS = frozenset(("say", "question", "ticks", "boxes"))
# Options that hold words for readers. The others hold ids, numbers and choices.
WORDED_OPTIONS = frozenset((("say", "why"), ("scale", "from"), ("scale", "to")))
# Elements in which a quotation that began before them may go on.
INLINE = frozenset("a abbr b bdi bdo code del dfn em i ins kbd mark s samp small span strong sub sup u var".split())
EMPHASIS = frozenset(("em", "i"))


def link_terms(handbook: Handbook) -> Handbook:
    """The handbook with its terms linked, and every use of a form recorded."""
    linker = Linker(handbook)
    return replace(handbook, documents=tuple(linker.document(document) for document in handbook.documents))


class Linker:
    """Links one document after another; what it makes of one depends on the document and on `made_from` alone."""

    def __init__(self, handbook: Handbook) -> None:
        self._matcher = matcher_of(handbook.entries)
        self._all = handbook.entries
        self._entries = handbook.entry
        self._titles = _titles(handbook)

    @property
    def made_from(self) -> str:
        """All that it knows of terms and works, as a text: no definition, and no relation."""
        known = [(one.id, one.terms, one.irregular, one.other_senses, one.link) for one in self._all]
        return repr((known, sorted(self._titles)))

    def document(self, document: Document) -> Document:
        """The document with its terms linked, and with the uses of all forms in it, in reading order."""
        uses: list[TermUse] = []
        head = _Walker(self._matcher, document=document, uses=uses)
        for words, name in ((document.front.title, "title"), (document.front.summary, "summary")):
            place = document.at(name)
            span = (document.source.offset(place.range.start), document.source.offset(place.range.end))
            if document.source.text[span[0] : span[0] + 1] in tuple(">|"):
                span = stretch(document.source, place)
            head.scan(words, span, place, "")
        sections = tuple(self._section(document, section, uses) for section in document.sections)
        return replace(document, sections=sections, uses=tuple(uses))

    def _section(self, document: Document, section: Section, uses: list[TermUse]) -> Section:
        walker = _Walker(
            self._matcher,
            own=document.id,
            document=document,
            section=section,
            uses=uses,
            entries=self._entries,
            titles=self._titles,
            quotations=quotations((*section.heading, Element("p"), *section.content), INLINE),
        )
        heading = walker.nodes(section.heading, _Context(linking=False, locked=True))
        linking = document.front.kind not in UNLINKED_PAGES
        return replace(section, heading=heading, content=walker.nodes(section.content, _Context(linking=linking)))


# A definition stands on each page that uses its word.
@lru_cache(maxsize=10_000)
def link_text(text: str, matcher: Matcher, own: str) -> Nodes:
    """A plain text with links at the first use of each term but `own`; for definitions."""
    walker = _Walker(matcher, own=own, asked_too=True)
    return walker.nodes((Text(text),), _Context())


def _titles(handbook: Handbook) -> frozenset[str]:
    """The titles of the works, whole and without what follows a colon."""
    whole = [item.title for item in handbook.items] + [
        str(item.fields.get("container-title", "")) for item in handbook.items
    ]
    return frozenset(key(title) for one in whole for title in (one, one.partition(":")[0]) if title.strip())


@dataclass(frozen=True, slots=True)
class _Context:
    linking: bool = True
    # In a link or heading not even a link that was asked for can stand.
    locked: bool = False
    quoted: bool = False
    recording: bool = True
    kept: str = ""


@dataclass
class _Walker:
    matcher: Matcher
    own: str = ""
    document: Document | None = None
    section: Section | None = None
    uses: list[TermUse] = field(default_factory=list)
    entries: Mapping[str, TermEntry] = field(default_factory=dict)
    titles: frozenset[str] = frozenset()
    # Where quotation marks are open, by the identity of a text.
    quotations: Mapping[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)
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
        if self.document is None or self.section is None or not context.recording:
            return
        for name, span in head_lines(self.document.source.text, block).items():
            words = block.options.get(name) if name else block.title
            if isinstance(words, str) and (not name or (block.name, name) in WORDED_OPTIONS):
                self.scan(words, span, self.document.source.location(*span), self.section.id, context.kept)

    def alternative(self, picture: Element, context: _Context) -> None:
        """Records the forms in the words that stand for a picture."""
        words = picture.get("alt")
        if not words or self.document is None or self.section is None or not context.recording:
            return
        span = picture_words(self.document.source.text, picture)
        place = self.document.locate_element(picture)
        self.scan(words, span, place, self.section.id, context.kept)

    def scan(self, words: str, span: tuple[int, int], place: Location, section: str, kept: str = "") -> None:
        """Records the forms in words that are never linked and stand in `span` of the source.

        Where the source is written otherwise, so that a form cannot be told there, its place is `place`.
        """
        source = self.document.source if self.document else Source("", "")
        there = tuple(self.matcher.find(source.text[slice(*span)]))
        here = tuple(self.matcher.find(words))
        exact = [match.entry.id for match in here] == [match.entry.id for match in there]
        quoted = tuple(MARKS.finditer(words))
        for at, match in enumerate(here):
            location = place
            if exact:
                location = source.location(span[0] + there[at].start, span[0] + there[at].end)
            inside = kept or (QUOTATION if any(in_quotation(match.start, one.span()) for one in quoted) else "")
            found = " ".join(words[match.start : match.end].split())
            path = self.document.path if self.document else ""
            self.uses.append(
                TermUse(match.entry.id, match.term, found, path, section, location, linked=False, kept=inside)
            )

    def element(self, node: Element, context: _Context) -> Node:
        if node.tag in UNREAD:
            return node
        if node.tag == "img":
            self.alternative(node, context)
        if node.tag == "span" and (ASK in node.classes or node.get("data-term")):
            return self.asked(node, context)
        if node.tag == "cite" or (node.tag in EMPHASIS and key(text_of(node.children)).strip(" .,:;") in self.titles):
            context = replace(context, kept=context.kept or WORK)
        if node.tag in UNLINKED or (node.tag == "span" and REFUSE in node.classes):
            locked = context.locked or node.tag in LOCKED
            quoted = context.quoted or node.tag in QUOTED
            kept = context.kept or (QUOTATION if quoted else "")
            context = replace(context, linking=False, locked=locked, quoted=quoted, kept=kept)
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
        only = node.children[0] if len(node.children) == 1 else None
        start = offset_of(node.children)
        place = self.span(only, 0, len(words)) if isinstance(only, Text) else (start, start + len(words))
        kept = self.kept(only, 0, context) if isinstance(only, Text) else context.kept
        self.record(entry, term, words, place, replace(context, kept=kept), linked)
        if known is None:
            # Other words than the term's own may hold forms of other entries.
            self.nodes(node.children, replace(context, linking=False, locked=True))
        if not linked:
            return replace(node, attributes=(("class", REFUSE),))
        self.seen.add(entry.id)
        return TermLink(entry.id, node.children)

    def text(self, node: Text, context: _Context) -> Nodes:
        result: list[Node] = []
        position = 0
        for match in self.matcher.find(node.text):
            linked = context.linking and self.links(match)
            place = self.span(node, match.start, match.end)
            kept = self.kept(node, match.start, context)
            inner = replace(context, kept=kept) if kept != context.kept else context
            self.record(match.entry, match.term, node.text[match.start : match.end], place, inner, linked)
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

    def kept(self, node: Text, at: int, context: _Context) -> str:
        """Why no program may change what stands at a place of a text; empty when one may."""
        inside = any(in_quotation(at, span) for span in self.quotations.get(id(node), ()))
        return context.kept or (QUOTATION if inside else "")

    def span(self, node: Text, start: int, end: int) -> tuple[int, int]:
        """From where to where in the source a part of a text stands; (NOWHERE, NOWHERE) when it is unknown.

        Between two words the source may be longer than the text: a line of a list is indented there.
        """
        first = node.source_offset(start)
        gaps = [found.end() for found in re.finditer(r"\s+", node.text[start:end].rstrip())]
        last = start + gaps[-1] if gaps else start
        return (first, node.source_offset(last) + end - last) if first != NOWHERE else (NOWHERE, NOWHERE)

    def record(
        self, entry: TermEntry, term: Term, text: str, place: tuple[int, int], context: _Context, linked: bool
    ) -> None:
        if self.document is None or self.section is None or not context.recording:
            return
        start, end = place
        location = self.document.locate(start, max(end - start, 1))
        words = " ".join(text.split())
        path, section = self.document.path, self.section.id
        self.uses.append(
            TermUse(entry.id, term, words, path, section, location, linked, quoted=context.quoted, kept=context.kept)
        )
