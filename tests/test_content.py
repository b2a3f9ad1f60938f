"""What is read from a handbook's folder, and what is left alone."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import pytest

from handbook_build import content
from handbook_build.content import read_files, read_settings
from handbook_build.environment import today
from handbook_build.faults import NoHandbook
from handbook_build.reaching import read_below
from tests.tiny import MakeTiny, Tiny, page

CANARY = "SECRET-7f3a"
NO_LINKS = pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the handbook with something that nobody may read."""
    folder = tmp_path / "outside"
    folder.mkdir()
    for name in ("secret.md", "secret.svg", "terms.yml"):
        (folder / name).write_text(page("secret", CANARY))
    return folder


def read_whole(made: Tiny) -> str:
    """Everything that was read, as one text."""
    return "".join(source.text for source in made.load().sources.values())


# Texts


def test_every_line_end_becomes_one_and_positions_stay_right(tiny: MakeTiny) -> None:
    text = page("page", "One.\n\nTwo [x](#gone).")
    made = tiny(
        {
            "content/page.md": text.replace("\n", "\r\n"),
            "content/old.md": text.replace("page", "old").replace("\n", "\r"),
        }
    )
    handbook = made.load()
    assert handbook.by_path["page.md"].source.text == text
    assert made.findings() == [("old.md:11:10", "broken-section-link"), ("page.md:11:10", "broken-section-link")]


def test_a_byte_order_mark_is_no_part_of_the_text(tiny: MakeTiny) -> None:
    made = tiny(
        {
            "content/page.md": b"\xef\xbb\xbf" + page("page").encode(),
            "mkdocs.yml": "\ufeff# allow public-address: no\nsite_name: Tiny\n",
        }
    )
    assert made.findings() == []
    assert made.load().by_path["page.md"].id == "page"
    assert made.load().settings.title == "Tiny"


def test_what_is_no_utf_8_is_a_finding_at_its_place_and_the_rest_is_read(tiny: MakeTiny) -> None:
    made = tiny(
        {
            "content/page.md": page("page", "One.\n\nÄ then ").encode() + b"\xff\xfe more",
            "content/other.md": page("other"),
        }
    )
    assert made.findings() == [("page.md:12:1", "unreadable-file")]
    assert list(made.load().by_path) == ["index.md", "other.md"]


def test_control_characters_are_findings_and_are_shown(tiny: MakeTiny) -> None:
    made = tiny({"content/page.md": page("page", "a\x00b \x1b c\x7f")})
    assert [name for _, name in made.findings()] == ["control-character"] * 3
    assert "a\ufffdb \ufffd c\ufffd" in made.load().by_path["page.md"].source.text


def test_a_text_larger_than_any_page_is_left_out(tiny: MakeTiny, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "LARGEST_PAGE", 1000)
    made = tiny({"content/page.md": page("page", "word " * 300)})
    assert made.findings() == [("page.md:1:1", "unreadable-file")]


# Names


def test_hidden_files_and_folders_are_passed_over(tiny: MakeTiny) -> None:
    made = tiny(
        {
            "content/.draft.md": "no",
            "content/.git/a.md": "no",
            "content/a/.DS_Store": b"\x00",
            "content/._page.md": b"\xff",
        }
    )
    assert list(made.load().by_path) == ["index.md"]
    assert made.load().assets == frozenset()
    assert made.findings() == []


def test_odd_names_are_names_like_any(tiny: MakeTiny) -> None:
    names = ("two words.md", "Ärger/über 'alles'.md", "信頼.md", "a#b?c.md", "50%.md", "👋.md", "a.b.md")
    made = tiny({f"content/{name}": page(f"page-{number}") for number, name in enumerate(names)})
    # A question mark is what Windows refuses; the page is one all the same.
    assert made.findings() == [("a#b?c.md:1:1", "unportable-name")]
    assert set(made.load().by_path) == {"index.md", *names}


def test_a_page_whose_name_ends_in_capitals_is_a_page_or_a_finding(tiny: MakeTiny) -> None:
    """`.MD` comes from Windows and from cameras; a page must not be lost without a word."""
    made = tiny({"content/TRUST.MD": page("trust", "Trust grows.")})
    assert "TRUST.MD" in made.load().by_path or made.findings()


def test_pictures_are_known_by_name_and_data_is_not_published(tiny: MakeTiny) -> None:
    made = tiny(
        {
            "content/images/a.svg": "<svg/>",
            "content/terms.yml": "terms: []\n",
            "content/references.json": "[]",
            "content/notes.yaml": "a: b\n",
            "content/sheet.docx": b"PK",
        }
    )
    assert made.load().assets == {"images/a.svg", "sheet.docx"}


# Nothing outside the folder


@NO_LINKS
def test_links_that_lead_out_are_findings_and_are_not_read(tiny: MakeTiny, outside: Path) -> None:
    made = tiny({})
    links = {
        "page.md": "secret.md",
        "terms.yml": "terms.yml",
        "a.svg": "secret.svg",
        "folder": ".",
        "gone.md": "not-there.md",
    }
    for name, target in links.items():
        (made.root / "content" / name).symlink_to(outside / target)
    told = [(f"{name}:1:1", "unreadable-file") for name in sorted(links)]
    assert made.findings() == [*told, ("terms.yml:1:1", "waiting-check")]
    assert CANARY not in read_whole(made)
    assert made.load().assets == frozenset()


