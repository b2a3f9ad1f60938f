"""What a site says of its editions: every address ever released answers, with the words as they stood."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import html

from handbook_build.editions.comparing import compare
from handbook_build.editions.records import edition_text
from handbook_build.exports.redirects import nginx, static_host
from handbook_build.linking.addresses import relative
from handbook_build.model.edition import Edition, Part, Passage, Run
from tests.links import Site
from tests.needing import need_program
from tests.search_index import index_of
from tests.story import first_edition, whole_story
from tests.tiny import MakeTiny, Tiny, page

ATOM = {"a": "http://www.w3.org/2005/Atom"}
EDITIONS = ("2026.1", "2026.2", "2026.3")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """The whole story, built without a public address."""
    made = whole_story(Tiny(tmp_path_factory.mktemp("story")))
    built = made.run("build")
    assert built.returncode == 0, built.stdout + built.stderr
    return made


@pytest.fixture(scope="module")
def site(told: Tiny) -> Site:
    return Site(told.root / "site")


def ids(told: Tiny, edition: str) -> list[str]:
    data = json.loads((told.root / f"content/editions/{edition}.json").read_text(encoding="utf-8"))
    return [part["id"] for part in data["parts"]]


def onward(site: Site, address: str) -> str:
    """Where the page at an address leads by itself."""
    (refresh,) = site.pages[f"{address}index.html"].xpath("//meta[@http-equiv='refresh']/@content")
    return str(refresh).removeprefix("0; url=")


# Addresses


def test_every_id_of_every_edition_has_both_of_its_addresses(told: Tiny, site: Site) -> None:
    wanted = {f"e/{edition}/s/{name}/index.html" for edition in EDITIONS for name in ids(told, edition)}
    wanted |= {f"s/{name}/index.html" for edition in EDITIONS for name in ids(told, edition)}
    assert len(wanted) > 30
    assert wanted - set(site.pages) == set()


def test_nothing_on_the_site_leads_nowhere_and_no_id_stands_twice(site: Site) -> None:
    assert site.broken() == []
    assert site.repeated_ids() == []


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("telling", "../../time/breaks/#telling"),
        ("breaks", "../../time/breaks/"),
        ("start", "../../"),
        ("ill", "../../frame/endings/#ill"),
        ("H01", "../../handouts/H01/"),
        ("endings", "../../frame/endings/"),
        ("last", "../../frame/endings/#last-session"),
    ],
)
def test_a_permanent_address_leads_to_where_the_part_is_now(name: str, place: str, site: Site) -> None:
    assert onward(site, f"s/{name}/") == place
    root = site.pages[f"s/{name}/index.html"]
    assert root.get("lang") == "en-GB"
    assert root.xpath("//link[@rel='canonical']/@href") == [place.partition("#")[0]]
    assert place in root.xpath("//a/@href")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (
            "gone",
            "Withdrawn in edition 2026.3: it is no longer in the handbook. Why: A new review found no ground for this.",
        ),
        ("short", "Split in edition 2026.3: what stood here is now in two places, D2.1.2 Holidays and D2.1.3 Other"),
        ("short", "Why: The two kinds ask for <different> plans & dates."),
        ("short", "Long holidays need a plan."),
        (
            "old-advice",
            "Merged in edition 2026.3: it is now part of D2.1.1 Telling in time. Why: It said the same twice.",
        ),
        ("old-advice", "Never mind the date."),
    ],
)
def test_what_is_gone_says_so_with_its_last_words(name: str, says: str, site: Site) -> None:
    words = " ".join(site.pages[f"s/{name}/index.html"].xpath("string(//main)").split())
    assert says.replace(" ", "") in words.replace(" ", "")


# Words as they stood


def test_a_frozen_page_shows_exactly_the_words_of_its_edition(told: Tiny, site: Site) -> None:
    shown = 0
    for edition in EDITIONS:
        data = json.loads((told.root / f"content/editions/{edition}.json").read_text(encoding="utf-8"))
        for part in data["parts"]:
            root = site.pages[f"e/{edition}/s/{part['id']}/index.html"]
            for passage in part["passages"]:
                words = passage["words"]
                text = (
                    words
                    if isinstance(words, str)
                    else "".join(run if isinstance(run, str) else run[0] for run in words)
                )
                if passage["number"]:
                    (found,) = root.xpath(f"//*[@id='p{passage['number']}']")
                    assert found.text_content().removeprefix(str(passage["number"])) == text
                    shown += 1
    assert shown > 25


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("e/2026.1/s/telling/", "Changed since, first in edition 2026.2."),
        ("e/2026.1/s/ill/", "Unchanged, and moved."),
        ("e/2026.2/s/endings/", "Renamed in edition 2026.3"),
        ("e/2026.3/s/last-session/", "Changed since, first in the draft after 2026.3."),
        ("e/2026.3/s/telling/", "Unchanged. The handbook says the same today"),
        ("e/2026.1/s/gone/", "Withdrawn in edition 2026.3"),
        ("e/2026.1/s/short/", "Split in edition 2026.3"),
        ("e/2026.1/s/old-advice/", "Merged in edition 2026.3"),
    ],
)
def test_a_frozen_page_says_what_became_of_it(address: str, says: str, site: Site) -> None:
    assert says in site.text(f"{address}index.html")


def test_what_has_changed_is_marked_by_elements_and_in_words(site: Site) -> None:
    root = site.pages["e/2026.1/s/telling/index.html"]
    (compared,) = root.xpath("//section[contains(@class, 'compared')]")
    marked = [
        (one.tag, one.text_content().strip())
        for one in compared.xpath(".//*[@class='both']/del|.//*[@class='both']/ins")
    ]
    assert marked == [("del", "[taken out: four]"), ("ins", "[put in: about six]")]
    assert "Then: Most counsellors tell you four weeks before a break (Rogers, 1957, p. 96)." in site.text(
        "e/2026.1/s/telling/index.html"
    )


def test_words_that_are_the_same_are_not_compared(site: Site) -> None:
    for address in ("e/2026.3/s/telling", "e/2026.1/s/ill", "e/2026.1/s/gone"):
        assert site.pages[f"{address}/index.html"].xpath("//section[contains(@class, 'compared')]") == []


def test_a_correction_stands_on_the_edition_it_is_about_and_on_the_page_of_today(site: Site) -> None:
    said = "Edition 2026.1 said “four weeks”. It should say “six weeks”."
    told = [name for name in site.pages if said in site.text(name)]
    assert told == [
        "changes/index.html",
        "e/2026.1/s/breaks/index.html",
        "e/2026.1/s/telling/index.html",
        "time/breaks/index.html",
    ]


def test_small_pages_carry_the_drawings_that_they_use_and_no_others(site: Site) -> None:
    for name, root in site.pages.items():
        if name.startswith(("e/", "c/", "cite/")):
            drawn = set(root.xpath("//*[local-name()='symbol']/@id"))
            assert drawn == {one[1:] for one in root.xpath("//*[local-name()='use']/@href")} != set()


def test_the_contents_of_an_edition_account_for_every_part(site: Site) -> None:
    words = site.text("e/2026.1/index.html")
    assert "It holds 4 pages, 5 sections and 1 handout." in words
    assert "1 was merged into another, 1 was split into several and 1 was withdrawn." in words
    assert "D2.1.3 When you are ill the same words, at another place" in words


def test_frozen_pages_are_for_no_search(told: Tiny, site: Site) -> None:
    framed = [name for name in site.pages if name.startswith(("e/", "s/"))]
    themed = [name for name in framed if not site.pages[name].xpath("//a[@data-onward]")]
    assert [name for name in themed if site.pages[name].xpath("//meta[@name='robots']/@content") != ["noindex"]] == []
    assert [name for name in themed if site.pages[name].xpath("//link[@rel='canonical']")] == []
    root = told.root / "site"
    # A site without a public address has no list for search engines at all.
    assert not (root / "sitemap.xml").exists()
    searched = [address for address, *_ in index_of(root)["pages"]]
    assert [place for place in searched if place.startswith(("e/", "s/", "handbookframe", "handbook-frame"))] == []
    assert not list(root.rglob("handbook-frame*"))
    assert not any(b"handbookframe" in path.read_bytes() for path in root.rglob("*.html"))


def test_what_was_split_and_half_withdrawn_was_not_merged(tiny: MakeTiny) -> None:
    """The half that is left is told, and when it was split; when that goes too, all of it is withdrawn."""
    one, two = "## One {#one}\n\nOne half.\n", "## Two {#two}\n\nAnother half.\n"
    made = tiny({"content/page.md": page("page", "## Both {#both}\n\nOne half. Another half.\n")})
    assert made.run("release", "1", "--yes").returncode == 0
    made.write({"content/page.md": page("page", f"{one}\n{two}")})
    assert made.run("ids", "split", "both", "one", "two", "--reason", "Long.").returncode == 0
    assert made.run("release", "2", "--yes").returncode == 0
    made.write({"content/page.md": page("page", one)})
    assert made.run("ids", "withdrawn", "two", "--reason", "Wrong.").returncode == 0
    assert made.run("release", "3", "--yes").returncode == 0
    assert made.run("build").returncode == 0
    told = "Split in edition 2: what is left of it is in One; the rest is no longer in the handbook."
    assert told in Site(made.root / "site").text("e/1/s/both/index.html")
    assert "Both split in edition 2" in " ".join(Site(made.root / "site").text("e/1/index.html").split())
    made.write({"content/page.md": page("page")})
    assert made.run("ids", "withdrawn", "one", "--reason", "Wrong too.").returncode == 0
    assert made.run("build").returncode == 0
    told = "Withdrawn in the draft after 3: it is no longer in the handbook."
    assert told in Site(made.root / "site").text("e/1/s/both/index.html")


# Old addresses


def test_an_old_page_leads_on_with_each_of_its_sections(site: Site) -> None:
    root = site.pages["frame/breaks/index.html"]
    assert root.xpath("//a[@data-onward]/@href") == ["../../time/breaks/"]
    anchors = {str(one.get("id")): str(one.get("href")) for one in root.xpath("//a[@id]")}
    assert anchors == {
        "telling": "../../time/breaks/#telling",
        "short": "../../s/short/",
        "ill": "../endings/#ill",
    }


def test_a_page_that_lost_sections_tells_where_they_are(site: Site) -> None:
    root = site.pages["time/breaks/index.html"]
    (once,) = root.xpath("//section[h2/@id='once-on-this-page']")
    assert [(item.get("id"), item.text_content()) for item in once.xpath(".//li")] == [
        ("short", "D2.1.2 Breaks in short: split in edition 2026.3"),
        ("ill", "When you are ill: now in “Good endings”"),
    ]


def test_a_new_page_at_an_old_address_is_left_alone(tiny: MakeTiny) -> None:
    made = tiny({})
    first_edition(made)
    (made.root / "content/frame/breaks.md").unlink()
    body = "Crises are short.\n"
    made.write(
        {
            "content/frame/breaks.md": page("crises", body),
            "content/time/breaks.md": page("breaks", "Moved.\n\n## Telling in time {#telling}\n\nAsk.\n"),
            "content/editions/changes.yml": "changes:\n  - {id: breaks, became: moved, reason: Moved.}\n"
            "  - {id: short, became: withdrawn, reason: Moved.}\n  - {id: ill, became: withdrawn, reason: Moved.}\n",
        }
    )
    built = made.run("build")
    assert built.returncode == 0, built.stdout + built.stderr
    there = Site(made.root / "site")
    assert "Crises are short." in there.text("frame/breaks/index.html")
    assert [
        str(one)
        for one in there.pages["frame/breaks/index.html"].xpath("//section[h2/@id='once-on-this-page']//li/@id")
    ] == [
        "breaks",
        "telling",
        "short",
        "ill",
    ]
    assert there.broken() == []


# Changes and the feed


def test_the_page_of_changes_tells_the_newest_first(site: Site) -> None:
    root = site.pages["changes/index.html"]
    titles = [" ".join(one.text_content().split()) for one in root.xpath("//main//section/h2")]
    assert titles == ["Since edition 2026.3: a draft", "Edition 2026.3", "Edition 2026.2", "Edition 2026.1"]
    (third,) = root.xpath("//section[h2/@id='edition-2026-3']")
    assert [one.text for one in third.xpath(".//summary")] == [
        "Changed (1 section)",
        "At another place (1 page and 1 section)",
        "Under another name (1 page and 1 section)",
        "Merged into another part (1 section)",
        "Split into several (1 section)",
        "Withdrawn (1 page)",
    ]


def test_what_is_new_or_changed_stands_below_its_page_in_the_order_of_the_outline(tiny: MakeTiny) -> None:
    """Of a new page the sections are counted, since all of them are new."""
    made = tiny({"content/b.md": page("old", "## One {#one}\n\nA.\n\n## Two {#two}\n\nB.", more="outline: B1.1\n")})
    assert made.run("release", "1", "--yes").returncode == 0
    made.write(
        {
            "content/b.md": page("old", "## One {#one}\n\nA.\n\n## Two {#two}\n\nOther.", more="outline: B1.1\n"),
            "content/a.md": page("tenth", "## Last {#last}\n\nZ.", more="outline: B1.10\n"),
            "content/z.md": page("second", "Y.", more="outline: B1.2\n"),
            "content/n10.md": page("ten", "N.", more="outline: '10.1'\n"),
            "content/n2.md": page("two-one", "M.", more="outline: '2.1'\n"),
        }
    )
    assert made.run("release", "2", "--yes").returncode == 0
    assert made.run("build", "--quiet").returncode == 0
    (second,) = html.fromstring(made.site("changes")).xpath("//section[h2/@id='edition-2']")
    told = {
        details.findtext("summary"): [[link.text for link in item.iter("a")] for item in details.xpath("ul/li")]
        for details in second.xpath("details")
    }
    assert told == {
        "New (4 pages and 1 section)": [["B1.2 Second"], ["B1.10 Tenth"], ["2.1 Two one"], ["10.1 Ten"]],
        "Changed (1 section)": [["B1.1 Old", "B1.1.2 Two", "what has changed since"]],
    }
    assert "B1.10 Tenth (1 section)" in " ".join(second.text_content().split())


def test_an_edition_begins_with_what_its_editors_say_of_it(tiny: MakeTiny) -> None:
    """On the page of changes and in the feed. Editions without a note keep their seals."""
    made = tiny({})
    assert made.run("release", "1", "--yes").returncode == 0
    made.write({"content/index.md": page("start", "Other words.")})
    assert made.run("release", "2", "--yes", "--note", "It says <more> & better.").returncode == 0
    assert made.run("build", "--quiet").returncode == 0
    (second,) = html.fromstring(made.site("changes")).xpath("//section[h2/@id='edition-2']")
    assert [one.text for one in second.xpath("p")] == ["Released on 22 November 2026.", "It says <more> & better."]
    feed = (made.root / "site/changes/feed.xml").read_text(encoding="utf-8")
    assert "It says &lt;more&gt; &amp; better." in feed
    assert made.findings() == []


def test_a_page_says_in_which_editions_it_stands(site: Site) -> None:
    words = site.text("time/breaks/index.html")
    assert "These are the words of edition 2026.3. First in edition 2026.1, last changed in edition 2026.3." in words
    assert "A draft after 2026.3. First in edition 2026.1" in site.text("frame/endings/index.html")


def feed(root: Path) -> ElementTree.Element:
    return ElementTree.parse(root / "site/changes/feed.xml").getroot()


def test_the_feed_has_what_atom_asks_for(told: Tiny) -> None:
    """RFC 4287: one id, title, updated of a feed and of each entry; an author; ids that are IRIs, each once."""
    root = feed(told.root)
    entries = root.findall("a:entry", ATOM)
    assert len(entries) == 4
    for one in (root, *entries):
        for tag in ("id", "title", "updated"):
            assert len(one.findall(f"a:{tag}", ATOM)) == 1
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", one.findtext("a:updated", "", ATOM))
    assert root.findtext("a:author/a:name", "", ATOM) == "Tiny book"
    names = [one.findtext("a:id", "", ATOM) for one in (root, *entries)]
    assert len(set(names)) == 5
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", name) for name in names)
    days = [one.findtext("a:updated", "", ATOM) for one in entries]
    assert days == sorted(days, reverse=True)


def test_under_another_public_address_entries_keep_their_ids(told: Tiny, tmp_path: Path) -> None:
    shutil.copytree(told.root / "content", tmp_path / "content")
    shutil.copy(told.root / "mkdocs.yml", tmp_path)
    settings = (tmp_path / "mkdocs.yml").read_text() + "site_url: https://handbook.example/a%20b/\n"
    (tmp_path / "mkdocs.yml").write_text(settings)
    moved = Tiny(tmp_path)
    assert moved.run("build").returncode == 0
    names = [one.text for one in feed(tmp_path).iterfind(".//a:id", ATOM)]
    assert names == [one.text for one in feed(told.root).iterfind(".//a:id", ATOM)]
    links = [one.get("href", "") for one in feed(tmp_path).iterfind(".//a:link", ATOM)]
    assert all(link.startswith("https://handbook.example/a%20b/") for link in links)
    rules = (tmp_path / "site/_redirects").read_text()
    assert "/a%20b/frame/breaks/ /a%20b/time/breaks/ 301\n" in rules
    there = Site(tmp_path / "site", "/a%20b/")
    assert there.pages["s/telling/index.html"].xpath("//link[@rel='canonical']/@href") == [
        "https://handbook.example/a%20b/time/breaks/"
    ]


# Rules for hosts


def test_rules_for_static_hosts_name_old_pages_first(told: Tiny) -> None:
    lines = [line for line in (told.root / "site/_redirects").read_text().splitlines() if not line.startswith("#")]
    assert lines[:2] == ["/frame/breaks/ /time/breaks/ 301", "/frame/gone/ /s/gone/ 302"]
    assert "/s/telling/ /time/breaks/#telling 302" in lines
    assert not any(line.startswith(("/s/gone/", "/s/short/", "/s/old-advice/")) for line in lines)


def test_of_many_rules_the_most_important_are_kept_and_the_rest_is_told(tiny: MakeTiny) -> None:
    """Cloudflare takes 2,000 rules, and reads about 100 kB."""
    sections = "\n\n".join(f"## Title {at} {{#part-{at}}}\n\nWords." for at in range(2_500))
    handbook = tiny({"content/page.md": page("page", sections)}).load()
    lines = static_host(handbook).splitlines()
    rules = [line for line in lines if not line.startswith("#")]
    assert rules[:2] == ["/s/start/ / 302", "/s/page/ /page/ 302"]
    assert len(rules) == 2_000
    assert "502 more are left to the pages" in lines[1]
    assert nginx(handbook).count("location = ") == 2_502


@contextmanager
def serving(folder: Path, place: Path) -> Iterator[int]:
    """A real nginx with our rules, on a free port."""
    program = need_program("nginx", "Debian: apt-get install nginx-light")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (place / "nginx.conf").write_text(
        f"""{"user root;" if os.geteuid() == 0 else ""} daemon off; pid {place}/pid; error_log {place}/error.log;
