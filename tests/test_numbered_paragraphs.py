"""The number of a paragraph on a page is the one by which the ledger knows the same words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import html

from handbook_build.assembly import load
from handbook_build.cache import Cache
from handbook_build.citing.bibliography import cite
from handbook_build.linking.addresses import page_address
from handbook_build.web.framed.library import Library
from tests.search_index import index_of
from tests.tiny import TODAY, MakeTiny, handout, page

Words = dict[str, str]


def bare(text: str) -> str:
    """Words without what stands between them: a page has cells where the ledger has `|`."""
    return "".join(text.replace("|", "").split())


def said_on(file: Path) -> Words:
    """The words of each numbered paragraph of a built page, by the id that leads to it."""
    found: Words = {}
    for one in html.parse(file).getroot().xpath("//*[@data-p]"):
        name = one.get("id")
        assert name.endswith(f"-p{one.get('data-p')}"), name
        assert name not in found, f"{name} stands twice on {file}"
        found[name] = bare("".join(own_words(one)))
    return found


def own_words(node: html.HtmlElement) -> Iterator[str]:
    """The words of a paragraph without those of the paragraphs in it."""
    yield node.text or ""
    for child in node:
        if child.get("data-p") is None and child.tag not in ("svg", "ul", "ol"):
            yield from own_words(child)
        yield child.tail or ""


def known(library: Library, document: str) -> Words:
    """The words of each numbered passage of a page and its sections, as the ledger would keep them."""
    found: Words = {}
    for part in library.archive.now.values():
        if part.page == document:
            for passage in part.passages:
                if passage.number:
                    name = f"{part.id}-p{passage.number}"
                    found[name] = found.get(name, "") + bare(passage.text)
    return found


def library_of(root: Path) -> Library:
    handbook = load(root, TODAY)
    return Library(handbook, cite(handbook, Cache(root / ".handbook" / "cache")))


def test_every_number_of_our_own_handbook(built_site: Path) -> None:
    library = library_of(built_site.parent)
    counted = 0
    for document in library.handbook.documents:
        expected = known(library, document.id)
        assert said_on(built_site / page_address(document.path) / "index.html") == expected, document.path
        counted += len(expected)
    assert counted > 1000


HARD = """Before any heading.

## Lists {#lists}

1. One thing.

    And more of it.

2. Another:
    - with a part
    - and a second

| a | b |
|---|---|
| c | d |

> Said by somebody.

    code

/// compare
//// side | Left
- here
////
//// side | Right
- there
////
///

/// question | Which?
    answer-in: lists
- [ ] This, says a person.
- [x] That.

Why it is that.
///

/// say
    who: client
    why: It is short.
"No."
///
"""
SHEET = """Words first.

## One {#sheet-one}

/// ticks | How I feel
- fine
- cross
///

/// boxes
- Before
- After
///

## Two

Last words.
"""


def test_blocks_that_build_their_words_anew(tiny: MakeTiny) -> None:
    files = {"content/page.md": page("page", HARD), "content/handouts/H01.md": handout("H01", "lists", SHEET)}
    made = tiny(files)
    assert made.run("build").returncode == 0
    library = library_of(made.root)
    for name, place in (("page", "page"), ("H01", "handouts/H01")):
        on_page = said_on(made.root / "site" / place / "index.html")
        assert on_page == known(library, name)
    # A handout is one part: its numbers go on from section to section.
    assert on_page["H01-p1"] == "Wordsfirst."
    assert list(on_page)[-1] == "H01-p6"


def test_numbers_are_no_words_for_the_search(built_site: Path) -> None:
    words = {form for forms in index_of(built_site)["words"].split("\n") for form in forms.split()}
    assert "p12" not in words