@NO_LINKS
def test_nothing_outside_is_in_a_built_site(tiny: MakeTiny, outside: Path) -> None:
    body = "![a](../../outside/secret.svg) [b](../../outside/secret.md) ![c](/etc/hostname) ![d](file:///etc/hostname)"
    made = tiny(
        {
            "content/page.md": page(
                "page", f'{body}\n\n--8<-- "../../outside/secret.md"\n\n{{! ../../outside/secret.md !}}'
            )
        }
    )
    made.write({"mkdocs.yml": "site_name: Tiny\nmarkdown_extensions: [pymdownx.snippets]\n"})
    (made.root / "content/link.svg").symlink_to(outside / "secret.svg")
    made.run("build")
    made.write({"content/page.md": page("page")})
    (made.root / "content/link.svg").unlink()
    made.run("build")
    found = [path for path in made.root.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]
    assert found == []


@NO_LINKS
def test_a_link_to_a_file_inside_is_followed(tiny: MakeTiny) -> None:
    made = tiny({"content/images/a.svg": "<svg/>"})
    (made.root / "content/b.svg").symlink_to(made.root / "content/images/a.svg")
    assert made.findings() == []
    assert made.load().assets == {"images/a.svg", "b.svg"}


@NO_LINKS
def test_links_in_a_circle_are_findings(tiny: MakeTiny) -> None:
    made = tiny({})
    (made.root / "content/loop.md").symlink_to(made.root / "content/loop.md")
    (made.root / "content/round").symlink_to(made.root / "content")
    assert made.findings() == [("loop.md:1:1", "unreadable-file"), ("round:1:1", "unreadable-file")]


@NO_LINKS
@pytest.mark.parametrize("name", ["content/terms.yml", "mkdocs.yml", "content"])
def test_a_link_in_the_place_of_a_part_is_not_read(name: str, tiny: MakeTiny, outside: Path) -> None:
    made = tiny({})
    path = made.root / name
    if path.is_dir():
        path.rename(made.root / "old")
    else:
        path.unlink(missing_ok=True)
    path.symlink_to(outside / ("" if name == "content" else "terms.yml"))
    result = made.run("check")
    assert CANARY not in result.stdout + result.stderr
    assert result.returncode in (1, 2)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
@pytest.mark.parametrize("name", ["page.md", "terms.yml", "a.svg"])
def test_a_pipe_is_a_finding_and_nothing_waits_for_it(name: str, tiny: MakeTiny) -> None:
    """In a process of its own, which `run` stops after its time limit."""
    made = tiny({})
    os.mkfifo(made.root / "content" / name)
    result = made.run("check", "--format", "concise")
    first = result.stdout.splitlines()[0]
    assert first == f"content/{name}:1:1: error HB109 unreadable-file: content/{name} is no ordinary file"


# The folder itself


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoHandbook, match="there is no folder"):
        read_settings(tmp_path / "nowhere")
    with pytest.raises(NoHandbook, match=r"there is no mkdocs\.yml"):
        read_settings(tmp_path)
    with pytest.raises(NoHandbook, match="there is no folder content/"):
        read_files(tmp_path, "content")


@pytest.mark.parametrize("docs_dir", ["..", "../outside", "/etc", "a/../.."])
def test_a_content_folder_outside_is_refused(docs_dir: str, tiny: MakeTiny, outside: Path) -> None:
    made = tiny({"mkdocs.yml": f"site_name: Tiny\ndocs_dir: {docs_dir}\n"})
    result = made.run("check")
    assert (result.returncode, result.stdout) == (2, "")
    assert CANARY not in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such rights")
def test_a_file_without_rights_is_a_finding(tiny: MakeTiny, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rights do not stop an administrator, so the refusal is played."""
    made = tiny({"content/page.md": page("page")})

    def refuse(root: Path, name: str, most: int = -2) -> bytes:
        if name.endswith("page.md"):
            raise PermissionError(13, "Permission denied")
        return read_below(root, name, most)

    monkeypatch.setattr(content, "read_below", refuse)
    assert made.findings() == [("page.md:1:1", "unreadable-file")]


# The day


@pytest.mark.parametrize(
    ("seconds", "day"),
    [("1795348800", date(2026, 11, 22)), ("0", date(1970, 1, 1)), ("1795391999", date(2026, 11, 22))],
)
def test_the_day_is_that_of_the_environment(seconds: str, day: date) -> None:
    assert today({"SOURCE_DATE_EPOCH": seconds}) == day


@pytest.mark.parametrize("seconds", ["", "soon", "-1", "1.5", "9" * 20, "٣"])
def test_without_it_the_day_is_that_of_the_clock(seconds: str) -> None:
    before = date.today()
    assert before <= today({"SOURCE_DATE_EPOCH": seconds}) <= date.today()
    assert before <= today({}) <= date.today()


@pytest.mark.parametrize(
    ("name", "words", "needed", "waiting"),
    [
        ("references.json", "So [@a; @b], and [@c].", "2 citations need", "unknown-citation"),
        ("terms.yml", "[A rift]{defines=rupture} is meant.", "a definition needs", "undefined-term"),
        ("claims.yml", "[It helps.]{claim=it-helps}", "a statement needs", "unknown-claim"),
    ],
)
def test_a_data_file_that_is_gone_is_one_finding(
    tiny: MakeTiny, name: str, words: str, needed: str, waiting: str
) -> None:
    """Instead of one at each place that needs it; there is none of it where nothing does."""
    made = tiny({"content/index.md": page("home", words)})
    assert not (made.root / "content" / name).exists()
    found = [one for one in made.report().diagnostics if one.location.path == f"content/{name}"]
    assert [one.name for one in found] == ["waiting-check", "absent-file"]
    assert waiting in found[0].message
    assert needed in found[1].message
    assert not [one for one in made.report().diagnostics if one.name == waiting]
    made.write({"content/index.md": page("home", "Words.")})
    assert "absent-file" not in [name for _, name in made.findings()]
