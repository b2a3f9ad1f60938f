"""Citations in Pandoc's syntax and their text in APA and other styles: see README.md for how a case is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from handbook_build.assembly import load
from handbook_build.cache import Cache
from handbook_build.citing.bibliography import Bibliography, cite
from handbook_build.citing.style import style_of
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import CitationNode, Element, Node, Nodes, Text, children_of
from tests.tiny import TODAY

from .case_files import Case, read_cases

CASES = read_cases("citations", ("apa", "cited", "references"))
MARKS = {"em": "*", "strong": "**"}


@pytest.fixture(scope="module")
def bibliographies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Bibliography]:
    """By style and the text of their works: pandoc is run once for all cases that share them."""
    together: dict[str, Handbook] = {}
    for case in CASES:
        handbook = loaded(case, tmp_path_factory.mktemp("case"))
        first = together.setdefault(shared(case, handbook), replace(handbook, documents=()))
        together[shared(case, handbook)] = replace(first, documents=(*first.documents, *handbook.documents))
    return {text: cite(handbook, Cache(None)) for text, handbook in together.items()}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_citations(case: Case, tmp_path: Path, bibliographies: dict[str, Bibliography]) -> None:
    handbook = loaded(case, tmp_path)
    for answer in case.answers:
        form = references if answer == "references" else paragraphs
        case.expect(answer, form(handbook, bibliographies[shared(case, handbook)]))


def test_every_case_has_an_answer() -> None:
    assert [str(case) for case in CASES if not case.answers] == []


def loaded(case: Case, root: Path) -> Handbook:
    case.write(root)
    return load(root, TODAY)


def shared(case: Case, handbook: Handbook) -> str:
    """What cases have in common that can be formatted together: in a style that counts, a case is alone."""
    style = style_of(handbook.settings)
    works = handbook.sources["content/references.json"].text
    return "\n".join((style.name, style.sheet, works, str(case) if style.is_numeric else ""))


def paragraphs(handbook: Handbook, bibliography: Bibliography) -> str:
    """The text of each paragraph of the page."""
    page = handbook.by_path["page.md"]
    return "\n".join(plain((node,), bibliography) for node in page.body if isinstance(node, Element))


def references(handbook: Handbook, bibliography: Bibliography) -> str:
    """The list of references: one work a line, in its order."""
    keys = bibliography.ordered(item.id for item in handbook.items)
    return "\n".join(plain(bibliography.reference(key), bibliography) for key in keys)


def plain(nodes: Nodes, bibliography: Bibliography) -> str:
    """Text with its citations written out, and with the marks of Markdown for emphasis."""
    return "".join(written(node, bibliography) for node in nodes)


def written(node: Node, bibliography: Bibliography) -> str:
    if isinstance(node, Text):
        return node.text
    if isinstance(node, CitationNode):
        return plain(bibliography.citation(node.citation), bibliography)
    mark = MARKS.get(node.tag, "") if isinstance(node, Element) else ""
    return mark + plain(children_of(node), bibliography) + mark
