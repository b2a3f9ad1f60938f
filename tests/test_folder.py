"""The whole handbook as a folder: every link leads to a file, and nothing else of a page is touched."""

from __future__ import annotations

import base64
import gzip
import io
import json
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html

from handbook_build.web.copies.folder import Folder
from handbook_build.web.copies.markup import POINTING, loaded
from tests.conftest import PROJECT
from tests.links import LEADING
from tests.tiny import BASE, MakeTiny, Tiny, handout, page

PUBLIC = "https://handbook.example/"


def unpacked(archive: Path, to: Path) -> Path:
    """The one folder of a ZIP."""
    with zipfile.ZipFile(archive) as files:
        assert files.testzip() is None
        files.extractall(to)
    (folder,) = to.iterdir()
    return folder


def astray(folder: Path) -> list[str]:
    """`page: address` for each address of each page that leads neither to a file of the folder nor to the web."""
    found = []
    for path in sorted(folder.rglob("*.html")):
        for element in html.parse(str(path), html.HTMLParser(encoding="utf-8")).getroot().iter():
            values = [element.get(name) for name in LEADING] if isinstance(element.tag, str) else []
            if element.tag == "meta" and str(element.get("http-equiv")).lower() == "refresh":
                values.append(element.get("content").partition("url=")[2])
            for value in filter(None, values):
                to = urlsplit(urljoin(path.as_uri(), value))
                if to.scheme == "file" and not Path(unquote(to.path)).is_file():
                    found.append(f"{path.relative_to(folder)}: {value}")
    return found


