"""What the host of a site is told to send: the headers for static hosts and for nginx, and the policy in each page."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path

import pytest
from lxml import html

from tests.hosts import headers_for, nginx, rules_of
from tests.tiny import SETTINGS, MakeTiny, Tiny, page

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "worker-src 'self'; base-uri 'none'; form-action 'none'"
)
SENT = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
KEPT = "public, max-age=31536000, immutable"


@pytest.fixture
def built(tiny: MakeTiny) -> Tiny:
    made = tiny({"content/page.md": page("page")})
    assert made.run("build").returncode == 0
    return made


def first_asset(site: Path) -> str:
    """A file in the folder of assets that is named by its contents."""
    return next(path.relative_to(site).as_posix() for path in sorted(site.glob("assets/*/stylesheets/*.css")))


def asked(address: str) -> tuple[int, Message]:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.headers


def test_static_hosts_are_told_every_header_once(built: Tiny) -> None:
    """Netlify and Cloudflare put the values of two rules in a row, and `no-cache` beside a year would win."""
    site = built.root / "site"
    rules = rules_of((site / "_headers").read_text())
    for address in ("/", "/page/", "/404.html", "/data/references.bib", f"/{first_asset(site)}"):
        found = headers_for(rules, address)
        assert {name: found[name] for name in SENT} == SENT
        assert "camera=()" in found["Permissions-Policy"]
        assert found.get("Cache-Control", "") == (KEPT if address.startswith("/assets/") else "")
    assert "Strict-Transport-Security" not in headers_for(rules, "/")


def test_a_site_below_a_path_says_its_headers_there(tiny: MakeTiny) -> None:
    made = tiny({"mkdocs.yml": "site_name: Tiny\nsite_url: https://handbook.example/a%20b/\n"})
    assert made.run("build").returncode == 0
    rules = rules_of((made.root / "site/_headers").read_text())
    assert headers_for(rules, "/other/") == {}
    assert headers_for(rules, "/a%20b/page/")["Referrer-Policy"] == "no-referrer"
    assert headers_for(rules, f"/a%20b/{first_asset(made.root / 'site')}")["Cache-Control"] == KEPT


def test_nginx_sends_the_headers_with_pages_and_with_errors(built: Tiny, tmp_path: Path) -> None:
    """Assets may be kept for a year, and what is not there is not to be kept."""
    site = built.root / "site"
    include = f"include {site}/headers.nginx.conf; error_page 404 /404.html;"
    asset = first_asset(site)
    with nginx(site, tmp_path / "nginx", include) as base:
        answers = {address: asked(f"{base}{address}") for address in ("", "page/", asset, "nowhere/", f"{asset}.old")}
    for _, sent in answers.values():
        assert {name: sent[name] for name in SENT} == SENT
        assert sent.get_all("Content-Security-Policy") == [SENT["Content-Security-Policy"]]
    told = {address: (status, sent["Cache-Control"]) for address, (status, sent) in answers.items()}
    assert told == {
        "": (200, "no-cache"),
        "page/": (200, "no-cache"),
        asset: (200, KEPT),
        "nowhere/": (404, None),
        f"{asset}.old": (404, None),
    }


def test_every_page_says_the_policy_before_it_loads_anything(three_editions: Path) -> None:
    """Pages of the theme, small pages in its frame, pages that lead on, and the page for what is not there."""
    pages = sorted(three_editions.rglob("*.html"))
    assert {path.relative_to(three_editions).parts[0] for path in pages} >= {"404.html", "s", "e", "c", "cite"}
    for path in pages:
        head = html.fromstring(path.read_bytes()).find("head")
        first, second = head[0], head[1]
        assert (first.tag, first.get("charset")) == ("meta", "utf-8"), path
        assert second.get("http-equiv") == "Content-Security-Policy", path
        assert second.get("content") == f"{POLICY}; require-trusted-types-for 'script'; trusted-types default", path
        assert head.xpath("meta[@name='referrer']/@content") == ["no-referrer"], path


def test_no_page_holds_a_script_or_a_style_of_its_own(three_editions: Path) -> None:
    """Data for programs (JSON-LD) is in a script element that no browser runs."""
    for path in three_editions.rglob("*.html"):
        tree = html.fromstring(path.read_bytes())
        kinds = {script.get("type", "script") for script in tree.iter("script") if not script.get("src")}
        assert kinds <= {"application/ld+json"}, path
        assert tree.xpath("//style | //*[@style] | //@*[starts-with(name(), 'on')]") == [], path


def test_templates_of_ones_own_get_no_policy_from_the_host(tiny: MakeTiny) -> None:
    """The policy fits to our templates; another template may hold scripts that it would stop. What our page on privacy
    says need not be true of it either.
    """
    made = tiny(
        {
            "mkdocs.yml": f"{SETTINGS}theme:\n  name: material\n  custom_dir: ours\n",
            "ours/main.html": "<!doctype html><title>{{ page.title }}</title>{{ page.content }}<script>1</script>",
        }
    )
    assert made.run("build", "--trust").returncode == 0
    for name in ("_headers", "headers.nginx.conf"):
        text = (made.root / "site" / name).read_text()
        assert "# The pages come from templates of your own" in text
        assert "default-src" not in text
        assert "no-referrer" in text
    assert not (made.root / "site/privacy").exists()


def test_sound_may_be_played_where_a_page_has_some(tiny: MakeTiny) -> None:
    made = tiny(
        {
            "content/page.md": page("page", '<audio src="../calm.mp3" controls>Words.</audio>'),
            "content/calm.mp3": b"sound",
        }
    )
    assert made.run("build").returncode == 0
    assert "; media-src &#39;self&#39;; " in made.site("page")
    rules = rules_of((made.root / "site/_headers").read_text())
    assert "media-src 'self'" in headers_for(rules, "/")["Content-Security-Policy"]


def test_the_side_of_a_column_is_a_class_and_other_styles_are_left_out(tiny: MakeTiny) -> None:
    table = "| Name | Number |\n|:---:|---:|\n| one | 1 |\n"
    made = tiny({"content/page.md": page("page", f'{table}\n<p style="color: red" class="note">Red</p>\n')})
    assert made.findings() == [("page.md:13:36", "inline-style")]
    assert made.run("build").returncode == 0
    text = made.site("page")
    assert re.findall(r"<t[hd] class=\"(to-\w+)\"", text) == ["to-centre", "to-right"] * 2
    assert 'class="note"' in text
    assert "style=" not in text


def test_style_sheets_of_other_hosts_are_not_asked_for(tiny: MakeTiny) -> None:
    files = "extra_css:\n  - ours.css\n  - https://fonts.example/a.css\n  - //fonts.example/b.css\n"
    made = tiny({"mkdocs.yml": f"{SETTINGS}{files}", "content/ours.css": "p { color: green }"})
    assert [name for _, name in made.findings()] == ["setting-not-used"] * 2
    assert made.run("build").returncode == 0
    assert "ours.css" in made.site()
    assert "fonts.example" not in made.site()
