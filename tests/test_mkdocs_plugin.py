"""Under plain MkDocs the plugin gives the same pages; `handbook build` needs no plugin to be named."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from handbook_build.model.form import PRINTED
from tests.search_index import index_of
from tests.tiny import BASE, MakeTiny, Tiny, handout, page

SETTINGS = """# allow public-address: no
site_name: Tiny
docs_dir: content
theme:
  name: material
  font: false
plugins:
  - search
  - handbook
"""
TERMS = (
    "terms:\n  - id: bond\n    preferred: bond\n    definition: A tie between two people.\n    source: [rogers-1957]\n"
)
WORKS = """[{"id": "rogers-1957", "type": "book", "author": [{"family": "Rogers", "given": "Carl"}],
"issued": {"date-parts": [[1957]]}, "title": "On change", "publisher": "A house",
"custom": {"verification": "OUR-NOTE"}}]"""
BODY = """Warning: call 112 at once.

## What helps {#what-helps}

A bond helps [@rogers-1957, p. 96]. See [the end](#the-end) and ![two chairs](images/a.svg)

/// say
    who: client
    why: It names the feeling.
"I felt a bit dropped."
///

## The end {#the-end}

| one | two |
|---|---|
| a | b |
"""
HELP = """checked: 2026-11-22
services:
  - {country: Ireland, code: IE, service: Police, kind: emergency, number: "112", source: a sign, checked: 2026-11-22}
"""
FILES: dict[str, str | bytes] = {
    "mkdocs.yml": SETTINGS,
    "content/page.md": page("page", BODY),
    "content/terms.yml": TERMS,
    "content/references.json": WORKS,
    "content/help.yml": HELP,
    "content/notes.yaml": "OUR-NOTE",
    "content/.draft.md": "OUR-NOTE",
    "content/images/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>',
    "content/handouts/H01.md": handout("H01", "what-helps", "## To remember\n\nA bond helps."),
}


# What leads to data beside the pages, which `mkdocs build` does not write.
DATA_LINKS = re.compile(
    r'<section class="[^"]*as-data">.*?</section>|<details class="(?:record )?around small">.*?</details>'
    r'|<div class="files small">.*?</div>|<div class="secbar"><a class="cite-link".*?</div>'
    r'|<a class="(?:btn )?cite-link.*?</a>'
)


def mkdocs(made: Tiny, *more: str) -> subprocess.CompletedProcess[str]:
    """`mkdocs build` beside the site of `handbook build`, in `mkdocs-site/`."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(made.root / "mkdocs-site"), *more]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(
        command, cwd=made.root, capture_output=True, text=True, timeout=120, check=False, env=environment
    )


