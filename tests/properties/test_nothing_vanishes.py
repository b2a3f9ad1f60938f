"""Every word that an author wrote for readers is in the tree of the page, as often as it was written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handbook_build.model.nodes import Block, CitationNode, Element, Nodes, Text, text_of, walk
from handbook_build.model.source import Source
from handbook_build.parsing.document import parse_document
from tests.properties.documents import CITED, WORDS, documents

WORD = re.compile(r"[^\W_]+")
HEAD = "---\nid: quiet\n---\n"
VISIBLE = frozenset(word for words in WORDS for word in WORD.findall(words))


def page(body: str) -> Nodes:
    """All nodes of a page, headings first in each section."""
    document = parse_document("page.md", Source("content/page.md", body))
    return tuple(node for section in document.sections for node in (*section.heading, *section.content))


def said(nodes: Nodes) -> Iterator[str]:
    """Every text and every value of a tree."""
    for node in walk(nodes):
        if isinstance(node, Text):
            yield node.text
        elif isinstance(node, Element):
            yield from (value for _, value in node.attributes)
        elif isinstance(node, Block):
            yield from (node.title, *map(str, node.options.values()))
        elif isinstance(node, CitationNode):
            yield node.citation.raw


def visible(text: str) -> Counter[str]:
    return Counter(word for word in WORD.findall(text) if word in VISIBLE)


@given(documents(), st.sampled_from(("[see @rogers-1957, p. 96]", "@rogers-1957")))
def test_every_word_of_a_page_is_kept(document: str, citation: str) -> None:
    text = document.replace(CITED, citation)
    lost = visible(text) - visible("\n".join(said(page(HEAD + text))))
    assert not lost


def letters(words: str) -> str:
    return "".join(character for character in words if character.isalpha())


@given(st.text(alphabet="ab Éx信*_~'\".,;:!?+-=#>|()\n", max_size=60))
@example("*one**two*three\n")
@example("_e __i__ n_m t __i__\n")
def test_every_letter_of_a_page_is_kept_in_its_order(text: str) -> None:
    assert letters(text_of(page(HEAD + text))) == letters(text)


@pytest.mark.parametrize(
    "text",
    [
        "Warning: call 112 at once.\n\nMore.\n",
        "title: a page that begins like metadata\nkey: value\n\nMore.\n",
        "    a: line of code\n",
        "--- a\nb: c\n",
        "...\na: b\n",
    ],
)
def test_a_page_without_front_matter_keeps_its_first_lines(text: str) -> None:
    """MkDocs takes such lines for metadata, and they are gone."""
    assert letters(text_of(page(text))) == letters(text)
