"""A handbook built with Zensical: how it is asked for, what it refuses, and that it never publishes a page in part."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from markdown import Markdown

from handbook_build.cli import main
from handbook_build.commands import build as command
from handbook_build.model.settings import ENGINES
from handbook_build.web.frames import BODY, Shape
from handbook_build.web.zensical import program
from handbook_build.web.zensical.bodies import MARK, BodyExtension, NoBody, contents
from handbook_build.web.zensical_engine import ZensicalEngine
from tests.engines import DIFFERENCES, ZENSICAL, compared, files_of, finished
from tests.tiny import MakeTiny, Tiny, page

PROJECT = Path(__file__).parent.parent
SETTINGS = "# allow public-address: no\nsite_name: Tiny\ntheme: {name: material}\nplugins:\n  - search\n  - handbook"
WITH_ZENSICAL = {"mkdocs.yml": f"{SETTINGS}:\n      engine: zensical\n"}
# By what a page of Zensical's is told from one of ours.
BY_ZENSICAL = 'href="./a-to-z/"'


def says(made: Tiny, *options: str) -> str:
    result = made.run("build", *options)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stderr


def test_the_option_goes_before_the_settings(tiny: MakeTiny) -> None:
    made = tiny(WITH_ZENSICAL)
    assert "zensical:" not in says(made)
    assert BY_ZENSICAL in made.site()
    says(made, "--engine", "auto")
    assert BY_ZENSICAL not in made.site()
    assert "the engine asked for is none, and was auto" in says(made, "--explain")
    assert BY_ZENSICAL in made.site()
    assert "nothing has changed" in says(made)


def test_the_environment_can_ask_for_it_too(tiny: MakeTiny, monkeypatch: pytest.MonkeyPatch) -> None:
    made = tiny({"mkdocs.yml": SETTINGS})
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HANDBOOK_")}
    arguments = [sys.executable, "-m", "handbook_build", "build", "--root", str(made.root)]
    for engine, code in (("zensical", 0), ("hugo", 2)):
        environment = {**kept, "HANDBOOK_ENGINE": engine}
        result = subprocess.run(arguments, capture_output=True, text=True, env=environment, check=False)
        assert result.returncode == code, result.stderr
    assert "HANDBOOK_ENGINE is `hugo`; choose from: auto, mkdocs, zensical" in result.stderr
    assert BY_ZENSICAL in made.site()


def test_the_command_knows_every_engine(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.__name__
    with pytest.raises(SystemExit):
        main(["build", "--help"])
    assert f"{{{','.join(ENGINES)}}}" in capsys.readouterr().out


def test_a_preview_and_plain_mkdocs_make_their_own_pages(tiny: MakeTiny) -> None:
    made = tiny({**WITH_ZENSICAL, "mkdocs.yml": f"{SETTINGS}:\n      engine: zensical\n  - tags\n"})
    arguments = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(made.root / "theirs")]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    (made.root / "content").rename(made.root / "docs")
    result = subprocess.run(arguments, cwd=made.root, capture_output=True, text=True, env=environment, check=False)
    assert result.returncode == 0, result.stderr
    assert BY_ZENSICAL not in (made.root / "theirs/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("found", "said"),
    [(None, "Zensical is not installed; install it with: pip install"), ("9.9", "Zensical 9.9 is installed")],
)
def test_without_the_one_that_was_tried_it_says_how_to_install_it(
    found: str | None, said: str, tiny: MakeTiny, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def version(name: str) -> str:
        if found is None:
            raise PackageNotFoundError(name)
        return found

    monkeypatch.setattr(program, "version", version)
    made = tiny(WITH_ZENSICAL)
    assert main(["build", "--root", str(made.root)]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert '"working-relationship-handbook[zensical]"' in told
    assert not (made.root / "site").exists()


def test_it_is_the_version_that_is_installed_with_the_extra() -> None:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["project"]["optional-dependencies"]["zensical"] == [f"zensical=={program.VERSION}"]


AWKWARD = {
    "a-date": "'2026-11-22'",
    "a-truth": "'yes'",
    "of-material": "'materialx and material.extensions: {x} # y'",
    "marked": "'<b>\"Quoted\" & ''more''</b> \\ {{ page.title }} {% raw %}'",
    "far-away": '"a\\u2028b 👋 كتيب"',
}


def test_whatever_a_title_holds_comes_through(tmp_path: Path) -> None:
    made = Tiny(tmp_path / "handbook")
    settings = f"{SETTINGS}\nsite_description: 'materialx: yes'\nextra: {{mine: null}}\n"
    pages = {f"content/{name}.md": page(name, "", title) for name, title in AWKWARD.items()}
    made.write({"mkdocs.yml": settings, "content/index.md": page("start"), **pages})
    ours = finished(made.root, tmp_path / "ours", "auto")
    done = compared(ours, finished(made.root, tmp_path / "theirs", ZENSICAL))
    assert done.unlisted == []
    assert done.pages > len(AWKWARD)


def test_one_page_lies_deeper_than_all_frames(tiny: MakeTiny) -> None:
    """Frames that were not made along with the pages are made when they are asked for."""
    from handbook_build.building import prepare
    from handbook_build.parsing.settings import plain_settings
    from handbook_build.progress import Progress
    from handbook_build.staging import staging

    made = tiny(WITH_ZENSICAL)
    job = prepare(made.root, {}, Progress(quiet=True), every_form=True)
    with staging(made.root) as stage:
        settings = plain_settings(job.handbook.sources["mkdocs.yml"])
        html = ZensicalEngine(made.root, job.website, settings, stage).frame(Shape(7, True))
    assert BODY in html
    assert 'href="../../../../../../../a-to-z/"' in html
    assert list((made.root / ".handbook/staging").iterdir()) == []


def body(folder: Path, text: str) -> tuple[str, object]:
    """What the extension makes of a text."""
    converter = Markdown(extensions=["toc", "tables", "pymdownx.superfences", BodyExtension(folder=str(folder))])
    return converter.convert(text), converter.toc_tokens  # type: ignore[attr-defined]


def test_the_extension_gives_the_body_as_it_is(tmp_path: Path) -> None:
    html = '<p>A *word*, [a link](x.md) and\n\n    code &amp; "more".</p>'
    headings = [(2, "a", "One"), (3, "b", "Two"), (2, "c", "Three")]
    (tmp_path / "7.json").write_text(json.dumps({"html": html, "headings": headings}), encoding="utf-8")
    assert body(tmp_path, f"\n{MARK} 7\n") == (html, contents(headings))
    assert [(one["id"], [below["id"] for below in one["children"]]) for one in contents(headings)] == [
        ("a", ["b"]),
        ("c", []),
    ]


@pytest.mark.parametrize("text", ["# A page", f"{MARK} 8", f"{MARK} seven", f"{MARK} 7\n\nMore.", f"{MARK} ../7"])
def test_the_extension_refuses_what_is_no_body_of_ours(text: str, tmp_path: Path) -> None:
    (tmp_path / "7.json").write_text('{"html": "x", "headings": []}', encoding="utf-8")
    with pytest.raises(NoBody, match=r"this is Zensical [\d.]+ with Python-Markdown [\d.]+"):
        body(tmp_path, text)


@pytest.mark.parametrize(
    ("theirs", "said"),
    [
        ({"index.html": b"<html><main></main></html>"}, "changed or left out the words of"),
        ({}, "did not write"),
        ({"404.html": b""}, "did not write 404.html"),
    ],
)
def test_a_page_without_its_words_is_never_published(
    theirs: dict[str, bytes],
    said: str,
    tiny: MakeTiny,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whatever a version of Zensical makes of our extension; the site of before stays."""
    made = tiny(WITH_ZENSICAL)
    says(made)
    before = files_of(made.root / "site")

    def other(folder: Path) -> list[str]:
        whole = program_build(folder)
        for path in (folder / "site").rglob("index.html") if not theirs else ():
            path.unlink()
        for address, data in theirs.items():
            (folder / "site" / address).unlink()
            if data:
                (folder / "site" / address).write_bytes(data)
        return whole

    program_build = program.build
    monkeypatch.setattr(program, "build", other)
    made.write({"content/index.md": page("start", "Other words.")})
    assert main(["build", "--root", str(made.root)]) == 3
    assert said in capsys.readouterr().err
    assert files_of(made.root / "site") == before
    assert list((made.root / ".handbook/staging").iterdir()) == []


