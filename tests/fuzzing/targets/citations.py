"""Citations: each stands where it says, and says all that was written in it.

A text is read for citations alone. Each begins and ends where its brackets do; each key stands at its offset; the
words of a citation are all in its parts; each `@key` is in a citation, in code, or in a line of a finding; and what
was read, written again in Pandoc's syntax, is read as the same.
"""

from __future__ import annotations

import re

from handbook_build.model.citation import Citation, CitationMode, CiteItem
from handbook_build.model.nodes import CitationNode, walk
from handbook_build.model.source import Source
from handbook_build.parsing.citations import LABELS, parse_group, parse_locator
from handbook_build.parsing.document import parse_document
from handbook_build.parsing.notation import mark_source
from tests.fuzzing.targets.shared import as_read, in_time, inside, missing, words_in

LARGEST = 400
PIECES = (
    *("[@rogers-1957]", "[@a, p. 96]", "[see @a; @b]", "[-@a]", "@a [p. 3]", "-@a", "@a", "\\@a", "[[@a]]", "[@a](b)"),
    *("[", "]", ";", ",", " ", "-", "@", "\\", "\n", "\n\n", "(", "{", "`", "<", ">", "&amp;", ".", ":", "/", "~"),
    *("p.", "pp.", "chap.", "¶", "§§", "vol.", "fig.", "n.", "l.", "96", "95–96", "iv", "xii", "2 & 3", "²", "٣"),
    *(
        "see",
        "also",
        "emphasis added",
        "and others",
        '"so"',
        "it's",
        "...",
        "é",
        "信頼",
        "\U000f0000",
        "\xa0",
        "\u2028",
    ),
    *(
        "- ",
        "> ",
        "# ",
        "| ",
        "    ",
        "```\n",
        "/// client | ",
        "///\n",
        "<b>",
        "</b>",
        "![",
        "](a)",
        "{.term}",
        "*",
        "_",
    ),
)
LABEL_WORDS = frozenset(word.strip(".") for words in LABELS.values() for word in words)


def tried(text: str) -> None:
    source = Source("content/page.md", as_read(text))
    marked = in_time(0.5, lambda: mark_source(source, 0))
    inside(source, marked.flaws)
    found = [anchor for anchor in marked.anchors if isinstance(anchor, Citation)]
    for citation in found:
        _stands(source, citation)
        _says_all(citation)
        if any(flaw.finding.location.range.start == source.position(citation.start) for flaw in marked.flaws):
            continue
        if citation.mode is CitationMode.PARENTHETICAL and citation.raw.startswith("["):
            _written_again(citation.items)
    document = parse_document("page.md", source)
    shown = [node.citation for section in document.sections for node in walk((*section.heading, *section.content))
             if isinstance(node, CitationNode)]  # fmt: skip
    assert all(citation in found for citation in shown), "a citation that nobody wrote"
    parse_locator(source.text)
    parse_group(source.text, 0)


def _stands(source: Source, citation: Citation) -> None:
    end = citation.start + len(citation.raw)
    assert source.text[citation.start : end] == citation.raw, "a citation does not stand where it says"
    for item in citation.items:
        assert source.text.startswith(item.key, item.offset), "a key does not stand where it says"
        assert citation.start <= item.offset < end, "a key stands outside its citation"


def _says_all(citation: Citation) -> None:
    parts = citation.raw.strip("[]").split(";")
    if len(citation.items) < len(parts):
        # A part that names no work, of which a finding tells.
        return
    written = re.findall(r"[^\W\d_]+", citation.raw)
    said = " ".join(words_in([[one.key, one.prefix, one.label, one.locator, one.suffix] for one in citation.items]))
    lost = missing([word for word in written if word not in LABEL_WORDS], said)
    assert not lost, f"words of a citation are lost: {lost}"


def _written_again(items: tuple[CiteItem, ...]) -> None:
    written = "; ".join(map(_written, items))
    again = parse_group(written, 0)
    meant = [(one.key, one.prefix, one.label, one.locator, one.suffix, one.suppress_author) for one in items]
    read = [(one.key, one.prefix, one.label, one.locator, one.suffix, one.suppress_author) for one in again]
    assert read == meant, f"written again as {written!r} it is read otherwise"


def _written(item: CiteItem) -> str:
    before = f"{item.prefix} " if item.prefix else ""
    locator = f", {LABELS[item.label][0]} {item.locator}" if item.label else ""
    after = item.suffix if item.suffix.startswith(",") or not item.suffix else f" {item.suffix}"
    return f"{before}{'-' if item.suppress_author else ''}@{item.key}{locator}{after}"
