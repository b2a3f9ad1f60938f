"""A page: any text is read, in time, and none of its words is lost.

Front matter, notation and blocks go through `parse_document`. Its findings stand in the text; no mark of ours is left
in the tree; the same text gives the same document, which survives being kept; and each word that Markdown shows is in
the document, or in a line that a finding names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from handbook_build.keeping import from_bytes, to_bytes
from handbook_build.model.document import Document
from handbook_build.model.nodes import Block, CitationNode, Element, Text, walk
from handbook_build.model.source import Source
from handbook_build.parsing.document import parse_document
from handbook_build.parsing.front_matter import read_front_matter
from handbook_build.parsing.notation import MARKS, mark_source
from tests.fuzzing.targets.shared import as_read, in_time, inside, missing, stands_in, told, words_in

LARGEST = 1000
PIECES = (
    *("---\n", "id: page\n", "title: ", "kind: concept\n", "audience: [client]\n", "you-will:\n  - ", "reviewed: "),
    *("/// client\n", "/// say | words\n", "//// compare\n", "/// side | one\n", "///\n", "////\n", "/// question\n"),
    *("    answer-in: page\n", "    who: client\n", "\tgrade: few\n", "    1: a\n", "    ? [a]\n", "    - a\n"),
    *("[@rogers-1957, p. 96]", "@bordin-1979 [ch. 3]", "[see @a; @b]", "[-@a]", "\\@", "@", "; "),
    *("## heading {#an-id}\n", "# ", "### ", "{#id}", "{.term}", "{term=bond}", "{: .wide }", "[words]{lang=cy}"),
    *("[words](#page)", "[words](<a b>", "![alt](a.svg)", "[words][label]", "[label]: https://a.org 'title'\n"),
    *("[^1]", "[^1]: note\n", "- item\n", "1. item\n", "> quote\n", "    ", "\t", "- [ ] ", "| a | b |\n|---|---|\n"),
    *("term\n:   what it is\n", "```\n", "~~~ yaml\n", "`", "``", "*", "**", "__", "_", "  \n", "\n\n", "---\n***\n"),
    *("<div>", "</div>", "<p>", "<!--", "-->", "<!-- allow us-spelling: title -->\n", "<br>", "<b ", "<a href='"),
    *("<![CDATA[", "]]>", "<?php", "?>", "<!DOCTYPE html>", "<script>", "</script>", "<table><tr>", "<select>"),
    *(
        "&amp;",
        "&#xF0000;",
        "&#0;",
        "&nbsp;",
        "\U000f0000",
        "\U0010fffd",
        "信頼",
        "ثقة",
        "naïve",
        "it's",
        '"so"',
        "...",
    ),
    *("Trust", "grows", "slowly", "between", "people", "\ufeff", "\u2028", "\xa0", "\ud7ff", "https://a.org/b?c=d"),
)
# What Markdown shows nowhere, or as something else: raw HTML, attributes, labels and addresses, the names of
# entities, of blocks and of the language of code. A little more is taken for such than is.
_HIDDEN = [
    re.compile(one, re.MULTILINE)
    for one in (
        r"<!--[\s\S]*?(?:-->|\Z)",
        r"<[^>]*(?:>|\Z)",
        r"\[[^\]]*\]:.*(?:\n(?![ ]{0,3}\[).*){0,2}",
        r"&#?\w*;?",
        r"\{[^{}<\n]*\}",
        r"\][ \n]?\[[^\]]*\]?",
        r"\]\([^)]*\)?",
        r"^[ >\t]*(?:```|~~~).*$",
        r"^[ ]{0,3}/{3,}[ ]*[\w-]+",
    )
]
# The options of a block, of which none is read when they are no YAML.
_OPTIONS = re.compile(r"^([ ]{0,3}/{3,}.*)(?:\n(?:[ ]{4}|[ ]{0,3}\t)[ \t]*\S.*)+", re.MULTILINE)
USUAL = "---\nid: usual\n---\n\n## A *heading* {#one}\n\n/// client\nWords [@key].\n///\n"


def tried(text: str) -> None:
    path = "handouts/H01.md" if "section" in text else "page.md"
    source = Source(f"content/{path}", as_read(text))
    document = in_time(4, lambda: parse_document(path, source))
    inside(source, document.flaws)
    assert all(stands_in(source, waiver.location) for waiver in document.waivers)
    _clean(document)
    _kept(document)
    _complete(document)
    in_time(0.5, lambda: mark_source(source, 0))
    usual = parse_document("usual.md", Source("content/usual.md", USUAL))
    assert usual == _USUAL, "what was read before shows in another page"
    assert parse_document(path, source) == document, "the same text gave another document"


_USUAL = parse_document("usual.md", Source("content/usual.md", USUAL))


def _clean(document: Document) -> None:
    own = set(MARKS.findall(unescape(document.source.text)))
    left = set(MARKS.findall("\n".join(_said(document)))) - own
    assert not left, f"marks are left in the tree: {left}"


def _kept(document: Document) -> None:
    try:
        kept = to_bytes(document)
    except RecursionError:
        # It is nested too deeply to be kept, and is made anew each time.
        return
    assert from_bytes(kept) == document, "the document came back as another"


def _complete(document: Document) -> None:
    source = document.source
    # What could do anything is taken out with all that it holds, and told at its beginning.
    if any(flaw.kind in ("nesting", "unsafe-html", "html-taken-out", "unclosed-html") for flaw in document.flaws):
        return
    _, start, _ = read_front_matter(source, handout=document.is_handout)
    written = source.text[start:]
    if any(flaw.kind == "block-options" for flaw in document.flaws):
        written = _OPTIONS.sub(r"\1", written)
    for hidden in _HIDDEN:
        written = hidden.sub("\n", written)
    lost = missing([written], "\n".join((*_said(document), told(source, document.flaws))))
    assert not lost, f"words are lost: {lost}"


def _said(document: Document) -> Iterator[str]:
    """Every text of a document, and every name and value in it."""
    yield from words_in(document.front)
    for waiver in document.waivers:
        yield from (waiver.name, waiver.reason)
    for section in document.sections:
        yield section.id
        line = ""
        for node in walk((*section.heading, *section.content)):
            if isinstance(node, Text):
                line += node.text
            elif isinstance(node, Element):
                yield from (node.tag, *(part for pair in node.attributes for part in pair))
            elif isinstance(node, Block):
                yield from (node.name, node.title, *node.options, *map(str, node.options.values()))
            elif isinstance(node, CitationNode):
                yield node.citation.raw
                yield from words_in(node.citation)
        yield line
