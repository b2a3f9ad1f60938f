"""Links of one page that say the same and lead to different places are told apart by name (WCAG 2.4.9).

A word that leads to the glossary stands, now and then, on a page that also links the page of that title. What is
seen stays as it is written; who hears links one by one, away from their sentences, hears where each leads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from handbook_build.model.nodes import Element, Node, Nodes, text_of, walk

GLOSSARY_ENTRY = "in the glossary"


def told_apart(nodes: Nodes, around: Mapping[str, str], title_at: Callable[[str], str]) -> Nodes:
    """The nodes of a page with a name for each link whose words also lead elsewhere.

    `around` are the links of the page's frame, address by words; `title_at` gives the title of what an address
    leads to, or nothing. Names begin with the words that are seen, so that they can be spoken to a computer.
    """
    ambiguous = _ambiguous(nodes, around)

    def named(node: Node) -> Node:
        if not isinstance(node, Element):
            return node
        if node.tag == "a" and (words := _words(node)).casefold() in ambiguous and not node.get("aria-label"):
            more = GLOSSARY_ENTRY if "term" in node.classes else title_at(node.get("href"))
            if not more or more.casefold() == words.casefold():
                return node
            return replace(node, attributes=(*node.attributes, ("aria-label", f"{words}, {more}")))
        children = tuple(map(named, node.children))
        return node if children == node.children else replace(node, children=children)

    return tuple(map(named, nodes)) if ambiguous else nodes


def _ambiguous(nodes: Iterable[Node], around: Mapping[str, str]) -> set[str]:
    """The words, in small letters, with which links of the page lead to more than one address."""
    found = {words.casefold(): {address} for words, address in around.items()}
    for node in walk(nodes):
        if isinstance(node, Element) and node.tag == "a" and node.get("href"):
            found.setdefault(_words(node).casefold(), set()).add(node.get("href"))
    return {words for words, addresses in found.items() if words and len(addresses) > 1}


def _words(link: Element) -> str:
    return " ".join(text_of(link.children).split())
