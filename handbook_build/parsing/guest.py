"""Terms and citations in the pages of an ordinary site, which MkDocs converts with the extensions that the site names.

A citation becomes a mark of its own, to be filled in when all citations are known; a term becomes a link. Both are
made in the tree that Markdown gives, so nothing else of a page changes by a letter.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from xml.etree import ElementTree

import markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from handbook_build.model.citation import Citation
from handbook_build.parsing.citations import KEY, narrative, parse_group

# The marks that stand in finished HTML for a citation and for words that shall, or shall not, lead to a term.
CITED, PLAIN, ASKED, REFUSED = "data-handbook-citation", "data-handbook-plain", "data-handbook-term", "no-term"
TERM_CLASS = "handbook-term"

_CITATION = (
    r"\[(?P<inside>[^\[\]\x02]*)\](?P<more>[(\[{:]?)"
    rf"|(?<![^\W_])(?<![.@\\/])(?P<minus>-)?@(?P<key>{KEY})(?:[ ]\[(?P<locator>[^\[\]@\n\x02]*)\](?![(\[{{:]))?"
    rf"|\\@(?={KEY})"
)
_AT = re.compile(rf"(?<![^\W_])(?<![.@\\])-?@{KEY}")
_ASKED = (
    r"\[(?P<words>[^\[\]]+)\]\{[ ]?(?:\.(?P<word>term|no-term)|term=(?P<quote>[\"']?)(?P<entry>[\w-]+)(?P=quote))[ ]?\}"
)
# Raw HTML in a line, which Markdown puts aside.
_ASIDE = re.compile("\x02wzxhzdk:([0-9]+)\x03")
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)")

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
UNREAD = frozenset(("code", "pre", "kbd", "samp", "script", "style", "svg", "math", "textarea", "object", "iframe"))
# In these no link can stand, or none that the page's author did not write.
LOCKED = _HEADINGS | {"a", "button", "label", "summary", "option", "select"}
UNLINKED = LOCKED | {"abbr", "figcaption", "caption", "q", "blockquote", "dt", "nav"}
_UNREAD_CLASSES = frozenset(("arithmatex", "mermaid", "footnote-backref"))
_UNLINKED_CLASSES = frozenset(("admonition-title", "no-term", "toc"))


@dataclass(frozen=True, slots=True)
class Use:
    """A form of a term in a text, the entry it belongs to, what that means, and whether a first use leads there."""

    start: int
    end: int
    entry: str
    meaning: str
    leads: bool


@dataclass(frozen=True)
class Known:
    """What is known of the site: the forms of terms in a text, the entries, the works, and where the glossary is."""

    uses: Callable[[str], Iterable[Use]]
    meanings: dict[str, str]
    works: frozenset[str]
    glossary: str


@dataclass
class Read:
    """What was met on one page: its citations by number, in which section each stands, and the uses of entries."""

    path: str
    citations: list[Citation] = field(default_factory=list)
    cited: list[tuple[str, int]] = field(default_factory=list)
    used: list[tuple[str, str]] = field(default_factory=list)


class Guest(Extension):
    """Adds terms and citations to the Markdown of a site. One page after another is begun, and then converted."""

    def __init__(self, known: Known) -> None:
        super().__init__()
        self.known = known
        self.page = Read("")

    def begin(self, path: str) -> Read:
        """What will have been met on the page that is converted next."""
        self.page = Read(path)
        return self.page

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        # After code and escaped signs (190, 180), before links (170, 160).
        md.inlinePatterns.register(_Asked(_ASKED, md), "handbook-asked", 176)
        md.inlinePatterns.register(_Citations(_CITATION, md, self), "handbook-citations", 175)
        # After headings have their ids, before links to pages become addresses.
        md.treeprocessors.register(_Terms(md, self), "handbook-terms", 1)


class _Asked(InlineProcessor):
    """`[words]{.term}`, `[words]{term=bond}` and `[words]{.no-term}`."""

    # The base class may answer with three Nones, which its signature does not say.
    def handleMatch(self, m: re.Match[str], data: str):  # type: ignore[no-untyped-def,override]  # noqa: N802
        span = ElementTree.Element("span")
        span.text = m["words"]
        if m["word"] == REFUSED:
            span.set("class", REFUSED)
        else:
            span.set(ASKED, m["entry"] or "")
        return span, m.start(0), m.end(0)


class _Citations(InlineProcessor):
    def __init__(self, pattern: str, md: markdown.Markdown, guest: Guest) -> None:
        super().__init__(pattern, md)
        self.guest = guest

    def handleMatch(self, m: re.Match[str], data: str):  # type: ignore[no-untyped-def,override]  # noqa: N802
        if m[0] == "\\@":
            return "@", m.start(0), m.end(0)
        citation = self._group(m) if m["key"] is None else self._narrative(m)
        if citation is None:
            return None, None, None
        mark = ElementTree.Element("span", {CITED: str(len(self.guest.page.citations))})
        mark.text = AtomicString(m[0])
        self.guest.page.citations.append(citation)
        return mark, m.start(0), m.end(0)

    def _group(self, m: re.Match[str]) -> Citation | None:
        """A citation in brackets, and no link: one of a known work, or one that begins as a citation does."""
        inside = m["inside"]
        if m["more"] or not _AT.search(inside) or " ".join(inside.split()).lower() in self.md.references:
            return None
        items = parse_group(inside, 0)
        known = any(item.key in self.guest.known.works for item in items)
        return Citation(items, raw=m[0]) if known or _AT.match(inside.lstrip()) else None

    def _narrative(self, m: re.Match[str]) -> Citation | None:
        """A citation in running text. An at sign with any other word is no business of ours."""
        if m["key"] not in self.guest.known.works:
            return None
        return narrative(m["key"], bool(m["minus"]), m["locator"] or "", m[0], -1, -1)


class _Terms(Treeprocessor):
    """Leads from the first use of each term in a section to the glossary, and tells of all uses and citations."""

    def __init__(self, md: markdown.Markdown, guest: Guest) -> None:
        super().__init__(md)
        self.guest = guest

    def run(self, root: ElementTree.Element) -> None:
        known, page = self.guest.known, self.guest.page
        self.known, self.page = known, page
        self.address = posixpath.relpath(known.glossary, posixpath.dirname(page.path) or ".")
        self.section, self.seen, self.raw = "", set[str](), 0
        self._below(root, linking=page.path != known.glossary, locked=False)

    def _below(self, parent: ElementTree.Element, *, linking: bool, locked: bool) -> None:
        """Goes through the texts and elements inside an element, in reading order."""
        self.raw = 0
        places = count()
        before, links = self._text(parent.text, linking=linking)
        parent.text = before
        for child in list(parent):
            for link in links:
                parent.insert(next(places), link)
            next(places)
            self._element(child, linking=linking, locked=locked)
            child.tail, links = self._text(child.tail, linking=linking)
        for link in links:
            parent.insert(next(places), link)

    def _element(self, element: ElementTree.Element, *, linking: bool, locked: bool) -> None:
        if not isinstance(element.tag, str):
            return
        classes = frozenset(element.get("class", "").split())
        if element.get(CITED):
            self.page.cited.append((self.section, int(element.get(CITED, ""))))
            if locked:
                element.set(PLAIN, "")
            return
        if element.tag in UNREAD or classes & _UNREAD_CLASSES:
            return
        if element.tag == "h2":
            self.section, self.seen = element.get("id", ""), set()
        asked = element.attrib.pop(ASKED, None)
        if asked is not None and self._asked(element, asked, locked=locked):
            return
        raw = self.raw
        inner = linking and element.tag not in UNLINKED and not classes & _UNLINKED_CLASSES and not raw
        self._below(element, linking=inner, locked=locked or element.tag in LOCKED or raw > 0)
        self.raw = raw

    def _asked(self, element: ElementTree.Element, entry: str, *, locked: bool) -> bool:
        """Makes words lead to the entry that an author asked for, or to the one that they are a form of."""
        words = "".join(element.itertext())
        uses = [use for use in self.known.uses(words) if use.end - use.start == len(words)]
        name = entry or (uses[0].entry if uses else "")
        if name not in self.known.meanings:
            return False
        self.page.used.append((self.section, name))
        if not locked and not self.raw:
            self.seen.add(name)
            self._lead(element, name)
        return True

    def _lead(self, element: ElementTree.Element, entry: str) -> None:
        element.tag = "a"
        element.set("class", TERM_CLASS)
        element.set("href", f"{self.address}#term-{entry}")
        element.set("title", self.known.meanings[entry])

    def _text(self, text: str | None, *, linking: bool) -> tuple[str | None, list[ElementTree.Element]]:
        """What of a text stands before the first link in it, and the links, each with what follows it."""
        if not text or isinstance(text, AtomicString):
            return text, []
        head, links, position = text, list[ElementTree.Element](), 0
        for start, end in self._open_parts(text):
            for use in self.known.uses(text[start:end]):
                self.page.used.append((self.section, use.entry))
                if not (linking and use.leads) or use.entry in self.seen:
                    continue
                self.seen.add(use.entry)
                at = start + use.start
                if links:
                    links[-1].tail = text[position:at]
                else:
                    head = text[:at]
                position = start + use.end
                link = ElementTree.Element("a")
                self._lead(link, use.entry)
                link.text = text[at:position]
                links.append(link)
        if links:
            links[-1].tail = text[position:]
        return head, links

    def _open_parts(self, text: str) -> Iterator[tuple[int, int]]:
        """The parts of a text that stand in no raw HTML that is not to be read or linked in."""
        position = 0
        for aside in _ASIDE.finditer(text):
            if not self.raw and aside.start() > position:
                yield position, aside.start()
            self._pass(int(aside[1]))
            position = aside.end()
        if not self.raw and position < len(text):
            yield position, len(text)

    def _pass(self, number: int) -> None:
        """Keeps count of the raw elements that are open, of those in which nothing is linked."""
        kept = self.md.htmlStash.rawHtmlBlocks
        tag = _TAG.match(str(kept[number])) if number < len(kept) and isinstance(kept[number], str) else None
        if tag and tag["name"].lower() in UNREAD | UNLINKED and not str(kept[number]).rstrip().endswith("/>"):
            self.raw = max(self.raw + (-1 if tag["close"] else 1), 0)