def article(site: Path, address: str) -> str:
    """What stands on a page between the header and the footer."""
    html = (site / address / "index.html").read_text(encoding="utf-8")
    found = re.search(r"<main.*</main>", html, re.DOTALL)
    assert found, f"nothing on {address or 'the home page'}"
    return found[0]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A handbook built by both commands."""
    made = Tiny(tmp_path_factory.mktemp("both"))
    made.write({**BASE, **FILES})
    ours, theirs = made.run("build", "--quiet"), mkdocs(made)
    assert ours.returncode == 0, ours.stdout + ours.stderr
    assert theirs.returncode == 0, theirs.stderr
    return made


def test_plain_mkdocs_gives_the_same_pages(both: Tiny) -> None:
    for address in ("", "page", "glossary", "references", "a-to-z"):
        ours = DATA_LINKS.sub("", article(both.root / "site", address))
        assert DATA_LINKS.sub("", article(both.root / "mkdocs-site", address)) == ours, address


def test_plain_mkdocs_makes_no_data_and_names_none(both: Tiny) -> None:
    theirs = both.root / "mkdocs-site"
    assert (both.root / "site/data/terms.ttl").is_file()
    assert not (theirs / "data").exists()
    assert "data/terms" in article(both.root / "site", "glossary")
    assert "data/terms" not in (theirs / "glossary/index.html").read_text(encoding="utf-8")


def test_plain_mkdocs_makes_no_sheets_and_names_none(both: Tiny) -> None:
    ours, theirs = both.root / "site", both.root / "mkdocs-site"
    assert {path.name for path in ours.rglob("*.pdf")} == {f"H01.{form.name}" for form in PRINTED}
    assert list(theirs.rglob("*.pdf")) == []
    for address in ("handouts", "handouts/H01"):
        assert ".pdf" in article(ours, address)
        assert ".pdf" not in article(theirs, address)
    assert re.search("<p[^>]*>A <a", article(theirs, "handouts/H01"))


def test_a_first_line_that_looks_like_metadata_is_kept(both: Tiny) -> None:
    for site in ("site", "mkdocs-site"):
        assert "Warning: call 112 at once." in article(both.root / site, "page")


def test_data_files_are_not_published(both: Tiny) -> None:
    for site in ("site", "mkdocs-site"):
        files = [path for path in (both.root / site).rglob("*") if path.is_file()]
        assert [
            path.name
            for path in files
            if path.name in ("terms.yml", "references.json", "help.yml", "notes.yaml", ".draft.md")
        ] == []
        assert [path.name for path in files if b"OUR-NOTE" in path.read_bytes()] == []
        # What we write for programs stands beside its page.
        sources = [path.name for path in files if path.suffix == ".md"]
        assert [name for name in sources if site == "mkdocs-site" or name != "index.md"] == []


def test_pictures_and_the_search_index_are_published(both: Tiny) -> None:
    for site in ("site", "mkdocs-site"):
        assert (both.root / site / "images/a.svg").is_file()
        words = {form for forms in index_of(both.root / site)["words"].split("\n") for form in forms.split()}
        assert {"warning", "112"} <= words


def test_findings_are_in_the_log_where_strict_counts_them(tiny: MakeTiny) -> None:
    made = tiny({"mkdocs.yml": SETTINGS, "content/page.md": page("page", "See [breaks](#braeks).")})
    result = mkdocs(made, "--strict")
    assert result.returncode == 1
    assert "content/page.md:9:" in result.stderr
    assert "HB402" in result.stderr


def test_no_link_leads_out_of_the_folder(tiny: MakeTiny, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", encoding="utf-8")
    made = tiny({"mkdocs.yml": SETTINGS.replace("font: false", "font: false\n  custom_dir: overrides")})
    for place in ("content/by-a-link.txt", "overrides/assets/by-a-link.txt"):
        (made.root / place).parent.mkdir(parents=True, exist_ok=True)
        (made.root / place).symlink_to(secret)
    result = mkdocs(made)
    assert "overrides/assets/by-a-link.txt:1:1: HB109" in result.stderr, result.stderr
    assert (made.root / "mkdocs-site/index.html").is_file()
    assert not list((made.root / "mkdocs-site").rglob("by-a-link.txt"))


def test_without_the_plugin_named_handbook_build_builds_all_the_same(tiny: MakeTiny) -> None:
    """A foreign mkdocs.yml, for the theme that comes with MkDocs or none at all."""
    for settings in (
        "site_name: Foreign\n",
        "site_name: Foreign\nplugins: []\n",
        "site_name: Foreign\nplugins: [search]\nuse_directory_urls: false\n",
    ):
        made = tiny({**FILES, "mkdocs.yml": settings})
        result = made.run("build", "--quiet")
        assert result.returncode == 0, result.stdout + result.stderr
        assert 'id="what-helps"' in made.site("page")
        assert 'class="term"' in made.site("page")


def test_a_plugin_that_is_not_there_is_named(tiny: MakeTiny) -> None:
    made = tiny({**FILES, "mkdocs.yml": "site_name: Foreign\nplugins: [nowhere]\n"})
    result = made.run("build", "--quiet", "--trust")
    assert result.returncode == 2
    assert "nowhere" in result.stderr


def test_the_options_of_the_plugin_are_read_by_both(tiny: MakeTiny) -> None:
    options = SETTINGS.replace(
        "  - handbook\n",
        "  - handbook:\n      edition: 2026.1\n      licence: CC BY 4.0\n      licence-url: https://creativecommons.org/licenses/by/4.0/\n",
    )
    made = tiny({**FILES, "mkdocs.yml": options})
    assert mkdocs(made).returncode == 0
    assert "2026.1" in (made.root / "mkdocs-site/page/index.html").read_text(encoding="utf-8")


def test_an_unknown_option_is_named(tiny: MakeTiny) -> None:
    made = tiny({**FILES, "mkdocs.yml": SETTINGS.replace("  - handbook\n", "  - handbook: {editoin: 1}\n")})
    result = made.run("check", "--format", "concise")
    assert "unknown-key: the handbook plugin has no key `editoin`" in result.stdout
