"""The notation reads what Pandoc reads, never raises, and takes no longer for nonsense than for sense."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handbook_build.model.citation import Citation, CitationMode, CiteItem
from handbook_build.model.source import Source
from handbook_build.parsing.citations import LABELS, parse_group
from handbook_build.parsing.document import parse_document
from handbook_build.parsing.notation import mark_source
from tests.pandoc import PANDOC

KEYS = st.from_regex(r"[A-Za-z0-9_]([:.#$%&+?<>~/-]?[A-Za-z0-9_]){0,8}", fullmatch=True)
PREFIXES = st.sampled_from(("", "see", "see also", "e.g.,", "compare"))
# A suffix keeps its comma, where there is one.
SUFFIXES = st.sampled_from(("", ", emphasis added", ", my emphasis", ", discussed by Smith", "and others", "in full"))
NUMBERS = st.sampled_from(("3", "96", "iv", "xii", "2.1", "17–20", "3, 5", "2 & 3", "12a"))

cite_items = st.builds(
    CiteItem,
    key=KEYS,
    prefix=PREFIXES,
    label=st.sampled_from(("", *LABELS)),
    locator=NUMBERS,
    suffix=SUFFIXES,
    suppress_author=st.booleans(),
).map(
    lambda item: (
        item
        if item.label
        else CiteItem(item.key, item.prefix, suffix=item.suffix, suppress_author=item.suppress_author)
    )
)


def written(item: CiteItem, word: int) -> str:
    """An item in Pandoc's syntax; `word` chooses among the words for its label."""
    words = LABELS.get(item.label, ("",))
    before = f"{item.prefix} " if item.prefix else ""
    locator = f", {words[word % len(words)]} {item.locator}" if item.label else ""
    after = item.suffix if item.suffix.startswith(",") or not item.suffix else f" {item.suffix}"
    return f"{before}{'-' if item.suppress_author else ''}@{item.key}{locator}{after}"


def citations(text: str) -> list[Citation]:
    return [one for one in mark_source(Source("page.md", text), 0).anchors if isinstance(one, Citation)]


@given(st.lists(cite_items, min_size=1, max_size=4), st.integers(0, 3))
def test_a_group_is_read_as_it_was_meant(items: list[CiteItem], word: int) -> None:
    inside = "; ".join(written(item, word) for item in items)
    found = parse_group(inside, 100)
    assert list(found) == items
    assert [inside[item.offset - 100 :][: len(item.key)] for item in found] == [item.key for item in items]


@given(st.lists(cite_items, min_size=1, max_size=3), st.integers(0, 3))
def test_a_group_in_a_sentence_is_one_citation(items: list[CiteItem], word: int) -> None:
    group = f"[{'; '.join(written(item, word) for item in items)}]"
    assert citations(f"It helps {group}, they say.") == [Citation(tuple(items))]


@given(cite_items, st.integers(0, 3), st.sampled_from((" ", "")))
def test_a_citation_in_running_text_keeps_its_locator(item: CiteItem, word: int, space: str) -> None:
    bare = CiteItem(item.key, "", item.label, item.locator)
    locator = f"{space}[{LABELS[item.label][word % len(LABELS[item.label])]} {item.locator}]" if item.label else ""
    assert citations(f"As @{item.key}{locator} says.") == [Citation((bare,), CitationMode.NARRATIVE)]


# One call of pandoc reads many citations, so few examples are enough.
@settings(max_examples=8)
@given(st.lists(st.lists(cite_items, min_size=1, max_size=3), min_size=20, max_size=40), st.integers(0, 3))
@example([[CiteItem("a--b")], [CiteItem("a..b")], [CiteItem("a-é")], [CiteItem("émile-2001")], [CiteItem("a/")]], 0)
def test_pandoc_finds_the_same_keys_and_prefixes(groups: list[list[CiteItem]], word: int) -> None:
    texts = [f"It helps [{'; '.join(written(item, word) for item in group)}]." for group in groups]
    theirs = read_by_pandoc("\n\n".join(texts))
    ours = [
        [(item.key, item.prefix, item.suppress_author) for item in one.items]
        for text in texts
        for one in citations(text)
    ]
    assert ours == theirs


