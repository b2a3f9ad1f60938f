"""The body of a page or handout as HTML nodes: blocks dressed, links led, citations written out."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote, urlsplit

from handbook_build.blocks import block_specs
from handbook_build.citing.bibliography import Bibliography
from handbook_build.citing.forms import SLOT, Citing
from handbook_build.editions.words import NUMBER
from handbook_build.handouts import has_fields
from handbook_build.linking.addresses import is_outside, page_address, relative, target_address
from handbook_build.linking.works import FORMATS, list_address, resting_keys, stated_claims
from handbook_build.model.claim import STRENGTHS, Claim
from handbook_build.model.document import Document
from handbook_build.model.handbook import GLOSSARY, Handbook
from handbook_build.model.language import differ
from handbook_build.model.nodes import Block, CitationNode, Element, Node, Nodes, TermLink, Text, element, text_of, walk
from handbook_build.model.teaching import NAMED, questions_of
from handbook_build.terminology.linking import link_text
from handbook_build.terminology.matcher import matcher_of
from handbook_build.web.anchors import outcome_anchor, question_anchor
from handbook_build.web.fields import with_names
from handbook_build.web.html import to_html
from handbook_build.web.identity import cite_address
from handbook_build.web.linked_terms import is_for_clients, linked_for_clients, linked_terms
from handbook_build.web.passages import NumberedSection, addressed, numbered_sections
from handbook_build.web.readers import marked, marked_block, only_reader
from handbook_build.web.styling import without_style
from handbook_build.web.tables import scrolling, with_named_tables

# The style in which the block `cited` shows a reference.
SHEETS = {
    "apa": "apa",
    "harvard": "harvard-cite-them-right",
    "chicago": "chicago-author-date",
    "vancouver": "vancouver",
}

# Pages on whose sections a way to cite would stand in the reader's way: the doors, and help.
UNBARRED = frozenset(("home", "help"))


@dataclass(frozen=True)
class Renderer:
    """Makes the nodes of one page, whose address and path decide how links are written.

    `exports` are the addresses of the data that is written beside the pages; `citing` holds the forms in which parts
    are cited, where they were made.
    """

    handbook: Handbook
    bibliography: Bibliography
    path: str
    exports: Collection[str] = ()
    citing: Citing | None = None

    @property
    def address(self) -> str:
        return page_address(self.path)

    def document(self, document: Document) -> Nodes:
        """The whole body: sections, what the page rests on, and last the words used here; on a sheet as it prints."""
        sections: Nodes = tuple(self.section(document, one) for one in numbered_sections(document))
        sections = with_named_tables(sections)
        if has_fields(document):
            sections = with_names(sections, document.id, document.front.summary)
        if document.is_handout:
            return (*sections, *self.words(document), *self.references(document))
        return (*sections, *self.references(document), *self.words(document))

    def section(self, document: Document, numbered: NumberedSection) -> Node:
        section, part = numbered.section, numbered.part
        content = addressed(self.nodes(section.content), part)
        if not section.id:
            return element("section", *content, class_="sec flow", data_part=part)
        number = self.handbook.section_number(document, section)
        bar: list[Node] = []
        if number:
            label = f"Section {number}, link to this section"
            bar.append(element("a", number, class_="num", href=f"#{section.id}", aria_label=label))
        if numbered.is_part and document.front.kind not in UNBARRED:
            bar += self.way_to_cite(part, f"Cite section {number}" if number else f"Cite “{section.title}”")
        head: Nodes = (element("div", *bar, class_="secbar"),) if bar else ()
        heading = element("h2", *self.nodes(section.heading), id=section.id)
        whole = element("section", *head, heading, *content, class_="sec flow", data_part=part)
        return marked(whole, only_reader(section.content))

    def way_to_cite(self, part: str, label: str) -> Nodes:
        """The link to all forms of citing a part, with what a quotation from it needs; nothing where there are none."""
        if self.citing is None or part not in self.citing.parts:
            return ()
        forms = self.citing.parts[part]
        link = element(
            "a",
            "Cite",
            class_="cite-link",
            href=self.to(cite_address(forms.record)),
            aria_label=label,
            data_cite=forms.in_text(SLOT),
            data_reference=to_html(forms.reference),
            data_permalink=forms.record.url or self.to(forms.record.path),
        )
        return (link,)

    def words(self, document: Document) -> Nodes:
        """The definitions of the terms that the page links, in order of their first use.

        A word that clients meet here is defined as it is written for them.
        """
        names = linked_terms(node for _, node in document.nodes())
        entries = [self.handbook.entry[name] for name in names if name in self.handbook.entry]
        if not entries:
            return ()
        plain = names if is_for_clients(document) else linked_for_clients(document)
        matcher = matcher_of(self.handbook.entries)
        items: list[Node] = []
        for entry in entries:
            title = entry.preferred[:1].upper() + entry.preferred[1:]
            definition = entry.plain_definition if entry.id in plain else entry.definition
            link = element("a", title, href=self.entry_address(entry.id))
            items.append(element("dt", link, id=f"word-{entry.id}", data_term=entry.id))
            items.append(element("dd", *self.definition(link_text(definition, matcher, entry.id))))
        heading = element("h2", "Words used here", id="words-used-here")
        return (element("section", heading, element("dl", *items), class_="sec words"),)

    def definition(self, nodes: Nodes) -> Nodes:
        """A definition in which other terms are plain links, since it is itself what a link shows."""
        return tuple(
            element("a", *node.children, href=self.entry_address(node.entry)) if isinstance(node, TermLink) else node
            for node in nodes
        )

    def references(self, document: Document) -> Nodes:
        claims = [self.handbook.claim[name] for name in stated_claims(document) if name in self.handbook.claim]
        keys = self.bibliography.ordered(resting_keys(self.handbook, document))
        if not keys and not claims:
            return ()
        items = (
            element("li", *self.nodes(self.bibliography.reference(key)), id=f"ref-{key}", **self.spoken(key))
            for key in keys
        )
        said = "Sources" if document.is_handout else "What this page rests on"
        heading = element("h2", said, id="rests-on")
        ledger = self.claims(claims)
        listed: Nodes = (element("ol", *items, class_="refs"),) if keys else ()
        if ledger and listed:
            listed = (element("h3", "Works"), *listed)
        files = self.files({ending: list_address(document.id, ending) for ending, _, _ in FORMATS}) if keys else ()
        classes = "sec rests" if document.is_handout else "sec"
        return (element("section", heading, *ledger, *listed, *files, class_=classes),)

    def spoken(self, key: str) -> dict[str, str]:
        """The language of a work, as an attribute of its reference, where it is not the handbook’s (WCAG 3.1.2)."""
        item = self.handbook.item.get(key)
        language = str(item.fields.get("language", "")) if item else ""
        return {"lang": language} if differ(language, self.handbook.settings.language) else {}

    def files(self, addresses: Mapping[str, str], words: str = "These works for your own list:", of: str = "") -> Nodes:
        """Links to works in every form, by the ending of the file; nothing where no data is written.

        Where a page has such files for many works, `of` tells their links apart.
        """
        links = [
            element(
                "a",
                name,
                href=self.to(address),
                download="",
                type=kind,
                **({"aria_label": f"{name}: {of}"} if of else {}),
            )
            for ending, kind, name in FORMATS
            if (address := addresses.get(ending, "")) in self.exports
        ]
        items = (element("li", link) for link in links)
        return (element("div", element("p", words), element("ul", *items), class_="files small"),) if links else ()

    def claims(self, claims: Sequence[Claim]) -> Nodes:
        """The statements that the page makes, from the strongest to the weakest, each with its works."""
        rows: list[Node] = []
        for strength, words in STRENGTHS.items():
            for claim in (one for one in claims if one.strength is strength):
                cited = self.nodes((CitationNode(claim.citation),)) if claim.source_keys else ()
                grade = element("span", words, class_="grade")
                rows.append(element("li", f"{claim.statement} ", *cited, Text(" ") if cited else "", grade))
        return (element("h3", "Statements"), element("ul", *rows, class_="plain claims")) if rows else ()

    def nodes(self, nodes: Iterable[Node]) -> Nodes:
        """Finished HTML nodes for any nodes of the tree."""
        result: list[Node] = []
        for node in nodes:
            result.extend(self.node(node))
        return _grouped(result)

    def node(self, node: Node) -> Nodes:
        if isinstance(node, Text):
            return (node,)
        if isinstance(node, Block):
            # What a block makes may hold links to ids, which are led like any other.
            children = self.cited(node) if node.name == "cited" else self.nodes(node.children)
            made = tuple(self.led(made) for made in block_specs()[node.name].web(node, children))
            made = tuple(marked_block(one, node) for one in made)
            return self.with_anchor(node, made) if node.name == "question" else made
        if isinstance(node, CitationNode):
            return tuple(_cite(part) for part in self.bibliography.citation(node.citation))
        if isinstance(node, TermLink):
            attributes = (("class", "term"), ("href", self.entry_address(node.entry)), ("data-term", node.entry))
            return (Element("a", attributes, self.nodes(node.children)),)
        return self.element(without_style(node))

    def with_anchor(self, question: Block, made: Nodes) -> Nodes:
        """What a question became, with the address at which it is found again."""
        document = self.handbook.by_path.get(self.path)
        asked = questions_of(document) if document else ()
        number = next((one.number for one in asked if one.offset == question.offset), 0)
        first, *rest = made
        if not number or not isinstance(first, Element):
            return made
        return (replace(first, attributes=(("id", question_anchor(number)), *first.attributes)), *rest)

    def cited(self, node: Block) -> Nodes:
        """A live example of citing a part; where no forms were made, a link to it."""
        name, form = node.text_option("part"), node.text_option("form")
        forms = self.citing.parts.get(name) if self.citing else None
        if forms is None:
            return (self.link(element("a", href=f"#{name}")),)
        number = node.number_option("paragraph", 0)
        paragraph = f"para. {number}" if number else ""
        if form in SHEETS:
            return self.nodes(forms.styles[SHEETS[form]])
        if form == "link":
            return (element("a", forms.link, href=forms.record.url or self.to(forms.record.path)),)
        return (Text(forms.narrative(paragraph) if form == "narrative" else forms.in_text(paragraph)),)

    def element(self, node: Element) -> Nodes:
        children = self.nodes(node.children)
        if node.tag == "span" and {"term", "no-term"} & {*node.classes}:
            return children
        if node.tag == "span" and (name := node.get(NAMED)):
            return (replace(node, attributes=(("id", outcome_anchor(name)),), children=children),)
        if node.tag == "a":
            return (self.link(replace(node, children=children)),)
        if node.tag == "img":
            return (self.image(node),)
        if node.tag == "p" and (picture := _only_picture(node)):
            return (element("figure", self.image(picture), class_="diagram"),)
        if node.tag == "table":
            table = replace(node, children=children)
            # What scrolls holds the number, which stands outside of it.
            number = tuple((key, value) for key, value in table.attributes if key == NUMBER)
            table = replace(table, attributes=tuple(one for one in table.attributes if one not in number))
            held = scrolling(table)
            return (replace(held, attributes=(*held.attributes, *number)),)
        return (replace(node, children=children),)

    def led(self, node: Node) -> Node:
        """A node that a block made, with the links to ids in it led to their place."""
        if not isinstance(node, Element):
            return node
        made = replace(node, children=tuple(self.led(child) for child in node.children))
        return self.link(made) if made.tag == "a" and made.get("href").startswith("#") else made

    def link(self, node: Element) -> Element:
        """A link with its address from this page, and the title of its target when it has no words."""
        address = node.get("href")
        if not address or is_outside(address):
            return node
        parts = urlsplit(address)
        path = (
            posixpath.normpath(posixpath.join(posixpath.dirname(self.path), unquote(parts.path))) if parts.path else ""
        )
        target = (
            self.handbook.targets.get(unquote(parts.fragment)) if not path or path in self.handbook.by_path else None
        )
        children = node.children
        if target:
            href = self.to(target_address(target))
            if not text_of(children).strip() and not any(
                isinstance(n, Element) and n.tag == "img" for n in walk(children)
            ):
                children = (Text(target.label),)
        elif path.endswith(".md"):
            href = self.to(page_address(path) + (f"#{parts.fragment}" if parts.fragment else ""))
        elif path:
            href = self.to(quote(path)) + (f"#{parts.fragment}" if parts.fragment else "")
        else:
            return node
        kept = tuple((key, value) for key, value in node.attributes if key != "href")
        return replace(node, attributes=(*kept, ("href", href)), children=children)

    def image(self, node: Element) -> Element:
        source = node.get("src")
        if not source or is_outside(source) or source.startswith("/"):
            return node
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), unquote(source)))
        kept = tuple((key, value) for key, value in node.attributes if key != "src")
        return replace(node, attributes=(("src", self.to(quote(path))), *kept))

    def entry_address(self, entry: str) -> str:
        """The way from this page to an entry of the glossary, by its id."""
        return self.to(f"{page_address(GLOSSARY)}#term-{entry}")

    def to(self, address: str) -> str:
        return relative(address, self.address)


def _cite(node: Node) -> Node:
    if isinstance(node, Element) and node.tag == "a" and node.get("href").startswith("#ref-"):
        return replace(node, attributes=(("class", "cite"), *node.attributes))
    return node


def _only_picture(paragraph: Element) -> Element | None:
    inner = [child for child in paragraph.children if not (isinstance(child, Text) and not child.text.strip())]
    only = inner[0] if len(inner) == 1 else None
    return only if isinstance(only, Element) and only.tag == "img" else None


def _grouped(nodes: list[Node]) -> Nodes:
    """Words to borrow that stand one after another share one frame."""
    result: list[Node] = []
    run: list[Node] = []
    for node in nodes:
        if isinstance(node, Element) and node.tag == "figure" and "say" in node.classes:
            run.append(node)
        elif run and isinstance(node, Text) and not node.text.strip():
            continue
        else:
            if run:
                result.append(element("div", *run, class_="says"))
                run = []
            result.append(node)
    if run:
        result.append(element("div", *run, class_="says"))
    return tuple(result)