OWN_BASE = '{% extends "base.html" %}{% block content %}<p id="mine">{{ page.title }}</p>{{ super() }}{% endblock %}'


def test_a_template_of_the_handbooks_own_is_put_on_zensicals_theme(tiny: MakeTiny) -> None:
    theme = SETTINGS.replace("{name: material}", "{name: material, custom_dir: mine}")
    made = tiny({"mkdocs.yml": theme, "mine/main.html": OWN_BASE, "mine/css/mine.css": "p {}"})
    says(made, "--engine", "zensical", "--trust")
    site = files_of(made.root / "site")
    assert '<p id="mine">Start</p>' in made.site()
    assert "Counsellors help." in made.site()
    assert {"css/mine.css", "search.json", "assets/stylesheets/handbook.css", "robots.txt"} <= site.keys()
    # What these pages claim of our templates, others need not keep.
    assert not {"privacy/index.html", "accessibility/index.html"} & site.keys()
    assert not any("handbook-frame" in address for address in site)
    assert b"handbook-frame" not in b"".join(site.values())
    # Our own search is not beside theirs.
    assert not any(address.startswith("search/") for address in site)
    assert [item["location"] for item in json.loads(site["search.json"])["items"]].count("") == 1


def test_a_template_that_only_jinja_understands_is_named(tiny: MakeTiny) -> None:
    theme = SETTINGS.replace("{name: material}", "{name: material, custom_dir: mine}")
    made = tiny(
        {"mkdocs.yml": theme, "mine/main.html": "{% if page %}{{ page.title.upper() }}{{ page.content }}{% endif %}"}
    )
    result = made.run("build", "--engine", "zensical", "--trust")
    assert result.returncode == 2
    assert "Zensical cannot fill a template" in result.stderr
    assert "main.html:1" in result.stderr
    assert "ENGINES.md" in result.stderr
    assert "Traceback" not in result.stderr
    assert made.run("build", "--trust").returncode == 0


