"""A page's Markdown and the HTML of its body: see README.md for how a case is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handbook_build.assembly import load
from handbook_build.cache import Cache
from handbook_build.citing.bibliography import cite
from handbook_build.model.nodes import Element
from handbook_build.web.body import Renderer
from handbook_build.web.html import to_html
from tests.tiny import TODAY

from .case_files import Case, read_cases

CASES = read_cases("markdown", ("html", "footers"))
# What a browser sets on lines of its own, so that white space around it means nothing.
_BLOCK = re.compile(
    r" ?(</?(?:blockquote|dd|details|div|dl|dt|figcaption|figure|h[1-6]|hr|li|ol|p|section|summary|svg|table|tbody|td|"
    r"th|thead|tr|ul)\b[^>]*>) ?"
)
# Paragraphs have numbers and sections a name to be cited by: test_numbered_paragraphs.py tells of both. Passages say
# for whom they are: browser/test_whose_passages.py tells of that.
_NUMBERS = re.compile(r' id="[^"]*-p\d+"| data-(?:p(?:art)?|for|title)="[^"]*"')


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Cache:
    """What pandoc gave, shared by all cases, so that it is run once for all that cite the same."""
    return Cache(tmp_path_factory.mktemp("kept"))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_body(case: Case, tmp_path: Path, kept: Cache) -> None:
    case.write(tmp_path)
    handbook = load(tmp_path, TODAY)
    bibliography = cite(handbook, kept)
    for answer, fence in case.answers.items():
        page = fence.options.get("of", "page.md")
        body = Renderer(handbook, bibliography, page).document(handbook.by_path[page])
        # Sections that an author wrote, and those that the build adds below them.
        written = [node for node in body if isinstance(node, Element) and "flow" in node.classes]
        added = [node for node in body if node not in written]
        html = _NUMBERS.sub("", to_html(written if answer == "html" else added))
        case.expect(answer, html, html_lines)


def test_every_case_has_an_answer() -> None:
    assert [str(case) for case in CASES if not case.answers] == []


def html_lines(html: str) -> list[str]:
    """The HTML with every block on lines of its own; white space that a browser passes over is gone."""
    parts = re.split(r"(<pre>.*?</pre>)", html, flags=re.DOTALL)
    parts[::2] = [_BLOCK.sub(r"\n\1\n", " ".join(part.split())) for part in parts[::2]]
    return [line for line in "".join(parts).splitlines() if line.strip()]