@pytest.fixture(scope="module")
def without_address(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A handbook of three editions that is published nowhere: its site, and its folder."""
    made = Tiny(tmp_path_factory.mktemp("editions") / "handbook")
    shutil.copytree(PROJECT / "tests/handbooks/three-editions", made.root)
    settings = made.root / "mkdocs.yml"
    lines = [line for line in settings.read_text(encoding="utf-8").splitlines() if not line.startswith("site_url")]
    settings.write_text("# allow public-address: a folder alone\n" + "\n".join(lines) + "\n", encoding="utf-8")
    built = made.run("build", "--folder")
    assert built.returncode == 0, built.stdout + built.stderr
    (archive,) = (made.root / "site/book").glob("*.zip")
    return made.root / "site", unpacked(archive, tmp_path_factory.mktemp("folder"))


def test_without_a_public_address_the_folder_has_everything_and_every_link_leads_to_a_file(
    without_address: tuple[Path, Path],
) -> None:
    site, folder = without_address
    assert astray(folder) == []
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {"index.html", "README.txt", "cite/index.html"} <= there
    assert any(one.startswith("e/") for one in there)
    assert "Open index.html in a browser." in (folder / "README.txt").read_text(encoding="utf-8")
    only_for_servers = {"404.html", "_redirects", "handbook-offline.js", "offline/copy.json"}
    assert only_for_servers & there == set()
    assert len(list(site.rglob("*.html"))) == len([one for one in there if one.endswith(".html")]) + 1


def test_of_each_page_nothing_changes_but_where_links_lead(without_address: tuple[Path, Path]) -> None:
    site, folder = without_address
    for path in sorted(folder.rglob("*.html")):
        place = path.relative_to(folder)
        if place.as_posix() == "offline/index.html":
            continue
        before, after = (
            html.parse(str(root / place), html.HTMLParser(encoding="utf-8")).getroot() for root in (site, folder)
        )
        assert outline(before) == outline(after), place


def outline(root: html.HtmlElement) -> list[object]:
    """Every element with its words, and its attributes without the addresses."""
    return [
        (
            element.tag,
            element.text,
            element.tail if element.tag != "link" else "",  # a line that is gone leaves its end
            {
                name: value
                for name, value in element.attrib.items()
                if name not in POINTING and not (element.tag == "meta" and value.startswith("0; url="))
            },
        )
        for element in root.iter()
        if element.get("rel") not in ("preload", "prefetch")
    ]


def test_our_own_handbook_with_an_address_leaves_old_editions_online(released_site: Path, tmp_path: Path) -> None:
    folder = unpacked(released_site / "book/the-working-relationship.zip", tmp_path)
    assert astray(folder) == []
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {one.split("/")[0] for one in there} & {"e", "s", "cite"} == set()
    assert {"handouts/H12/H12.a4.pdf", "handouts/H12/H12.sheet.js", "data/terms.csv"} <= there
    trust = (folder / "working-together/trust/index.html").read_text(encoding="utf-8")
    assert f'href="{PUBLIC}cite/trust/"' in trust
    assert 'href="../../help-now/index.html"' in trust
    offline = (folder / "offline/index.html").read_text(encoding="utf-8")
    assert "You are reading that folder now" in offline


EVERYTHING = frozenset(f"{one}/index.html".lstrip("/") for one in ("", "a b", "sub", "sub/deep", "e/1")) | {"sub/p.svg"}
# What stands in a page that is written to sub/index.html, and what becomes of it in a folder with a public address.
CASES: Mapping[str, str] = {
    '<a href="../">': '<a href="../index.html">',
    '<a href="..">': '<a href="../index.html">',
    '<a href="./">': '<a href="./index.html">',
    '<a href="deep/#x?y">': '<a href="deep/index.html#x?y">',
    '<a href="deep/?for=client#x">': '<a href="deep/index.html?for=client#x">',
    "<a class=a href='deep/'>": '<a class=a href="deep/index.html">',
    "<a href=deep/>": '<a href="deep/index.html">',
    '<A HREF="../a%20b/">': '<A HREF="../a%20b/index.html">',
    '<a title="x > y" href="deep">': '<a title="x > y" href="deep/index.html">',
    '<form action="../">': '<form action="../index.html">',
    '<a href="../e/1/#a&amp;b">': f'<a href="{PUBLIC}e/1/#a&amp;b">',
    '<meta content="0; url=deep/#x">': '<meta content="0; url=deep/index.html#x">',
    '<link rel="preload" href="p.svg" as="image"><link rel="icon" href="p.svg">': '<link rel="icon" href="p.svg">',
    # These stay.
    '<a href="#here">': "",
    '<a href="">': "",
    '<img src="p.svg">': "",
    '<a href="https://elsewhere.example/sub/">': "",
    '<a href="mailto:a@b.example">': "",
    '<a href="../../above/">': "",
    '<a href="nowhere/">': "",
    '<a data-href="deep/" title="href=&quot;deep/&quot;">': "",
    '<p>href="deep/" and <!-- <a href="deep/"> --></p>': "",
    '<script type="application/ld+json">{"a": "<a href=\\"deep/\\">"}</script>': "",
    '<meta name="description" content="1; deep/">': "",
}


@pytest.mark.parametrize("before", CASES)
def test_a_link_becomes_the_way_to_a_file_and_all_else_stays_byte_for_byte(before: str) -> None:
    folder = Folder(EVERYTHING, PUBLIC)
    after = folder.page(before, "sub/index.html")
    assert after == (CASES[before] or before)
    assert folder.page(after, "sub/index.html") == after, "a second time changes nothing"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<link rel="stylesheet" href="a.css"><link rel="canonical" href="b/">', ["a.css"]),
        ('<script src="a.js"></script><img src="b.png"><a href="c/">c</a>', ["a.js", "b.png"]),
        ('<a href="c/" data-index="a.json">c</a><DIV DATA-Facts="b.json"></DIV>', ["a.json", "b.json"]),
        ('<use xlink:href="a.svg#b"/><p class="href">src=b.png</p>', ["a.svg#b"]),
        ('<script>"<img src=a.png>"</script><!-- <img src="b.png"> --><img src=c.png>', ["c.png"]),
    ],
)
def test_what_a_page_loads_is_told_apart_from_where_its_links_lead(html: str, expected: list[str]) -> None:
    assert list(loaded(html)) == expected


def test_two_builds_give_the_same_zip(tiny: MakeTiny) -> None:
    made = tiny({**BASE, "content/handouts/H01.md": handout("H01", "start"), "content/breaks.md": page("breaks")})
    archives = []
    for _ in range(2):
        assert made.run("build", "--folder").returncode == 0
        archives.append((made.root / "site/book/tiny.zip").read_bytes())
    assert archives[0] == archives[1]
    with zipfile.ZipFile(io.BytesIO(archives[0])) as archive:
        assert archive.read("tiny/breaks/index.html")
    offline = made.site("offline")
    assert "../book/tiny.zip" in offline
    assert f"ZIP, {max(len(archives[0]) / 1e6, 0.1):.1f} MB" in offline


def test_files_in_another_encoding_are_taken_along_as_they_are(tiny: MakeTiny) -> None:
    drawing = (
        '<?xml version="1.0" encoding="iso-8859-1"?><svg xmlns="http://www.w3.org/2000/svg"><title>über</title></svg>'
    )
    files = {
        **BASE,
        "content/breaks.md": page("breaks", "![A door](door.svg)"),
        "content/door.svg": drawing.encode("latin-1"),
        "content/old.html": '<meta charset="iso-8859-1"><p>über <a href="breaks/">Breaks</a>'.encode("latin-1"),
    }
    built = tiny(files).run("build", "--folder")
    assert built.returncode == 0, built.stdout + built.stderr
    root = tiny({}).root
    with zipfile.ZipFile(root / "site/book/tiny.zip") as archive:
        assert archive.read("tiny/door.svg") == files["content/door.svg"]
        old = '<meta charset="iso-8859-1"><p>über <a href="breaks/index.html">Breaks</a>'
        assert archive.read("tiny/old.html") == old.encode("latin-1")
    (copy,) = (root / "site/offline").glob("copy-*.bin")
    kept = {one["address"]: one for one in json.loads(gzip.decompress(copy.read_bytes()))["files"]}
    assert base64.b64decode(kept["door.svg"]["base64"]) == files["content/door.svg"]


def test_a_build_without_the_folder_offers_none(tiny: MakeTiny) -> None:
    made = tiny({})
    assert made.run("build").returncode == 0
    assert "as a folder" not in made.site("offline")
    assert not (made.root / "site/book").exists()
