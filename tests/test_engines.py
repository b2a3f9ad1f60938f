"""The same handbook by every engine: our own and MkDocs make the same bytes, Zensical the same but for its spelling.

What differs is listed in one place, with its reason (`tests/engines.py`): whatever else differs fails here, and so does
what is listed and is so no more.
"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.engines import (
    AUTO,
    DIFFERENCES,
    HANDBOOKS,
    MKDOCS,
    PROJECT,
    ZENSICAL,
    Comparison,
    compared,
    finished,
    listed,
    other_aspects,
)

ROOTS = [*HANDBOOKS, PROJECT]


@pytest.fixture(scope="module", params=ROOTS, ids=lambda root: root.name if root in HANDBOOKS else "our own")
def sites(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Comparison]:
    """A handbook made by our own engine beside each other one."""
    at, root = tmp_path_factory.mktemp("engines"), request.param
    ours = finished(root, at / AUTO, AUTO)
    others = {name: finished(root, at / name, name, like=at / AUTO) for name in (MKDOCS, ZENSICAL)}
    return {name: compared(ours, site, long=False) for name, site in others.items()}


seen: Counter[str] = Counter()


def test_mkdocs_makes_the_same_bytes(sites: dict[str, Comparison]) -> None:
    done = sites[MKDOCS]
    assert done.unlisted == []
    assert done.pages == done.identical > 0


def test_zensical_makes_the_same_pages(sites: dict[str, Comparison]) -> None:
    done = sites[ZENSICAL]
    seen.update(done.listed)
    assert done.unlisted == []
    assert done.pages > 0


def test_everything_that_is_listed_still_differs() -> None:
    """Of all handbooks together, after the others."""
    if sum(seen.values()) == 0:
        pytest.skip("Zensical was not compared in this run")
    assert [one.name for one in DIFFERENCES if not seen[one.name]] == []


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("<p>One word.</p>", "<p>Another word.</p>"),
        ('<a href="../trust/">x</a>', '<a href="../../trust/">x</a>'),
        ('<a href="a/">x</a>', '<a href="b/">x</a>'),
        ('<h2 id="a">x</h2>', '<h2 id="b">x</h2>'),
        ("<p>a</p>\n", "<p>a</p>"),
        ('<script type="application/ld+json">{"a": "b"}</script>', '<script type="application/ld+json">{}</script>'),
    ],
)
def test_what_is_not_listed_is_found(ours: str, theirs: str) -> None:
    assert listed(ours.encode(), theirs.encode()) is None


@pytest.mark.parametrize(
    ("aspect", "ours", "theirs"),
    [
        ("words", "<main>One.</main>", "<main>Two.</main>"),
        ("ids", '<p id="a">x</p>', "<p>x</p>"),
        ("links", '<a href="a/">x</a>', '<a href="./a/b/">x</a>'),
        ("terms", '<a class="term" href="a" title="A bond.">x</a>', '<a class="term" href="a" title="A tie.">x</a>'),
        ("citations", '<a class="cite-link" data-cite="(A)">x</a>', '<a class="cite-link" data-cite="(B)">x</a>'),
        ("definitions", "<dl><dt>x</dt><dd>One.</dd></dl>", "<dl><dt>x</dt><dd>Two.</dd></dl>"),
        ("title", "<title>a</title>", "<title>b</title>"),
        ("headings", "<h1>a</h1>", "<h1>b</h1>"),
        ("navigation", '<nav><a href="a" rel="next">a</a></nav>', '<nav><a href="a" rel="prev">a</a></nav>'),
        ("metadata", '<meta name="a" content="b">', '<meta name="a" content="c">'),
        ("links of the head", '<link rel="canonical" href="a">', '<link rel="canonical" href="b">'),
        ("loaded", '<script src="a.js"></script>', '<script src="b.js"></script>'),
        ("forms", '<input type="search">', '<input type="text">'),
        (
            "JSON-LD",
            '<script type="application/ld+json">{"a": "/"}</script>',
            '<script type="application/ld+json">{"a": "&#x2f;"}</script>',
        ),
    ],
)
def test_each_aspect_is_looked_at(aspect: str, ours: str, theirs: str) -> None:
    whole = "<!doctype html><html><head><title>t</title>{}</head><body>{}</body></html>"
    pages = [
        (whole.format(one, "") if one.startswith(("<meta", "<link")) else whole.format("", one)).encode()
        for one in (ours, theirs)
    ]
    if aspect == "title":
        pages = [f"<html><head>{one}</head><body><p>x</p></body></html>".encode() for one in (ours, theirs)]
    assert aspect in other_aspects("a/index.html", *pages)
    assert other_aspects("a/index.html", pages[0], pages[0]) == []
