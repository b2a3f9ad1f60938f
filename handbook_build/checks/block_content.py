"""A block lacks what it is for: a list to tick, the two sides of a comparison, a right answer, words.

A reader would meet an empty frame. Write in it what `handbook explain NAME` shows, or take it out.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.blocks import block_specs, question
from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.document import Document
from handbook_build.model.nodes import Block, CitationNode, Element, text_of, walk

CODE, NAME, SEVERITY = "HB505", "block-content", Severity.ERROR
NO_WORDS = frozenset(("lines", "scale", "box", "passage", "helplines"))


def check_document(document: Document) -> Iterator[Finding]:
    for block in document.blocks:
        problem = _problem(block)
        if problem:
            yield Finding(
                document.locate(block.offset, len(block.name)), f"the block `{block.name}` {problem[0]}", problem[1]
            )


def _problem(block: Block) -> tuple[str, str] | None:
    spec = block_specs()[block.name]
    something = text_of(block.children).strip() or any(
        isinstance(node, (CitationNode, Block)) or (isinstance(node, Element) and node.tag == "img")
        for node in walk(block.children)
    )
    if spec.empty:
        # What these show comes from elsewhere; a broken section is reported by its own check.
        return None
    if not something and block.name not in NO_WORDS:
        return "is empty", "write in it, or take it out"
    if spec.needs == "list" and not any(
        isinstance(node, Element) and node.tag in ("ul", "ol") for node in block.children
    ):
        return "needs a list", "write `- ` before each item"
    inner = [node for node in block.children if isinstance(node, Block) and node.name == spec.needs]
    if spec.needs == "side" and len(inner) != 2:
        sides = "1 side" if len(inner) == 1 else f"{len(inner)} sides"
        return f"has {sides}", "a comparison has exactly two"
    if spec.needs == "door" and not inner:
        return "holds no door", "write a `door` in it for each kind of reader"
    if block.name == "question":
        return _answers(block)
    return None


def _answers(block: Block) -> tuple[str, str] | None:
    choices = question.choices(block.children)
    right = len(question.right(choices))
    if choices and right != 1:
        answers = "no right answer" if not right else f"{right} right answers"
        return f"has {answers}", "mark exactly one choice with `[x]` and the others with `[ ]`"
    return None