events {{}}
http {{ access_log off; types {{ text/html html; }}
  client_body_temp_path {place}/b; proxy_temp_path {place}/p; fastcgi_temp_path {place}/f;
  uwsgi_temp_path {place}/u; scgi_temp_path {place}/s;
  server {{ listen 127.0.0.1:{port}; root {folder}; include {folder}/redirects.nginx.conf; }} }}
"""
    )
    server = subprocess.Popen([program, "-c", str(place / "nginx.conf"), "-p", str(place)], stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        os.kill(server.pid, signal.SIGTERM)
        server.wait(timeout=10)


class Unfollowed(urllib.request.HTTPRedirectHandler):
    """Gives a redirect as the answer."""

    def redirect_request(self, *args: object) -> None:
        return None


def test_nginx_reads_a_path_with_a_space(tiny: MakeTiny, tmp_path: Path) -> None:
    made = tiny({"mkdocs.yml": "site_name: Tiny\nsite_url: https://handbook.example/a%20b$c/\n"})
    place = tmp_path / "nginx"
    for folder in (place, tmp_path / "site"):
        folder.mkdir()
    (tmp_path / "site/redirects.nginx.conf").write_text(nginx(made.load()))
    opener = urllib.request.build_opener(Unfollowed)
    with serving(tmp_path / "site", place) as port, pytest.raises(urllib.error.HTTPError) as answer:
        opener.open(f"http://127.0.0.1:{port}/a%20b$c/s/start/", timeout=5)
    assert (answer.value.code, answer.value.headers["Location"]) == (302, "/a%20b%24c/")


def test_nginx_follows_the_rules(told: Tiny, tmp_path: Path) -> None:
    rules = [
        line.split()
        for line in (told.root / "site/_redirects").read_text().splitlines()
        if line and not line.startswith("#")
    ]
    opener = urllib.request.build_opener(Unfollowed)
    with serving(told.root / "site", tmp_path) as port:
        for address, to, status in rules:
            with pytest.raises(urllib.error.HTTPError) as answer:
                opener.open(f"http://127.0.0.1:{port}{address}", timeout=5)
            assert (answer.value.code, answer.value.headers["Location"]) == (int(status), to)
        assert opener.open(f"http://127.0.0.1:{port}/s/gone/", timeout=5).status == 200


# Without editions, and with another theme


def test_without_an_edition_permanent_addresses_are_there_and_no_history(tiny: MakeTiny) -> None:
    made = tiny({"content/page.md": page("page", "## One {#one}\n\nText.")})
    assert made.run("build").returncode == 0
    there = Site(made.root / "site")
    assert onward(there, "s/one/") == "../../page/#one"
    assert [name for name in there.pages if name.startswith(("e/", "changes/"))] == []
    assert not (made.root / "site/changes").exists()


def test_another_theme_frames_the_pages_too(tiny: MakeTiny) -> None:
    main = """<!doctype html><html><head><title>{{ page.title }} at ours</title>
{% if page.canonical_url %}<link rel=canonical href='{{ page.canonical_url }}'>{% endif %}</head>
<body class='theirs'><a href='{{ "" | url }}'>home</a><h1>{{ page.title }}</h1>{{ page.content }}</body></html>"""
    made = tiny({})
    whole_story(made)
    made.write({"mkdocs.yml": (made.root / "mkdocs.yml").read_text() + "theme: {name: null, custom_dir: theirs}\n"})
    made.write({"theirs/main.html": main, "theirs/404.html": "<p>no</p>"})
    built = made.run("build", "--trust")
    assert built.returncode == 0, built.stdout + built.stderr
    root = Site(made.root / "site").pages["e/2026.1/s/telling/index.html"]
    assert root.xpath("string(//title)") == "D2.1.1 Telling in time (edition 2026.1) at ours"
    assert root.xpath("//body/@class") == ["theirs"]
    assert root.xpath("//a[.='home']/@href") == ["../../../.."]
    assert root.xpath("//link[@rel='canonical']") == []
    assert root.xpath("//*[@id='p1']")


def test_under_mkdocs_alone_nothing_leads_to_pages_that_are_not_written(tiny: MakeTiny) -> None:
    made = whole_story(tiny({}))
    made.write({"mkdocs.yml": (made.root / "mkdocs.yml").read_text() + "docs_dir: content\ntheme: {name: material}\n"})
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-d", "plain"],
        cwd=made.root,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    there = Site(made.root / "plain")
    assert "Edition 2026.3" in there.text("changes/index.html")
    assert there.broken() == []


def test_a_page_that_an_edition_had_is_not_overwritten_by_a_file(tiny: MakeTiny) -> None:
    made = tiny({})
    first_edition(made)
    (made.root / "content/frame/gone.md").unlink()
    made.write(
        {
            "content/frame/gone/index.html": "mine",
            "content/editions/changes.yml": "changes:\n  - {id: gone, became: withdrawn, reason: Wrong.}\n"
            "  - {id: old-advice, became: withdrawn, reason: Wrong.}\n",
        }
    )
    assert made.findings() == [("frame/gone/index.html:1:1", "output-collision")]


# Comparing


def random_passages(chance: random.Random, most: int = 8) -> list[Passage]:
    words = ["a", "rupture", "bond,", "it’s", "x-y", " ", "goal."]
    return [
        Passage(
            chance.choice(["paragraph", "item", "heading"]),
            tuple(
                Run(" ".join(chance.choices(words, k=chance.randint(1, 12))), chance.choice(["", "", "@key", "#id"]))
                for _ in range(chance.randint(1, 4))
            ),
            chance.randint(0, 9),
            chance.choice(["", "", "client"]),
        )
        for _ in range(chance.randint(0, most))
    ]


@pytest.mark.parametrize("seed", range(300))
def test_both_sides_can_be_read_again_from_a_comparison(seed: int) -> None:
    chance = random.Random(seed)
    then = random_passages(chance)
    kept = [one for one in then if chance.random() < 0.8]
    now = [*kept[:3], *random_passages(chance, 2), *kept[3:]]
    rows = compare(then, now)
    assert [row.then for row in rows if row.then] == then
    assert [row.now for row in rows if row.now] == now
    for row in rows:
        assert "".join(piece.then for piece in row.pieces) == (row.then.text if row.then else "")
        assert "".join(piece.now for piece in row.pieces) == (row.now.text if row.now else "")
    assert all(row.is_same for row in compare(then, then))


def test_a_citation_in_another_style_is_no_change() -> None:
    def said(text: str) -> Passage:
        return Passage("paragraph", (Run("It helps "), Run(text, "@rogers-1957"), Run(".")), 1)

    (row,) = compare([said("(Rogers, 1957)")], [said("[1]")])
    assert row.is_same
    (row,) = compare([said("[1]")], [Passage("paragraph", (Run("It helps [1]."),), 1)])
    assert not row.is_same


def test_two_long_passages_without_a_word_in_common_are_compared_in_time() -> None:
    then = [Passage("paragraph", (Run(" ".join(f"a{at}" for at in range(20_000))),), 1)]
    now = [Passage("paragraph", (Run(" ".join(f"b{at}" for at in range(20_000))),), 1)]
    began = time.process_time()
    assert len(compare(then, now)) == 2
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("address", "here", "way"),
    [
        ("", "", "./"),
        ("", "a/b/", "../../"),
        ("a/b/", "a/b/", "./"),
        ("a/b/#x", "a/b/", "#x"),
        ("a/c.pdf", "a/b/", "../c.pdf"),
        ("a/", "a/b/c/", "../../"),
        ("s/x/", "e/1/s/x/", "../../../../s/x/"),
    ],
)
def test_links_go_from_the_page_itself(address: str, here: str, way: str) -> None:
    assert relative(address, here) == way


# A ledger that would write elsewhere


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("../../outside", "page/"),
        ("%2e%2e%2foutside", "page/"),
        ("..", "page/"),
        ("page", "../outside/"),
        ("page", "/outside/"),
        ("page", "a/%2e%2e/%2e%2e/outside/"),
        ("page", "c:\\outside/"),
    ],
)
def test_an_edition_whose_parts_stand_outside_the_site_is_refused(name: str, address: str, tiny: MakeTiny) -> None:
    part = Part(name, "page", name, "", "Outside", address, "0")
    edition = Edition("1", date(2026, 1, 1), (part,))
    made = tiny({"content/editions/1.json": edition_text(edition)})
    assert ("editions/1.json:1:1", "damaged-edition") in made.findings()


def test_an_edition_on_the_site_itself_is_read(tiny: MakeTiny) -> None:
    part = Part("start", "page", "start", "", "Start", "", "0")
    made = tiny({"content/editions/1.json": edition_text(Edition("1", date(2026, 1, 1), (part,)))})
    assert made.findings() == []