def read_by_pandoc(text: str) -> list[list[tuple[str, str, bool]]]:
    """(key, prefix, whether the author is left out) of each item of each citation."""
    command = [PANDOC, "--from=markdown-smart", "--to=json", "--sandbox"]
    result = subprocess.run(command, input=text.encode(), capture_output=True, check=True, timeout=60)
    cites = [
        inline["c"][0]
        for block in json.loads(result.stdout)["blocks"]
        for inline in block["c"]
        if inline["t"] == "Cite"
    ]
    return [
        [
            (item["citationId"], plain(item["citationPrefix"]), item["citationMode"]["t"] == "SuppressAuthor")
            for item in cite
        ]
        for cite in cites
    ]


def plain(inlines: list[dict[str, str]]) -> str:
    return "".join(inline["c"] if inline["t"] == "Str" else " " for inline in inlines)


# Control characters, other line ends, marks of byte order, no characters at all, private ones.
ODD = "\x00\x01\x0b\x0c\x1b\x7f\x85\u2028\u2029\ufeff\ufffe\uffff\ue000\U000f0000\U00100000\U0010ffff"
PIECES = (
    *("[@a", "@a", "]", ";", "[", "{#a}", "{", "`", "```", "|", "- ", "> ", "\n", "    ", ": ", "---\n", "id: a\n"),
    *(
        "/// client",
        "/// say\n    who: ",
        "///",
        "<!--",
        "-->",
        "allow x",
        "<![CDATA[",
        "<p",
        "</div>",
        "&#0;",
        "&#x110000;",
    ),
)
ANY_TEXT = st.one_of(
    st.text(),
    st.text(alphabet=f"{ODD}aé \n<&[@"),
    st.text(alphabet="ab@[];-,.{}()<>!`~/|#*_: \n\t\\'\"&1"),
    st.lists(st.sampled_from(PIECES)).map("".join),
)


@given(ANY_TEXT)
@example("")
@example("a private character: \U000f0000")
@example("and one by its number: &#xF0FFF;")
@example("</div></div>a")
@example("<!DOCTYPE html><html><body>a</body></html>")
@example("<?php a ?>")
def test_reading_a_page_never_raises(text: str) -> None:
    for path in ("page.md", "handouts/H01.md"):
        document = parse_document(path, Source(f"content/{path}", text))
        assert document.path == path


@given(ANY_TEXT)
@example("id: a\ntitle: [")
@example("id: &a *a")
def test_reading_front_matter_never_raises(text: str) -> None:
    document = parse_document("page.md", Source("content/page.md", f"---\n{text}\n---\n\nThe body.\n"))
    assert document.sections


SIZE = 20_000
PATHOLOGICAL = (
    *(
        "[",
        "[@a",
        "[a](",
        "![",
        "][",
        "]",
        "[^",
        "[a]{",
        "@a",
        "@a [",
        "@",
        "`",
        "` a",
        "<",
        "<a ",
        "<!--",
        "<![CDATA[",
    ),
    *("&#", "\\", "{#a", "///\n", "/// client\n", "```\n", "_a", "**a", "a-", "a'", "[x\n", "[\n@", "[ab]: x\n"),
    *("<!-- allow a, ", "# allow a\n", "- [ ] ", "> ", "\n", " "),
)
SCAN = """
import sys
from handbook_build.model.source import Source
from handbook_build.parsing.notation import mark_source
from handbook_build.parsing.waivers import yaml_waivers
for piece in sys.stdin.read().split("\\0"):
    text = piece * (int(sys.argv[1]) // len(piece))
    mark_source(Source("page.md", text), 0)
    mark_source(Source("page.md", text + " @a]`-->{#a}"), 0)
    list(yaml_waivers(Source("page.md", text), 0, len(text)))
"""


@pytest.mark.parametrize("pieces", [PATHOLOGICAL[at : at + 4] for at in range(0, len(PATHOLOGICAL), 4)], ids=str)
def test_the_scanner_takes_no_longer_for_nonsense(pieces: tuple[str, ...]) -> None:
    """In a process of its own: a regular expression that runs away cannot be stopped otherwise."""
    command = [sys.executable, "-c", SCAN, str(SIZE)]
    result = subprocess.run(command, input="\0".join(pieces), capture_output=True, text=True, timeout=10, check=False)
    assert result.returncode == 0, result.stderr
