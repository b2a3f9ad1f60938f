"""The page about privacy: true of each handbook, with what it has, and left to an author who writes one."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from tests.tiny import MakeTiny, page


def test_it_begins_with_five_sentences(built_site: Path) -> None:
    tree = html.fromstring((built_site / "privacy/index.html").read_bytes())
    sentences = [item.text_content() for item in tree.find_class("five")[0]]
    assert len(sentences) == 5
    assert [one for one in sentences if one.count(". ") or not one.endswith(".")] == []
    assert [row.get("data-kept") for row in tree.xpath("//li[@data-kept]")] == [
        "handbook-practice",
        "handbook-country",
        "handbook-offline",
    ]


def test_every_name_under_which_a_script_keeps_something_is_told(built_site: Path) -> None:
    """The scripts of the site are searched for names; a new one needs a line on the page."""
    told = (built_site / "privacy/index.html").read_text(encoding="utf-8")
    for script in (built_site / "assets").rglob("javascripts/*.js"):
        text = script.read_text(encoding="utf-8")
        kept = {text[at:].split('"')[0].split("`")[0].split()[0] for at in _places(text, '"handbook-', "`handbook-")}
        assert {name for name in kept - {"handbook-"} if f'data-kept="{name}"' not in told} == set(), script.name


def _places(text: str, *begins: str) -> list[int]:
    return [at + 1 for begin in begins for at in range(len(text)) if text.startswith(begin, at)]


@pytest.mark.parametrize("path", ["privacy.md", "privacy/index.md"])
def test_an_author_may_write_the_page_in_other_words(tiny: MakeTiny, path: str) -> None:
    made = tiny({f"content/{path}": page("privacy", "Ask us.")})
    assert made.findings() == []
    assert made.run("build").returncode == 0
    assert "Ask us." in made.site("privacy")
    assert 'class="five"' not in made.site("privacy")


def test_a_folder_of_ones_own_beside_it_is_no_page(tiny: MakeTiny) -> None:
    """Only a page at its address takes its place."""
    made = tiny({"content/privacy/for-groups.md": page("for-groups", "Ask us.")})
    assert made.run("build").returncode == 0
    assert 'class="five"' in made.site("privacy")
