"""Sheets: any handout becomes data for print, and a PDF that says its words, or a finding.

A text is read as a handout. It becomes plain data, which the press makes into large and standard print, or refuses
with words that say why; every word of the data stands in the PDF, as another program reads it.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import date
from functools import cache
from unicodedata import bidirectional, normalize

from handbook_build.handouts import body_of
from handbook_build.model.form import A4, A4_LARGE, Form
from handbook_build.model.source import Source
from handbook_build.parsing.document import parse_document
from handbook_build.printing.engine import Press, Printed, Unprintable
from handbook_build.printing.plain_text import plain_text
from handbook_build.printing.sheet import Foot, Sheet
from handbook_build.printing.tree import print_tree
from tests.fuzzing.targets.pages import PIECES as OF_PAGES
from tests.fuzzing.targets.shared import as_read, in_time, words_in

LARGEST = 500
PIECES = (
    *("/// lines | Words\n", "    count: 3\n", "/// scale | How\n", "    from: low\n    to: high\n"),
    *("    min: 0\n    max: 5\n", "/// ticks | Which\n", "/// boxes | Each\n", "/// box | Room\n"),
    "/// passage | One\n",
    *("- item:\n", "![](a.svg){width=50%}", "#let a", "$x$", "@label", "<label>", "\\u{1F44B}", "//", "/*", "="),
    *("שלום", "漢字", "\u202e", "\u00ad", "W" * 60),
    *OF_PAGES,
)  # fmt: skip
HEAD = "---\nid: H99\ntitle: A sheet\nsummary: For a test.\naudience: [client]\nsection: trust\n---\n\n"
_TURNED = frozenset(("R", "AL", "RLE", "RLO", "RLI", "LRO", "FSI"))
_WORD = re.compile(r"[A-Za-zÀ-ž]{4,}")


@cache
def _press() -> Press:
    return Press()


def tried(text: str) -> None:
    source = Source("content/handouts/H99.md", HEAD + as_read(text))
    document = parse_document("handouts/H99.md", source)
    body = in_time(1, lambda: print_tree(body_of(document)))
    assert json.loads(json.dumps(body)) == body, "the data for print is no plain data"
    sheet = Sheet("H99", "A sheet", "For a test.", "en-GB", date(2026, 11, 22), Foot("Handbook"), body, limit=2)
    assert plain_text(sheet)
    for form in (A4, A4_LARGE):
        printed = in_time(10, lambda form=form: _printed(sheet, form))  # type: ignore[misc]
        if printed is None:
            return
        if any(bidirectional(one) in _TURNED for one in text):
            # Letters stand in another order on paper than in the text.
            continue
        said = _letters(_read(printed.pdf))
        shown = "\n".join(str(one) for one in words_in(_texts(body)))
        lost = [word for word in _WORD.findall(shown) if said and _letters(word) not in said]
        assert not lost, f"words are not in the PDF: {lost}"


def _printed(sheet: Sheet, form: Form) -> Printed | None:
    """The PDF, or nothing where it is refused in words of ours."""
    try:
        return _press().print(sheet, form)
    except Unprintable as refused:
        if refused.message.startswith("Typst says"):
            raise
        return None


def _texts(made: object) -> list[object]:
    """What the data shows: the texts of its lines, and the titles of its blocks."""
    if isinstance(made, list):
        return [_texts(one) for one in made]
    if isinstance(made, dict):
        return [value if key in ("text", "title") else _texts(value) for key, value in made.items()]
    return []


def _letters(words: str) -> str:
    return "".join(one for one in normalize("NFKC", words) if one.isalpha())


def _read(pdf: bytes) -> str:
    """The words of a PDF; nothing where there is no program to read it."""
    if not shutil.which("pdftotext"):
        return ""
    command = ["pdftotext", "-raw", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True, timeout=60).stdout.decode()
