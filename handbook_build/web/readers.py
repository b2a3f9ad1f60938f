"""For whom a page and its passages are: what the control "Show", the reading time and "On this page you will" say."""

from __future__ import annotations

from dataclasses import replace

from handbook_build.blocks import block_specs, readers_of_blocks
from handbook_build.model.document import AUDIENCES, Document
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import Block, Element, Node, Nodes, Text
from handbook_build.prose.minutes import reading_time

# The attributes by which a script knows for whom a passage is, and what an author called it.
MARKED, TITLED = "data-for", "data-title"


def only_reader(nodes: Nodes) -> str:
    """The one reader for whom all of some nodes are; nothing where any of them is for others too."""
    found = {
        readers_of_blocks().get(node.name, "") if isinstance(node, Block) else ""
        for node in nodes
        if not (isinstance(node, Text) and not node.text.strip())
    }
    return found.pop() if len(found) == 1 else ""


def marked(node: Node, reader: str, title: str = "") -> Node:
    """A finished passage that says for whom alone it is, with a title of its own; without a reader as it was."""
    if not reader or not isinstance(node, Element):
        return node
    titled = ((TITLED, title),) if title else ()
    return replace(node, attributes=(*node.attributes, (MARKED, reader), *titled))


def marked_block(node: Node, block: Block) -> Node:
    """What a block became, marked if it is for one kind of reader alone."""
    own = "" if block.title == block_specs()[block.name].default_title else block.title
    return marked(node, only_reader((block,)), own)


def readers_of(document: Document) -> tuple[str, ...]:
    """The readers who can choose what to see of a page, in the order of AUDIENCES: those of the page, and those for
    whom it has passages. Nothing where there is nothing to choose.
    """
    marked = {readers_of_blocks().get(block.name, "") for block in document.blocks} - {""}
    found = marked | set(document.front.audience)
    return tuple(one for one in AUDIENCES if one in found) if marked and len(found) > 1 else ()


def readers_of_all(handbook: Handbook) -> tuple[str, ...]:
    """The readers among whom pages of this handbook let one choose, in the order of AUDIENCES."""
    found = {reader for page in handbook.pages for reader in readers_of(page)}
    return tuple(one for one in AUDIENCES if one in found)


def reading_of(document: Document, offered: tuple[str, ...]) -> dict[str, object]:
    """The keys of `page.meta.handbook` for who reads the page: `minutes` of all of it, `you_will`, and `readers` with
    the name of each reader that is `offered` and the minutes of what is shown to them.
    """
    if document.is_handout or document.front.kind in ("home", "part", "help"):
        return {"minutes": 0, "you_will": list(document.front.you_will), "readers": []}
    time = reading_time(document)
    minutes = dict(time.readers)
    readers = [{"name": one, "minutes": minutes.get(one, time.whole)} for one in offered]
    return {
        "minutes": time.whole,
        "you_will": list(document.front.you_will),
        "readers": readers if readers_of(document) else [],
    }
