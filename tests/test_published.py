"""The published site as a reader's browser is served it: by a real nginx, under the configuration that we give out."""

from __future__ import annotations

import gzip
import re
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from tests.tiny import MakeTiny, Tiny
from tests.web_server import PROJECT, Server, nginx_serving

TEXT = ("/", "/glossary/", "/sitemap.xml", "/search/index.js", "/data/terms.ttl", "/404-is-not-here/")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of an invented practice with its compressed forms."""
    made = Tiny(tmp_path_factory.mktemp("published") / "three-editions")
    shutil.copytree(PROJECT / "tests/handbooks/three-editions", made.root)
    built = made.run("build", "--precompress")
    assert built.returncode == 0, built.stdout + built.stderr
    return made.root / "site"


@pytest.fixture(scope="module")
def server(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with nginx_serving(published, tmp_path_factory.mktemp("nginx")) as running:
        yield running


def style(site: Path) -> str:
    """The address of the style sheet."""
    (path,) = site.glob("assets/*/stylesheets/handbook.css")
    return f"/{path.relative_to(site).as_posix()}"


def leading_on(site: Path) -> list[tuple[str, str, str]]:
    """(address, status, to) of each rule that the build wrote."""
    return re.findall(r'location = "([^"]+)" \{ .*return (\d+) "([^"]+)"', (site / "redirects.nginx.conf").read_text())


# The compressed forms


def test_a_browser_gets_the_smallest_form_that_it_can_unpack(server: Server, published: Path) -> None:
    for address, file in (("/glossary/", "glossary/index.html"), (style(published), style(published)[1:])):
        whole = (published / file).read_bytes()
        for accept, form in (("gzip, deflate, br", "br"), ("gzip", "gzip"), ("", None), ("br;q=0, gzip", "gzip")):
            answer = server.get(address, accept)
            unpack = {"br": brotli.decompress, "gzip": gzip.decompress}.get(str(form), bytes)
            assert answer.headers.get("content-encoding") == form, (address, accept)
            assert unpack(answer.body) == whole
            assert form is None or len(answer.body) < len(whole) / 2
            assert answer.headers["vary"] == "Accept-Encoding", "a cache between may not give one form for the other"


def test_every_text_of_a_kilobyte_has_both_forms_and_they_say_the_same(published: Path) -> None:
    texts = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".ttl", ".bib", ".ris", ".csv", ".jsonld")
    seen = set()
    for path in published.rglob("*"):
        # The list of all files, these forms too, is made last.
        if path.suffix in texts and path.stat().st_size >= 1024 and path != published / "build.json":
            seen.add(path.suffix)
            packed = {ending: Path(f"{path}{ending}").read_bytes() for ending in (".gz", ".br")}
            assert gzip.decompress(packed[".gz"]) == brotli.decompress(packed[".br"]) == path.read_bytes(), path
            assert len(packed[".br"]) < path.stat().st_size
            assert packed[".gz"][3:10] == b"\0\0\0\0\0\x02\xff", "gzip's head holds no name, time or system"
        elif path.suffix in (".pdf", ".png", ".woff2", ".docx", ".epub"):
            assert not any(Path(f"{path}{ending}").exists() for ending in (".gz", ".br")), path
    assert {".html", ".css", ".js", ".json"} <= seen


def test_a_file_that_changed_has_new_forms_and_the_old_ones_are_forgotten(tiny: MakeTiny) -> None:
    """Also where the forms were kept from the build before, and where an author's own file has their name."""
    made = tiny({"content/mine.svg": f"<svg xmlns='http://www.w3.org/2000/svg'>{'<g/>' * 400}</svg>"})
    made.write({"content/mine.svg.gz": b"something older"})
    assert made.run("build", "--precompress").returncode == 0
    kept = made.root / ".handbook/cache/brotli"
    before = {path.name for path in kept.iterdir()}
    made.write({"content/mine.svg": f"<svg xmlns='http://www.w3.org/2000/svg'>{'<g></g>' * 400}</svg>"})
    assert made.run("build", "--precompress").returncode == 0
    after = {path.name for path in kept.iterdir()}
    new = (made.root / "content/mine.svg").read_bytes()
    assert gzip.decompress((made.root / "site/mine.svg.gz").read_bytes()) == new
    assert brotli.decompress((made.root / "site/mine.svg.br").read_bytes()) == new
    assert (len(after - before), len(before - after)) == (1, 1), "only what changed was compressed again"
    assert made.run("build").returncode == 0
    assert not list((made.root / "site").rglob("*.br")), "a plain build leaves none behind"


