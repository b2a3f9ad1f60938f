"""From the tree of a page to print nodes."""

from __future__ import annotations

from typing import Any

import pytest

from handbook_build.model.citation import Citation
from handbook_build.model.nodes import Nodes, Text, element
from handbook_build.printing.line import words_of
from handbook_build.printing.tree import print_tree

from .reading import nodes


def printed(markdown: str, **ways: Any) -> str:
    """The print nodes in short: `p[one em[two]]`."""
    return " ".join(short(node) for node in print_tree(nodes(markdown), **ways))


def short(node: dict[str, Any]) -> str:
    if node["t"] == "text":
        return f"{node['text']!r}"
    name = f"h{node['level']}" if node["t"] == "h" else str(node.get("name", node["t"]))
    inside = node.get("children", node.get("items", []))
    return f"{name}[{' '.join(map(short, inside))}]"


@pytest.mark.parametrize(
    ("markdown", "tree"),
    [
        ("one *two* three", "p['one ' em['two'] ' three']"),
        ("one  \ntwo", "p['one' break[] 'two']"),
        ("- a\n- b", "list[item[p['a']] item[p['b']]]"),
        ("> said", "quote[p['said']]"),
        ("![a tree](tree.svg)", "image[]"),
        ("a <kbd>key</kbd>, a <mark>mark</mark>", "p['a ' code['key'] ', a mark']".replace(", a mark", ", a ' 'mark")),
        ("gone <del>one</del>", "p['gone ' strike['one']]"),
        ("[wales]{lang=cy}", "p[span['wales']]"),
        ("- # no heading here", "list[item[p[strong['no heading here']]]]"),
    ],
)
def test_shapes(markdown: str, tree: str) -> None:
    assert printed(markdown) == tree


def test_blanks_are_drawn_together_as_on_a_web_page() -> None:
    line = element("p", "  a \n b ", element("em", " c "), " d\u00a0 ", element("br"), "  e ")
    assert words_of(print_tree((line,))) == "a b c d\u00a0e"


def test_no_level_of_heading_is_left_out() -> None:
    page = tuple(element(tag, tag) for tag in ("h4", "h2", "h6", "h6", "h1"))
    assert [node["level"] for node in print_tree(page)] == [2, 2, 3, 4, 2]


def test_an_unknown_element_leaves_its_words() -> None:
    tree = print_tree((element("blink", element("p", "one"), "two"), element("p", element("custom-thing", "three"))))
    assert [words_of(paragraph) for paragraph in tree] == ["one two", "three"]


def test_a_cell_that_is_missing_is_empty() -> None:
    row = element("tr", element("td", "a"), element("td", "b"))
    (table,) = print_tree((element("table", element("tr", element("th", "head")), row),))
    assert [len(cells) for cells in (*table["head"], *table["body"])] == [2, 2]


def test_a_link_in_the_handbook_is_plain_words_until_it_has_an_address() -> None:
    assert printed("[trust](#trust)") == "p['trust']"
    assert printed("[trust](#trust)", address=lambda target: f"https://x.org/{target}") == "p[link['trust']]"
    assert printed("[trust](#trust)", address=lambda target: "javascript:alert(1)") == "p['trust']"


def test_a_link_outside_shows_its_address_on_paper() -> None:
    assert printed("[Mind](https://mind.org/help)") == "p[link['Mind'] ' (mind.org/help)']"
    assert printed("<https://mind.org/help>") == "p[link['https://mind.org/help']]"


def test_citations_come_rendered() -> None:
    def cite(citation: Citation) -> Nodes:
        return (Text(f"(Rogers, 1957, {citation.items[0].locator})"),)

    assert words_of(print_tree(nodes("So [@rogers-1957, p. 96]."), cite=cite)) == "So (Rogers, 1957, 96)."


def test_a_word_is_written_in_one_typeface() -> None:
    (paragraph,) = print_tree(nodes("In Tiếng Việt: yes"))
    assert [(run["text"], run.get("second", False)) for run in paragraph["children"]] == [
        ("In ", False),
        ("Tiếng Việt: ", True),
        ("yes", False),
    ]


@pytest.mark.parametrize(("words", "way"), [("(12) שלום", "rtl"), ("Hello שלום", None), ("12", None)])
def test_a_paragraph_reads_the_way_of_its_first_letter(words: str, way: str | None) -> None:
    assert print_tree((element("p", words),))[0].get("dir") == way