def test_what_it_would_not_keep_to_is_refused(tiny: MakeTiny) -> None:
    made = tiny({"mkdocs.yml": f"{SETTINGS}\nexclude_docs: '*.psd'\n"})
    result = made.run("build", "--engine", "zensical")
    assert result.returncode == 2
    assert "`exclude_docs`, which Zensical would not keep to" in result.stderr


def test_the_same_content_makes_the_same_bytes_and_tells_of_no_machine(tmp_path: Path) -> None:
    """Wherever it is built, and in whatever order a program keeps its values."""
    root = PROJECT / "tests/handbooks/three-editions"
    sites = []
    for seed, at in (("1", tmp_path / "one"), ("2", tmp_path / "another place/two")):
        os.environ["PYTHONHASHSEED"] = seed
        try:
            sites.append(finished(root, at, ZENSICAL))
        finally:
            del os.environ["PYTHONHASHSEED"]
    assert sites[0] == sites[1]
    for folder in (tmp_path, PROJECT, Path(sys.prefix)):
        assert [name for name, data in sites[0].items() if os.fsencode(folder) in data] == []


def test_a_release_is_the_same_too(tmp_path: Path) -> None:
    """With the book, the folder that needs no server, and the compressed forms."""
    root = PROJECT / "tests/handbooks/three-editions"
    ours = finished(root, tmp_path / "ours", "auto", "--release")
    theirs = finished(root, tmp_path / "theirs", ZENSICAL, "--release", like=tmp_path / "ours")
    assert compared(ours, theirs).unlisted == []
    zips = [name for name in ours if name.endswith(".zip")]
    assert len(zips) == 1
    held = [set(zipfile.ZipFile(io.BytesIO(site[zips[0]])).namelist()) for site in (ours, theirs)]
    assert held[0] == held[1]
    assert {name for name in ours if "copy-" not in name} == {name for name in theirs if "copy-" not in name}


def test_a_page_where_frames_lie_is_refused(tiny: MakeTiny) -> None:
    made = tiny({"mkdocs.yml": SETTINGS, "content/handbook-frame-00/index.md": page("framed")})
    result = made.run("build", "--engine", "zensical")
    assert result.returncode == 2
    assert "handbook-frame-00/index.md lies where" in result.stderr


def test_templates_from_elsewhere_are_refused(tiny: MakeTiny, tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("CANARY", encoding="utf-8")
    theme = SETTINGS.replace("{name: material}", "{name: material, custom_dir: mine}")
    made = tiny({"mkdocs.yml": theme, "mine/css/a.css": ""})
    (made.root / "mine/partial.html").symlink_to(tmp_path / "secret.html")
    result = made.run("build", "--engine", "zensical", "--trust")
    assert result.returncode == 1
    assert "mine/partial.html is a link that leads out of the handbook's folder" in result.stdout


def test_nothing_of_its_own_theme_is_left(tmp_path: Path) -> None:
    """No script or style in a page, no font, no name of a program, no search or sitemap beside ours."""
    site = finished(PROJECT / "tests/handbooks/clinic", tmp_path / "clinic", ZENSICAL)
    names = {re.sub(r"assets/[0-9a-f]{16}/", "assets/", name) for name in site}
    assert not {name for name in names if re.search(r"search\.json|objects\.inv|bundle\.|palette\.|favicon", name)}
    assert b"/handbook/help/" in site["sitemap.xml"]
    assert b"<lastmod>" in site["sitemap.xml"]
    for name, data in site.items():
        if name.endswith(".html"):
            text = data.decode()
            assert not re.search(r'<script(?![^>]* src=)(?![^>]*ld\+json)|<style|\sstyle="|\son\w+="|generator', text)
            assert "Content-Security-Policy" in text, name


def test_every_listed_difference_has_a_reason() -> None:
    assert [one.name for one in DIFFERENCES if len(one.reason.split()) < 8] == []