def test_the_compressed_forms_are_the_same_bytes_in_every_build(tiny: MakeTiny) -> None:
    made = tiny({})
    found = []
    for _ in range(2):
        shutil.rmtree(made.root / ".handbook", ignore_errors=True)
        assert made.run("build", "--precompress").returncode == 0
        site = made.root / "site"
        found.append({str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*.[gb][zr]")})
    assert found[0] == found[1] != {}


# Headers, addresses and what is kept


def test_everything_is_sent_with_the_headers_that_the_build_wrote(server: Server, published: Path) -> None:
    """Errors and redirects too: nginx would forget them where a location has a header of its own."""
    rules = (published / "headers.nginx.conf").read_text()
    wanted = dict(re.findall(r'^add_header ([\w-]+) "(.*)" always;$', rules, re.MULTILINE))
    assert {"Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options"} <= wanted.keys()
    leading = leading_on(published)[0][0]
    pictures = sorted(path.relative_to(published).as_posix() for path in published.rglob("*.png"))
    for address in (*TEXT, style(published), leading, "/glossary", "/404.html", "/_headers", f"/{pictures[0]}"):
        answer = server.get(address, "br")
        assert {name: answer.headers.get(name.lower()) for name in wanted} == wanted, address
        assert answer.headers["server"] == "nginx", "its version is nobody's business"


def test_assets_are_kept_for_ever_and_pages_asked_for_anew(server: Server, published: Path) -> None:
    assert "immutable" in server.get(style(published)).headers["cache-control"]
    for address in ("/", "/glossary/", "/search/index.js"):
        assert server.get(address).headers["cache-control"] == "no-cache"
    gone = style(published).replace("handbook.css", "gone.css")
    assert "immutable" not in server.get(gone).headers.get("cache-control", "")


def test_old_addresses_lead_on_and_a_folder_without_its_slash_too(server: Server, published: Path) -> None:
    rules = leading_on(published)
    assert len(rules) > 3
    for address, status, to in rules:
        answer = server.get(address)
        assert (answer.status, answer.headers["location"]) == (int(status), to)
    answer = server.get("/glossary")
    assert (answer.status, answer.headers["location"]) == (301, "/glossary/")


def test_what_is_not_there_is_answered_by_the_handbooks_own_page(server: Server) -> None:
    rules = ("/_headers", "/_redirects", "/headers.nginx.conf", "/redirects.nginx.conf")
    folders = ("/data/", "/assets/")
    for address in ("/nothing/here/", *rules, *folders):
        answer = server.get(address)
        assert (answer.status, b"This page is not here" in answer.body) == (404, True), address


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/sitemap.xml", "text/xml"),
        ("/changes/feed.xml", "application/atom+xml"),
        ("/search/index.js", "application/javascript; charset=utf-8"),
        ("/data/terms.ttl", "text/turtle; charset=utf-8"),
        ("/data/terms.skos.jsonld", "application/ld+json"),
        ("/data/terms.csv", "text/csv; charset=utf-8"),
        ("/cite.bib", "application/x-bibtex"),
        ("/cite.ris", "application/x-research-info-systems"),
        ("/CITATION.cff", "application/yaml"),
    ],
)
def test_a_file_is_called_what_it_is(address: str, kind: str, server: Server) -> None:
    answer = server.get(address)
    assert (answer.status, answer.headers["content-type"]) == (200, kind)


def test_who_comes_without_encryption_is_led_to_it(server: Server) -> None:
    answer = server.get("/help-now/?a=b", secure=False)
    assert (answer.status, answer.headers["location"]) == (301, "https://handbook.example/help-now/?a=b")
    assert server.protocol() == "h2", "all files of a page come over one connection"


def test_nobody_is_written_down(server: Server) -> None:
    """Neither who read which page nor who asked for one that is not there, nor whose browser was at fault."""
    with socket.create_connection(("127.0.0.1", server.secure), 10) as broken:
        broken.sendall(b"\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00")
        broken.recv(100)
    server.get("/glossary/")
    server.get("/nothing/here/?who=me")
    server.get("/nothing/here/", secure=False)
    assert not (server.place / "access.log").exists() or (server.place / "access.log").read_bytes() == b""
    assert (server.place / "error.log").read_bytes() == b""
