"""A finished site is looked over: what leads nowhere, stands twice, cannot be reached or is out of order is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook_build.cache import Cache
from handbook_build.verifying.looking import Facts, look_over

HEAD = "<!doctype html><html><head><title>A page</title></head><body><h1>A page</h1>"
PAGES = {
    "index.html": f'{HEAD}<nav><a href="first/">1</a><a href="second/#here">2</a></nav><img src="a%20b.svg">',
    "first/index.html": f'{HEAD}<a href="../second/">x</a><a href="..">x</a><a href="#top">x</a><a href="?a=b">x</a>',
    "second/index.html": f'{HEAD}<p id="here">x</p><a href="/first/">x</a><a href="mailto:a@b.example">x</a>',
    "old/index.html": '<title>Moved</title><meta http-equiv="refresh" content="0; url=../first/#top">',
    "404.html": f'{HEAD}<a href="/second/#here">x</a>',
    "first/index.md": "[x](../second/) `[no](link.md)`\n",
    "style.css": "body { background: url('a%20b.svg') }",
    "a b.svg": "<svg/>",
}
PAGES_IN_ORDER = Facts(navigation=("index.html", "first/index.html", "second/index.html"))


def found(root: Path, changes: dict[str, str], facts: Facts = PAGES_IN_ORDER, cache: Cache | None = None) -> list[str]:
    for name, text in {**PAGES, **changes}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    faults = look_over(root, facts, cache) if cache else look_over(root, facts)
    return [f"{one.location.path} {one.name}: {one.message}" for one in faults]


def test_a_whole_site_has_nothing_to_report(tmp_path: Path) -> None:
    assert found(tmp_path, {}) == []


@pytest.mark.parametrize(
    "link",
    ["gone/", "first", "second/#gone", "#gone", "../outside.html", "a%20c.svg", "/gone", "first/index.html#x"],
)
@pytest.mark.parametrize(
    "markup",
    [
        '<a href="{}">x</a>',
        "<a class='b' href='{}'>x</a>",
        "<a href={}>x</a>",
        '<img alt="a > b" src="{}">',
        '<img srcset="a%20b.svg 1x, {} 2x">',
        '<form action="{}"></form>',
        '<link rel="next" href="{}">',
        '<script src="{}">let a = "<p id=twice>"</script>',
        '<meta http-equiv="refresh" content="0; url={}">',
        '<meta property="og:image" content="{}">',
        '<svg><use xlink:href="{}"></use></svg>',
    ],
)
def test_an_address_that_leads_nowhere_is_found(markup: str, link: str, tmp_path: Path) -> None:
    changed = {"second/index.html": f'{HEAD}<a href="../first/">x</a><p id="here">{markup.format(link)}'}
    assert [one for one in found(tmp_path, changed) if f"`{link}`" in one and "dead-link" in one]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("first/index.md", "[x](../gone/)"),
        ("llms.txt", "- [x](gone/index.md): y"),
        ("style.css", "a { background: url(gone.svg) }"),
        ("sitemap.xml", "<url><loc>https://a.example/gone/</loc></url>"),
        ("feed.xml", '<link href="https://a.example/first/#gone"/>'),
        ("_redirects", "# all\n/s/x/ /gone/ 302\n"),
        ("redirects.nginx.conf", 'location = "/s/x/" { absolute_redirect off; return 302 "/gone/"; }\n'),
        ("offline/copy.json", '{"file": "copy-12.bin"}'),
    ],
)
def test_files_that_are_no_pages_are_read_too(name: str, text: str, tmp_path: Path) -> None:
    facts = Facts("https://a.example/", PAGES_IN_ORDER.navigation)
    (one,) = found(tmp_path, {name: text}, facts)
    assert one.startswith(f"{name} dead-link: ")


def test_text_and_code_are_no_links(tmp_path: Path) -> None:
    said = '<p>a href="gone/"</p><code>&lt;a href="gone/"&gt;</code><!-- <a href="gone/"> -->'
    script = '<script>"<a href=gone/>"</script>'
    assert found(tmp_path, {"second/index.html": f'{HEAD}<p id="here">{said}{script}'}) == []


def test_a_site_below_a_path_may_not_lead_above_it(tmp_path: Path) -> None:
    below = {
        "index.html": f'<link rel="canonical" href="https://a.example/book/">{PAGES["index.html"]}',
        "second/index.html": f'{HEAD}<p id="here"><a href="/book/first/">fine</a><a href="https://a.example/book/x/">x',
        "404.html": f'{HEAD}<a href="/book/first/">fine</a><a href="/first/">above</a>',
    }
    assert found(tmp_path, below) == [
        "404.html dead-link: the link `/first/` leads out of the site",
        "second/index.html dead-link: the link `https://a.example/book/x/` leads to x/index.html, which is not there",
    ]


def test_an_id_that_stands_twice_is_found(tmp_path: Path) -> None:
    (one,) = found(tmp_path, {"second/index.html": f"{HEAD}<p id=here><p id=here>"})
    assert one.startswith("second/index.html repeated-id: the id `here` stands twice")


def test_a_page_that_nothing_leads_to_is_found(tmp_path: Path) -> None:
    (one,) = found(tmp_path, {"alone/index.html": f'{HEAD}<a href="../">x</a>'})
    assert one.startswith("alone/index.html page-out-of-reach: ")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("<title> </title><h1>A</h1>", "no title"),
        ("<title>A</title>", "no main heading"),
        ("<title>A</title><h1>A</h1><h1>B</h1>", "2 main headings"),
    ],
)
def test_a_page_without_title_or_heading_is_found(text: str, wrong: str, tmp_path: Path) -> None:
    (one,) = found(tmp_path, {"second/index.html": f'{text}<p id="here">x'})
    assert one.startswith("second/index.html page-without-heading: ")
    assert wrong in one


def test_lists_of_pages_keep_the_order_of_the_navigation(tmp_path: Path) -> None:
    swapped = f'{HEAD}<nav><a href="second/#here">2</a><a href="first/">1</a></nav>'
    (one,) = found(tmp_path, {"index.html": swapped})
    assert one.startswith("index.html navigation-order: a list of pages has second/index.html before first/index.html")


def test_a_page_of_the_navigation_that_was_not_written_is_found(tmp_path: Path) -> None:
    (one,) = found(tmp_path, {}, Facts(navigation=("index.html", "third/index.html")))
    assert one.startswith("third/index.html navigation-order: the page stands in `nav` and was not written")


def test_what_is_kept_changes_nothing_that_is_found(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    site = tmp_path / "site"
    dead = {"second/index.html": f'{HEAD}<p id="here"><a href="../gone/">x'}
    first = found(site, dead, cache=cache)
    assert len(first) == 1
    assert found(site, dead, cache=cache) == first
    assert found(site, {}, cache=cache) == []
    kept = next(path for path in (tmp_path / "cache").rglob("*") if path.is_file())
    kept.write_bytes(b"cut short")
    assert found(site, dead, cache=cache) == first


def test_a_slip_in_a_template_is_told_once_for_many_pages(tmp_path: Path) -> None:
    many = {f"p{at}/index.html": f'{HEAD}<a href="../gone/">x' for at in range(80)}
    listed = "".join(f'<a href="../p{at}/">x</a>' for at in range(80))
    faults = found(tmp_path, {**many, "second/index.html": f'{HEAD}<p id="here">{listed}'})
    assert len(faults) == 51
    assert any("and 29 more like it" in one for one in faults)
