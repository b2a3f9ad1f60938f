"""`handbook migrate`: the invented site tests/plain-site, with its glossary and its works, as a handbook."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.tiny import Tiny, handbook

SITE = Path(__file__).parent / "plain-site"


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tiny, str, str]:
    """The new handbook, what was told of it, and the closing line."""
    target = tmp_path_factory.mktemp("migrated") / "handbook"
    told = handbook("migrate", str(SITE), "--out", str(target))
    assert told.returncode == 1, told.stderr
    return Tiny(target), told.stdout, told.stderr


def text(made: Tiny, path: str) -> str:
    return (made.root / path).read_text(encoding="utf-8")


def test_a_page_keeps_its_words_and_gets_a_head(migrated: tuple[Tiny, str, str]) -> None:
    page = text(migrated[0], "content/guide/first-session.md")
    assert page.startswith(
        "---\nid: first-session\ntitle: Your first session\n"
        "summary: You need to bring nothing, and you may ask anything.\n"
        "kind: concept\naudience: [client]\n---\n\nA first session is a talk"
    )
    assert "## How long it takes {#how-long-it-takes}" in page


def test_terms_of_ezglossary_are_linked_and_defined(migrated: tuple[Tiny, str, str]) -> None:
    page, terms = text(migrated[0], "content/guide/first-session.md"), text(migrated[0], "content/terms.yml")
    assert (
        "Your [bond]{.term} with your\ncounsellor begins here, and [what you hope for]{term=goal} is spoken of." in page
    )
    assert "definition: The warmth and trust between two people who work together." in terms


def test_abbreviations_become_terms(migrated: tuple[Tiny, str, str]) -> None:
    assert "preferred: GP\n    definition: General practitioner, a doctor whom people see first" in text(
        migrated[0], "content/terms.yml"
    )


def test_citations_find_their_works_under_the_new_keys(migrated: tuple[Tiny, str, str]) -> None:
    works = json.loads(text(migrated[0], "content/references.json"))
    assert [(one["id"], one["DOI"]) for one in works] == [("rogers-1957", "10.1037/h0045357")]
    assert "[@rogers-1957, p. 96]" in text(migrated[0], "content/guide/first-session.md")
    assert "As @rogers-1957 wrote" in text(migrated[0], "content/guide/breaks.md")


def test_code_stays_as_it_is(migrated: tuple[Tiny, str, str]) -> None:
    code = "A line of code: <alliance:bond>, [@rogers57] and *[GP]: stay as they are."
    assert code in text(migrated[0], "content/guide/first-session.md")


def test_links_follow_what_moved(migrated: tuple[Tiny, str, str]) -> None:
    """A page of definitions is the glossary now; a section whose id another page has is known by a longer one."""
    page = text(migrated[0], "content/index.md")
    assert "[a page of their own](#glossary)" in page
    assert "[what to bring](#first-session-what-to-bring)" in page
    assert not (migrated[0].root / "content/words.md").exists()
    assert "- Words: glossary.md" in text(migrated[0], "mkdocs.yml")


def test_what_is_not_carried_over_is_told_with_its_place(migrated: tuple[Tiny, str, str]) -> None:
    told = re.findall(r"^(\S+:\d+):\d+: (.+)$", migrated[1], re.MULTILINE)
    assert ("docs/guide/first-session.md:16", "a content tab of another tool, which stays in the text as it is") in told
    assert ("docs/guide/first-session.md:4", "`tags` in the front matter is no key of the handbook") in told
    assert ("docs/guide/first-session.md:27", "no work was carried over under the key `notes`") in told
    rift = "`<alliance:rift>` leads to no term of the glossary, and is plain text now"
    assert ("docs/guide/breaks.md:10", rift) in told
    assert ("mkdocs.yml:10", "the plugin `tags` is left out") in told
    assert any(place == "works.bib:11" and what.startswith("the work `notes` is left out") for place, what in told)
    assert migrated[2].startswith("Carried over: 3 pages, 4 terms, 1 work. Not carried over: ")


def test_no_word_is_lost(migrated: tuple[Tiny, str, str]) -> None:
    words: set[str] = set()
    for path in (*SITE.glob("docs/**/*.md"), *SITE.glob("includes/*.md")):
        words |= set(re.findall(r"[A-Za-z]+", path.read_text(encoding="utf-8")))
    kept = "\n".join(path.read_text(encoding="utf-8") for path in migrated[0].root.rglob("*.*") if path.is_file())
    # The names of a section of the glossary and of a work, a command, and front matter that is told.
    assert words - set(re.findall(r"[A-Za-z]+", kept)) <= {"alliance", "bibliography", "description", "tags", "words"}


def test_the_handbook_builds_when_what_was_told_is_mended(migrated: tuple[Tiny, str, str], tmp_path: Path) -> None:
    made = Tiny(tmp_path / "mended")
    shutil.copytree(migrated[0].root, made.root)
    first = made.run("check", "--format", "concise")
    assert [line for line in first.stdout.splitlines() if "error" in line] == [
        "content/guide/first-session.md:26:95: error HB301 unknown-citation: no work has the key `notes`"
    ]
    page = text(made, "content/guide/first-session.md").replace(" [see @notes]", "")
    made.write({"content/guide/first-session.md": page})
    built = made.run("build")
    assert built.returncode == 0, built.stdout
    assert "Begin with" in made.site()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("Mine.")
    told = handbook("migrate", str(SITE), "--out", str(tmp_path))
    assert (told.returncode, told.stderr) == (2, f"handbook: {tmp_path} is not empty; name a new folder\n")
    assert [path.name for path in tmp_path.iterdir()] == ["precious.txt"]


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    told = handbook("migrate", str(SITE), "--out", str(tmp_path / "new"), "--dry-run")
    assert told.stderr.endswith("Nothing was written.\n")
    assert not (tmp_path / "new").exists()


def test_where_no_site_is_nothing_is_written(tmp_path: Path) -> None:
    told = handbook("migrate", str(tmp_path), "--out", str(tmp_path / "new"))
    assert told.returncode == 2
    assert "mkdocs.yml" in told.stderr
    assert not (tmp_path / "new").exists()
