"""Marks are invisible: a page reads the same with and without them, and each leads back to its word."""

from __future__ import annotations

import re
from array import array

from hypothesis import example, given
from hypothesis import strategies as st

from handbook_build.model.citation import Citation
from handbook_build.model.nodes import CitationNode, Element, Nodes, Text, text_of, walk
from handbook_build.model.source import Source
from handbook_build.parsing.markdown import convert
from handbook_build.parsing.notation import MARKS, Marked, mark_source
from handbook_build.parsing.tree import read_tree
from tests.properties.documents import CITED, documents, noise

GROUP, NARRATIVE = "[see @rogers-1957, p. 96; @bordin-1979]", "@rogers-1957 [p. 96]"
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def marked(text: str) -> Marked:
    return mark_source(Source("page.md", text), 0)


def tree(text: str) -> Nodes:
    found = marked(text)
    return read_tree(convert(found.text)[0], found)[0]


def starts(node: Text) -> list[tuple[int, int]]:
    """The offset of each word in a text, with that in the source."""
    offsets = array("i", node.starts)
    return list(zip(offsets[: len(offsets) // 2], offsets[len(offsets) // 2 :], strict=True))


def without_marks(html: str, found: Marked) -> str:
    """The HTML without marks; a citation becomes the sign that stands for one.

    An ampersand that begins no entity may stand by itself in HTML or not.
    """
    return MARKS.sub(lambda mark: CITED if isinstance(found.by_mark[mark[0]], Citation) else "", html).replace(
        "&amp;", "&"
    )


@given(documents())
@example("A [short link] of two words.\n\n[short link]: https://example.org\n")
@example("[*Bond* and trust]\n\n[*bond* and trust]: #there\n")
@example("[a link\nover two lines]\n\n[a link over two lines]: #there\n")
def test_marks_change_no_html(document: str) -> None:
    text = document.replace(CITED, "")
    found = marked(text)
    assert without_marks(convert(found.text)[0], found) == convert(text)[0].replace("&amp;", "&")


@given(noise)
def test_marks_change_no_html_of_noise(text: str) -> None:
    text = text.replace(CITED, "")
    found = marked(text)
    assert without_marks(convert(found.text)[0], found) == convert(text)[0].replace("&amp;", "&")


@given(documents(), st.sampled_from((GROUP, NARRATIVE, "[-@rogers-1957]")))
@example(f"_{CITED} says_ and *{CITED}*, __{CITED}__\n", NARRATIVE)
def test_a_citation_stands_in_the_html_like_a_single_letter(document: str, citation: str) -> None:
    # In code a citation is code and nothing more.
    document = re.sub(r"`[^`]*`", "", document).replace("`", "")
    found = marked(document.replace(CITED, citation))
    assert without_marks(convert(found.text)[0], found) == convert(document)[0].replace("&amp;", "&")


@given(documents(), st.sampled_from((GROUP, NARRATIVE)))
def test_each_word_stands_where_its_mark_says(document: str, citation: str) -> None:
    text = document.replace(CITED, citation)
    for node in walk(tree(text)):
        if isinstance(node, Text):
            for here, there in starts(node):
                word = WORD.match(text, there)
                assert word is not None
                # Apostrophes are curly in the tree, but not in code.
                shown = node.text[here : here + len(word[0])]
                assert shown.replace("’", "'") == word[0].replace("’", "'")


@given(documents(), st.sampled_from((GROUP, NARRATIVE)))
def test_each_citation_stands_where_it_says(document: str, citation: str) -> None:
    text = document.replace(CITED, citation)
    for node in walk(tree(text)):
        if isinstance(node, CitationNode):
            cited = node.citation
            assert text[cited.start : cited.start + len(cited.raw)] == cited.raw == citation
            for item in cited.items:
                assert text[item.offset : item.offset + len(item.key)] == item.key


@given(st.lists(st.from_regex(r"[A-Za-zé信]{1,8}", fullmatch=True), min_size=1, max_size=30))
def test_in_plain_sentences_every_word_has_its_place(words: list[str]) -> None:
    text = " ".join(words) + ".\n"
    (paragraph,) = (node for node in walk(tree(text)) if isinstance(node, Text) and node.text.strip())
    assert [here for here, _ in starts(paragraph)] == [there for _, there in starts(paragraph)]
    assert len(starts(paragraph)) == len(words)


@given(st.text(alphabet="ab \U000f0000\U000f0001\U000ffffd\U00100000\U0010fffd", min_size=1))
def test_private_use_characters_of_an_author_are_kept(text: str) -> None:
    assert text_of(tree(f"Bond {text} trust")).split() == ["Bond", *text.split(), "trust"]


def test_a_word_of_two_scripts_is_found_in_the_source() -> None:
    text = "Say *信頼*, don't say `trust`.\n"
    assert text_of(tree(text)).strip() == "Say 信頼, don’t say trust."
    places = {
        node.text[here:][:4]: there
        for node in walk(tree(text))
        if isinstance(node, Text)
        for here, there in starts(node)
    }
    assert places == {"Say ": 0, "信頼": 5, "don’": 10, "say ": 16}


def test_an_at_sign_can_be_written_with_a_backslash() -> None:
    """Python-Markdown has no escape for it, so the notation takes the backslash away."""
    assert text_of(tree(r"Write to \@rogers-1957 or a@b.org.")).strip() == "Write to @rogers-1957 or a@b.org."


def test_typographic_marks_are_for_words_and_not_for_addresses_or_code() -> None:
    text = "Well... [it's](https://example.org/v1...v2?q=a) `it's...`\n\n    \"so\"...\n"
    nodes = tree(text)
    (link,) = (node for node in walk(nodes) if isinstance(node, Element) and node.tag == "a")
    assert link.get("href") == "https://example.org/v1...v2?q=a"
    assert text_of(nodes).split() == ["Well…", "it’s", "it's...", '"so"...']
