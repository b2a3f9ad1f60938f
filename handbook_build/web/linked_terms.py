"""Which terms a page leads to, and which of them clients meet."""

from __future__ import annotations

from collections.abc import Iterable

from handbook_build.model.document import Document
from handbook_build.model.nodes import Block, Node, TermLink, walk

# The blocks that speak to clients, for whom a term may have a definition of its own.
FOR_CLIENTS = frozenset(("client", "bring"))


def linked_terms(nodes: Iterable[Node]) -> tuple[str, ...]:
    """The ids of the entries to which nodes lead, in order of their first use."""
    return tuple(dict.fromkeys(node.entry for node in nodes if isinstance(node, TermLink)))


def is_for_clients(document: Document) -> bool:
    """Whether clients are among the readers of a page; one that names none is for everyone."""
    return not document.front.audience or "client" in document.front.audience


def linked_for_clients(document: Document) -> tuple[str, ...]:
    """The ids of the entries to which passages for clients lead."""
    passages = (node for _, node in document.nodes() if isinstance(node, Block) and node.name in FOR_CLIENTS)
    return linked_terms(node for passage in passages for node in walk(passage.children))
